"""Signed-in browsers: an opaque id in the cookie, its hash in the table, so that each can be listed and ended."""

from __future__ import annotations

from datetime import timedelta

from service.accounts import tokens
from service.model import Person, WebSession
from service.store import UnitOfWork


def begin(uow: UnitOfWork, person: Person, agent: str, *, days: int) -> str:
    """Begin a session and return the cookie's value, which is kept nowhere. ``agent`` names the browser in lists."""
    token = tokens.make()
    uow.people.add_session(tokens.hashed(token), person.id, uow.clock() + timedelta(days=days), agent)
    return token


def person_of(uow: UnitOfWork, token: str) -> Person | None:
    """Return who a cookie belongs to; None if it is unknown, has run out, or its owner is disabled."""
    found = uow.people.session_person(tokens.hashed(token))
    return found[1] if found else None


def of_person(uow: UnitOfWork, person_id: int) -> list[WebSession]:
    """Return a person's sessions, newest first, for the page on which they can end them."""
    return uow.people.sessions(person_id)


def end(uow: UnitOfWork, token: str) -> None:
    """Sign this browser out."""
    uow.people.end_sessions(id_hash=tokens.hashed(token))


def end_all(uow: UnitOfWork, person_id: int) -> None:
    """Sign a person out everywhere."""
    uow.people.end_sessions(person_id=person_id)
