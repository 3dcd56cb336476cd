"""What an edit of a source costs the people of each language: said before it is saved, and after."""

from __future__ import annotations

from dataclasses import dataclass

from service.catalogue.merge import Effect
from service.catalogue.po import Catalogue
from service.changes.align import Alignment


@dataclass(frozen=True, slots=True)
class Cost:
    """``units`` and source ``words`` that people of a ``language`` (BCP 47) look at again or translate.

    ``opened``: how many of the units are new, and nobody's work is touched by them.
    """

    language: str
    units: int
    words: int
    opened: int = 0


def cost(alignment: Alignment, catalogue: Catalogue, language: str, effect: Effect | None = None) -> Cost:
    """Count what an edit costs one language.

    Counted are translations that go stale, and new texts if the language had begun the document. ``effect`` is the
    author's word, as in `Pair.effect_by`.
    """
    done = {entry.id for entry in catalogue.live if entry.has_text}
    units = words = opened = 0
    for pair in alignment.pairs:
        if pair.new is None or pair.effect in ("same", "moved"):
            continue
        if pair.old is None:
            costs = bool(done)
        else:
            costs = pair.effect_by(effect) == "meaning" and (pair.old.context, pair.old.source) in done
        if not costs:
            continue
        units += 1
        opened += pair.old is None
        words += pair.new.words
    return Cost(language, units, words, opened)
