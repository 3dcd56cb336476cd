"""What a file said when it and the database last agreed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field

from service.model.base import Table, Utc


class SyncState(Table, table=True):
    """The base of the three-way merge for one file. ``path`` is relative to the programme, ``digest`` sha256 hex."""

    __table_args__ = (UniqueConstraint("programme_id", "path"),)

    id: int = Field(default=None, primary_key=True)
    programme_id: int = Field(foreign_key="programme.id")
    path: str
    digest: str
    base: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    updated: datetime = Field(sa_type=Utc)
