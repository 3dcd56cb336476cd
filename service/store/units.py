"""Units: how a new version of a source is written down without any unit losing its identity."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from sqlalchemy import func, insert, select, update

from service.errors import NotFound
from service.model import Document, Unit, UnitRevision
from service.store.base import Repository, chunks, columns
from service.store.counters import Counters

D = columns(Document)
U = columns(Unit)
R = columns(UnitRevision)

Effect = Literal["same", "moved", "new", "cosmetic", "minor", "meaning", "gone"]


@dataclass(frozen=True)
class UnitChange:
    """One line of an alignment: what becomes of a unit, or a unit to be made.

    ``unit_id`` is None for "new". ``effect``: same and moved renew position, section, note and occurrences; cosmetic
    and minor also renew the source without making translations stale; meaning makes them stale; gone hides the unit.
    ``occurrences`` are {"line", "kind", "section", "path"}. ``previous`` is an older source known from a catalogue,
    remembered for a new unit so that stale imports can show it.
    """

    effect: Effect
    unit_id: int | None = None
    key: str = ""
    context: str | None = None
    source: str = ""
    kind: str = ""
    section: str = ""
    note: str = ""
    words: int = 0
    position: int = 0
    occurrences: Sequence[Mapping[str, Any]] = field(default_factory=tuple)
    previous: str | None = None


class Units(Repository):
    """Units of documents."""

    def get(self, unit_id: int) -> Unit:
        """Return a unit. Raises NotFound."""
        unit = self._session.get(Unit, unit_id)
        if unit is None:
            raise NotFound(f"there is no text number {unit_id}")
        return unit

    def of_document(self, document_id: int, *, gone: bool = False) -> list[Unit]:
        """Return the units of a document in page order; those that have gone only if asked for."""
        query = select(Unit).where(U.document_id == document_id).order_by(U.position, U.id)
        return list(self._session.scalars(query if gone else query.where(U.active)))

    def by_key(self, document_id: int, key: str) -> Unit | None:
        """Return the active unit with a catalogue key, or None."""
        return self._session.scalar(select(Unit).where(U.document_id == document_id, U.key == key, U.active))

    def revisions(self, unit_id: int) -> list[UnitRevision]:
        """Return the versions of a unit's source, newest first."""
        return list(self._session.scalars(select(UnitRevision).where(R.unit_id == unit_id).order_by(R.id.desc())))

    def revision_source(self, revision_id: int) -> str | None:
        """Return the source text of a unit revision, or None where it is not known."""
        return self._session.scalar(select(R.source).where(R.id == revision_id))

    def apply(
        self, document_id: int, changes: Sequence[UnitChange], source_revision_id: int | None
    ) -> list[int | None]:
        """Write an alignment down, in one go; counters of all languages follow.

        Returns the unit ids in the order of ``changes``. Units that no change names are left as they are. A "new"
        unit whose key belonged to a unit that had gone brings that one back, translations and all.
        """
        self._session.flush()
        revived = self._revived(document_id, changes)
        kept = [c for c in changes if c.unit_id is not None and c.effect != "gone"]
        back = [(c, revived[c.key]) for c in changes if c.effect == "new" and c.key in revived]
        new = [c for c in changes if c.effect == "new" and c.key not in revived]
        gone = [c.unit_id for c in changes if c.effect == "gone" and c.unit_id is not None]
        # Keys are unique among active units: step aside first, so that two units may swap their texts.
        touched = [c.unit_id for c in kept if c.effect not in ("same", "moved")] + gone
        for part in chunks([number for number in touched if number is not None]):
            self._session.execute(update(Unit).where(U.id.in_(part)).values(active=False))
        self._remember_gone(gone, source_revision_id)
        revisions = self._add_revisions(
            [(int(c.unit_id or 0), c, c.effect) for c in kept if c.effect not in ("same", "moved")]
            + [(number, c, "returned") for c, number in back],
            source_revision_id,
        )
        rows = []
        for change, number in [(c, int(c.unit_id or 0)) for c in kept] + back:
            row = {"id": number, "active": True, **_values(change)}
            if number in revisions:
                row |= {"key": change.key, "context": change.context, "source": change.source}
                row["revision_id"] = revisions[number]
            rows.append(row)
        if rows:
            self._session.execute(update(Unit), rows)
        meaning = {int(c.unit_id or 0) for c in kept if c.effect == "meaning"}
        if meaning:
            self._session.execute(
                update(Unit), [{"id": number, "meaning_revision_id": revisions[number]} for number in sorted(meaning)]
            )
        made = self._insert_new(document_id, new, source_revision_id)
        for loaded in list(self._session.identity_map.values()):
            if isinstance(loaded, Unit) and loaded.document_id == document_id:
                self._session.expire(loaded)
        self._resize(document_id)
        ids = {c.key: number for c, number in back} | dict(zip((c.key for c in new), made, strict=True))
        return [c.unit_id if c.unit_id is not None else ids.get(c.key) for c in changes]

    def _revived(self, document_id: int, changes: Sequence[UnitChange]) -> dict[str, int]:
        """Gone units, by key, that "new" changes bring back: the one that was there last."""
        keys = [c.key for c in changes if c.effect == "new"]
        busy = {c.unit_id for c in changes if c.unit_id is not None}
        found: dict[str, int] = {}
        for part in chunks(keys):
            query = (
                select(U.key, U.id)
                .where(U.document_id == document_id, U.active.is_(False), U.key.in_(part))
                .order_by(U.revision_id)
            )
            found |= {key: number for key, number in self._session.execute(query) if number not in busy}
        return found

    def _add_revisions(
        self, items: Sequence[tuple[int, UnitChange, str]], source_revision_id: int | None
    ) -> dict[int, int]:
        """Append unit revisions; returns unit id to revision id."""
        if not items:
            return {}
        rows = [
            {
                "unit_id": number,
                "key": change.key,
                "context": change.context,
                "source": change.source,
                "effect": effect,
                "source_revision_id": source_revision_id,
                "created": self._now,
            }
            for number, change, effect in items
        ]
        made = self._session.scalars(insert(UnitRevision).returning(R.id, sort_by_parameter_order=True), rows)
        return dict(zip((number for number, _, _ in items), made, strict=True))

    def _remember_gone(self, ids: Sequence[int], source_revision_id: int | None) -> None:
        for part in chunks(ids):
            for unit in self._session.scalars(select(Unit).where(U.id.in_(part))):
                change = UnitChange("gone", unit.id, unit.key, unit.context, unit.source)
                self._add_revisions([(unit.id, change, "gone")], source_revision_id)

    def _insert_new(self, document_id: int, new: Sequence[UnitChange], source_revision_id: int | None) -> list[int]:
        if not new:
            return []
        rows = [
            {
                "document_id": document_id,
                "key": c.key,
                "context": c.context,
                "source": c.source,
                "active": True,
                "revision_id": 0,
                "meaning_revision_id": 0,
                "created": self._now,
                **_values(c),
            }
            for c in new
        ]
        ids = list(self._session.scalars(insert(Unit).returning(U.id, sort_by_parameter_order=True), rows))
        older = [
            (number, UnitChange("new", key=c.key, context=c.context, source=c.previous), "previous")
            for number, c in zip(ids, new, strict=True)
            if c.previous is not None
        ]
        self._add_revisions(older, source_revision_id)
        revisions = self._add_revisions(
            [(number, c, "new") for number, c in zip(ids, new, strict=True)], source_revision_id
        )
        self._session.execute(
            update(Unit),
            [{"id": n, "revision_id": revisions[n], "meaning_revision_id": revisions[n]} for n in ids],
        )
        return ids

    def _resize(self, document_id: int) -> None:
        """Renew the document's own counts, then the counters of every language."""
        size = select(func.count(), func.coalesce(func.sum(U.words), 0)).where(U.document_id == document_id, U.active)
        units, words = self._session.execute(size).one()
        self._session.execute(update(Document).where(D.id == document_id).values(units=units, words=int(words)))
        Counters(self._session, self._clock).recount([document_id])


def _values(change: UnitChange) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "section": change.section,
        "note": change.note,
        "words": change.words,
        "position": change.position,
        "occurrences": [dict(item) for item in change.occurrences],
    }
