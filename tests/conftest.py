"""Fixtures for the whole tree: a database per test, on SQLite and on PostgreSQL."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from service.store import Database, make_engine
from tests.support import databases
from tests.support.databases import ENGINES, NoPostgres, Postgres
from tests.support.repositories import GIT

MISSING = pytest.StashKey[str]()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with databases.sqlite_template(tmp_path_factory.mktemp("sqlite")) as path:
        yield path


@pytest.fixture(scope="session")
def postgres(request: pytest.FixtureRequest) -> Iterator[Postgres | None]:
    """The server, started when the first test asks; None (and a loud line at the end) where there is none."""
    server = databases.postgres()
    try:
        started = server.__enter__()
    except NoPostgres as error:
        if os.environ.get("POLYTHING_REQUIRE_POSTGRES"):
            pytest.fail(f"PostgreSQL is required here: {error}")
        request.config.stash[MISSING] = str(error)
        yield None
        return
    try:
        yield started
    finally:
        server.__exit__(None, None, None)


def _hurry(connection: Any, record: object) -> None:
    """Do not wait for the disk in tests; what survives a crash is tested in tests/crash with the real settings."""
    connection.execute("PRAGMA synchronous=OFF").close()


@pytest.fixture
def make_database(
    request: pytest.FixtureRequest, tmp_path: Path, sqlite_template: Path
) -> Iterator[Callable[[str], Database]]:
    """Make empty, migrated databases by engine name; they go when the test ends."""
    opened: list[Database] = []
    urls: list[str] = []

    def make(engine: str) -> Database:
        if engine == "sqlite":
            path = tmp_path / f"{len(opened)}.sqlite3"
            shutil.copyfile(sqlite_template, path)
            url = f"sqlite:///{path}"
        else:
            server: Postgres | None = request.getfixturevalue("postgres")
            if server is None:
                pytest.skip("no PostgreSQL here")  # never in `.ci/run`: there the fixture fails instead
            url = server.create()
            urls.append(url)
        opened.append(Database(make_engine(url)))
        if engine == "sqlite":
            event.listen(opened[-1].engine, "connect", _hurry)
        return opened[-1]

    yield make
    for database in opened:
        database.dispose()
    for url in urls:
        request.getfixturevalue("postgres").drop(url)


@pytest.fixture(params=ENGINES)
def database(request: pytest.FixtureRequest, make_database: Callable[[str], Database]) -> Database:
    """An empty, migrated database; the test runs once on each engine."""
    return make_database(request.param)


@pytest.fixture
def sqlite(make_database: Callable[[str], Database]) -> Database:
    """An empty, migrated SQLite database, for tests in which the engine makes no difference."""
    return make_database("sqlite")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    reason = config.stash.get(MISSING, "")
    if GIT is None:
        terminalreporter.write_sep("!", "tests of commits were LEFT OUT: no git here", red=True)
    if reason:
        terminalreporter.write_sep("!", "tests on PostgreSQL were LEFT OUT", red=True)
        terminalreporter.write_line(reason)
