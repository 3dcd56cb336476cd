from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect

from service.errors import SettingsError
from service.model import Table
from service.store import make_engine, upgrade
from service.store.engine import revision
from tests.support.databases import ENGINES, Postgres


@pytest.fixture(params=ENGINES)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database without any tables."""
    if request.param == "sqlite":
        engine = make_engine(f"sqlite:///{tmp_path}/deeper/empty.sqlite3")
        yield engine
        engine.dispose()
        return
    server: Postgres | None = request.getfixturevalue("postgres")
    if server is None:
        pytest.skip("no PostgreSQL here")  # never in `.ci/run`: there the fixture fails instead
    url = server.create(empty=True)
    engine = make_engine(url)
    yield engine
    engine.dispose()
    server.drop(url)


def test_upgrade_from_nothing_gives_exactly_the_tables_of_the_model(empty: Engine) -> None:
    assert revision(empty)[0] is None
    upgrade(empty)
    with empty.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Table.metadata) == []
    assert set(Table.metadata.tables) < set(inspect(empty).get_table_names())


def test_upgrading_twice_changes_nothing_the_second_time(empty: Engine) -> None:
    upgrade(empty)
    upgrade(empty)
    current, newest = revision(empty)
    assert current == newest is not None


def test_every_constraint_has_a_name() -> None:
    for table in Table.metadata.tables.values():
        assert all(constraint.name for constraint in table.constraints), table.name


def test_sqlite_is_durable_and_waits_for_locks(tmp_path: Path) -> None:
    with make_engine(f"sqlite:///{tmp_path}/real.sqlite3").connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30000}


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://localhost/x"])
def test_other_databases_are_refused_with_a_hint(url: str) -> None:
    with pytest.raises(SettingsError) as caught:
        make_engine(url)
    assert caught.value.hint
