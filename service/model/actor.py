"""Who acts, and with which roles: what permissions are decided from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["suggester", "translator", "reviewer", "coordinator", "author", "organiser", "administrator"]

LANGUAGE_LADDER: tuple[Role, ...] = ("suggester", "translator", "reviewer", "coordinator")
"""Roles held for one language, each containing those before it."""


@dataclass(frozen=True)
class Actor:
    """A person inside one programme.

    ``roles`` are (role, language tag) pairs; the tag is "" for a role in the whole programme. Anybody who has signed
    in may suggest, so that a newcomer needs no role. ``confirmed`` tells whether the e-mail address is known to work:
    until it is, anybody may have typed it, and such an actor has no roles, whatever is asked for.
    """

    person_id: int
    name: str
    programme_id: int
    confirmed: bool = True
    roles: frozenset[tuple[Role, str]] = frozenset()

    def __post_init__(self) -> None:
        if not self.confirmed:
            object.__setattr__(self, "roles", frozenset())

    def rank(self, tag: str) -> int:
        """Return the rank in a language: 1 suggester … 4 coordinator."""
        height = 1
        for role, where in self.roles:
            if role in ("organiser", "administrator"):
                return len(LANGUAGE_LADDER)
            if role in LANGUAGE_LADDER and where in ("", tag):
                height = max(height, LANGUAGE_LADDER.index(role) + 1)
        return height

    def reaches(self, role: Role, tag: str = "") -> bool:
        """True if this person has the role, or a higher one, for the language (or, for programme roles, at all)."""
        if role in LANGUAGE_LADDER:
            return self.rank(tag) > LANGUAGE_LADDER.index(role)
        held = {name for name, _ in self.roles}
        if role == "author":
            return bool(held & {"author", "organiser", "administrator"})
        if role == "organiser":
            return bool(held & {"organiser", "administrator"})
        return "administrator" in held
