"""Who may do what to a translation.

A suggester's text becomes *suggested*, a translator's *translated*; a reviewer may also approve. Reviewing one's own
work needs a second reader: somebody else must have had a hand in the text. Where a language has no other reviewer,
one's own work may be approved, since small languages would otherwise never be published; history shows who it was.
Whoever has not confirmed their address suggests, and only they see it until they have.
"""

from __future__ import annotations

from typing import Literal

from service.errors import NotAllowed
from service.model import Actor

Action = Literal["save", "suggest", "approve"]
State = Literal["missing", "suggested", "translated", "approved"]
RANK: dict[str, int] = {"missing": 0, "suggested": 1, "translated": 2, "approved": 3}
"""How much a state says; only translated and approved are accepted work."""


def state_for(actor: Actor, tag: str, action: Action) -> State:
    """Return the state that a text saved by this person begins with.

    Raises:
        NotAllowed: if somebody who is no reviewer asks to approve.
    """
    if action == "approve":
        require_reviewer(actor, tag)
        return "approved"
    if action == "suggest" or not actor.confirmed or not actor.reaches("translator", tag):
        return "suggested"
    return "translated"


def require_translator(actor: Actor, tag: str) -> None:
    """Raises NotAllowed unless the person translates this language."""
    if not actor.confirmed or not actor.reaches("translator", tag):
        raise NotAllowed(
            "only translators of this language may do this", hint="You can suggest; a reviewer will read it."
        )


def require_reviewer(actor: Actor, tag: str) -> None:
    """Raises NotAllowed unless the person reviews this language."""
    if not actor.confirmed or not actor.reaches("reviewer", tag):
        raise NotAllowed("only reviewers of this language may do this", hint="Save the text; a reviewer will read it.")


def may_carry_values(actor: Actor, tag: str) -> bool:
    """True if the person may put addresses and numbers that the source changed into the texts of a language.

    No word changes, so that the author of the source may, in every language, beside whoever translates this one.
    """
    return actor.confirmed and (actor.reaches("author") or actor.reaches("translator", tag))


def require_coordinator(actor: Actor, tag: str) -> None:
    """Raises NotAllowed unless the person looks after this language."""
    if not actor.confirmed or not actor.reaches("coordinator", tag):
        raise NotAllowed("only coordinators of this language may do this", hint="Ask one of them to bring the file in.")


def may_approve_alone(actor: Actor, reviewers: set[int]) -> bool:
    """True if nobody else in the language could be the second reader."""
    return not (reviewers - {actor.person_id})
