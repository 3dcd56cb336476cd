"""The rows that pages show: frozen, selected by column, no entities."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class LanguageRow:
    """One language of a programme. Counts are of units, ``words`` and ``words_left`` of source words.

    ``waiting`` counts suggested texts and open suggestions, ``waiting_since`` is when the oldest of them came.
    """

    tag: str
    draft: bool
    machine_allowed: bool
    units: int
    words: int
    missing: int
    suggested: int
    translated: int
    approved: int
    stale: int
    machine: int
    to_check: int
    words_left: int
    waiting: int
    waiting_since: datetime | None


@dataclass(frozen=True)
class DocumentRow:
    """One document in one language; counts as in `LanguageRow`. ``touched`` by the person who looks."""

    document_id: int
    kind: str
    slug: str
    title: str
    number: int | None
    under_revision: bool
    units: int
    words: int
    missing: int
    suggested: int
    translated: int
    approved: int
    stale: int
    machine: int
    to_check: int
    words_left: int
    waiting: int
    drafts: int

    @property
    def identity(self) -> str:
        return f"{self.kind}/{self.slug}"


@dataclass(frozen=True)
class EditorRow:
    """A unit in the editor, in page order.

    ``state`` is missing, suggested, translated or approved. ``old_source`` is the source that the text was written
    for, where it is stale. ``suggestions_count`` counts open suggestions of others that this person may see; ``own``
    is this person's newest one (hidden ones included). ``author`` is "" where the person is not to be named.
    """

    unit_id: int
    key: str
    context: str | None
    source: str
    kind: str
    section: str
    note: str
    words: int
    position: int
    occurrences: list[dict[str, Any]]
    text: str
    state: str
    stale: bool
    old_source: str | None
    origin: str
    revision_id: int | None
    author_id: int | None
    author: str
    to_check: bool
    draft: str | None
    draft_base: int | None
    suggestions_count: int
    own: str | None
    own_revision_id: int | None


@dataclass(frozen=True)
class ReviewRow:
    """Something that waits for a reviewer.

    ``what`` is "text" (the head itself, suggested or translated) or "suggestion" (beside the head, whose text is
    then ``current``). ``text`` is what waits, ``since`` when it began to.
    """

    what: str
    unit_id: int
    revision_id: int
    document_id: int
    kind: str
    slug: str
    title: str
    section: str
    source: str
    old_source: str | None
    current: str | None
    head_revision_id: int | None
    text: str
    state: str
    stale: bool
    origin: str
    to_check: bool
    author_id: int | None
    author: str
    since: datetime


@dataclass(frozen=True)
class RevisionRow:
    """One event of a translation's history. ``open`` marks a suggestion that nobody has answered."""

    revision_id: int
    parent_id: int | None
    event: str
    state: str
    text: str
    origin: str
    helped_by: str
    reason: str
    author_id: int | None
    author: str
    source: str | None
    current: bool
    open: bool
    created: datetime


@dataclass(frozen=True)
class StoppedAt:
    """Where somebody stopped: a document and the first unit there that still needs them."""

    document_id: int
    kind: str
    slug: str
    title: str
    unit_id: int | None
    since: datetime
