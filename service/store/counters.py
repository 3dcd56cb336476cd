"""Counts per document and language: kept by differences on every save, by a recount when a source changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import and_, case, func, select, update

from service.model import Document, DocumentCounter, ProgrammeLanguage, Translation, Unit
from service.store.base import Repository, chunks, columns

C = columns(DocumentCounter)
D = columns(Document)
L = columns(ProgrammeLanguage)
U = columns(Unit)
T = columns(Translation)


@dataclass(frozen=True)
class Counts:
    """The numbers of a `DocumentCounter` row."""

    units: int = 0
    words: int = 0
    missing: int = 0
    suggested: int = 0
    translated: int = 0
    approved: int = 0
    stale: int = 0
    machine: int = 0
    to_check: int = 0
    words_left: int = 0


NAMES = tuple(item.name for item in fields(Counts))


def counts_of(unit: Unit, head: Translation | None) -> Counts:
    """Return what one unit contributes to its counter; nothing if the unit is not active."""
    if not unit.active:
        return Counts()
    if head is None or head.state == "missing":
        return Counts(units=1, words=unit.words, missing=1, words_left=unit.words)
    stale = head.base_unit_revision_id < unit.meaning_revision_id
    return Counts(
        units=1,
        words=unit.words,
        suggested=head.state == "suggested",
        translated=head.state == "translated",
        approved=head.state == "approved",
        stale=stale,
        machine=head.origin.startswith("machine:"),
        to_check=head.to_check,
        words_left=unit.words if stale else 0,
    )


class Counters(Repository):
    """Reads and keeps `DocumentCounter`. Callers hold the document's lock (`uow.documents.lock`)."""

    def shift(self, document_id: int, tag: str, before: Counts, after: Counts) -> None:
        """Replace one unit's contribution. Makes the row by a recount where the language has none yet."""
        changes = {
            name: C[name] + difference
            for name in NAMES
            if (difference := int(getattr(after, name)) - int(getattr(before, name)))
        }
        if not changes:
            return
        statement = update(DocumentCounter).where(C.document_id == document_id, C.tag == tag).values(changes)
        result = self._session.execute(statement.execution_options(synchronize_session=False))
        if not result.rowcount:  # type: ignore[attr-defined]
            self._session.flush()
            self.recount([document_id], tags=[tag])

    def recount(self, document_ids: Sequence[int], *, tags: Sequence[str] | None = None) -> None:
        """Count documents anew for the given languages, or for all of their programme and those counted before."""
        self._session.flush()
        for part in chunks(document_ids):
            counted = self.counted(part, tags=tags)
            rows = [
                {"document_id": document_id, "tag": tag, **{name: getattr(counts, name) for name in NAMES}}
                for (document_id, tag), counts in counted.items()
            ]
            if rows:
                statement = self._insert(DocumentCounter)
                statement = statement.on_conflict_do_update(
                    index_elements=["document_id", "tag"], set_={name: statement.excluded[name] for name in NAMES}
                )
                self._session.execute(statement, rows)

    def recount_programme(self, programme_id: int, *, tags: Sequence[str] | None = None) -> None:
        """Count every document of a programme anew, as when a language is added."""
        ids = self._session.scalars(select(D.id).where(D.programme_id == programme_id)).all()
        self.recount(list(ids), tags=tags)

    def counted(
        self, document_ids: Sequence[int], *, tags: Sequence[str] | None = None
    ) -> dict[tuple[int, str], Counts]:
        """Count from units and translations, without looking at the counters: what they must equal."""
        units = (
            select(U.document_id, func.count(), func.coalesce(func.sum(U.words), 0))
            .where(U.active, U.document_id.in_(document_ids))
            .group_by(U.document_id)
        )
        sizes: dict[int, tuple[int, int]] = {row[0]: (row[1], int(row[2])) for row in self._session.execute(units)}
        there = T.state != "missing"
        stale = and_(there, T.base_unit_revision_id < U.meaning_revision_id)
        fresh = and_(there, T.base_unit_revision_id >= U.meaning_revision_id)
        query = (
            select(
                U.document_id,
                T.tag,
                func.sum(case((T.state == "suggested", 1), else_=0)),
                func.sum(case((T.state == "translated", 1), else_=0)),
                func.sum(case((T.state == "approved", 1), else_=0)),
                func.sum(case((stale, 1), else_=0)),
                func.sum(case((and_(there, T.origin.startswith("machine:")), 1), else_=0)),
                func.sum(case((and_(there, T.to_check), 1), else_=0)),
                func.sum(case((fresh, U.words), else_=0)),
            )
            .join(Translation, T.unit_id == U.id)
            .where(U.active, U.document_id.in_(document_ids))
            .group_by(U.document_id, T.tag)
        )
        if tags is not None:
            query = query.where(T.tag.in_(tags))
        found = {(row[0], row[1]): tuple(row) for row in self._session.execute(query)}
        wanted = self._tags(document_ids) if tags is None else {number: set(tags) for number in document_ids}
        for number, tag in found:
            wanted[number].add(tag)
        return {
            (number, tag): _counts(sizes.get(number, (0, 0)), found.get((number, tag)))
            for number in document_ids
            for tag in sorted(wanted[number])
        }

    def _tags(self, document_ids: Sequence[int]) -> dict[int, set[str]]:
        """The languages each document has to be counted in."""
        tags: dict[int, set[str]] = defaultdict(set)
        languages = (
            select(D.id, L.tag).join(ProgrammeLanguage, L.programme_id == D.programme_id).where(D.id.in_(document_ids))
        )
        before = select(C.document_id, C.tag).where(C.document_id.in_(document_ids))
        for query in (languages, before):
            for number, tag in self._session.execute(query):
                tags[number].add(tag)
        return tags


def _counts(size: tuple[int, int], row: Sequence[Any] | None) -> Counts:
    units, words = size
    if row is None:
        return Counts(units=units, words=words, missing=units, words_left=words)
    suggested, translated, approved, stale, machine, to_check, fresh = (int(value) for value in row[2:])
    return Counts(
        units=units,
        words=words,
        missing=units - suggested - translated - approved,
        suggested=suggested,
        translated=translated,
        approved=approved,
        stale=stale,
        machine=machine,
        to_check=to_check,
        words_left=words - fresh,
    )
