"""Translations: the append-only history, the head that points into it, open suggestions, and private drafts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from service.model.base import Table, Utc


class Translation(Table, table=True):
    """What counts now for a unit in a language: a copy of the revision that ``revision_id`` names.

    ``state``: missing (every text was rejected), suggested, translated, approved. ``waiting_since`` is when the text
    began to wait for a reviewer. Stale is not stored: ``base_unit_revision_id`` < the unit's ``meaning_revision_id``.
    """

    __table_args__ = (
        UniqueConstraint("unit_id", "tag"),
        Index("ix_translation_tag_state_waiting_since", "tag", "state", "waiting_since"),
    )

    id: int = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id")
    tag: str
    text: str
    state: str
    origin: str
    to_check: bool = False
    revision_id: int = Field(foreign_key="translation_revision.id")
    base_unit_revision_id: int
    author_id: int | None = Field(default=None, foreign_key="person.id")
    waiting_since: datetime = Field(sa_type=Utc)
    updated: datetime = Field(sa_type=Utc)


class TranslationRevision(Table, table=True):
    """One immutable event in the life of a translation; never updated, never deleted.

    ``event``: save, suggest, take (unedited machine text taken by a person), conflict (kept beside what somebody else
    had saved), approve, reject, restore, still_right, undo, import, file, values (an address or a number replaced as in
    the source; state, author and origin stay the text's). ``parent_id`` is the revision it started from or judges,
    ``head_before_id`` the head at that moment, which an undo goes back to. ``origin`` says where the text came from:
    person, assisted, machine:<engine>, memory, file, import; ``helped_by`` what it was edited from ("machine:<engine>",
    "memory", "source"), if anything.
    """

    __table_args__ = (
        Index("ix_translation_revision_unit_id_tag", "unit_id", "tag"),
        Index("ix_translation_revision_author_id_created", "author_id", "created"),
    )

    id: int = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id")
    tag: str
    parent_id: int | None = Field(default=None, foreign_key="translation_revision.id")
    head_before_id: int | None = Field(default=None, foreign_key="translation_revision.id")
    base_unit_revision_id: int
    text: str
    state: str
    origin: str
    helped_by: str = ""
    event: str
    reason: str = ""
    to_check: bool = False
    author_id: int | None = Field(default=None, foreign_key="person.id")
    created: datetime = Field(sa_type=Utc)


class OpenSuggestion(Table, table=True):
    """A suggestion beside the head that nobody has answered; the row goes when it is, its revision stays.

    ``visible`` is false while its author's address is unconfirmed: only the author sees it then.
    """

    __table_args__ = (
        Index("ix_open_suggestion_unit_id_tag", "unit_id", "tag"),
        Index("ix_open_suggestion_tag_created", "tag", "created"),
    )

    revision_id: int = Field(primary_key=True, foreign_key="translation_revision.id")
    unit_id: int = Field(foreign_key="unit.id")
    tag: str
    author_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    visible: bool = True
    created: datetime = Field(sa_type=Utc)


class Draft(Table, table=True):
    """What somebody is writing, for their eyes only. ``base_revision_id`` is the head they started from."""

    __table_args__ = (UniqueConstraint("person_id", "unit_id", "tag"),)

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    unit_id: int = Field(foreign_key="unit.id", index=True)
    tag: str
    text: str
    base_revision_id: int | None = None
    updated: datetime = Field(sa_type=Utc)
