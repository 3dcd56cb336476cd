"""Rows of the translation memory. What a gram is and how matches are ranked is `service.translation.memory`'s."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select, text, update

from service.model import MemoryEntry, MemoryGram, MemoryKey, MemoryPair, MemorySource
from service.store.base import Repository, build, chunks, columns

P = columns(MemoryPair)
S = columns(MemorySource)
E = columns(MemoryEntry)
K = columns(MemoryKey)
G = columns(MemoryGram)


@dataclass(frozen=True)
class Remembered:
    """A translation with its source, as the memory holds it."""

    source_id: int
    source: str
    text: str
    state: str
    origin: str
    unit_id: int | None
    programme_id: int | None


@dataclass(frozen=True)
class KeyRange:
    """Keys to read: ``low`` to ``high`` upwards, or downwards from ``high``, at most ``cap`` of them."""

    low: int
    high: int
    downwards: bool
    cap: int


@dataclass(frozen=True)
class Learnt:
    """An accepted translation to remember."""

    source: str
    target: str
    state: str
    origin: str
    unit_id: int | None = None


_SOURCE = (S.id.label("source_id"), S.text.label("source"))
_REMEMBERED = (*_SOURCE, E.text, E.state, E.origin, E.unit_id, E.programme_id)


class MemoryStore(Repository):
    """Sources, entries, keys and gram frequencies, by language pair."""

    def pair(self, source_tag: str, target_tag: str, *, make: bool = False) -> MemoryPair | None:
        """Return a language pair, made if asked for."""
        query = select(MemoryPair).where(P.source_tag == source_tag, P.target_tag == target_tag)
        pair = self._session.scalar(query)
        if pair is None and make:
            statement = self._insert(MemoryPair).values(
                source_tag=source_tag, target_tag=target_tag, version=0, sample=0, sources=0
            )
            self._session.execute(statement.on_conflict_do_nothing())
            pair = self._session.scalar(query)
        return pair

    def source(self, pair_id: int, text_hash: str) -> MemorySource | None:
        """Return a source text of a pair by the hash of its normalised form."""
        return self._session.scalar(select(MemorySource).where(S.pair_id == pair_id, S.hash == text_hash))

    def add_source(self, pair_id: int, text_hash: str, source: str) -> tuple[int, bool]:
        """Add a source text; returns its id and whether it is new. The caller adds its keys if it is."""
        statement = self._insert(MemorySource).values(pair_id=pair_id, hash=text_hash, text=source)
        made = self._session.scalar(statement.on_conflict_do_nothing().returning(S.id))
        if made is not None:
            self._session.execute(
                update(MemoryPair)
                .where(P.id == pair_id)
                .values(sources=P.sources + 1)
                .execution_options(synchronize_session=False)
            )
            return int(made), True
        return int(self._session.scalars(select(S.id).where(S.pair_id == pair_id, S.hash == text_hash)).one()), False

    def remember(self, source_id: int, learnt: Learnt, programme_id: int | None) -> None:
        """Keep a translation: one per unit and source, renewed when the unit's translation changes."""
        statement = self._insert(MemoryEntry).values(self._entry(source_id, learnt, programme_id))
        if learnt.unit_id is None:
            same = select(E.id).where(E.source_id == source_id, E.unit_id.is_(None), E.text == learnt.target)
            if self._session.scalar(same) is None:
                self._session.execute(statement)
            return
        renewed = {name: statement.excluded[name] for name in ("text", "state", "origin", "updated")}
        self._session.execute(statement.on_conflict_do_update(index_elements=["unit_id", "source_id"], set_=renewed))

    def add_many(
        self, pair_id: int, rows: Sequence[Learnt], hashes: Mapping[str, str], programme_id: int | None
    ) -> list[tuple[int, str]]:
        """Add sources and translations in bulk; returns the new sources with their ids, whose keys are still due."""
        texts: dict[str, str] = {}
        for row in rows:
            texts.setdefault(hashes[row.source], row.source)
        known = self._source_ids(pair_id, list(texts))
        fresh = [text_hash for text_hash in texts if text_hash not in known]
        statement = self._insert(MemorySource).on_conflict_do_nothing()
        for part in chunks(fresh, 2000):
            self._session.execute(statement, [{"pair_id": pair_id, "hash": h, "text": texts[h]} for h in part])
        ids = known | self._source_ids(pair_id, fresh)
        self._session.execute(
            update(MemoryPair)
            .where(P.id == pair_id)
            .values(sources=P.sources + len(fresh))
            .execution_options(synchronize_session=False)
        )
        entries: dict[tuple[int, object], dict[str, object]] = {}
        for row in rows:
            source_id = ids[hashes[row.source]]
            own = row.unit_id if row.unit_id is not None else row.target
            entries[source_id, own] = self._entry(source_id, row, programme_id)
        self._upsert(list(entries.values()))
        return [(ids[h], texts[h]) for h in fresh]

    def _entry(self, source_id: int, learnt: Learnt, programme_id: int | None) -> dict[str, object]:
        return {
            "source_id": source_id,
            "unit_id": learnt.unit_id,
            "programme_id": programme_id,
            "text": learnt.target,
            "state": learnt.state,
            "origin": learnt.origin,
            "updated": self._now,
        }

    def _upsert(self, entries: Sequence[dict[str, object]]) -> None:
        loose = [entry for entry in entries if entry["unit_id"] is None]
        there: set[tuple[int, str]] = set()
        for part in chunks(sorted({int(str(entry["source_id"])) for entry in loose})):
            query = select(E.source_id, E.text).where(E.source_id.in_(part), E.unit_id.is_(None))
            there |= {(row[0], row[1]) for row in self._session.execute(query)}
        wanted = [e for e in entries if e["unit_id"] is not None or (e["source_id"], e["text"]) not in there]
        statement = self._insert(MemoryEntry)
        renewed = {name: statement.excluded[name] for name in ("text", "state", "origin", "updated")}
        statement = statement.on_conflict_do_update(index_elements=["unit_id", "source_id"], set_=renewed)
        for batch in chunks(wanted, 2000):
            self._session.execute(statement, list(batch))

    def _source_ids(self, pair_id: int, hashes: Sequence[str]) -> dict[str, int]:
        found: dict[str, int] = {}
        for part in chunks(hashes):
            query = select(S.hash, S.id).where(S.pair_id == pair_id, S.hash.in_(part))
            found |= {row[0]: row[1] for row in self._session.execute(query)}
        return found

    def translations_of(self, pair_id: int, hashes: Sequence[str]) -> set[tuple[str, str]]:
        """Return what a pair holds for source texts, as (hash of the source, translation)."""
        found: set[tuple[str, str]] = set()
        for part in chunks(hashes):
            query = (
                select(S.hash, E.text)
                .join(MemoryEntry, E.source_id == S.id)
                .where(S.pair_id == pair_id, S.hash.in_(part))
            )
            found |= {(row[0], row[1]) for row in self._session.execute(query)}
        return found

    def forget(self, source_id: int, unit_id: int) -> None:
        """Take back what a unit gave for a source, as when its translation is rejected."""
        self._session.execute(delete(MemoryEntry).where(E.source_id == source_id, E.unit_id == unit_id))

    def add_keys(self, shelf: int, keys: Iterable[int]) -> None:
        """Add index keys; those that are there already do no harm."""
        rows = [{"shelf": shelf, "k": key} for key in keys]
        for part in chunks(rows, 10_000):
            self._session.execute(self._insert(MemoryKey).on_conflict_do_nothing(), part)

    def clear_shelf(self, shelf: int) -> None:
        """Delete the keys and frequencies of a shelf, before and after a rebuild."""
        self._session.execute(delete(MemoryKey).where(K.shelf == shelf))
        self._session.execute(delete(MemoryGram).where(G.shelf == shelf))

    def set_frequencies(self, shelf: int, frequencies: Mapping[int, int]) -> None:
        """Write the frequencies that a shelf's keys are chosen by."""
        rows = [{"shelf": shelf, "gram": gram, "frequency": n} for gram, n in frequencies.items()]
        for part in chunks(rows, 5000):
            self._session.execute(MemoryGram.__table__.insert(), part)  # type: ignore[attr-defined]

    def lock_pair(self, pair_id: int) -> MemoryPair:
        """Return a pair; whoever adds a source to it waits until this transaction ends."""
        query = select(MemoryPair).where(P.id == pair_id).with_for_update()
        return self._session.scalars(query.execution_options(populate_existing=True)).one()

    def turn(self, pair: MemoryPair, sample: int) -> None:
        """Read the spare shelf from now on."""
        pair.version, pair.sample = pair.version + 1, sample
        self._session.flush()

    def frequencies(self, shelf: int, grams: Sequence[int]) -> dict[int, int]:
        """Return how often grams occur in the sample; those that do not are left out."""
        query = select(G.gram, G.frequency).where(G.shelf == shelf, G.gram.in_(list(grams)))
        return {row[0]: row[1] for row in self._session.execute(query)}

    def sources_of(self, pair_id: int, *, after: int = 0, limit: int = 2000) -> list[tuple[int, str]]:
        """Return source texts with their ids, in order of id."""
        query = select(S.id, S.text).where(S.pair_id == pair_id, S.id > after).order_by(S.id).limit(limit)
        return [(row[0], row[1]) for row in self._session.execute(query)]

    def all_sources(self, pair_id: int) -> Iterator[tuple[int, str]]:
        """Go through every source text of a pair."""
        after = 0
        while batch := self.sources_of(pair_id, after=after):
            yield from batch
            after = batch[-1][0]

    def keys_in(self, shelf: int, ranges: Sequence[KeyRange]) -> list[int]:
        """Read many short ranges of keys in one statement. All values are integers of our own making."""
        parts = [
            f"SELECT k FROM (SELECT k FROM memory_key WHERE shelf = {int(shelf)} "  # noqa: S608
            f"AND k BETWEEN {int(r.low)} AND {int(r.high)} ORDER BY k {'DESC' if r.downwards else 'ASC'} "
            f"LIMIT {int(r.cap)}) AS r{number}"
            for number, r in enumerate(ranges)
        ]
        if not parts:
            return []
        return [row[0] for row in self._session.execute(text(" UNION ALL ".join(parts)))]

    def entries(self, source_ids: Sequence[int]) -> list[Remembered]:
        """Return the translations of source texts, newest first."""
        query = (
            select(*_REMEMBERED)
            .join(MemoryEntry, E.source_id == S.id)
            .where(S.id.in_(list(source_ids)))
            .order_by(E.updated.desc(), E.id.desc())
        )
        return build(Remembered, self._session.execute(query))

    def texts(self, source_ids: Sequence[int]) -> dict[int, str]:
        """Return source texts by id."""
        query = select(S.id, S.text).where(S.id.in_(list(source_ids)))
        return {row[0]: row[1] for row in self._session.execute(query)}
