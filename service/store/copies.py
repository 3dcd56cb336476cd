"""Copies of a SQLite database, taken while people write."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import Engine

from service.errors import SettingsError


def copy_sqlite(engine: Engine, target: Path) -> None:
    """Write a consistent copy of the database to a new file, without stopping anybody.

    Raises:
        SettingsError: for PostgreSQL, which has its own tools for this.
    """
    if engine.dialect.name != "sqlite":
        raise SettingsError(
            "the database is not SQLite", hint="Use pg_dump for the database, and copy the programme's folder."
        )
    with sqlite3.connect(target) as copy, engine.connect() as connection:
        source = connection.connection.driver_connection
        assert isinstance(source, sqlite3.Connection)
        source.backup(copy)
    copy.close()
