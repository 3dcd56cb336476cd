"""View models: frozen data that templates show, built from the store's rows; no SQL, no HTTP."""
