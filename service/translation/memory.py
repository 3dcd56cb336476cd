"""Translation memory: what was accepted before, for the same source or for one that is nearly the same.

Only translated and approved texts are learnt; machine text once a person took it, with its origin. The memory is
partitioned by language pair and works the same on SQLite and PostgreSQL: packed integer keys of rare grams find a few
hundred candidates, rapidfuzz ranks them.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz, process

from service.model import MemoryPair
from service.store import UnitOfWork
from service.store.memory import KeyRange, Learnt, Remembered
from service.translation.grams import ID_MASK, fold, grams, keys, rarest, reach
from service.translation.text import digest

NEAR = 70
"""The lowest score that is offered."""

MACHINE_PENALTY = 5
"""Taken off for text that a machine wrote and a person took unedited."""

REINDEX = "memory_reindex"
"""The job that counts gram frequencies and rebuilds a pair's keys: `service.translation.reindexing`."""

GROWTH = (500, 4_000, 32_000, 256_000)
"""Sizes, in source texts of a pair, at which the frequencies are counted anew."""

_CAP = 800
_CANDIDATES = 300


@dataclass(frozen=True)
class Match:
    """A suggestion from memory.

    ``score`` is 100 for the same source text, else 70-99. ``state`` and ``origin`` are the translation's; ``where``
    says whether it comes from this programme, another one, or an imported file.
    """

    text: str
    source: str
    score: int
    state: str
    origin: str
    where: Literal["programme", "elsewhere", "import"]
    unit_id: int | None


@dataclass(frozen=True)
class Here:
    """Where matches are to be used: what the unit itself gave is left out, its programme's come before others."""

    programme_id: int | None = None
    unit_id: int | None = None


ANYWHERE = Here()


def suggest(
    uow: UnitOfWork, source_tag: str, target_tag: str, text: str, limit: int = 3, here: Here = ANYWHERE
) -> list[Match]:
    """Return the best matches, best first: higher scores, approved before translated, this programme before others.

    At most six SELECTs.
    """
    pair = uow.memory.pair(source_tag, target_tag)
    if pair is None or not text.strip():
        return []
    exact = uow.memory.source(pair.id, digest(text))
    scores: dict[int, int] = {}
    if exact is not None:
        scores[exact.id] = 100
    for source_id, score in _near(uow, pair, text, max(limit, 5)):
        scores.setdefault(source_id, score)
    found = [
        _match(entry, scores[entry.source_id], here.programme_id)
        for entry in uow.memory.entries(list(scores))
        if here.unit_id is None or entry.unit_id != here.unit_id
    ]
    best: dict[str, Match] = {}
    for match in sorted(found, key=_rank):
        best.setdefault(match.text, match)
    return list(best.values())[:limit]


def _match(entry: Remembered, score: int, programme_id: int | None) -> Match:
    if entry.origin.startswith("machine:"):
        score -= MACHINE_PENALTY
    where: Literal["programme", "elsewhere", "import"]
    if entry.unit_id is None:
        where = "import"
    else:
        where = "programme" if programme_id is not None and entry.programme_id == programme_id else "elsewhere"
    return Match(entry.text, entry.source, score, entry.state, entry.origin, where, entry.unit_id)


def _rank(match: Match) -> tuple[int, int, int]:
    return -match.score, match.state != "approved", ("programme", "elsewhere", "import").index(match.where)


def _near(uow: UnitOfWork, pair: MemoryPair, text: str, limit: int) -> list[tuple[int, int]]:
    """Return (source id, score) of near matches."""
    folded = fold(text)
    own = list(dict.fromkeys(grams(text)))
    frequencies = uow.memory.frequencies(pair.shelf, own) if pair.sample else {}
    asked = rarest(own, frequencies, 24 if pair.sample else 40, apart=False)
    ranges: list[KeyRange] = []
    for gram in asked:
        longer, shorter = reach(gram, len(folded))
        ranges.append(KeyRange(*longer, downwards=False, cap=_CAP))
        ranges.append(KeyRange(*shorter, downwards=True, cap=_CAP))
    size = max(pair.sample, 1)
    weight: Counter[int] = Counter()
    for key in uow.memory.keys_in(pair.shelf, ranges):
        weight[key & ID_MASK] += math.log((size + 1) / (frequencies.get(key >> 39, 0) + 0.5))  # type: ignore[assignment]
    candidates = [source_id for source_id, _ in weight.most_common(_CANDIDATES)]
    texts = {number: fold(source) for number, source in uow.memory.texts(candidates).items()}
    ranked = process.extract(folded, texts, scorer=fuzz.ratio, score_cutoff=NEAR, limit=limit)
    return [(number, min(99, int(score))) for _, score, number in ranked]


def learn(
    uow: UnitOfWork, source_tag: str, target_tag: str, learnt: Learnt, *, programme_id: int | None = None
) -> None:
    """Remember an accepted translation; a unit has one for each version of its source, renewed with the head."""
    pair = uow.memory.pair(source_tag, target_tag, make=True)
    assert pair is not None
    source_id, new = uow.memory.add_source(pair.id, digest(learnt.source), learnt.source)
    if new:
        uow.session.refresh(pair)  # the shelf may have turned while we waited to add the source
        frequencies = uow.memory.frequencies(pair.shelf, grams(learnt.source)) if pair.sample else {}
        uow.memory.add_keys(pair.shelf, keys(source_id, learnt.source, frequencies))
        _ask_for_reindex(uow, pair)
    uow.memory.remember(source_id, learnt, programme_id)


def learn_many(
    uow: UnitOfWork, source_tag: str, target_tag: str, rows: Sequence[Learnt], *, programme_id: int | None = None
) -> int:
    """Remember many accepted translations at once, as after an import; returns how many sources were new."""
    pair = uow.memory.pair(source_tag, target_tag, make=True)
    assert pair is not None
    hashes = {row.source: digest(row.source) for row in rows}
    new = uow.memory.add_many(pair.id, rows, hashes, programme_id)
    uow.session.refresh(pair)
    for start in range(0, len(new), 2000):
        part = new[start : start + 2000]
        frequencies: dict[int, int] = {}
        if pair.sample:
            wanted = list({gram for _, source in part for gram in grams(source)})
            for first in range(0, len(wanted), 5000):
                frequencies |= uow.memory.frequencies(pair.shelf, wanted[first : first + 5000])
        uow.memory.add_keys(pair.shelf, (key for number, source in part for key in keys(number, source, frequencies)))
    if new:
        _ask_for_reindex(uow, pair)
    return len(new)


def unlearn(uow: UnitOfWork, source_tag: str, target_tag: str, source: str, unit_id: int) -> None:
    """Take back what a unit gave for its source, as when its translation was rejected."""
    pair = uow.memory.pair(source_tag, target_tag)
    found = uow.memory.source(pair.id, digest(source)) if pair is not None else None
    if found is not None:
        uow.memory.forget(found.id, unit_id)


def _ask_for_reindex(uow: UnitOfWork, pair: MemoryPair) -> None:
    if sum(pair.sources >= size for size in GROWTH) > pair.version:
        uow.jobs.enqueue(
            REINDEX,
            {"source_tag": pair.source_tag, "target_tag": pair.target_tag},
            key=f"{REINDEX}:{pair.source_tag}:{pair.target_tag}",
        )
