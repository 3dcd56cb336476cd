"""What people say about a unit."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field

from service.model.base import Table, Utc


class Comment(Table, table=True):
    """A remark on a unit. ``tag`` "" concerns the source. ``kind``: comment, question, report (from a reader).

    ``person_id`` is None for a reader's report; ``name`` is what that reader gave.
    """

    id: int = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    tag: str = ""
    kind: str = "comment"
    text: str
    parent_id: int | None = Field(default=None, foreign_key="comment.id")
    person_id: int | None = Field(default=None, foreign_key="person.id")
    name: str = ""
    created: datetime = Field(sa_type=Utc)
    resolved: datetime | None = Field(default=None, sa_type=Utc)
    resolved_by: int | None = Field(default=None, foreign_key="person.id")
