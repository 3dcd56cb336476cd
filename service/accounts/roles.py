"""Giving roles: to a person whose address is confirmed, or to an address, which then has to take the role up."""

from __future__ import annotations

from typing import Literal

from service.model import Person, Role
from service.store import UnitOfWork

Given = Literal["given", "invited"]


def give(
    uow: UnitOfWork, person: Person, programme_id: int, role: Role, tag: str = "", *, granted_by: int | None = None
) -> Given:
    """Give a person a role, or invite their address to it where nobody has shown yet that it is theirs.

    ``tag`` is "" for a role in the whole programme; ``granted_by`` the person who gives it, None for the operator.
    """
    if person.confirmed is not None:
        uow.people.grant(person.id, programme_id, role, tag, granted_by=granted_by)
        return "given"
    if person.email:
        uow.invitations.add(person.email, programme_id, role, tag, granted_by=granted_by)
    return "invited"


def take(uow: UnitOfWork, person: Person, programme_id: int, role: Role, tag: str = "") -> None:
    """Take a role away, given or only offered."""
    uow.people.revoke(person.id, programme_id, role, tag)
    if person.email:
        uow.invitations.withdraw(person.email, programme_id, role, tag)
