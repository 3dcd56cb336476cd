"""Segmenting: from a document to its units."""

from __future__ import annotations

from service.catalogue.page import page
from service.catalogue.source import SourceDocument
from service.catalogue.units import Unit


def segment(document: SourceDocument) -> tuple[Unit, ...]:
    """Return a document's units in page order, front matter first; a repeated text is one unit."""
    return page(document).units
