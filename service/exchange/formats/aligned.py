"""Takes the translations out of a document that somebody translated as Markdown, by laying it beside its source.

Front matter is matched by field. The body is matched by structure: a cheapest path through both sequences of blocks,
in which blocks of one kind, of plausible length and with the same numbers, links and code belong together (Gale and
Church 1993, with structure in the place of statistics). What is not certain says so, and a person looks at it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from service.documents.units import Unit

_ANCHOR = re.compile(r"\]\(([^)\s]+)|<(https?://[^>]+)>|`([^`]+)`|(\d+)")
_GAP = 1.0
_OTHER_KIND = 1.6
_LENGTH = 0.6
_ANCHORS = 0.5
_BAND = 200


@dataclass(frozen=True)
class Aligned:
    """A unit of the source and the text found for it. ``sure``: structure and anchors leave no doubt."""

    unit: Unit
    text: str
    sure: bool


@dataclass(frozen=True)
class _Block:
    unit: Unit
    kind: str
    anchors: frozenset[str]


def align_translated(source: Sequence[Unit], target: Sequence[Unit]) -> list[Aligned]:
    """Pair the units of a source document with the texts of its translation, both as `segment` returns them.

    Units that stayed in the source language, and units without a counterpart, are left out. A unit that occurs
    several times takes the text found most often, the first of these where they are equally frequent.
    """
    by_context = {unit.context: unit for unit in target if unit.context}
    found: dict[str, list[tuple[str, bool]]] = {}
    for unit in source:
        if unit.context and (other := by_context.get(unit.context)):
            found.setdefault(unit.key, []).append((other.source, True))
    for ours, theirs, sure in _pairs(_blocks(source), _blocks(target)):
        found.setdefault(ours.key, []).append((theirs.source, sure))
    result = []
    for unit in source:
        texts = [pair for pair in found.get(unit.key, []) if pair[0] != unit.source]
        if texts:
            words = [text for text, _ in texts]
            best = max(words, key=lambda text: (words.count(text), -words.index(text)))
            result.append(Aligned(unit, best, all(sure for text, sure in texts) and len(set(words)) == 1))
    return result


def _blocks(units: Sequence[Unit]) -> list[_Block]:
    places = [
        (occurrence.line, index, occurrence.path, unit, occurrence.kind)
        for index, unit in enumerate(units)
        if not unit.context
        for occurrence in unit.occurrences
    ]
    places.sort(key=lambda place: (place[0], _numbers(place[2]), place[1]))
    return [_Block(unit, kind, _anchors(unit.source)) for _, _, _, unit, kind in places]


def _numbers(path: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", path))


def _anchors(text: str) -> frozenset[str]:
    return frozenset(part for match in _ANCHOR.findall(text) for part in match if part and not part.endswith(".md"))


def _cost(ours: _Block, theirs: _Block, ratio: float) -> float:
    """Return how badly two blocks fit: 0 perfectly, above two gaps never paired."""
    cost = 0.0 if ours.kind == theirs.kind else _OTHER_KIND
    expected, actual = max(len(ours.unit.source) * ratio, 1.0), max(len(theirs.unit.source), 1)
    cost += _LENGTH * (1 - min(expected, actual) / max(expected, actual))
    union = ours.anchors | theirs.anchors
    if union:
        cost += _ANCHORS * (1 - 2 * len(ours.anchors & theirs.anchors) / len(union))
    return max(cost, 0.0)


def _pairs(source: list[_Block], target: list[_Block]) -> list[tuple[Unit, Unit, bool]]:
    if not source or not target:
        return []
    ratio = sum(len(block.unit.source) for block in target) / max(1, sum(len(block.unit.source) for block in source))
    path = _cheapest_path(source, target, ratio)
    doubtful = _doubtful(source, target, path)
    return [
        (source[i].unit, target[j].unit, i not in doubtful and source[i].anchors == target[j].anchors)
        for i, j in path
        if source[i].kind == target[j].kind
    ]


def _cheapest_path(source: list[_Block], target: list[_Block], ratio: float) -> list[tuple[int, int]]:
    """Needleman and Wunsch, inside a band around the diagonal so that a whole book stays feasible."""
    rows, columns = len(source), len(target)
    band = abs(rows - columns) + _BAND
    infinite = float("inf")
    previous = [_GAP * j for j in range(columns + 1)]
    steps: list[bytearray] = []
    for i in range(1, rows + 1):
        centre = i * columns // rows
        low, high = max(1, centre - band), min(columns, centre + band)
        current = [infinite] * (columns + 1)
        step = bytearray(columns + 1)
        current[0], step[0] = _GAP * i, 1
        for j in range(low, high + 1):
            both = previous[j - 1] + _cost(source[i - 1], target[j - 1], ratio)
            ours, theirs = previous[j] + _GAP, current[j - 1] + _GAP
            best = min(both, ours, theirs)
            current[j] = best
            step[j] = 0 if best == both else 1 if best == ours else 2
        steps.append(step)
        previous = current
    path = []
    i, j = rows, columns
    while i and j:
        direction = steps[i - 1][j]
        if direction == 0:
            i, j = i - 1, j - 1
            path.append((i, j))
        elif direction == 1:
            i -= 1
        else:
            j -= 1
    return path[::-1]


def _doubtful(source: list[_Block], target: list[_Block], path: list[tuple[int, int]]) -> set[int]:
    """Return the source blocks of sections whose two sides are not built alike.

    A section reaches from one paired heading to the next; inside it every block must be paired with one of its kind.
    """
    doubtful: set[int] = set()
    starts = [(i, j) for i, j in path if source[i].kind.startswith("heading") and source[i].kind == target[j].kind]
    cuts = [(0, 0), *starts, (len(source), len(target))]
    for (i, j), (next_i, next_j) in itertools.pairwise(cuts):
        ours = [block.kind for block in source[i:next_i]]
        theirs = [block.kind for block in target[j:next_j]]
        if ours != theirs:
            doubtful.update(range(i, next_i))
    return doubtful
