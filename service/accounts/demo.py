"""The invented people of a demonstration, one for each thing that a person may do."""

from __future__ import annotations

from service.accounts import roles
from service.model.actor import Role
from service.store import UnitOfWork

DOMAIN = "@demo.example"
"""Their addresses; mail to this domain reaches nobody (RFC 2606)."""

PEOPLE: tuple[tuple[str, Role], ...] = (
    ("Amina", "translator"),
    ("Tomás", "reviewer"),
    ("Lin", "coordinator"),
    ("Ruth", "author"),
    ("Olu", "organiser"),
)


def add_demo_people(uow: UnitOfWork, programme_id: int) -> None:
    """Make the people of a demonstration where they are missing; each may do their part in every language."""
    for name, role in PEOPLE:
        email = f"{role}{DOMAIN}"
        person = uow.people.by_email(email) or uow.people.add(
            name, email, public_credit=True, agreed=True, confirmed=True
        )
        roles.give(uow, person, programme_id, role)
