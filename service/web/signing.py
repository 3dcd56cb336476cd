"""Staying signed in, and links by mail, as the pages use them."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from service.model import MagicLink, Person
from service.store.unit_of_work import UnitOfWork

LINK_LIFE = timedelta(minutes=30)


def hashed(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def begin(uow: UnitOfWork, person: Person, agent: str, *, days: int) -> str:
    """Begin a session and return the cookie's value, which is kept nowhere."""
    token = secrets.token_urlsafe(32)
    uow.people.add_session(hashed(token), person.id, uow.clock() + timedelta(days=days), agent)
    return token


def person_of(uow: UnitOfWork, token: str) -> Person | None:
    """Return who a cookie belongs to, or None."""
    found = uow.people.session_person(hashed(token))
    return found[1] if found else None


def end(uow: UnitOfWork, token: str) -> None:
    """Sign this browser out."""
    uow.people.end_sessions(id_hash=hashed(token))


def make_link(uow: UnitOfWork, person: Person, following: str) -> str:
    """Remember a link for a person's address and return its token."""
    token = secrets.token_urlsafe(32)
    uow.people.add_link(hashed(token), person.id, person.email or "", following, uow.clock() + LINK_LIFE)
    return token


def known_link(uow: UnitOfWork, token: str) -> MagicLink | None:
    """Return a link that still works, without using it up."""
    return uow.people.link(hashed(token))


def use_link(uow: UnitOfWork, token: str) -> MagicLink | None:
    """Use a link up; None if it does not work (any more)."""
    return uow.people.use_link(hashed(token))
