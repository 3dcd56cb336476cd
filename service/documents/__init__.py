"""Reads a programme and its documents: front matter, the page of a document, and its units. Pure."""
