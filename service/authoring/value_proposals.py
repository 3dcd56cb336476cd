"""Changed addresses and numbers in translations: proposed when a source changes, taken over by one click.

The click replaces what the source replaced and nothing else, so that a text keeps its state, its author and its
origin; history says who clicked. Left to people is whatever is not certain: a text that changed meanwhile in a way that
the same replacement does not fit, one that waits to be checked for other reasons, and a number that asks for another
form of the words beside it. Decision: docs/decisions/0013-values-by-one-click.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from service.changes.carried_values import Carried, Changes, Version, carried, changed_values, forms_agree, reason_of
from service.errors import NotAllowed
from service.model import Actor
from service.store import UnitOfWork
from service.store.proposals import SOURCE, ProposalRow, Proposals, SourceVersion
from service.store.translations import NewRevision
from service.translation.permissions import RANK, may_carry_values
from service.translation.steps import VALUES, Step, append, enter, root_of, set_head

ProposalOutcome = Literal["ready", "edited", "stale", "forms", "done"]
"""ready: one click takes it over. Left to people: edited (the text changed meanwhile, and the replacement does not fit
it), stale (the text has to be checked anyway), forms (the number asks for another form of the words beside it). done:
the text that counts has the values already."""
LEFT: tuple[ProposalOutcome, ...] = ("edited", "stale", "forms")
AT_ONCE = 100
"""Texts that one transaction changes, about a second of work; nobody's save has to wait longer."""


@dataclass(frozen=True)
class Proposal:
    """A proposal and what a click would make of it: ``text`` instead of ``row.head_text``, for ``changes``.

    ``source_before`` is the source that the text was made for.
    """

    row: ProposalRow
    outcome: ProposalOutcome
    text: str
    changes: Changes
    source_before: str


@dataclass(frozen=True)
class Applied:
    """What a click did: texts by language that were changed, and that were left to their translators.

    ``more``: there were too many for one transaction; the caller goes on in the next.
    """

    applied: Mapping[str, int]
    left: Mapping[str, int]
    more: bool = False


def value_proposals(uow: UnitOfWork, edits: Mapping[int, tuple[str, str]]) -> list[NewRevision]:
    """Propose every accepted translation of units whose source changed in its values alone.

    ``edits`` are old and new source by unit; the new one is not in the store yet. An older proposal for the same text
    gives way, since the new one starts from the text that counts and holds both changes.
    """
    edits = {unit: pair for unit, pair in edits.items() if changed_values(*pair)}
    store = Proposals(uow.session, uow.clock)
    versions = store.versions(list(edits))
    made: list[NewRevision] = []
    places: dict[int, list[str]] = {}
    for head in store.accepted(list(edits)):
        places.setdefault(head.unit_id, []).append(head.tag)
        chain = _chain(versions.get(head.unit_id, ()), head.base)
        found = carried([*chain, Version(edits[head.unit_id][1])], head.text)
        if found.text != head.text:
            made.append(
                NewRevision(
                    unit_id=head.unit_id,
                    tag=head.tag,
                    text=found.text,
                    state="suggested",
                    event="suggest",
                    origin=head.origin,
                    helped_by=SOURCE,
                    reason=reason_of(found.changes),
                    parent_id=head.revision_id,
                )
            )
    store.close(places)
    return made


def proposals(
    uow: UnitOfWork,
    programme_id: int,
    *,
    document_id: int | None = None,
    tag: str | None = None,
    upto: int | None = None,
) -> list[Proposal]:
    """Return what waits, in reading order, with what a click would do; at most one for a text in a language.

    ``upto`` leaves out what was proposed after the revision with this number.
    """
    store = Proposals(uow.session, uow.clock)
    rows = store.waiting(programme_id, document_id=document_id, tag=tag, upto=upto)
    versions = store.versions([row.unit_id for row in rows])
    newest = {(row.unit_id, row.tag): row for row in rows}  # rows come oldest first
    return [_judged(row, versions.get(row.unit_id, ())) for row in newest.values()]


def _judged(row: ProposalRow, versions: Sequence[SourceVersion]) -> Proposal:
    chain = _chain(versions, row.for_base)
    found = carried(chain, row.head_text)
    stale = not carried(_chain(versions, row.head_base), row.head_text).current
    outcome = _outcome(row, found, carried(chain[::-1], row.head_text), stale)
    return Proposal(row, outcome, found.text, found.changes, chain[0].source if chain else row.source)


def _outcome(row: ProposalRow, found: Carried, back: Carried, stale: bool) -> ProposalOutcome:
    """Judge a proposal: ``found`` is the text with the values of the new source, ``back`` with those of the old one."""
    if RANK[row.head_state] < RANK["translated"] or row.head_event == "still_right":
        return "edited"  # sent back, or somebody has said that it is right as it is
    same, backwards = row.head_text == row.for_text, back.text != row.head_text
    if found.text == row.head_text:
        return "done" if same or backwards else "edited"
    if backwards and not same:
        return "edited"  # "1 and 2" for "2 and 1": nobody can tell whether it has been done
    if stale:
        return "stale"
    return "ready" if forms_agree(row.tag, found.changes) else "forms"


def _chain(versions: Sequence[SourceVersion], base: int) -> list[Version]:
    """The versions of a source from the one that a text was made for."""
    return [Version(version.source, version.effect == "meaning") for version in versions if version.id >= base]


def apply_values(
    uow: UnitOfWork, actor: Actor, tag: str, *, document_id: int | None = None, upto: int | None = None
) -> Applied:
    """Take over what is certain, in one language, for the whole programme or one document.

    State, author and origin of each text stay; it is stale no longer; its history names the actor. What waits is looked
    at again under the documents' locks: whoever saved meanwhile has won, and a second click finds nothing to do.

    Raises:
        NotAllowed: the person neither translates this language nor writes the sources.
    """
    if not may_carry_values(actor, tag):
        raise NotAllowed(
            "only translators of this language and authors may do this",
            hint="You can open each text and suggest it.",
        )
    seen = proposals(uow, actor.programme_id, document_id=document_id, tag=tag, upto=upto)
    for number in sorted({found.row.document_id for found in seen}):
        uow.documents.lock(number)  # all of them first, in one order: two clicks cannot wait for one another
    counted: Counter[ProposalOutcome] = Counter()
    more = False
    done: dict[int, list[str]] = {}
    for found in proposals(uow, actor.programme_id, document_id=document_id, tag=tag, upto=upto) if seen else ():
        if found.outcome == "ready" and counted["ready"] == AT_ONCE:
            more = True
            continue
        counted[found.outcome] += 1
        if found.outcome in LEFT:
            continue
        done[found.row.unit_id] = [tag]
        if found.outcome == "ready":
            _take(uow, actor, found)
    Proposals(uow.session, uow.clock).close(done)
    left = sum(counted[outcome] for outcome in LEFT)
    return Applied({tag: counted["ready"]} if counted["ready"] else {}, {tag: left} if left else {}, more)


def _take(uow: UnitOfWork, actor: Actor, found: Proposal) -> None:
    """Make the text with its new values the one that counts."""
    row = found.row
    place = enter(uow, actor, row.unit_id, row.tag)
    head = place.head
    assert head is not None  # what was judged is what is there: the document is locked
    old = uow.translations.revision(head.revision_id)
    step = Step(found.text, head.state, VALUES, old.id, origin=head.origin, to_check=head.to_check)
    made = append(uow, place, actor, replace(step, helped_by=SOURCE, reason=reason_of(found.changes)))
    uow.translations.close_suggestions(row.unit_id, row.tag, text=found.text)
    set_head(uow, place, made, by=root_of(uow, old))
