"""Versions of a source text: those that wait for the author's word, and all there ever were."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from service.model import Person, SourceRevision
from service.web.hunks import Hunk, hunks
from service.web.views.source_cost import CostView
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


def newer_than(revision: SourceRevision, saved: list[int]) -> int:
    """How many of the saved versions came after the one that a proposal stands against."""
    return sum(1 for number in saved if number > (revision.parent_id or 0))


def waiting_version(
    revision: SourceRevision,
    current: SourceRevision,
    saved: list[int],
    words: Words,
    *,
    cost: CostView | None,
    problem: str = "",
) -> WaitingVersion:
    """Put a proposed version beside the current one; ``saved`` are the numbers of all that ever were current."""
    places = hunks(current.text, revision.text)
    return WaitingVersion(
        id=revision.id,
        created=revision.created,
        reason=reason(revision.note, words),
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


def version_item(
    row: SourceRevision, current: int | None, author: Person | None, reader: int | None, words: Words
) -> VersionItem:
    """Put a version into a line of the history.

    ``current`` is the number of the version that counts, ``author`` who wrote this one (None: it came from a file),
    ``reader`` the number of the person who reads.
    """
    _ = words
    changes = {
        "first": _("First version"),
        "cosmetic": _("Cosmetic change"),
        "minor": _("Small change"),
        "meaning": _("Changed meaning"),
    }
    states = {
        "proposed": _("waits for an author"),
        "declined": _("left aside"),
        "accepted": _("taken over"),
    }
    by = _("from a file")
    if author is not None:
        by = _("you") if author.id == reader else author.name if author.public_credit else _("an author")
    return VersionItem(
        id=row.id,
        created=row.created,
        what=changes.get(row.change, row.change) if row.status == "current" else _("Text from a file"),
        by=by,
        status=states.get(row.status, ""),
        current=row.id == current,
        proposed=row.status == "proposed",
        was=row.parent_id,
    )
