"""Links by mail: they work once, for fifteen minutes, for the address they were sent to.

Opening a link only shows a button (`peek`); the button's POST uses it up (`use`), because programs that look into
mail open links too. The token is made in the job that sends the letter, so that no table ever holds it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from service.accounts import tokens
from service.model import MagicLink, Person
from service.store import UnitOfWork

LIFE = timedelta(minutes=15)

SEND_LINK = "send_link"
"""The job that makes a link and sends it; payload: person_id, following."""


@dataclass(frozen=True)
class Arrival:
    """Somebody who used a link. ``confirmed_now``: their address worked for the first time."""

    person: Person
    following: str
    confirmed_now: bool


def ask(uow: UnitOfWork, email: str, following: str = "/") -> bool:
    """Have a link sent if the address is known; the answer to a browser must be the same either way.

    Returns whether the address is known. Asking again while the letter is on its way sends one letter.
    """
    person = uow.people.by_email(email)
    if person is None or person.disabled:
        return False
    uow.jobs.enqueue(
        SEND_LINK,
        {"person_id": person.id, "following": local(following)},
        key=f"{SEND_LINK}:{person.id}",
        person_id=person.id,
    )
    return True


def make(uow: UnitOfWork, person: Person, following: str = "/") -> str:
    """Remember a link for a person's address and return its token."""
    token = tokens.make()
    uow.people.add_link(tokens.hashed(token), person.id, person.email or "", local(following), uow.clock() + LIFE)
    return token


def peek(uow: UnitOfWork, token: str) -> MagicLink | None:
    """Return a link that still works, without using it up."""
    return uow.people.link(tokens.hashed(token))


def use(uow: UnitOfWork, token: str, *, afresh: bool = False) -> Arrival | None:
    """Use a link up; None if it does not work (any more), or the person's address has changed since.

    The address is confirmed by this, and its owner has the roles it was invited to. All sessions from before that
    end, since anybody may have begun them, and so do other links. The caller then shows others what the owner wrote
    (`service.translation.workflow.release`).

    ``afresh``: somebody else joined with this address. What they left keeps neither the address nor a way in, and
    stays hidden; the owner begins as a new person.
    """
    link = uow.people.use_link(tokens.hashed(token))
    if link is None:
        return None
    person = uow.people.get(link.person_id)
    if person.disabled or person.email != link.email:
        return None
    following = link.next or "/"
    uow.people.end_links(person.id)
    first = person.confirmed is None
    if first:
        uow.people.end_sessions(person_id=person.id)
        if afresh:
            person = _anew(uow, person)
        person.confirmed = uow.clock()
        uow.flush()
    uow.invitations.take_up(person)
    return Arrival(person, following, first)


def _anew(uow: UnitOfWork, stranger: Person) -> Person:
    """Return a new person with an address that a stranger had typed; the stranger's row is closed."""
    email = stranger.email or ""
    stranger.email, stranger.disabled = None, True
    uow.flush()
    return uow.people.add(email.partition("@")[0], email)


def local(path: str) -> str:
    """Return a path of ours to go on to; "/" for anything that could lead elsewhere."""
    if path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable() and "\\" not in path:
        return path
    return "/"
