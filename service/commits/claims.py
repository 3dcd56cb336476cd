"""Who changed what in one catalogue since git saw it last, and the catalogue as each of them left it. Pure.

git's version is compared with the file, unit by unit. For a unit that says something else now, its history is read
backwards from the revision that the file shows to the one that git has: whoever brought the text owns the change,
whoever wrote a text in between that it was made from is a co-author, whoever judged it a reviewer. Nothing has to be
remembered for that, so that a run that was killed leaves nothing to mend.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from service.catalogue.po import Catalogue, Entry, write_po
from service.store.authors import Made

_JUDGED = frozenset({"approve", "still_right", "reject"})
"""Events that bring no text of their own."""


@dataclass(frozen=True)
class Claim:
    """One changed entry. ``deed``: translated, reviewed or withdrawn. ``when``: the newest event in it."""

    owner: int
    deed: str
    when: datetime
    co_authors: frozenset[int] = frozenset()
    reviewers: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Changes:
    """What happened to a catalogue. ``claims`` by entry of the file; all else follows from the source."""

    before: Catalogue | None
    now: Catalogue
    units: Callable[[Entry], int | None] = field(repr=False)
    claims: Mapping[tuple[str | None, str], Claim] = field(default_factory=dict)

    def of(self, person: int) -> list[Claim]:
        """Return what one person did."""
        return [claim for claim in self.claims.values() if claim.owner == person]

    def staged(self, people: Sequence[int]) -> str:
        """Return the catalogue with the changes of these people only, and everything that follows from the source."""
        old = _by_unit(self.before, self.units)
        entries = []
        for entry in self.now.entries:
            claim = None if entry.obsolete else self.claims.get(entry.id)
            if claim is not None and claim.owner not in people:
                entry = _held(entry, old.get(self.units(entry) or 0))
            entries.append(entry)
        return write_po(self.now.replaced(tuple(entries)))


def changed_units(before: Catalogue | None, now: Catalogue, units: Callable[[Entry], int | None]) -> list[int]:
    """Return the units of which two versions of a catalogue say something different, in the file's order."""
    old = _by_unit(before, units)
    return [number for entry in now.live if (number := units(entry)) and _say(entry) != _say(old.get(number))]


def claims_of(
    before: Catalogue | None,
    now: Catalogue,
    units: Callable[[Entry], int | None],
    histories: Mapping[int, Sequence[Made]],
) -> Changes:
    """Find out who is behind the differences. ``units`` gives the unit of an entry, ``histories`` their revisions."""
    old = _by_unit(before, units)
    claims = {}
    for entry in now.live:
        number = units(entry)
        if number is None:
            continue
        claim = _claim(old.get(number), entry, histories.get(number, ()))
        if claim is not None:
            claims[entry.id] = claim
    return Changes(before, now, units, claims)


def _by_unit(catalogue: Catalogue | None, units: Callable[[Entry], int | None]) -> dict[int, Entry]:
    """The entries of a catalogue by unit, live ones before obsolete ones."""
    if catalogue is None:
        return {}
    obsolete = [entry for entry in catalogue.entries if entry.obsolete]
    return {number: entry for entry in (*obsolete, *reversed(catalogue.live)) if (number := units(entry))}


def _say(entry: Entry | None) -> tuple[str, str, bool]:
    return ("", "missing", False) if entry is None or not entry.text else (entry.text, entry.state, entry.stale)


def _claim(before: Entry | None, now: Entry, history: Sequence[Made]) -> Claim | None:
    (old, old_state, old_stale), (text, state, stale) = _say(before), _say(now)
    if (text, state) == (old, old_state) and (stale or not old_stale):
        return None  # a source that changed its meaning is nobody's doing here
    if not text:
        return _last(history, "withdrawn", lambda made: made.event == "reject" or made.state == "missing")
    if text == old:
        return _last(history, "reviewed", lambda made: made.text == text and made.state == state)
    return _written(history, old, text, state)


def _last(history: Sequence[Made], deed: str, fits: Callable[[Made], bool]) -> Claim | None:
    found = next((made for made in reversed(history) if fits(made)), None)
    return None if found is None or found.author_id is None else Claim(found.author_id, deed, found.created)


def _written(history: Sequence[Made], old: str, text: str, state: str) -> Claim | None:
    same = [made for made in history if made.text == text]
    if not same:
        return None
    newest = next((made for made in reversed(same) if made.state == state), same[-1])
    owners, co_authors, reviewers = [], set(), set()
    for made in _line(newest, history, old):
        if made.author_id is None:
            continue
        if made.event in _JUDGED:
            reviewers.add(made.author_id)
        elif made.text == text:
            owners.append(made.author_id)  # of several, the last one met brought it and the others took it over
        else:
            co_authors.add(made.author_id)
    owner = owners[-1] if owners else None
    if owner is None:
        return None
    others = frozenset(co_authors | set(owners)) - {owner}
    return Claim(owner, "translated", newest.created, others, frozenset(reviewers) - others - {owner})


def _line(newest: Made, history: Sequence[Made], until: str) -> list[Made]:
    """A revision and those that it came from, newest first, without what git has already."""
    known = {made.id: made for made in history}
    line: list[Made] = []
    made = newest
    while made.text != until or not line:
        line.append(made)
        parent = known.get(made.parent_id or 0)
        if parent is None or parent.id >= made.id:
            break
        made = parent
    return line


def _held(now: Entry, before: Entry | None) -> Entry:
    """An entry of the file with what git's version says, for the commits before the one that brings the change.

    A text for another source is marked as such.
    """
    if before is None or not before.text:
        return replace(now, text="", state="missing", origin="person", base="", stale=False, previous=None)
    said = replace(
        now,
        text=before.text,
        state=before.state,
        origin=before.origin,
        base=before.base,
        stale=before.stale,
        previous=before.previous,
    )
    if before.id == now.id or before.stale:
        return said
    return replace(said, stale=True, previous=before.id)
