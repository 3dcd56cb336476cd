"""Becoming a contributor in one form: name, address, agreement, and on to the first sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from service.accounts import magic
from service.errors import NotAllowed
from service.model import Person
from service.store import UnitOfWork

ADDRESS = re.compile(r"[^@\s<>,;\"]{1,64}@[^@\s<>,;\"]{1,190}\.[^@\s<>,;\".]{2,63}")

LONGEST_NAME = 120
"""Characters of a person's name."""


@dataclass(frozen=True)
class Joined:
    """``person`` is new and may be signed in at once; None if the address has an owner, who got a link instead."""

    person: Person | None


@dataclass(frozen=True)
class Newcomer:
    """Who wants to begin. ``public_credit``: the name may be printed; ``interface``: the language of the pages."""

    name: str
    email: str
    public_credit: bool = False
    interface: str = ""


def join(uow: UnitOfWork, newcomer: Newcomer, *, agreed: bool, following: str = "/") -> Joined:
    """Add a person who may write at once; a link to confirm the address is sent.

    An address that is known is not taken over: its owner gets a link, and nobody is signed in. A page answers the
    same in words in both cases.

    Raises:
        NotAllowed: if name, address or agreement is missing; the message says which.
    """
    name, email = " ".join(newcomer.name.split()), newcomer.email.strip().lower()
    if not name or len(name) > LONGEST_NAME:
        raise NotAllowed("please give a name", hint="It can be a pen name; it is shown only if you want it to be.")
    if not ADDRESS.fullmatch(email):
        raise NotAllowed("this is not an e-mail address", hint="It looks like name@example.org.")
    if not agreed:
        raise NotAllowed(
            "please agree to the licence", hint="What you write is published under the programme's licence."
        )
    if uow.people.by_email(email) is not None:
        magic.ask(uow, email, following)
        return Joined(None)
    person = uow.people.add(
        name,
        email,
        public_credit=newcomer.public_credit,
        agreed=True,
        interface_language=newcomer.interface,
    )
    magic.ask(uow, email, following)
    return Joined(person)
