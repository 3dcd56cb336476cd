"""Translation memory: source texts by language pair, their translations, and packed integer keys to find near ones."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Index, UniqueConstraint
from sqlmodel import Field

from service.model.base import Table, Utc


class MemoryPair(Table, table=True):
    """A language pair, the partition of the memory.

    ``version`` counts rebuilds of the key index; ``sample`` is how many segments the frequencies in `MemoryGram` were
    counted over (0: none yet, all grams pass for equally rare); ``sources`` the number of source texts. Each pair has
    two shelves of keys: one is read while the other is rebuilt.
    """

    __table_args__ = (UniqueConstraint("source_tag", "target_tag"),)

    id: int = Field(default=None, primary_key=True)
    source_tag: str
    target_tag: str
    version: int = 0
    sample: int = 0
    sources: int = 0

    @property
    def shelf(self) -> int:
        """The shelf that is read and added to."""
        return self.id * 2 + self.version % 2

    @property
    def spare_shelf(self) -> int:
        """The shelf that a rebuild fills."""
        return self.id * 2 + (self.version + 1) % 2


class MemorySource(Table, table=True):
    """A source text once per pair. ``hash`` is sha256 hex of the normalised text, for exact hits."""

    __table_args__ = (UniqueConstraint("pair_id", "hash"),)

    id: int = Field(default=None, primary_key=True)
    pair_id: int = Field(foreign_key="memory_pair.id")
    hash: str
    text: str


class MemoryEntry(Table, table=True):
    """A translation of a source text. One per unit it came from; imported ones have no unit and outlive programmes."""

    __table_args__ = (
        Index("ix_memory_entry_source_id", "source_id"),
        UniqueConstraint("unit_id", "source_id"),
    )

    id: int = Field(default=None, primary_key=True)
    source_id: int = Field(foreign_key="memory_source.id")
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    programme_id: int | None = Field(default=None, foreign_key="programme.id")
    text: str
    state: str
    origin: str
    updated: datetime = Field(sa_type=Utc)


class MemoryKey(Table, table=True):
    """gram24 << 39 | lenbucket8 << 31 | source id: a posting list that is also sorted by length."""

    __table_args__ = ({"sqlite_with_rowid": False},)

    shelf: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    k: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})


class MemoryGram(Table, table=True):
    """How many segments of the sample hold a gram; frozen per index version."""

    __table_args__ = ({"sqlite_with_rowid": False},)

    shelf: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    gram: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    frequency: int
