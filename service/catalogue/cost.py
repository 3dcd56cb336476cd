"""What an edit of a source costs the people of each language: said before it is saved, and after."""

from __future__ import annotations

from dataclasses import dataclass

from service.catalogue.align import Alignment
from service.catalogue.merge import Effect
from service.catalogue.po import Catalogue


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
    author's word on all changed texts, of which only "meaning" makes translations stale; without it only a proposed
    "cosmetic" leaves them alone.
    """
    done = {entry.id for entry in catalogue.live if entry.has_text}
    units = words = opened = 0
    for pair in alignment.pairs:
        if pair.new is None or pair.effect in ("same", "moved"):
            continue
        new = pair.old is None
        if new and not done:
            continue
        if pair.old is not None:
            stale = effect == "meaning" if effect else pair.effect != "cosmetic"
            if not stale or (pair.old.context, pair.old.source) not in done:
                continue
        units += 1
        opened += new
        words += pair.new.words
    return Cost(language, units, words, opened)
