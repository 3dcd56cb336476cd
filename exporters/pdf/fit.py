"""Does a text fit its sheet? The same layout as in the PDF, measured but not drawn."""

from __future__ import annotations

from dataclasses import dataclass

from exporters.api import Document, Edition
from exporters.pdf import engine, problems, sheets
from exporters.pdf.payload import build
from exporters.pdf.pictures import Read


@dataclass(frozen=True)
class Fit:
    """``scale`` is the size of the text that was chosen, 1.0 being the design's own, never below 0.85. ``need`` is the
    ratio of need to room at 0.85: above 1 the text does not fit. ``missing`` are characters that no font holds."""

    fits: bool
    scale: float
    need: float
    pages: int = 1
    missing: str = ""

    @property
    def percent(self) -> int:
        """How much more room the text needs, in per cent; 0 if it fits."""
        return 0 if self.fits else problems.percent(self.need)


def measure(edition: Edition, document: Document, size: str = "a4", *, read: Read | None = None) -> Fit:
    """Return how a document fits a size.

    A poster fits by its scale; a guide with a page limit by its pages, where ``need`` is pages to limit; anything else
    always fits. ``read`` returns an asset's bytes; without it pictures count as their words.

    Raises:
        ExportError: for an unknown size, design, node or picture.
    """
    payload = build(edition, document, sheets.size(document, size), mode="fit", read=read)
    verdict = engine.measure(payload)
    limit = problems.page_limit(document)
    if document.kind != "poster" and limit:
        return Fit(verdict.pages <= limit, 1.0, verdict.pages / limit, verdict.pages, payload.missing)
    return Fit(verdict.fits, verdict.scale, verdict.need, verdict.pages, payload.missing)
