"""One module a screen: routes that open a visit, call the services, and render."""
