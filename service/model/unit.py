"""Units, the smallest texts a translator handles, and the versions of their source."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, text
from sqlmodel import Field

from service.model.base import Table, Utc


class Unit(Table, table=True):
    """A text of a document. The row keeps its identity while key and source change with the document.

    ``key`` is the catalogue's 12 hex digits, ``position`` counts from 0 in page order, ``occurrences`` is a list of
    {"line", "kind", "section", "path"}. ``revision_id`` points to the current `UnitRevision`; ``meaning_revision_id``
    to the last one that changed the meaning: a translation based on an older one is stale.
    """

    __table_args__ = (
        Index("ix_unit_document_id_position", "document_id", "position"),
        Index(
            "uq_unit_document_id_key_active",
            "document_id",
            "key",
            unique=True,
            sqlite_where=text("active"),
            postgresql_where=text("active"),
        ),
    )

    id: int = Field(default=None, primary_key=True)
    document_id: int = Field(foreign_key="document.id")
    key: str
    context: str | None = None
    source: str
    kind: str
    section: str = ""
    note: str = ""
    words: int = 0
    position: int = 0
    occurrences: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    active: bool = True
    revision_id: int = 0
    meaning_revision_id: int = 0
    created: datetime = Field(sa_type=Utc)


class UnitRevision(Table, table=True):
    """One immutable version of a unit's source. ``effect``: new, cosmetic, minor, meaning, gone, returned."""

    id: int = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    key: str
    context: str | None = None
    source: str
    effect: str
    source_revision_id: int | None = Field(default=None, foreign_key="source_revision.id")
    created: datetime = Field(sa_type=Utc)
