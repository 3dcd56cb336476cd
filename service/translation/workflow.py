"""Saving a translation: what becomes of the text, by who saves and by what is there already.

Nothing a person wrote disappears, and nothing is silently overwritten:

* A save carries the revision it started from. If another came in between, the text is kept as a suggestion and the
  person is told (`Conflict`).
* A suggester's text becomes the head only where there is no accepted one; otherwise it waits beside it.
* Text of somebody with an unconfirmed address is kept, hidden from others, until `release`.
* Text that a machine wrote and nobody changed keeps the machine as its origin, with the event "take".

Judgements (approve, reject, still right, restore, undo) are in `service.translation.review` and offered here too.
"""

from __future__ import annotations

from dataclasses import replace

from service.model import Actor, TranslationRevision
from service.store import UnitOfWork
from service.translation.permissions import RANK, Action, may_approve_alone, state_for
from service.translation.results import Conflict, Note, Saved
from service.translation.review import approve, reject, restore, still_right, undo
from service.translation.steps import (
    LockedUnit,
    Step,
    append,
    enter,
    others_had_a_hand,
    root_of,
    set_head,
)
from service.translation.submission import Submission
from service.translation.text import clean, fitting

__all__ = [
    "Conflict",
    "Saved",
    "approve",
    "keep_draft",
    "reject",
    "release",
    "restore",
    "save",
    "still_right",
    "undo",
]


def save(
    uow: UnitOfWork,
    actor: Actor,
    unit_id: int,
    tag: str,
    given: Submission,
    action: Action = "save",
) -> Saved | Conflict:
    """Save a translation.

    Raises:
        EmptyText: nothing but white space.
        TextTooLong: far more than the source asks for.
        NotAllowed: somebody who is no reviewer asked to approve.
        NotFound: no such text or language in this programme.
    """
    given = replace(given, text=clean(given.text))
    state: str = state_for(actor, tag, action)
    place = enter(uow, actor, unit_id, tag)
    fitting(given.text, place.unit.source)
    head = place.head
    if not actor.confirmed:
        return _beside(uow, place, actor, given, note="hidden")
    if head is not None and given.base != head.revision_id and given.text != head.text:
        return _conflict(uow, place, actor, given)
    if state == "suggested" and head is not None and RANK[head.state] > RANK["suggested"]:
        if given.text == head.text:
            uow.translations.drop_draft(actor.person_id, unit_id, tag)
            return Saved(head.revision_id, head.state, "save", "unchanged")
        return _beside(uow, place, actor, replace(given, base=head.revision_id), note="beside")
    note: Note = ""
    if state == "approved" and not _second_reader(uow, place, actor, given.text):
        state, note = "translated", "second_reader"
    return _replace(uow, place, actor, given, state, note)


def keep_draft(
    uow: UnitOfWork, actor: Actor, unit_id: int, tag: str, text: str, base_revision_id: int | None = None
) -> None:
    """Keep what a person is writing, for their eyes only; an empty text forgets it. Raises NotFound, TextTooLong."""
    unit = uow.units.get(unit_id)
    fitting(text, unit.source)
    if text.strip():
        uow.translations.keep_draft(
            actor.person_id, unit.id, tag, text.replace("\x00", "").replace("\r\n", "\n"), base_revision_id
        )
    else:
        uow.translations.drop_draft(actor.person_id, unit.id, tag)


def release(uow: UnitOfWork, person_id: int) -> int:
    """Show others what a person wrote before their address was confirmed; returns how many texts that were."""
    hidden = uow.translations.hidden_of(person_id)
    for suggestion in hidden:
        place = enter(uow, None, suggestion.unit_id, suggestion.tag)
        revision = uow.translations.revision(suggestion.revision_id)
        if place.head is None:
            uow.translations.close_suggestions(revision.unit_id, revision.tag, revision_id=revision.id)
            set_head(uow, place, revision, by=revision)
        elif place.head.text == revision.text:  # somebody else has written the same meanwhile
            uow.translations.close_suggestions(revision.unit_id, revision.tag, revision_id=revision.id)
        else:
            uow.translations.show(revision.id)
    return len(hidden)


def _replace(uow: UnitOfWork, place: LockedUnit, actor: Actor, given: Submission, state: str, note: Note) -> Saved:
    """Make the text the head."""
    head, text = place.head, given.text
    by: TranslationRevision | None = None
    if head is not None and text == head.text:
        if not place.stale:
            state = max(state, head.state, key=RANK.__getitem__)
            if state == head.state and given.to_check == head.to_check:
                uow.translations.drop_draft(actor.person_id, place.unit.id, place.tag)
                uow.translations.close_suggestions(place.unit.id, place.tag, text=text)
                return Saved(head.revision_id, head.state, "save", note or "unchanged")
        by = root_of(uow, uow.translations.revision(head.revision_id))
    else:
        same = [r for r in uow.translations.suggestions(place.unit.id, place.tag, hidden=False) if r.text == text]
        by = same[0] if same else None
    source = by.origin if by is not None else None
    event, origin, helped_by = _where_from(uow, place, given, source)
    if state == "suggested" and event == "save":
        event = "suggest"
    if state == "approved" and by is not None:
        event = "approve"
    parent = head.revision_id if head is not None else None
    if by is not None and (head is None or text != head.text):
        parent = by.id  # taken from a suggestion beside the head
    step = Step(text, state, event, parent, origin=origin, helped_by=helped_by, to_check=given.to_check)
    revision = append(uow, place, actor, step)
    if head is not None and head.state == "suggested" and head.text != text and state == "suggested":
        _keep_open(uow, place, actor)
    uow.translations.close_suggestions(place.unit.id, place.tag, text=text)
    uow.translations.close_suggestions(place.unit.id, place.tag, author_id=actor.person_id)
    set_head(uow, place, revision, by=by or revision)
    uow.translations.drop_draft(actor.person_id, place.unit.id, place.tag)
    return Saved(revision.id, state, event, note)


def _keep_open(uow: UnitOfWork, place: LockedUnit, actor: Actor) -> None:
    """A suggested head gives way to another suggestion: it stays open beside it, unless it was this person's own."""
    assert place.head is not None
    if place.head.author_id == actor.person_id:
        return
    old = uow.translations.revision(place.head.revision_id)
    if not uow.translations.is_open(old.id):
        uow.translations.open_suggestion(old)


def _beside(uow: UnitOfWork, place: LockedUnit, actor: Actor, given: Submission, note: Note) -> Saved:
    """Keep the text as a suggestion beside the head, or hidden; the person's older one gives way to it."""
    head_state = place.head.state if place.head is not None else "missing"
    for open_one in uow.translations.suggestions(place.unit.id, place.tag):
        if open_one.author_id == actor.person_id and open_one.text == given.text:
            uow.translations.drop_draft(actor.person_id, place.unit.id, place.tag)
            return Saved(open_one.id, head_state, open_one.event, note)
    step = _suggested(uow, place, given)
    event = "suggest" if step.event == "save" else step.event
    revision = append(uow, place, actor, replace(step, event=event))
    uow.translations.close_suggestions(place.unit.id, place.tag, author_id=actor.person_id)
    uow.translations.open_suggestion(revision, visible=note != "hidden")
    uow.translations.drop_draft(actor.person_id, place.unit.id, place.tag)
    return Saved(revision.id, head_state, event, note)


def _conflict(uow: UnitOfWork, place: LockedUnit, actor: Actor, given: Submission) -> Conflict:
    """Keep the text as a suggestion and tell both sides of the story. Saving it twice keeps it once."""
    head = place.head
    assert head is not None
    mine = next(
        (
            r
            for r in uow.translations.suggestions(place.unit.id, place.tag)
            if r.author_id == actor.person_id and r.text == given.text
        ),
        None,
    )
    if mine is None:
        mine = append(uow, place, actor, replace(_suggested(uow, place, given), event="conflict"))
        uow.translations.open_suggestion(mine)
    author = uow.people.get(head.author_id) if head.author_id is not None else None
    name = author.name if author is not None and author.public_credit else ""
    uow.translations.drop_draft(actor.person_id, place.unit.id, place.tag)
    return Conflict(mine.id, given.text, head.revision_id, head.text, head.state, name)


def _suggested(uow: UnitOfWork, place: LockedUnit, given: Submission) -> Step:
    """The step that keeps a text as a suggestion."""
    event, origin, helped_by = _where_from(uow, place, given, None)
    parent = _known(uow, place, given.base)
    return Step(given.text, "suggested", event, parent, origin=origin, helped_by=helped_by, to_check=given.to_check)


def _known(uow: UnitOfWork, place: LockedUnit, revision_id: int | None) -> int | None:
    """A base that a browser sent, if it is a revision of this very text."""
    if revision_id is None:
        return None
    return next((r.id for r in uow.translations.history(place.unit.id, place.tag) if r.id == revision_id), None)


def _second_reader(uow: UnitOfWork, place: LockedUnit, actor: Actor, text: str) -> bool:
    """True if this person may approve the text they save: somebody else had a hand in it, or nobody else could."""
    if may_approve_alone(actor, uow.people.reviewers(place.programme_id, place.tag)):
        return True
    if any(
        r.text == text and r.author_id != actor.person_id
        for r in uow.translations.suggestions(place.unit.id, place.tag, hidden=False)
    ):
        return True
    return place.head is not None and others_had_a_hand(uow, actor, place.head.revision_id)


def _where_from(uow: UnitOfWork, place: LockedUnit, given: Submission, source: str | None) -> tuple[str, str, str]:
    """Return event, origin and help of a text. ``source`` is the origin of an equal text that is there already."""
    if source is not None:
        return "save", source, ""
    engine = uow.machine.engine_of(place.unit.source, place.tag, given.text)
    if engine is not None:
        return "take", f"machine:{engine}", ""
    if given.origin == "memory":
        return "save", "memory", "memory"
    return "save", "person", given.origin if given.origin.startswith("machine:") else ""
