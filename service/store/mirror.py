"""What the folder's mirror needs of the store: units under every key they ever had, heads with their old sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, case, func, or_, select

from service.model import Document, Programme, Translation, TranslationRevision, Unit, UnitRevision
from service.store.base import Repository, build, chunks, columns

D = columns(Document)
P = columns(Programme)
U = columns(Unit)
R = columns(UnitRevision)
T = columns(Translation)
H = columns(TranslationRevision)


@dataclass(frozen=True)
class KeyedUnit:
    """A unit as a file may name it: ``revision_id`` is the version of its source that has the key.

    ``present`` is the key that the unit has now.
    """

    key: str
    present: str
    unit_id: int
    revision_id: int
    source: str
    current: bool
    active: bool


@dataclass(frozen=True)
class HeadRow:
    """What counts for a unit in a language. ``base_context`` and ``base_source`` are what it was made for."""

    unit_id: int
    key: str
    context: str | None
    source: str
    active: bool
    text: str
    state: str
    origin: str
    stale: bool
    revision_id: int
    base_context: str | None
    base_source: str


class Mirror(Repository):
    """Read models for `service.sync`. Made from a unit of work: ``Mirror(uow.session, uow.clock)``."""

    def keys(self, document_id: int) -> dict[str, KeyedUnit]:
        """Return every key that a unit of the document has or had.

        Where several units had one, the active unit that has it now comes first, then the one that had it last.
        """
        query = (
            select(
                *(R.key, U.key.label("present"), U.id.label("unit_id"), R.id.label("revision_id"), R.source),
                *(and_(U.active, U.key == R.key).label("current"), U.active),
            )
            .join(Unit, U.id == R.unit_id)
            .where(U.document_id == document_id)
            .order_by(case((and_(U.active, U.key == R.key), 1), else_=0), U.active, R.id)
        )
        return {unit.key: unit for unit in build(KeyedUnit, self._session.execute(query))}

    def heads(self, document_id: int, tag: str) -> list[HeadRow]:
        """Return the translations of a document that have a text, of units that have gone too, in page order."""
        query = (
            select(
                *(U.id.label("unit_id"), U.key, U.context, U.source, U.active),
                *(T.text, T.state, T.origin, T.revision_id),
                (T.base_unit_revision_id < U.meaning_revision_id).label("stale"),
                func.coalesce(R.context, U.context).label("base_context"),
                func.coalesce(R.source, U.source).label("base_source"),
            )
            .join(Translation, T.unit_id == U.id)
            .outerjoin(UnitRevision, R.id == T.base_unit_revision_id)
            .where(U.document_id == document_id, T.tag == tag, T.state != "missing")
            .order_by(U.position, U.id)
        )
        return build(HeadRow, self._session.execute(query))

    def texts(self, unit_ids: Sequence[int], tag: str) -> dict[int, frozenset[str]]:
        """Return all texts that units ever had in a language."""
        found: dict[int, set[str]] = {}
        for part in chunks(sorted(set(unit_ids))):
            query = select(H.unit_id, H.text).where(H.unit_id.in_(part), H.tag == tag).distinct()
            for unit_id, text in self._session.execute(query):
                found.setdefault(unit_id, set()).add(text)
        return {unit_id: frozenset(texts) for unit_id, texts in found.items()}

    def lock_programme(self, programme_id: int) -> None:
        """Make others that ask for the same wait until this transaction ends."""
        self._session.execute(select(P.id).where(P.id == programme_id).with_for_update())

    def stamps(self, programme_id: int) -> dict[tuple[int, str], int]:
        """Return, by document and language, the newest translation revision: it grows with everything that happens."""
        query = (
            select(U.document_id, H.tag, func.max(H.id))
            .join(TranslationRevision, H.unit_id == U.id)
            .join(Document, D.id == U.document_id)
            .where(D.programme_id == programme_id)
            .group_by(U.document_id, H.tag)
        )
        return {(row[0], row[1]): row[2] for row in self._session.execute(query)}

    def newest_revision(self) -> int:
        """Return the number of the newest translation revision: what a download was made from."""
        return int(self._session.scalar(select(func.max(H.id))) or 0)

    def languages_with_text(self, unit_ids: Sequence[int]) -> dict[str, set[int]]:
        """Return, by language, which of the units have a translation."""
        found: dict[str, set[int]] = {}
        for part in chunks(list(unit_ids)):
            query = select(T.tag, T.unit_id).where(T.unit_id.in_(part), T.state != "missing")
            for tag, unit_id in self._session.execute(query):
                found.setdefault(tag, set()).add(unit_id)
        return found

    def accepted(self, unit_ids: Sequence[int]) -> list[tuple[int, str, str, int]]:
        """Return (unit, tag, text, revision) of translated and approved texts."""
        found: list[tuple[int, str, str, int]] = []
        for part in chunks(list(unit_ids)):
            query = select(T.unit_id, T.tag, T.text, T.revision_id).where(
                T.unit_id.in_(part), or_(T.state == "translated", T.state == "approved")
            )
            found += [(row[0], row[1], row[2], row[3]) for row in self._session.execute(query)]
        return found
