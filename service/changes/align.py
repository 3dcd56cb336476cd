"""Aligning: which unit of the old version each unit of the new one is, and what the edit does to its translations.

Equal texts first, wherever they stand; then the same front-matter field; then the most alike, a neighbour before a
stranger; then the halves of a text that was split, and the parts of texts that were joined.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rapidfuzz import fuzz

from service.changes.similar import Index, features
from service.changes.worddiff import DiffPart, propose, word_diff
from service.changes.worddiff import Effect as Edit
from service.documents.units import Unit

Effect = Literal["same", "moved", "cosmetic", "minor", "meaning", "new", "gone"]
Relation = Literal["edit", "split", "merge"]
EDITED: tuple[Edit, ...] = ("cosmetic", "minor", "meaning")

_THRESHOLD = 0.6
_NEIGHBOUR = 0.4
_PART = 0.8


@dataclass(frozen=True, slots=True)
class Pair:
    """One unit before and after. ``old`` None: new; ``new`` None: gone.

    ``relation``: "split" if the old text went to several new ones; "merge" if ``others`` joined ``old``.
    """

    old: Unit | None
    new: Unit | None
    effect: Effect
    relation: Relation = "edit"
    others: tuple[Unit, ...] = ()

    def effect_by(self, word: Edit | None) -> Effect:
        """Return what the edit does to translations by the author's ``word`` on all edited texts.

        "cosmetic" and "minor" make nothing stale; "meaning" leaves alone what differs in no word. Without the author's
        word only what is cosmetic beyond doubt is left alone.
        """
        if self.effect not in EDITED:
            return self.effect
        return "cosmetic" if self.effect == "cosmetic" and word in (None, "meaning") else word or "meaning"

    @property
    def diff(self) -> tuple[DiffPart, ...]:
        """The difference in words."""
        return word_diff(self.old.source if self.old else "", self.new.source if self.new else "")


@dataclass(frozen=True, slots=True)
class Alignment:
    """Pairs in the order of the new version, then what is gone."""

    pairs: tuple[Pair, ...]

    def count(self, effect: Effect) -> int:
        return sum(pair.effect == effect for pair in self.pairs)

    @property
    def changed(self) -> int:
        return sum(pair.effect in EDITED for pair in self.pairs)


def align(old: Sequence[Unit], new: Sequence[Unit]) -> Alignment:
    """Align two versions of a document's units."""
    return _Aligner(old, new).run()


class _Aligner:
    def __init__(self, old: Sequence[Unit], new: Sequence[Unit]) -> None:
        self.old, self.new = old, new
        positions = {(unit.context, unit.source): i for i, unit in enumerate(old)}
        self.match: dict[int, int] = {}
        for j, unit in enumerate(new):
            if (unit.context, unit.source) in positions:
                self.match[j] = positions[unit.context, unit.source]
        self.exact = dict(self.match)
        self.steady = _steady(self.exact)

    def run(self) -> Alignment:
        taken = set(self.match.values())
        gone = [i for i in range(len(self.old)) if i not in taken]
        fresh = [j for j in range(len(self.new)) if j not in self.match]
        self.fields(gone, fresh)
        for _, i, j in sorted(self.candidates(gone, fresh), key=lambda c: (-c[0], c[1], c[2])):
            if i not in taken and j not in self.match:
                taken.add(i)
                self.match[j] = i
        taken = set(self.match.values())
        splits = self.parts([j for j in fresh if j not in self.match], gone, whole_is_old=True)
        rest = [i for i in gone if i not in taken]
        joined: dict[int, list[int]] = defaultdict(list)
        for i, j in self.parts(rest, [j for j in fresh if j in self.match], whole_is_old=False).items():
            joined[j].append(i)
            taken.add(i)
        pairs = [self.pair(j, splits, joined) for j in range(len(self.new))]
        return Alignment(
            (*pairs, *(Pair(unit, None, "gone") for i, unit in enumerate(self.old) if i not in taken)),
        )

    def pair(self, j: int, splits: Mapping[int, int], joined: Mapping[int, list[int]]) -> Pair:
        unit = self.new[j]
        if j in self.exact:
            effect: Effect = "same" if j in self.steady else "moved"
            return Pair(self.old[self.exact[j]], unit, effect)
        if j in splits:
            return Pair(self.old[splits[j]], unit, "meaning", "split")
        if j not in self.match:
            return Pair(None, unit, "new")
        before = self.old[self.match[j]]
        pair = Pair(before, unit, propose(before.source, unit.source))
        if j in joined:
            others = tuple(self.old[i] for i in sorted(joined[j]))
            return replace(pair, effect="meaning", relation="merge", others=others)
        if self.match[j] in splits.values():
            return replace(pair, effect="meaning", relation="split")
        return pair

    def fields(self, gone: list[int], fresh: list[int]) -> None:
        """A front-matter field stays itself however much its text changes, unless it is one of a list."""
        before = defaultdict(list)
        for i in gone:
            before[self.old[i].context].append(i)
        after = defaultdict(list)
        for j in fresh:
            after[self.new[j].context].append(j)
        for context, positions in after.items():
            if context and context.startswith("front:") and len(positions) == len(before[context]) == 1:
                self.match[positions[0]] = before[context][0]

    def candidates(self, gone: list[int], fresh: list[int]) -> list[tuple[float, int, int]]:
        """Likely pairs as (score, old, new): texts that share rare words, and neighbours of the same kind."""
        taken = set(self.match.values())
        gone = [i for i in gone if i not in taken]
        fresh = [j for j in fresh if j not in self.match]
        if not gone or not fresh:
            return []
        gaps_old, gaps_new = self.gaps()
        index = Index(self.old[i].source for i in gone)
        by_gap = defaultdict(list)
        for i in gone:
            by_gap[gaps_old[i]].append(i)
        found: list[tuple[float, int, int]] = []
        for j in fresh:
            unit = self.new[j]
            near = set(by_gap[gaps_new[j]][:50])
            far = {gone[position] for _, position in index.best(unit.source, _THRESHOLD)}
            for i in near | far:
                before = self.old[i]
                if before.context != unit.context:
                    continue
                alike = fuzz.ratio(before.source, unit.source) / 100
                alone = i in near and before.kind == unit.kind
                if alike >= (_NEIGHBOUR if alone else _THRESHOLD):
                    found.append((alike + 0.15 * (i in near) + 0.05 * (before.kind == unit.kind), i, j))
        return found

    def gaps(self) -> tuple[dict[int, int], dict[int, int]]:
        """Number the stretches between texts that stayed in place, alike in both versions."""
        stay = {j: self.exact[j] for j in self.steady}
        old_marks, new_marks = sorted(stay.values()), sorted(stay)
        return (
            {i: bisect_left(old_marks, i) for i in range(len(self.old))},
            {j: bisect_left(new_marks, j) for j in range(len(self.new))},
        )

    def parts(self, pieces: list[int], wholes: list[int], *, whole_is_old: bool) -> dict[int, int]:
        """Find for each piece the whole that holds nearly all of its words, in a row."""
        side, other = (self.new, self.old) if whole_is_old else (self.old, self.new)
        result: dict[int, int] = {}
        words = {w: " ".join(features(other[w].source)) for w in wholes} if pieces else {}
        for piece in pieces:
            text = " ".join(features(side[piece].source))
            best = 0.0
            for whole, long in words.items():
                if len(text) < 12 or len(text) >= len(long) or side[piece].context != other[whole].context:
                    continue
                score = fuzz.partial_ratio(text, long, score_cutoff=_PART * 100) / 100
                if score > best:
                    result[piece], best = whole, score
        return result


def _steady(exact: Mapping[int, int]) -> frozenset[int]:
    """The longest run of matches that kept their order: the others were moved."""
    tails: list[int] = []
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for j in sorted(exact):
        at = bisect_left(tails, exact[j])
        before[j] = ends[at - 1] if at else None
        tails[at : at + 1] = [exact[j]]
        ends[at : at + 1] = [j]
    result = set()
    last: int | None = ends[-1] if ends else None
    while last is not None:
        result.add(last)
        last = before[last]
    return frozenset(result)


def renamed(old: Mapping[str, Sequence[Unit]], new: Mapping[str, Sequence[Unit]]) -> dict[str, str]:
    """Find documents that were renamed: from the new id to the old one. At least half of the texts must be the same."""
    result: dict[str, str] = {}
    free = {identity: {unit.key for unit in units} for identity, units in old.items() if identity not in new}
    for identity, units in new.items():
        if identity in old or not units:
            continue
        keys = {unit.key for unit in units}
        shared = {
            other: len(keys & theirs) / max(len(keys), len(theirs), 1)
            for other, theirs in free.items()
            if other.partition("/")[0] == identity.partition("/")[0]
        }
        best = max(shared, key=lambda other: (shared[other], other), default=None)
        if best is not None and shared[best] >= 0.5:
            result[identity] = best
            del free[best]
    return result
