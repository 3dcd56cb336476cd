"""A programme and the languages it is translated into."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field

from service.model.base import Table, Utc


class Programme(Table, table=True):
    """A folder with programme.toml, known by its id ("key"). ``config`` is the parsed file as JSON."""

    id: int = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    title: str
    source_language: str
    version: str = ""
    config: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    created: datetime = Field(sa_type=Utc)


class ProgrammeLanguage(Table, table=True):
    """A language of a programme with its publishing rule.

    ``rule`` is the [languages.<tag>] table of programme.toml (states, fallback); ``machine`` allows text to be sent to
    a machine; ``draft`` says that no native speaker has reviewed the translation; ``retired`` hides, deletes nothing.
    """

    __table_args__ = (UniqueConstraint("programme_id", "tag"),)

    id: int = Field(default=None, primary_key=True)
    programme_id: int = Field(foreign_key="programme.id")
    tag: str
    rule: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    machine: bool = False
    draft: bool = False
    retired: bool = False
    created: datetime = Field(sa_type=Utc)
