"""Engines for SQLite and PostgreSQL, migrations, and where units of work come from.

SQLite: WAL, `synchronous=FULL` (what was acknowledged survives a power cut), foreign keys on. A unit of work that may
write begins with BEGIN IMMEDIATE, because a transaction that reads first and writes later could otherwise fail with
"database is locked" without waiting.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.orm import Session, sessionmaker

from service.errors import SettingsError
from service.model import utc_now
from service.store.unit_of_work import UnitOfWork

_WRITE = "polything_write"


def make_engine(url: str, *, pool_size: int = 6) -> Engine:
    """Return an engine for "sqlite:///path" or "postgresql+psycopg://…" ("postgresql://" and "postgres://" too).

    ``pool_size`` should equal the number of request threads. Missing folders of a SQLite path are made.

    Raises:
        SettingsError: for any other database, or where the PostgreSQL driver is not installed.
    """
    parsed = make_url(url.replace("postgres://", "postgresql://", 1))
    if parsed.get_backend_name() == "sqlite":
        if parsed.database in (None, "", ":memory:"):
            raise SettingsError("the database must be a file", hint="Use sqlite:///path/to/polything.sqlite3.")
        Path(str(parsed.database)).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(
            parsed,
            pool_size=pool_size,
            max_overflow=pool_size,
            connect_args={"timeout": 30, "check_same_thread": False},
        )
        _prepare_sqlite(engine)
        return engine
    if parsed.get_backend_name() == "postgresql":
        try:
            return create_engine(
                parsed.set(drivername="postgresql+psycopg"),
                pool_size=pool_size,
                max_overflow=pool_size,
                pool_pre_ping=True,
            )
        except ModuleNotFoundError as error:
            raise SettingsError(
                "the driver for PostgreSQL is not installed", hint="Run: pip install 'polything[postgres]'"
            ) from error
    raise SettingsError(f"“{parsed.get_backend_name()}” is not a database we know", hint="Use sqlite or postgresql.")


def _prepare_sqlite(engine: Engine) -> None:
    """Set the pragmas on every new connection and take over the start of transactions from the driver."""

    @event.listens_for(engine, "connect")
    def connect(connection: Any, record: Any) -> None:
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "busy_timeout=30000",
            "foreign_keys=ON",
            "cache_size=-20000",
        ):
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get(_WRITE, True)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", "service.store:migrations")
    config.attributes["connection"] = connection
    return config


def upgrade(engine: Engine) -> None:
    """Bring the database to the newest version; does nothing where it is there already."""
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":  # two servers that start at once take turns
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7211023)")
        command.upgrade(_config(connection), "head")


def revision(engine: Engine) -> tuple[str | None, str | None]:
    """Return the database's migration and the newest one there is."""
    with engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    return current, ScriptDirectory.from_config(_config()).get_current_head()


class Database:
    """One database: hands out units of work. ``clock`` is replaced in tests."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime] = utc_now) -> None:
        self.engine = engine
        self.clock = clock
        self._writing = sessionmaker(engine.execution_options(**{_WRITE: True}), expire_on_commit=False)
        self._reading = sessionmaker(
            engine.execution_options(**{_WRITE: False}), expire_on_commit=False, autoflush=False
        )

    @classmethod
    def open(cls, url: str, *, pool_size: int = 6) -> Database:
        """Connect and bring the schema up to date."""
        engine = make_engine(url, pool_size=pool_size)
        upgrade(engine)
        return cls(engine)

    @contextmanager
    def unit_of_work(self) -> Iterator[UnitOfWork]:
        """A transaction that may write: committed when the block ends, rolled back when it raises.

        Only edges (a request, a job, a command) open one; services take it as an argument and never commit.
        """
        with self._writing() as session, session.begin():
            yield UnitOfWork(session, self.clock)

    @contextmanager
    def reading(self) -> Iterator[UnitOfWork]:
        """A consistent view for pages; takes no lock, and whatever is changed in it is thrown away."""
        with self._reading() as session:
            try:
                yield UnitOfWork(session, self.clock)
            finally:
                session.rollback()

    def session(self) -> Session:
        """A bare writing session, for migrations of data and for tests."""
        return self._writing()

    def dispose(self) -> None:
        """Close all connections."""
        self.engine.dispose()
