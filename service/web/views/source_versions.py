"""Versions of a source text: those that wait for the author's word, and all there ever were."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from service.documents.reader import read_document
from service.errors import ContentError
from service.model import Document, SourceRevision
from service.web.hunks import Hunk, hunks
from service.web.views.source_cost import CostView, cost_view
from service.web.visit import Visit
from service.web.words import Words

PLACES = 30
"""Changed places that are shown of one version."""


@dataclass(frozen=True)
class WaitingVersion:
    """A proposed version.

    ``reason`` says why it waits, ``newer`` how many versions were saved since it was proposed, ``problem`` why it
    cannot be taken as it is. Without ``hunks`` it is the same as the text that counts.
    """

    id: int
    created: datetime
    reason: str
    newer: int
    hunks: tuple[Hunk, ...]
    more: int
    cost: CostView | None
    problem: str


@dataclass(frozen=True)
class VersionItem:
    """A line of the history. ``was`` is the version that it is compared with, None for the first."""

    id: int
    created: datetime
    what: str
    by: str
    status: str
    current: bool
    proposed: bool
    was: int | None


def waiting_versions(visit: Visit, document: Document) -> tuple[WaitingVersion, ...]:
    """Return the versions that wait, newest first."""
    waiting = visit.uow.documents.revisions(document.id, status="proposed")
    if not waiting:
        return ()
    current = visit.uow.documents.source(document)
    saved = [revision.id for revision in visit.uow.documents.revisions(document.id, status="current")]
    return tuple(_waiting(visit, document, revision, current, saved) for revision in waiting)


def newer_than(revision: SourceRevision, saved: list[int]) -> int:
    """How many of the saved versions came after the one that a proposal stands against."""
    return sum(1 for number in saved if number > (revision.parent_id or 0))


def _waiting(
    visit: Visit, document: Document, revision: SourceRevision, current: SourceRevision, saved: list[int]
) -> WaitingVersion:
    places = hunks(current.text, revision.text)
    cost, problem = None, ""
    try:
        new = read_document(document.kind, document.slug, document.path, revision.text)
        cost = cost_view(visit, document, new)
    except ContentError as error:
        problem = str(error)
    return WaitingVersion(
        id=revision.id,
        created=revision.created,
        reason=reason(revision.note, visit.words),
        newer=newer_than(revision, saved),
        hunks=places[:PLACES],
        more=max(0, len(places) - PLACES),
        cost=cost,
        problem=problem,
    )


def reason(note: str, words: Words) -> str:
    """Say why a file's text was not taken over by itself; ``note`` is what the sync wrote down."""
    _ = words
    known = {
        "the text was changed on both sides": _("The text was changed here and in the file at the same time."),
        "the end of the file seems to be missing": _("The end of the file seems to be missing."),
        "hardly anything of the text before is left": _("Hardly anything of the text before is left in the file."),
        "the file is empty": _("The file is empty."),
    }
    return known.get(note, note)


def history_items(visit: Visit, document: Document) -> tuple[VersionItem, ...]:
    """Return all versions of a source text, newest first."""
    rows = visit.uow.documents.revisions(document.id)
    return tuple(_item(visit, document, row) for row in rows)


def _item(visit: Visit, document: Document, row: SourceRevision) -> VersionItem:
    _ = visit.words
    changes = {
        "first": _("First version"), "cosmetic": _("Cosmetic change"), "minor": _("Small change"),
        "meaning": _("Changed meaning"),
    }  # fmt: skip
    states = {
        "proposed": _("waits for an author"), "declined": _("left aside"), "accepted": _("taken over"),
    }  # fmt: skip
    by = _("from a file")
    if row.author_id is not None:
        person = visit.uow.people.get(row.author_id)
        mine = visit.person is not None and visit.person.id == person.id
        by = _("you") if mine else person.name if person.public_credit else _("an author")
    return VersionItem(
        id=row.id,
        created=row.created,
        what=changes.get(row.change, row.change) if row.status == "current" else _("Text from a file"),
        by=by,
        status=states.get(row.status, ""),
        current=row.id == document.source_revision_id,
        proposed=row.status == "proposed",
        was=row.parent_id,
    )
