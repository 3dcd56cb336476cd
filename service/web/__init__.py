"""The workplace in the browser: server-rendered pages that work as plain forms, and small modules that improve them."""
