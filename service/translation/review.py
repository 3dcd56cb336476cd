"""Judging a translation: approve, reject, still right, restore, undo. Each appends to the history."""

from __future__ import annotations

from dataclasses import replace

from service.errors import EmptyText, NotAllowed, StaleVersion, TextTooLong
from service.model import Actor, TranslationRevision
from service.store import UnitOfWork
from service.translation.permissions import (
    RANK,
    may_approve_alone,
    require_reviewer,
    require_translator,
)
from service.translation.results import Conflict, Saved
from service.translation.steps import (
    LockedUnit,
    Step,
    again,
    append,
    enter,
    others_had_a_hand,
    root_of,
    set_head,
)

LONGEST_REASON = 2_000
"""Characters of a reason."""

ANY = -1
"""Whatever the head may be: the caller has not looked at it."""


def approve(
    uow: UnitOfWork, actor: Actor, unit_id: int, tag: str, revision_id: int, *, head_revision_id: int | None = ANY
) -> Saved:
    """Approve the head, or an open suggestion, which then becomes the head.

    An approval speaks about the source as it is now: a stale text is stale no longer. ``head_revision_id`` is the
    head that the reviewer saw beside a suggestion.

    Raises:
        NotAllowed: no reviewer, or the reviewer's own work where somebody else could read it.
        StaleVersion: the revision is neither the head nor open (any more), or the head is not the one seen.
    """
    require_reviewer(actor, tag)
    place = enter(uow, actor, unit_id, tag)
    head = place.head
    current = head.revision_id if head is not None else None
    revision = _judged(uow, place, actor, revision_id)
    if head_revision_id not in (ANY, current) and revision_id != current:
        raise StaleVersion("somebody changed this text while you were reading", hint="Look at it again.")
    if head is not None and revision_id == current and head.state == "approved" and not place.stale:
        return Saved(head.revision_id, "approved", "approve", "unchanged")
    alone = may_approve_alone(actor, uow.people.reviewers(place.programme_id, tag))
    if not alone and not others_had_a_hand(uow, actor, revision_id):
        raise NotAllowed(
            "your own work needs a second reader", hint="Another reviewer of this language can approve it."
        )
    root = root_of(uow, revision)
    made = append(uow, place, actor, Step(revision.text, "approved", "approve", revision.id, origin=root.origin))
    uow.translations.close_suggestions(unit_id, tag, text=revision.text)
    set_head(uow, place, made, by=root)
    return Saved(made.id, "approved", "approve")


def reject(uow: UnitOfWork, actor: Actor, unit_id: int, tag: str, revision_id: int, reason: str) -> Saved:
    """Reject the head or an open suggestion, with a reason for its author. People may withdraw their own suggestions.

    The text stays in the history. Where the head is rejected, the newest accepted text before it counts again, else
    the oldest open suggestion, else nothing.

    Raises:
        EmptyText: no reason.
        TextTooLong: a reason of several pages.
        NotAllowed: neither a reviewer nor the author of the suggestion.
        StaleVersion: the revision is neither the head nor open (any more).
    """
    if not reason.strip():
        raise EmptyText("a rejection needs a reason", hint="One sentence helps the person who wrote it.")
    if len(reason) > LONGEST_REASON:
        raise TextTooLong(f"the reason has {len(reason):,} characters, and at most {LONGEST_REASON:,} fit")
    place = enter(uow, actor, unit_id, tag)
    revision = _judged(uow, place, actor, revision_id)
    if revision.author_id != actor.person_id or RANK[revision.state] > RANK["suggested"]:
        require_reviewer(actor, tag)
    is_head = place.head is not None and revision_id == place.head.revision_id
    step = replace(again(revision, "reject"), origin=root_of(uow, revision).origin, reason=reason.strip())
    made = append(uow, place, actor, replace(step, state="missing") if is_head else step)
    uow.translations.close_suggestions(unit_id, tag, revision_id=revision.id)
    if is_head:
        _fall_back(uow, place, actor, made)
    state = place.head.state if place.head is not None else "missing"
    return Saved(made.id, state, "reject")


def still_right(uow: UnitOfWork, actor: Actor, unit_id: int, tag: str, revision_id: int) -> Saved:
    """Say that a stale translation is right for the changed source too.

    A translator's word makes an approved text translated, since it was approved for another source.

    Raises:
        NotAllowed: the person does not translate this language.
        StaleVersion: the head is another one by now.
    """
    require_translator(actor, tag)
    place = enter(uow, actor, unit_id, tag)
    head = place.head
    if head is None or head.revision_id != revision_id:
        raise StaleVersion("somebody changed this text while you were reading", hint="Look at it again.")
    if not place.stale:
        return Saved(head.revision_id, head.state, "still_right", "unchanged")
    state = head.state
    if state == "approved" and not actor.reaches("reviewer", tag):
        state = "translated"
    old = uow.translations.revision(revision_id)
    made = append(uow, place, actor, Step(head.text, state, "still_right", old.id, origin=head.origin))
    set_head(uow, place, made, by=root_of(uow, old))
    return Saved(made.id, state, "still_right")


def restore(
    uow: UnitOfWork, actor: Actor, unit_id: int, tag: str, revision_id: int, base_revision_id: int | None
) -> Saved | Conflict:
    """Make an older text count again. It keeps its author, its origin and the source it was written for.

    A reviewer brings an approved text back as approved; a translator's is translated.

    Raises:
        NotAllowed: the person does not translate this language.
        StaleVersion: the revision is not one of this text's.
    """
    require_translator(actor, tag)
    place = enter(uow, actor, unit_id, tag)
    old = uow.translations.revision(revision_id)
    if (old.unit_id, old.tag) != (unit_id, tag) or uow.translations.is_hidden(revision_id):
        raise StaleVersion("this is not a version of this text")
    head = place.head
    if head is not None and head.revision_id != base_revision_id:
        author = uow.people.get(head.author_id) if head.author_id is not None else None
        name = author.name if author is not None and author.public_credit else ""
        return Conflict(old.id, old.text, head.revision_id, head.text, head.state, name)
    state = "approved" if old.state == "approved" and actor.reaches("reviewer", tag) else "translated"
    root = root_of(uow, old)
    made = append(uow, place, actor, replace(again(old, "restore"), state=state, origin=root.origin))
    uow.translations.close_suggestions(unit_id, tag, text=old.text)
    set_head(uow, place, made, by=root)
    return Saved(made.id, state, "restore")


def undo(uow: UnitOfWork, actor: Actor, unit_id: int, tag: str, revision_id: int) -> Saved:
    """Take back one's own last save, suggestion or judgement: what counted before counts again.

    Raises:
        NotAllowed: it was somebody else's.
        StaleVersion: something else happened since.
    """
    place = enter(uow, actor, unit_id, tag)
    revision = uow.translations.revision(revision_id)
    if revision.author_id != actor.person_id or (revision.unit_id, revision.tag) != (unit_id, tag):
        raise NotAllowed("you can only take back what you did yourself")
    if uow.translations.is_open(revision_id):
        made = append(uow, place, actor, replace(again(revision, "undo"), state="suggested"))
        uow.translations.close_suggestions(unit_id, tag, revision_id=revision_id)
        return Saved(made.id, place.head.state if place.head is not None else "missing", "undo")
    if place.head is None or place.head.revision_id != revision_id:
        raise StaleVersion("somebody changed this text since", hint="Look at its history.")
    before = None if revision.head_before_id is None else uow.translations.revision(revision.head_before_id)
    if before is None or before.state == "missing":
        made = append(uow, place, actor, replace(again(revision, "undo"), state="missing"))
        set_head(uow, place, made, by=revision)
        return Saved(made.id, "missing", "undo")
    made = append(uow, place, actor, replace(again(before, "undo"), to_check=before.to_check))
    uow.translations.close_suggestions(unit_id, tag, text=before.text)
    set_head(uow, place, made, by=root_of(uow, before))
    return Saved(made.id, before.state, "undo")


def _judged(uow: UnitOfWork, place: LockedUnit, actor: Actor, revision_id: int) -> TranslationRevision:
    """The revision that somebody judges: the head or an open suggestion of this place that they can see."""
    revision = uow.translations.revision(revision_id)
    here = (revision.unit_id, revision.tag) == (place.unit.id, place.tag)
    is_head = place.head is not None and place.head.revision_id == revision_id
    unseen = uow.translations.is_hidden(revision_id) and revision.author_id != actor.person_id
    if not here or unseen or not (is_head or uow.translations.is_open(revision_id)):
        raise StaleVersion("somebody answered this while you were reading", hint="Look at it again.")
    return revision


def _fall_back(uow: UnitOfWork, place: LockedUnit, actor: Actor, rejection: TranslationRevision) -> None:
    """Find what counts after the head was rejected."""
    history = uow.translations.history(place.unit.id, place.tag)
    texts = {r.id: r.text for r in history}
    accepted: dict[str, TranslationRevision] = {}
    for revision in history:
        gone = texts.get(revision.head_before_id or 0) if revision.event == "undo" else revision.text
        if gone is not None:
            accepted.pop(gone, None)
        if RANK[revision.state] >= RANK["translated"] and revision.event != "reject":
            accepted[revision.text] = revision
    waiting = [
        r for r in uow.translations.suggestions(place.unit.id, place.tag, hidden=False) if r.text != rejection.text
    ]
    chosen = list(accepted.values())[-1] if accepted else waiting[0] if waiting else None
    if chosen is None:
        set_head(uow, place, rejection, by=rejection)
        return
    root = root_of(uow, chosen)
    made = append(uow, place, actor, replace(again(chosen, "restore"), origin=root.origin, reason=rejection.reason))
    uow.translations.close_suggestions(place.unit.id, place.tag, revision_id=chosen.id)
    set_head(uow, place, made, by=root)
