"""What machines answered, and what it cost."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from service.model.base import Table, Utc


class MachineCache(Table, table=True):
    """One answer. ``key`` is sha256 of engine, its version, both languages and the protected text.

    ``source_hash`` and ``text_hash`` let a save be recognised as unedited machine text, whatever the browser says.
    """

    __table_args__ = (Index("ix_machine_cache_source_hash_target_tag", "source_hash", "target_tag"),)

    key: str = Field(primary_key=True)
    engine: str
    source_tag: str
    target_tag: str
    source_hash: str
    text: str
    text_hash: str
    created: datetime = Field(sa_type=Utc)


class MachineLedger(Table, table=True):
    """Characters sent to an engine in a month ("2026-11"), for the budget."""

    __table_args__ = (UniqueConstraint("engine", "month"),)

    id: int = Field(default=None, primary_key=True)
    engine: str
    month: str
    characters: int = 0
    calls: int = 0
