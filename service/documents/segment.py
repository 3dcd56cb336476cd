"""Segmenting: from a document to its units."""

from __future__ import annotations

from service.documents.page import page
from service.documents.source import SourceDocument
from service.documents.units import Unit


def segment(document: SourceDocument) -> tuple[Unit, ...]:
    """Return a document's units in page order, front matter first; a repeated text is one unit."""
    return page(document).units
