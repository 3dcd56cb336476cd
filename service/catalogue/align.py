"""Aligning: which unit of the old version each unit of the new one is, and what the edit does to its meaning."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from rapidfuzz import fuzz

from service.catalogue.units import Unit

Effect = Literal["same", "moved", "cosmetic", "minor", "meaning", "new", "gone"]
_WORDS = re.compile(r"\w+", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Pair:
    """One unit before and after. ``old`` None: new; ``new`` None: gone."""

    old: Unit | None
    new: Unit | None
    effect: Effect


@dataclass(frozen=True, slots=True)
class Alignment:
    """Pairs in the order of the new version, then what is gone."""

    pairs: tuple[Pair, ...]

    def count(self, effect: Effect) -> int:
        return sum(pair.effect == effect for pair in self.pairs)

    @property
    def changed(self) -> int:
        return sum(pair.effect in ("cosmetic", "minor", "meaning") for pair in self.pairs)


def align(old: Sequence[Unit], new: Sequence[Unit]) -> Alignment:
    """Align two versions of a document's units: equal texts first, then the most alike of what is left."""
    before = {(u.context, u.source): u for u in old}
    after = {(u.context, u.source) for u in new}
    order = {identity: i for i, identity in enumerate(i for i in before if i in after)}
    left = [u for u in old if (u.context, u.source) not in after]
    last = -1
    pairs: list[Pair] = []
    for unit in new:
        identity = (unit.context, unit.source)
        if identity in before:
            position = order[identity]
            pairs.append(Pair(before[identity], unit, "same" if position >= last else "moved"))
            last = max(last, position)
        else:
            pairs.append(Pair(None, unit, "new"))
    pairs = [pair if pair.old else _match(pair.new, left) for pair in pairs if pair.new]
    return Alignment((*pairs, *(Pair(unit, None, "gone") for unit in left)))


def _match(unit: Unit, left: list[Unit]) -> Pair:
    best, score = None, 60.0
    for candidate in left:
        if candidate.context != unit.context:
            continue
        alike = fuzz.ratio(candidate.source, unit.source, score_cutoff=score)
        if alike > score:
            best, score = candidate, alike
    if best is None:
        return Pair(None, unit, "new")
    left.remove(best)
    return Pair(best, unit, propose(best.source, unit.source))


def propose(old: str, new: str) -> Literal["cosmetic", "minor", "meaning"]:
    """Propose what an edit does: cosmetic (no word changed), minor (one word in twenty or fewer), else meaning."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if before == after:
        return "cosmetic"
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return "minor" if matcher.ratio() >= 0.95 else "meaning"
