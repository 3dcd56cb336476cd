"""Puts translations into a document: as nodes of an Edition, as HTML, and as Markdown. Pure."""
