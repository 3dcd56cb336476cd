"""Who made what: the histories of many units at once, and the names under which people may be shown in public."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from service.model import Person, SourceRevision, TranslationRevision
from service.store.base import Repository, build, chunks, columns

P = columns(Person)
R = columns(TranslationRevision)
S = columns(SourceRevision)


@dataclass(frozen=True)
class Made:
    """One event in the life of a translation; the columns are those of `service.model.TranslationRevision`."""

    id: int
    unit_id: int
    parent_id: int | None
    text: str
    state: str
    event: str
    author_id: int | None
    created: datetime


@dataclass(frozen=True)
class Written:
    """One version of a source text; ``digest`` is the sha256 hex of its bytes."""

    id: int
    digest: str
    change: str
    author_id: int | None
    created: datetime


class Authors(Repository):
    """Read models for whoever has to say who did something. Made from a unit of work, as `Mirror` is."""

    def made(self, unit_ids: Sequence[int], tag: str) -> dict[int, tuple[Made, ...]]:
        """Return everything that ever happened to units in a language, by unit, oldest first."""
        found: dict[int, list[Made]] = {}
        for part in chunks(sorted(set(unit_ids))):
            query = (
                select(R.id, R.unit_id, R.parent_id, R.text, R.state, R.event, R.author_id, R.created)
                .where(R.unit_id.in_(part), R.tag == tag)
                .order_by(R.id)
            )
            for made in build(Made, self._session.execute(query)):
                found.setdefault(made.unit_id, []).append(made)
        return {unit_id: tuple(rows) for unit_id, rows in found.items()}

    def written(self, document_id: int) -> tuple[Written, ...]:
        """Return the versions of a source that have been the document's text, oldest first."""
        query = (
            select(S.id, S.digest, S.change, S.author_id, S.created)
            .where(S.document_id == document_id, S.status == "current")
            .order_by(S.id)
        )
        return tuple(build(Written, self._session.execute(query)))

    def public_names(self, person_ids: Iterable[int]) -> dict[int, str]:
        """Return the names of those people who agreed to be named in what is published; others are left out."""
        found: dict[int, str] = {}
        for part in chunks(sorted(set(person_ids))):
            query = select(P.id, P.name).where(P.id.in_(part), P.public_credit, P.disabled.is_(False))
            found |= {row[0]: row[1] for row in self._session.execute(query) if row[1].strip()}
        return found
