"""What repositories share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar, cast

from sqlalchemy import Column, Result, Row
from sqlalchemy import Table as SqlTable
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from service.model import Table

T = TypeVar("T")


class Repository:
    """Holds the session of a unit of work. Never commits."""

    def __init__(self, session: Session, clock: Callable[[], datetime]) -> None:
        self._session = session
        self._clock = clock

    @property
    def _now(self) -> datetime:
        return self._clock()

    @property
    def _postgres(self) -> bool:
        return self._session.get_bind().dialect.name == "postgresql"

    def _insert(self, table: type[Table]) -> Any:
        """An INSERT that knows ON CONFLICT, for whichever database this is; both spell it the same."""
        return postgresql.insert(table) if self._postgres else sqlite.insert(table)


def columns(table: type[Table]) -> ReadOnlyColumnCollection[str, Column[Any]]:
    """Return a table's columns for SQL expressions, with types that mypy can follow."""
    return cast("SqlTable", table.__table__).c  # type: ignore[attr-defined]


def chunks(items: Sequence[T], size: int = 500) -> Iterator[Sequence[T]]:
    """Cut a sequence into pieces short enough for an IN list."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def build(kind: type[T], result: Result[Any], also: Callable[[Row[Any]], Mapping[str, Any]] | None = None) -> list[T]:
    """Make an object of each row: the label of a column is the name of the field, whatever the order of either.

    ``also`` gives fields that are no columns, or others than the columns of the same name.

    Raises:
        TypeError: if a column is no field, or a field gets no value.
    """
    names = tuple(result.keys())
    if also is None:
        return [kind(**dict(zip(names, row, strict=True))) for row in result]
    return [kind(**{**dict(zip(names, row, strict=True)), **also(row)}) for row in result]
