"""Building the memory's index of a language pair anew, beside the one in use, in short transactions."""

from __future__ import annotations

from collections import Counter

from service.store import Database
from service.translation.grams import grams, keys

SAMPLE = 100_000
"""Source texts over which gram frequencies are counted, at most."""

BATCH = 2_000
_OVERLAP = 1_000
"""Ids that are gone over again at the end: a transaction that was open may have added a source below the last one."""


def reindex(database: Database, source_tag: str, target_tag: str) -> int:
    """Count gram frequencies and fill the pair's spare shelf, then read from it; returns the number of sources.

    Savers wait for one batch at most. Interrupted anywhere, the shelf in use is whole and the next run starts anew.
    """
    with database.unit_of_work() as uow:
        pair = uow.memory.pair(source_tag, target_tag)
        if pair is None:
            return 0
        uow.memory.clear_shelf(pair.spare_shelf)
    shelf = pair.spare_shelf
    counted, sample, last = _count(database, pair.id, max(1, pair.sources // SAMPLE))
    with database.unit_of_work() as uow:
        uow.memory.set_frequencies(shelf, counted)
    after = total = 0
    while True:
        with database.unit_of_work() as uow:
            batch = uow.memory.sources_of(pair.id, after=after, limit=BATCH)
            if not batch:
                break
            uow.memory.add_keys(shelf, (key for number, source in batch for key in keys(number, source, counted)))
        after, total = batch[-1][0], total + len(batch)
    with database.unit_of_work() as uow:
        locked = uow.memory.lock_pair(pair.id)
        late = uow.memory.sources_of(pair.id, after=max(0, last - _OVERLAP), limit=1_000_000)
        uow.memory.add_keys(shelf, (key for number, source in late for key in keys(number, source, counted)))
        uow.memory.turn(locked, sample)
    with database.unit_of_work() as uow:
        uow.memory.clear_shelf(locked.spare_shelf)
    return total


def _count(database: Database, pair_id: int, step: int) -> tuple[Counter[int], int, int]:
    """Return frequencies over every ``step``-th source, how many those were, and the last id seen."""
    counted: Counter[int] = Counter()
    sample = last = 0
    with database.reading() as uow:
        for number, (source_id, source) in enumerate(uow.memory.all_sources(pair_id)):
            last = source_id
            if number % step == 0:
                counted.update(set(grams(source)))
                sample += 1
    return counted, sample, last
