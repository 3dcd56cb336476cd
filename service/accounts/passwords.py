"""Passwords, for people who prefer one. Hashed with argon2id; mail links remain the way back in."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from service.accounts import sessions
from service.errors import NotAllowed
from service.model import Person
from service.store import UnitOfWork

SHORTEST = 10
LONGEST = 256

_hasher = PasswordHasher()


@cache
def _nobody() -> str:
    """A hash to check against when the address is unknown, so that the answer takes as long."""
    return _hasher.hash("nobody has this password")


def set_password(uow: UnitOfWork, person: Person, password: str) -> None:
    """Set a person's password and sign them out everywhere.

    Raises:
        NotAllowed: if it is too short, too long, or the person's name or address.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise NotAllowed(
            f"a password has {SHORTEST} to {LONGEST} characters", hint="Three or four unrelated words are good."
        )
    if password.casefold() in {person.name.casefold(), (person.email or "").casefold()}:
        raise NotAllowed("your name or address is no password", hint="Three or four unrelated words are good.")
    person.password_hash = _hasher.hash(password)
    uow.flush()
    sessions.end_all(uow, person.id)


def check(uow: UnitOfWork, email: str, password: str) -> Person | None:
    """Return the person if address and password belong together, else None, without saying which was wrong."""
    person = uow.people.by_email(email)
    known = person.password_hash if person is not None and not person.disabled else ""
    try:
        _hasher.verify(known or _nobody(), password[: LONGEST + 1])
    except (VerificationError, InvalidHashError):
        return None
    if person is None or not known:
        return None
    if _hasher.check_needs_rehash(known):
        person.password_hash = _hasher.hash(password)
        uow.flush()
    return person
