"""Rows by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import Select, literal, select

from service.store import Database
from service.store.base import build


@dataclass(frozen=True)
class Pair:
    left: str
    right: str


def columns(**values: str) -> Select[Any]:
    return select(*(literal(value).label(name) for name, value in values.items()))


def test_columns_find_their_fields_by_name(sqlite: Database) -> None:
    with sqlite.reading() as uow:
        made = build(Pair, uow.session.execute(columns(right="r", left="l")))
    assert made == [Pair("l", "r")]


def test_what_is_no_column_is_told_row_by_row(sqlite: Database) -> None:
    with sqlite.reading() as uow:
        result = uow.session.execute(columns(left="l", right="r"))
        made = build(Pair, result, lambda row: {"right": row.left + row.right})
    assert made == [Pair("l", "lr")]


@pytest.mark.parametrize("names", [("left",), ("left", "right", "middle"), ("left", "wrong")])
def test_a_column_too_many_or_too_few_is_an_error(sqlite: Database, names: tuple[str, ...]) -> None:
    with sqlite.reading() as uow, pytest.raises(TypeError):
        build(Pair, uow.session.execute(columns(**dict.fromkeys(names, "x"))))
