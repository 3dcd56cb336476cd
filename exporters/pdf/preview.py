"""Posters as SVG for the editor: the very layout of the PDF, with an area to click for every unit.

The SVG holds outlines instead of text, no script, no style sheet and no reference outside itself; its only links are
those of the document and, over every text, ``<a data-unit="…" href="#unit-…">``.
"""

from __future__ import annotations

import re

from exporters.api import Document, Edition
from exporters.pdf import engine, sheets
from exporters.pdf.payload import build
from exporters.pdf.pictures import Read

_UNIT = re.compile(r'<a ([^>]*?)href="#unit-([0-9A-Za-z_-]+)" xlink:href="#unit-\2">')


def poster_svg(
    edition: Edition, document: Document, size: str = "a4", *, theme: str = sheets.THEME, read: Read | None = None
) -> str:
    """Return a poster's sheet as SVG; a text that does not fit is drawn at the smallest scale and cut by the edge.

    Every text of the document lies under links to ``#unit-<id>`` with the attribute ``data-unit``; one unit may have
    several, one a line. Without ``read`` pictures of the slots show as their words.

    Raises:
        ExportError: for an unknown size, design, theme, node or picture.
    """
    return document_svgs(edition, document, size, theme=theme, read=read)[0]


def document_svgs(
    edition: Edition, document: Document, size: str = "a4", *, theme: str = sheets.THEME, read: Read | None = None
) -> list[str]:
    """Return every page of a poster, guide or handout as SVG. Raises as `poster_svg` does."""
    payload = build(edition, document, sheets.size(document, size), mode="preview", theme=theme, read=read)
    return [_UNIT.sub(r'<a \1data-unit="\2" href="#unit-\2">', page) for page in engine.svg(payload)]
