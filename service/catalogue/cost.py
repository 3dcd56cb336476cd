"""What an edit of a source would cost: shown to the author before it is saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from service.catalogue.align import Alignment, align
from service.catalogue.po import Catalogue
from service.catalogue.segment import segment
from service.catalogue.source import SourceDocument


@dataclass(frozen=True, slots=True)
class LanguageCost:
    """``units`` and source ``words`` that people of one language have to look at again or translate."""

    language: str
    units: int
    words: int


@dataclass(frozen=True, slots=True)
class Cost:
    """``languages``: tags with any work; ``units`` and ``words`` summed over them."""

    languages: tuple[str, ...]
    units: int
    words: int
    rows: tuple[LanguageCost, ...]
    alignment: Alignment


def cost(
    old: SourceDocument, new: SourceDocument, catalogues: Mapping[str, Catalogue], effect: str | None = None
) -> Cost:
    """Say what replacing ``old`` by ``new`` would cost the languages of ``catalogues`` (by tag).

    Counted are texts that lose a translation: changed ones that go stale, and new ones in languages that had begun the
    document. ``effect``: the author's word on all changed texts; only "meaning" makes translations stale. Without
    it the proposal counts, where "minor" too is for people to look at.
    """
    alignment = align(segment(old), segment(new))
    rows = []
    for tag, catalogue in catalogues.items():
        done = {entry.id for entry in catalogue.live if entry.has_text}
        units = words = 0
        for pair in alignment.pairs:
            if pair.new is None or pair.effect in ("same", "moved"):
                continue
            if pair.old is None:
                affected = bool(done)
            else:
                stale = effect == "meaning" if effect else pair.effect in ("minor", "meaning")
                affected = stale and (pair.old.context, pair.old.source) in done
            units += affected
            words += pair.new.words if affected else 0
        rows.append(LanguageCost(tag, units, words))
    touched = [row for row in rows if row.units]
    return Cost(
        tuple(row.language for row in touched),
        sum(row.units for row in touched),
        sum(row.words for row in touched),
        tuple(rows),
        alignment,
    )
