"""What an edit of a source costs its translators, put into numbers and differences for its author."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from service.authoring.sources import Change, alignment_of, cost_of
from service.changes.align import Alignment
from service.documents.source import SourceDocument
from service.model import Document
from service.web.diff import changed
from service.web.visit import Visit

SHOWN = 12
"""Changed paragraphs that are shown with their differences."""


@dataclass(frozen=True)
class CostView:
    """What an edit costs, in numbers, with the differences to look at. ``kind`` is the author's word, or our guess."""

    title: str
    same: int
    changed: int
    new: int
    gone: int
    languages: int
    words: int
    edits: tuple[Markup, ...]
    kind: str

    @property
    def asks(self) -> bool:
        """True if the kind of change makes a difference."""
        return bool(self.changed or self.new or self.gone)


def cost_view(visit: Visit, document: Document, new: SourceDocument, said: Change | None = None) -> CostView:
    """Count what an edit makes people do, with the author's word or the one the differences propose."""
    _ = visit.words
    alignment, _rows = alignment_of(visit.uow, document.id, new)
    proposed = said or _proposed(alignment)
    cost = cost_of(visit.uow, document, new, proposed)
    tags = len(visit.uow.programmes.languages(visit.the_programme.id))
    edits = [pair for pair in alignment.pairs if pair.old and pair.new and pair.old.source != pair.new.source]
    free = cost.free and not alignment.count("gone")
    return CostView(
        title=_("This costs the translators nothing") if free else _("What this costs"),
        same=alignment.count("same") + alignment.count("moved"),
        changed=len(edits),
        new=cost.new_units,
        gone=alignment.count("gone"),
        languages=tags if cost.new_units else cost.languages,
        words=cost.words + cost.new_words * tags,
        edits=tuple(changed(pair.old.source, pair.new.source) for pair in edits[:SHOWN] if pair.old and pair.new),
        kind=proposed,
    )


def _proposed(alignment: Alignment) -> Change:
    """The gravest change that the differences look like."""
    effects = {pair.effect for pair in alignment.pairs}
    return "meaning" if "meaning" in effects else "minor" if "minor" in effects else "cosmetic"
