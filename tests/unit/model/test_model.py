from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from service.model import Actor, Document, Role, Table
from service.store import Database


def actor(*roles: tuple[Role, str]) -> Actor:
    return Actor(1, "Nia", 1, roles=frozenset(roles))


@pytest.mark.parametrize(
    ("roles", "tag", "rank"),
    [
        ((), "es", 1),
        ((("translator", "es"),), "es", 2),
        ((("translator", "es"),), "ar", 1),
        ((("reviewer", ""),), "ar", 3),
        ((("translator", "es"), ("coordinator", "es")), "es", 4),
        ((("author", ""),), "es", 1),
        ((("organiser", ""),), "es", 4),
        ((("administrator", ""),), "ar", 4),
    ],
)
def test_how_high_a_person_stands_in_a_language(roles: tuple[tuple[Role, str], ...], tag: str, rank: int) -> None:
    person = actor(*roles)
    assert person.rank(tag) == rank
    ladder: tuple[Role, ...] = ("suggester", "translator", "reviewer", "coordinator")
    assert [person.reaches(role, tag) for role in ladder] == [rank > n for n in range(4)]


def test_programme_roles_contain_one_another() -> None:
    programme: tuple[Role, ...] = ("author", "organiser", "administrator")
    reached = {role: [actor((role, "")).reaches(other) for other in programme] for role in programme}
    assert reached == {
        "author": [True, False, False],
        "organiser": [True, True, False],
        "administrator": [True, True, True],
    }
    assert not actor(("coordinator", "es")).reaches("author")


def test_times_come_back_as_they_went_in_in_utc(database: Database) -> None:
    noon = datetime(2026, 11, 22, 12, 0, 0, 123456, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    database.clock = lambda: noon
    with database.unit_of_work() as uow:
        made = uow.programmes.save("demo", "Demo", "en", "1", {})
    with database.reading() as uow:
        kept = uow.programmes.get(made.id).created
        assert kept == noon
        assert kept.tzinfo is UTC


def test_a_time_without_a_zone_is_refused(database: Database) -> None:
    database.clock = lambda: datetime(2026, 11, 22)  # noqa: DTZ001
    with pytest.raises(Exception, match="time zone"), database.unit_of_work() as uow:
        uow.programmes.save("demo", "Demo", "en", "1", {})


def test_tables_have_plain_names_and_plain_values() -> None:
    assert {"translation_revision", "document_counter", "web_session"} <= set(Table.metadata.tables)
    document = Document(programme_id=1, kind="thing", slug="06-lock", title="Lock", language="en", path="x.md")
    assert document.identity == "thing/06-lock"
    assert document.values()["slug"] == "06-lock"
