"""What exporters made, and from what."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field

from service.model.base import Table, Utc


class ArtifactRecord(Table, table=True):
    """The newest artifact at a path. ``inputs`` is the digest it was made from, ``digest`` that of its bytes."""

    __table_args__ = (UniqueConstraint("programme_id", "path"),)

    id: int = Field(default=None, primary_key=True)
    programme_id: int = Field(foreign_key="programme.id")
    format: str
    path: str
    title: str
    media_type: str
    inputs: str
    digest: str = ""
    size: int = 0
    languages: list[str] = Field(default_factory=list, sa_type=JSON)
    document: str | None = None
    variant: str = ""
    problems: list[str] = Field(default_factory=list, sa_type=JSON)
    created: datetime = Field(sa_type=Utc)
