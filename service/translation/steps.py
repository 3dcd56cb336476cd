"""What saving and reviewing share: the lock, who a text is by, moving the head with its consequences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from service.errors import NotFound
from service.model import Actor, Translation, TranslationRevision, Unit
from service.store import UnitOfWork
from service.store.memory import Learnt
from service.store.translations import NewRevision
from service.translation import memory
from service.translation.permissions import RANK

WRITE_BACK = "write_back"
"""The job that writes translations to the programme's folder, debounced; its task is `service.sync`'s."""
WRITE_BACK_DELAY = timedelta(seconds=5)


@dataclass
class LockedUnit:
    """A unit in a language, locked for writing. ``head`` is None where nothing counts (any more)."""

    unit: Unit
    tag: str
    programme_id: int
    source_language: str
    row: Translation | None

    @property
    def head(self) -> Translation | None:
        return self.row if self.row is not None and self.row.state != "missing" else None

    @property
    def stale(self) -> bool:
        return self.head is not None and self.head.base_unit_revision_id < self.unit.meaning_revision_id


def enter(uow: UnitOfWork, actor: Actor | None, unit_id: int, tag: str) -> LockedUnit:
    """Lock a unit's document and read what is there now.

    Raises:
        NotFound: no such unit in the actor's programme, or the programme is not translated into the language.
    """
    unit = uow.units.get(unit_id)
    document = uow.documents.lock(unit.document_id)
    if actor is not None and document.programme_id != actor.programme_id:
        raise NotFound(f"there is no text number {unit_id}")
    uow.programmes.language(document.programme_id, tag)
    uow.session.refresh(unit)  # another transaction may have changed it before we had the lock
    row = uow.translations.head(unit_id, tag)
    if row is not None:
        uow.session.refresh(row)
    return LockedUnit(unit, tag, document.programme_id, document.language, row)


VALUES = "values"
"""The event of a text in which an address or a number was replaced as in the source; nobody wrote anything."""


def root_of(uow: UnitOfWork, revision: TranslationRevision) -> TranslationRevision:
    """Return the revision that brought a text, where later ones only judged it, took it over, or renewed its values."""
    while revision.parent_id is not None:
        parent = uow.translations.revision(revision.parent_id)
        if parent.text != revision.text and revision.event != VALUES:
            break
        revision = parent
    return revision


def others_had_a_hand(uow: UnitOfWork, actor: Actor, revision_id: int | None) -> bool:
    """True if anybody but this person (a file counts as somebody) is among a text's forerunners."""
    while revision_id is not None:
        revision = uow.translations.revision(revision_id)
        if revision.author_id != actor.person_id and revision.event != VALUES:
            return True
        revision_id = revision.parent_id
    return False


def set_head(uow: UnitOfWork, place: LockedUnit, revision: TranslationRevision, *, by: TranslationRevision) -> None:
    """Make a revision count, with the author and origin of ``by``; counters, memory and write-back follow."""
    place.row = uow.translations.set_head(place.unit, revision, author_id=by.author_id, origin=by.origin)
    remember(uow, place)


def remember(uow: UnitOfWork, place: LockedUnit) -> None:
    """Bring the memory in line with the head, and ask for a write-back."""
    head = place.head
    if head is not None and RANK[head.state] >= RANK["translated"]:
        source = place.unit.source if not place.stale else uow.units.revision_source(head.base_unit_revision_id)
        if source is not None:
            learnt = Learnt(source, head.text, head.state, head.origin, place.unit.id)
            memory.learn(uow, place.source_language, place.tag, learnt, programme_id=place.programme_id)
    elif place.row is not None:
        memory.unlearn(uow, place.source_language, place.tag, place.unit.source, place.unit.id)
    uow.jobs.enqueue(
        WRITE_BACK,
        {"programme_id": place.programme_id},
        key=f"{WRITE_BACK}:{place.programme_id}",
        delay=WRITE_BACK_DELAY,
        programme_id=place.programme_id,
    )


@dataclass(frozen=True)
class Step:
    """One step of a text's history, without where and by whom; see `TranslationRevision` for the words.

    ``base`` is the unit revision that the text is for, the current one if None.
    """

    text: str
    state: str
    event: str
    parent_id: int | None
    base: int | None = None
    origin: str = "person"
    helped_by: str = ""
    reason: str = ""
    to_check: bool = False


def again(revision: TranslationRevision, event: str) -> Step:
    """Return the step in which something happens to a text that is there already, for the source it was made for."""
    return Step(
        revision.text,
        revision.state,
        event,
        revision.id,
        base=revision.base_unit_revision_id,
        origin=revision.origin,
    )


def append(uow: UnitOfWork, place: LockedUnit, actor: Actor | None, step: Step) -> TranslationRevision:
    """Append to the history of a place."""
    return uow.translations.append(
        NewRevision(
            unit_id=place.unit.id,
            tag=place.tag,
            text=step.text,
            state=step.state,
            event=step.event,
            origin=step.origin,
            helped_by=step.helped_by,
            reason=step.reason,
            to_check=step.to_check,
            author_id=None if actor is None else actor.person_id,
            parent_id=step.parent_id,
            head_before_id=None if place.row is None else place.row.revision_id,
            base_unit_revision_id=place.unit.revision_id if step.base is None else step.base,
        )
    )
