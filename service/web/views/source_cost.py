"""What an edit of a source costs its translators, put into numbers and differences for its author."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from service.authoring.sources import Change, Cost
from service.changes.align import Alignment
from service.web.diff import changed
from service.web.words import Words

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


def cost_view(alignment: Alignment, cost: Cost, change: Change, languages: int, words: Words) -> CostView:
    """Put the cost of an edit into a view.

    Args:
        alignment: of the old text and the new one.
        cost: what the edit makes people do, with ``change`` as its kind.
        change: the author's word, or the one that the differences propose.
        languages: how many the programme has, each of which translates a new text.
        words: of the author.
    """
    edits = [pair for pair in alignment.pairs if pair.old and pair.new and pair.old.source != pair.new.source]
    free = cost.free and not alignment.count("gone")
    return CostView(
        title=words("This costs the translators nothing") if free else words("What this costs"),
        same=alignment.count("same") + alignment.count("moved"),
        changed=len(edits),
        new=cost.new_units,
        gone=alignment.count("gone"),
        languages=languages if cost.new_units else cost.languages,
        words=cost.words + cost.new_words * languages,
        edits=tuple(changed(pair.old.source, pair.new.source) for pair in edits[:SHOWN] if pair.old and pair.new),
        kind=change,
    )


def proposed_change(alignment: Alignment) -> Change:
    """Return the gravest change that the differences look like."""
    effects = {pair.effect for pair in alignment.pairs}
    return "meaning" if "meaning" in effects else "minor" if "minor" in effects else "cosmetic"
