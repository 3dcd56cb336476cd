"""A document of a programme and the revisions of its source text."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field

from service.model.base import Table, Utc


class Document(Table, table=True):
    """One source file. ``position`` is its place in reading order; ``meta`` the language-neutral front matter.

    ``source_revision_id`` points to the current `SourceRevision` (no foreign key: the two refer to each other).
    ``active`` is false once the file has gone; its units and translations stay. ``units`` and ``words`` count the
    active units of the source.
    """

    __table_args__ = (UniqueConstraint("programme_id", "kind", "slug"),)

    id: int = Field(default=None, primary_key=True)
    programme_id: int = Field(foreign_key="programme.id")
    kind: str
    slug: str
    title: str
    number: int | None = None
    position: int = 0
    language: str
    path: str
    digest: str = ""
    source_revision_id: int | None = None
    under_revision: bool = False
    active: bool = True
    units: int = 0
    words: int = 0
    meta: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    created: datetime = Field(sa_type=Utc)

    @property
    def identity(self) -> str:
        """The id in files and addresses, "thing/06-lock-the-front-door"."""
        return f"{self.kind}/{self.slug}"


class SourceRevision(Table, table=True):
    """One immutable version of a source file.

    ``change``: first, cosmetic, minor, meaning. ``status``: current (has been the document's text), proposed (the
    file's text, waiting for the author because the database changed too), then accepted or declined by an author.
    """

    id: int = Field(default=None, primary_key=True)
    document_id: int = Field(foreign_key="document.id", index=True)
    parent_id: int | None = Field(default=None, foreign_key="source_revision.id")
    text: str
    digest: str
    change: str = "first"
    status: str = "current"
    note: str = ""
    author_id: int | None = Field(default=None, foreign_key="person.id")
    created: datetime = Field(sa_type=Utc)
