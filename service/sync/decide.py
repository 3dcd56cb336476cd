"""From a catalogue that somebody brings to decisions about units, and from decisions to revisions.

Used by the sync of the folder, by uploads (which show the decisions before anything happens) and by imports.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from service.catalogue.po import Catalogue, Entry
from service.errors import CatalogueError
from service.model import TranslationRevision
from service.store import UnitOfWork
from service.store.mirror import HeadRow, KeyedUnit, Mirror
from service.store.translations import NewRevision
from service.sync.merge import NOTHING, RANK, Decision, Outcome, Side, State, merge
from service.sync.records import side_of_entry, side_of_head
from service.translation.steps import LockedUnit, root_of, set_head
from service.translation.text import longest

_ADDRESS = re.compile(r"^\s*(?P<name>.*?)\s*<(?P<email>[^<>\s]+@[^<>\s]+)>\s*$")


@dataclass(frozen=True)
class EntryStep:
    """What is to be done about one entry of the file. ``head`` is None where the unit has no text yet."""

    unit: KeyedUnit
    entry: Entry
    head: HeadRow | None
    decision: Decision


@dataclass(frozen=True)
class Plan:
    """Steps in the file's order; ``unknown`` are entries with a text that belong to no unit of the document."""

    steps: tuple[EntryStep, ...]
    unknown: tuple[Entry, ...]


@dataclass(frozen=True)
class Author:
    """Who is behind a file: a person of ours, or only a name that the file gives."""

    person_id: int | None = None
    name: str = ""

    @property
    def reason(self) -> str:
        """The remark kept with revisions that have no person."""
        return f"From a file, last translated by {self.name}." if self.name and self.person_id is None else ""


def author_of(uow: UnitOfWork, catalogue: Catalogue) -> Author:
    """Return who last translated a catalogue, by its header."""
    match = _ADDRESS.match(catalogue.headers.get("Last-Translator", ""))
    if match is None or match["email"].upper() == "EMAIL@ADDRESS":
        return Author()
    person = uow.people.by_email(match["email"])
    return Author(person.id if person else None, match["name"] or match["email"].partition("@")[0])


@dataclass(frozen=True)
class Basis:
    """What is known of a file before it is read.

    ``base`` is what it said when it was last in step. With ``exported`` (the newest translation revision when the file
    was handed out) the base is instead what the database has not changed since. ``ceiling`` is the highest state that
    whoever brings the file may give.
    """

    base: Mapping[str, Side] = field(default_factory=dict)
    exported: int | None = None
    ceiling: State = "approved"


def plan(uow: UnitOfWork, document_id: int, tag: str, catalogue: Catalogue, basis: Basis) -> Plan:
    """Decide about every live entry of a catalogue.

    Raises:
        CatalogueError: if an entry brings a text that is too long to be saved, and that the history does not know.
    """
    mirror = Mirror(uow.session, uow.clock)
    keys = mirror.keys(document_id)
    heads = {head.unit_id: head for head in mirror.heads(document_id, tag)}
    wanted = [(entry, keys[entry.key]) for entry in _speaking(catalogue, keys) if entry.key in keys]
    # A unit may be in the file under its present key and an older one; the present one speaks first.
    wanted.sort(key=lambda item: not item[1].current)
    known = mirror.texts([unit.unit_id for _, unit in wanted], tag)
    now: dict[int, Side] = {number: side_of_head(head) for number, head in heads.items()}
    steps: list[EntryStep] = []
    for entry, unit in wanted:
        ours = now.get(unit.unit_id, NOTHING)
        head = heads.get(unit.unit_id)
        before = basis.base.get(entry.key) or basis.base.get(unit.present)
        if basis.exported is not None:
            before = ours if head is None or head.revision_id <= basis.exported else None
        there = known.get(unit.unit_id, frozenset())
        if entry.text not in there and entry.text != ours.text and (before is None or entry.text != before.text):
            _refuse_too_long(entry)
        decision = _decide(before, ours, entry, unit, there, basis.ceiling)
        if decision is not None:
            now[unit.unit_id] = decision.result
            steps.append(EntryStep(unit, entry, head, decision))
    unknown = tuple(entry for entry in catalogue.live if entry.key not in keys and entry.text)
    return Plan(tuple(steps), unknown)


def _refuse_too_long(entry: Entry) -> None:
    sources = [entry.source, entry.previous[1] if entry.previous else ""]
    limit = max(longest(source) for source in sources)
    if len(entry.text) > limit:
        raise CatalogueError(
            f"the text for “{entry.source[:40]}” has {len(entry.text):,} characters, and at most {limit:,} fit"
        )


def _speaking(catalogue: Catalogue, keys: Mapping[str, KeyedUnit]) -> list[Entry]:
    """The live entries, and obsolete ones of which the document has the text again."""
    live = {entry.key for entry in catalogue.live}
    back = {
        entry.key: entry
        for entry in catalogue.entries
        if entry.obsolete and entry.text and entry.key not in live and entry.key in keys and keys[entry.key].current
    }
    return [*catalogue.live, *back.values()]


def _decide(
    before: Side | None, ours: Side, entry: Entry, unit: KeyedUnit, known: frozenset[str], ceiling: State
) -> Decision | None:
    theirs = side_of_entry(entry)
    seen = theirs.blank or theirs.text in known or (before is not None and before.text == theirs.text)
    if seen and not unit.current:
        return None  # an older source's entry can bring a new text, and nothing else
    if RANK[theirs.state] > RANK[ceiling]:
        theirs = replace(theirs, state=ceiling)
        if theirs.text == ours.text and RANK[ours.state] >= RANK[ceiling] and not ours.stale:
            return Decision(Outcome.SAME, ours)
    return merge(before, ours, theirs, known)


def carry_out(
    uow: UnitOfWork, document_id: int, tag: str, steps: tuple[EntryStep, ...], author: Author, *, event: str = "file"
) -> int:
    """Write decisions into the history; returns how many that were. ``event``: file or import.

    Memory, counters and write-back follow as they do for a save in the browser.
    """
    todo = [step for step in steps if step.decision.outcome in _ACTIONS]
    if not todo:
        return 0
    document = uow.documents.lock(document_id)
    for step in todo:
        unit = uow.units.get(step.unit.unit_id)
        place = LockedUnit(unit, tag, document.programme_id, document.language, uow.translations.head(unit.id, tag))
        _ACTIONS[step.decision.outcome](_Work(uow, place, step, author, event))
    return len(todo)


@dataclass(frozen=True)
class _Work:
    uow: UnitOfWork
    place: LockedUnit
    step: EntryStep
    author: Author
    event: str

    def append(self, side: Side, event: str, base: int, *, to_check: bool = False) -> TranslationRevision:
        head = self.place.row
        before = head.revision_id if head else None
        new = NewRevision(self.place.unit.id, self.place.tag, side.text, side.state, event, side.origin)
        said = replace(new, reason=self.author.reason, author_id=self.author.person_id, to_check=to_check)
        return self.uow.translations.append(
            replace(said, parent_id=before, head_before_id=before, base_unit_revision_id=base)
        )


def _take(work: _Work) -> None:
    result = work.step.decision.result
    revision = work.append(result, work.event, _made_for(work.uow, work.step))
    work.uow.translations.close_suggestions(revision.unit_id, revision.tag, text=result.text)
    set_head(work.uow, work.place, revision, by=revision)


def _made_for(uow: UnitOfWork, step: EntryStep) -> int:
    """Return the version of the source that the file's text was made for."""
    if not step.decision.result.stale:
        return step.unit.revision_id
    revisions = uow.units.revisions(step.unit.unit_id)
    previous = step.entry.previous
    for revision in revisions:
        if revision.key == step.entry.base or (previous and (revision.context, revision.source) == previous):
            return revision.id
    older = [revision.id for revision in revisions if revision.id < step.unit.revision_id]
    return max(older, default=step.unit.revision_id)


def _judge(work: _Work) -> None:
    """The text stays; its state, its base or its flag changes."""
    outcome, result, head = work.step.decision.outcome, work.step.decision.result, work.place.row
    if head is None or (outcome is Outcome.DOUBT and head.to_check):
        return
    taken_over = outcome is Outcome.RAISE and head.origin.startswith("machine:")
    side = Side(head.text, result.state, "assisted" if taken_over else head.origin)
    event = "still_right" if outcome is Outcome.STILL_RIGHT else work.event
    base = head.base_unit_revision_id if result.stale else work.place.unit.revision_id
    revision = work.append(side, event, base, to_check=outcome is Outcome.DOUBT)
    by = revision if taken_over else root_of(work.uow, work.uow.translations.revision(head.revision_id))
    set_head(work.uow, work.place, revision, by=by)


def _suggest(work: _Work) -> None:
    suggestion = work.step.decision.suggestion
    unit = work.place.unit
    if suggestion is None or any(
        other.text == suggestion.text for other in work.uow.translations.suggestions(unit.id, work.place.tag)
    ):
        return
    event = "conflict" if work.step.decision.outcome is Outcome.CONFLICT else work.event
    revision = work.append(replace(suggestion, state="suggested"), event, work.step.unit.revision_id)
    work.uow.translations.open_suggestion(revision)


_ACTIONS = {
    Outcome.TAKE: _take,
    Outcome.RAISE: _judge,
    Outcome.STILL_RIGHT: _judge,
    Outcome.DOUBT: _judge,
    Outcome.SUGGEST: _suggest,
    Outcome.CONFLICT: _suggest,
}
