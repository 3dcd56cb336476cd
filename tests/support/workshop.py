"""A small programme with people, for tests of what happens to translations."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from service.model import Actor, Role
from service.store import Database, UnitOfWork
from service.store.documents import DocumentFacts
from service.store.rows import EditorRow
from service.store.units import UnitChange

SOURCES = ("Lock the front door.", "Choose a claim and test it.", "Write **plain** words.")


@dataclass
class Workshop:
    """Ids of a demo programme (English to Spanish and Arabic) with one document and its units."""

    database: Database
    programme_id: int
    document_id: int
    units: list[int]

    def person(
        self, uow: UnitOfWork, name: str, role: Role | None = None, tag: str = "es", *, confirmed: bool = True
    ) -> Actor:
        """Return somebody as an actor, made on first sight."""
        email = f"{name.lower()}@example.org"
        person = uow.people.by_email(email)
        if person is None:
            person = uow.people.add(name, email, public_credit=True, agreed=True, confirmed=confirmed)
        if role is not None:
            uow.people.grant(person.id, self.programme_id, role, "" if role in ("organiser", "author") else tag)
        return uow.people.actor(person, self.programme_id)


def row_of(uow: UnitOfWork, unit_id: int, tag: str, person_id: int | None = None) -> EditorRow | None:
    """Return what the editor shows of a unit, None where it shows nothing."""
    rows = uow.pages.editor_rows(uow.units.get(unit_id).document_id, tag, person_id)
    return next((row for row in rows if row.unit_id == unit_id), None)


def key_of(source: str) -> str:
    return hashlib.sha256(source.encode()).hexdigest()[:12]


def new_unit(source: str, position: int = 0) -> UnitChange:
    return UnitChange(
        "new", key=key_of(source), source=source, kind="paragraph", words=len(source.split()), position=position
    )


def change(effect: str, unit_id: int, source: str, position: int = 0) -> UnitChange:
    """A changed source of a unit."""
    return UnitChange(
        effect,  # type: ignore[arg-type]
        unit_id,
        key_of(source),
        None,
        source,
        "paragraph",
        position=position,
        words=len(source.split()),
    )


def build(database: Database, sources: Sequence[str] = SOURCES) -> Workshop:
    """Make the programme."""
    with database.unit_of_work() as uow:
        programme = uow.programmes.save("demo", "Demo", "en", "1", {})
        uow.programmes.save_language(programme.id, "es", rule={}, machine=True)
        uow.programmes.save_language(programme.id, "ar", rule={})
        text = "\n\n".join(sources)
        document, revision = uow.documents.save(
            programme.id,
            DocumentFacts(
                kind="thing",
                slug="06-lock",
                title="Lock",
                language="en",
                path="content/things/06-lock.md",
                text=text,
                digest=hashlib.sha256(text.encode()).hexdigest(),
            ),
        )
        assert revision is not None
        ids = uow.units.apply(document.id, [new_unit(s, n) for n, s in enumerate(sources)], revision.id)
        return Workshop(database, programme.id, document.id, [number for number in ids if number is not None])
