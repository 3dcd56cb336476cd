"""A database that an earlier version made is brought up to date, and nothing in it is lost."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command

from service.accounts import magic
from service.store import Database, make_engine
from service.store.engine import _config, revision  # the migrations themselves are what is tested
from service.translation import workflow
from tests.support.databases import ENGINES, Postgres

DUMPS = sorted((Path(__file__).parents[2] / "golden" / "databases").glob("*.sql"))


def sqlite_of(dump: Path, path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    connection.executescript(dump.read_text(encoding="utf-8"))
    return connection


def copy_to_postgres(old: sqlite3.Connection, engine: sa.Engine) -> None:
    """Make the tables as that version made them, and fill them with the rows."""
    (version,) = old.execute("SELECT version_num FROM alembic_version").fetchone()
    with engine.begin() as connection:
        command.upgrade(_config(connection), version)
    tables = sa.MetaData()
    tables.reflect(engine)
    with engine.begin() as connection:
        for table in tables.sorted_tables:
            if table.name == "alembic_version":
                continue
            cursor = old.execute(f'SELECT * FROM "{table.name}"')
            names = [column[0] for column in cursor.description]
            rows = [
                {name: _value(table.c[name], value) for name, value in zip(names, row, strict=True)} for row in cursor
            ]
            if rows:
                connection.execute(table.insert(), rows)
            if "id" in table.c and isinstance(table.c.id.type, sa.Integer):
                connection.exec_driver_sql(
                    f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), "
                    f'(SELECT coalesce(max(id), 1) FROM "{table.name}"))'
                )


def _value(column: sa.Column[Any], value: Any) -> Any:
    if value is None:
        return None
    if isinstance(column.type, sa.Boolean):
        return bool(value)
    if isinstance(column.type, sa.JSON):
        return json.loads(value)
    if isinstance(column.type, sa.DateTime):
        return datetime.fromisoformat(f"{value}+00:00")
    return value


@pytest.fixture(params=[(engine, dump) for engine in ENGINES for dump in DUMPS], ids=lambda p: f"{p[0]}-{p[1].stem}")
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, dict[str, list[Any]]]]:
    """The address of an old database, and its rows by table."""
    kind, dump = request.param
    source = sqlite_of(dump, tmp_path / "old.sqlite3")
    names = [name for (name,) in source.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    rows = {name: source.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}
    if kind == "sqlite":
        source.close()
        yield f"sqlite:///{tmp_path}/old.sqlite3", rows
        return
    server: Postgres | None = request.getfixturevalue("postgres")
    if server is None:
        pytest.skip("no PostgreSQL here")  # never in `.ci/run`: there the fixture fails instead
    url = server.create(empty=True)
    engine = make_engine(url)
    copy_to_postgres(source, engine)
    engine.dispose()
    source.close()
    yield url, rows
    server.drop(url)


def test_an_old_database_opens_with_all_its_rows(old: tuple[str, dict[str, list[Any]]]) -> None:
    url, rows = old
    database = Database.open(url)
    try:
        assert revision(database.engine)[0] == revision(database.engine)[1]
        with database.engine.connect() as connection:
            for table, before in rows.items():
                if table in ("alembic_version", "membership"):
                    continue
                now = connection.exec_driver_sql(f'SELECT count(*) FROM "{table}"').scalar_one()
                assert now == len(before), table
        with database.reading() as uow:
            texts = {r.text for unit in rows["unit"] for r in uow.translations.history(unit[0], "es")}
            assert texts >= {"Después puedes", "Luego puedes", "Una pregunta.", "nombrar tres señales;"}
    finally:
        database.dispose()


def test_roles_of_an_address_that_nobody_confirmed_wait_for_it(old: tuple[str, dict[str, list[Any]]]) -> None:
    database = Database.open(old[0])
    try:
        with database.unit_of_work() as uow:
            programme = uow.programmes.all()[0]
            udo, ana = uow.people.by_email("udo@demo.example"), uow.people.by_email("ana@demo.example")
            assert udo is not None
            assert ana is not None
            assert uow.people.actor(ana, programme.id).reaches("translator", "es")
            assert udo.id not in {member.person_id for member in uow.people.members(programme.id)}
            assert {(row.role, row.tag) for row in uow.invitations.of_programme(programme.id)} == {
                ("administrator", ""),
                ("reviewer", "es"),
            }
            magic.use(uow, magic.make(uow, udo))
            assert uow.people.actor(udo, programme.id).reaches("administrator")
            assert workflow.release(uow, udo.id) == 1
    finally:
        database.dispose()
