"""For the whole tree: a database per test, on SQLite and on PostgreSQL, and how often properties are tried."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from service.store import Database
from tests.support import databases, soak
from tests.support.databases import ENGINES, NoPostgres, Postgres, Shelf
from tests.support.repositories import GIT

MISSING = pytest.StashKey[str]()

soak.register()


def pytest_configure(config: pytest.Config) -> None:
    soak.start()


def pytest_itemcollected(item: pytest.Item) -> None:
    """Every property is part of a soak."""
    if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
        item.add_marker(pytest.mark.soak)


def pytest_collection_finish(session: pytest.Session) -> None:
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    soak.BUDGET.expect(len(session.items) / workers)


def pytest_runtest_setup(item: pytest.Item) -> None:
    soak.BUDGET.begin(time.time())


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


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Shelf]:
    found = Shelf(tmp_path_factory.mktemp("databases"), sqlite_template)
    yield found
    found.close()


@pytest.fixture
def make_database(request: pytest.FixtureRequest, shelf: Shelf) -> Iterator[Callable[..., Database]]:
    """Make databases by engine name, empty and migrated, or copies of a SQLite file; they go when the test ends."""
    opened: list[Database] = []

    def make(engine: str, template: Path | None = None) -> Database:
        if engine == "sqlite":
            opened.append(shelf.sqlite(len(opened), template))
        else:
            server: Postgres | None = request.getfixturevalue("postgres")
            if server is None:
                pytest.skip("no PostgreSQL here")  # never in `.ci/run`: there the fixture fails instead
            opened.append(shelf.postgres(server, len(opened)))
        return opened[-1]

    yield make
    for database in opened:
        database.dispose()


@pytest.fixture(params=ENGINES)
def database(request: pytest.FixtureRequest, make_database: Callable[..., Database]) -> Database:
    """An empty, migrated database; the test runs once on each engine."""
    return make_database(request.param)


@pytest.fixture
def sqlite(make_database: Callable[..., Database]) -> Database:
    """An empty, migrated SQLite database, for tests in which the engine makes no difference."""
    return make_database("sqlite")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    reason = config.stash.get(MISSING, "")
    if GIT is None:
        terminalreporter.write_sep("!", "tests of commits were LEFT OUT: no git here", red=True)
    if reason:
        terminalreporter.write_sep("!", "tests on PostgreSQL were LEFT OUT", red=True)
        terminalreporter.write_line(reason)
