"""PDF posters, guides and handouts, set with Typst."""
