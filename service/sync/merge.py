"""The three-way decision about one entry: what the last sync saw, what the database says, what the file says.

Pure: no database, no files. The rules, in the order in which they are asked:

1. The file never deletes. An absent or emptied entry changes nothing in the database.
2. What only one side changed is taken over by the other.
3. What both changed differently stays as the database has it, and the file's text becomes a suggestion.
4. A text that the database had and does not have any more was refused by a reviewer; a file does not bring it back.
5. A suggestion in a file never replaces an accepted text; it is added beside it.
6. A changed text cannot bring its own approval: the comment that says so was written for the text before.

Source: DESIGN §4.1 and §4.2, field-notes/peers.md §6.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

State = Literal["missing", "suggested", "translated", "approved"]

RANK: dict[State, int] = {"missing": 0, "suggested": 1, "translated": 2, "approved": 3}
"""How far a text has come; from `translated` on it is *accepted*."""


@dataclass(frozen=True)
class Side:
    """One entry as one of the three sides knows it. A blank text is the same as `missing`.

    ``stale``: the text was made for an older source (in a file: a fuzzy entry whose comment says it was accepted).
    """

    text: str
    state: State = "translated"
    origin: str = "person"
    stale: bool = False

    @property
    def blank(self) -> bool:
        return not self.text.strip() or self.state == "missing"

    @property
    def accepted(self) -> bool:
        """True if somebody who may has said that this text counts."""
        return not self.blank and RANK[self.state] >= RANK["translated"]


NOTHING = Side("", "missing", "")


class Outcome(StrEnum):
    """What is to be done about an entry."""

    SAME = "same"
    """Nothing: database and file agree."""
    WRITE = "write"
    """The database is newer; write it to the file."""
    TAKE = "take"
    """The file is newer; a new revision in the database."""
    RAISE = "raise"
    """The same text, but the file holds it for further along (somebody took the fuzzy flag away)."""
    STILL_RIGHT = "still_right"
    """The same text, no longer marked as stale in the file: it is right for the new source too."""
    DOUBT = "doubt"
    """The same text, but the file marks it as needing work: the database sets "to check", its state stays."""
    SUGGEST = "suggest"
    """The file has a suggestion beside a text that counts; it is added as a suggestion."""
    CONFLICT = "conflict"
    """Both changed; the database stays and the file's text is added as a suggestion."""
    EMPTIED = "emptied"
    """The file's text was deleted; the database stays and the file gets its text back."""
    ABSENT = "absent"
    """The entry is gone from the file; the database stays and the entry is written again."""


REPORTED = frozenset(Outcome) - {Outcome.SAME, Outcome.WRITE}
"""Outcomes that a person is told of; the others only bring both sides together."""


@dataclass(frozen=True)
class Decision:
    """The outcome for one entry.

    ``result`` is what database and file hold afterwards; ``suggestion`` is a text from the file to be added beside
    it as `suggested`, or None.
    """

    outcome: Outcome
    result: Side
    suggestion: Side | None = None


def merge(base: Side | None, database: Side | None, file: Side | None, known: Collection[str] = ()) -> Decision:
    """Decide about one entry.

    ``base`` is what the file said when it was last in step with the database (None: never seen), ``database`` and
    ``file`` what they say now (None: no such entry). ``known`` are all texts in the database's history of the entry:
    a file that shows one of these is behind, and has nothing to add.
    """
    ours = database or NOTHING
    if file is None:
        gone = base is not None and not base.blank
        return Decision(Outcome.ABSENT if gone else _mirror(ours, NOTHING), ours)
    if file.blank:
        emptied = base is not None and not base.blank
        return Decision(Outcome.EMPTIED if emptied else _mirror(ours, NOTHING), ours)
    theirs = _believed(base, file)
    if ours.blank:
        refused = theirs.text in known or (base is not None and base.text == theirs.text)
        return Decision(Outcome.WRITE, ours) if refused else Decision(Outcome.TAKE, theirs)
    if theirs.text == ours.text:
        return _same_text(base, ours, theirs)
    if base is not None and base.text == theirs.text:
        return Decision(Outcome.WRITE, ours)
    if base is None or base.text != ours.text:
        if theirs.text in known:
            return Decision(Outcome.WRITE, ours)
        return Decision(Outcome.CONFLICT, ours, replace(theirs, state="suggested"))
    if ours.accepted and not theirs.accepted:
        if theirs.text in known:
            return Decision(Outcome.WRITE, ours)
        return Decision(Outcome.SUGGEST, ours, theirs)
    return Decision(Outcome.TAKE, theirs)


def _mirror(ours: Side, theirs: Side) -> Outcome:
    return Outcome.SAME if ours.blank and theirs.blank else Outcome.WRITE


def _believed(base: Side | None, file: Side) -> Side:
    """The file's side without what its comment says of the text before: an approval, or that a machine wrote it."""
    if base is None or base.blank or base.text == file.text:
        return file
    state: State = "translated" if file.state == "approved" else file.state
    return replace(file, state=state, origin="assisted" if file.origin.startswith("machine:") else file.origin)


def _same_text(base: Side | None, ours: Side, theirs: Side) -> Decision:
    """The texts agree; see whether the file moved the state, and only the file."""
    if (ours.state, ours.stale) == (theirs.state, theirs.stale):
        return Decision(Outcome.SAME, ours)
    if base is None or _moved(base, ours) or not _moved(base, theirs):
        return Decision(Outcome.WRITE, ours)
    step = RANK[theirs.state] - RANK[ours.state]
    if step > 0:
        return Decision(Outcome.RAISE, replace(ours, state=theirs.state, stale=theirs.stale))
    if ours.stale and not theirs.stale and theirs.accepted:
        # An approval was given to the older source; what is left of it is a translator's word.
        return Decision(Outcome.STILL_RIGHT, replace(ours, state=theirs.state, stale=False))
    return Decision(Outcome.DOUBT, ours)


def _moved(base: Side, now: Side) -> bool:
    return (base.text, base.state, base.stale) != (now.text, now.state, now.stale)
