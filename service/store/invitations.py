"""Roles that wait for an address to be confirmed."""

from __future__ import annotations

from sqlalchemy import delete, select

from service.model import Invitation, Person, Role
from service.store.base import Repository, columns
from service.store.people import People

I = columns(Invitation)  # noqa: E741


class Invitations(Repository):
    """Invitations by address; addresses are lower case, as in `Person`."""

    def add(self, email: str, programme_id: int, role: Role, tag: str = "", *, granted_by: int | None = None) -> None:
        """Invite an address to a role; does nothing where it is invited already."""
        statement = self._insert(Invitation).values(
            email=email.strip().lower(),
            programme_id=programme_id,
            tag=tag,
            role=role,
            granted_by=granted_by,
            created=self._now,
        )
        self._session.execute(statement.on_conflict_do_nothing())

    def of_programme(self, programme_id: int) -> list[Invitation]:
        """Return what a programme has invited to, by address."""
        query = select(Invitation).where(I.programme_id == programme_id)
        return list(self._session.scalars(query.order_by(I.email, I.tag, I.role)))

    def withdraw(self, email: str, programme_id: int, role: Role, tag: str = "") -> None:
        """Take an invitation back."""
        self._session.execute(
            delete(Invitation).where(
                I.email == email.strip().lower(), I.programme_id == programme_id, I.role == role, I.tag == tag
            )
        )

    def take_up(self, person: Person) -> int:
        """Give a person the roles that their address was invited to; returns how many.

        Raises:
            NotAllowed: if the person has not confirmed the address.
        """
        if not person.email:
            return 0
        waiting = list(self._session.scalars(select(Invitation).where(I.email == person.email)))
        people = People(self._session, self._clock)
        for row in waiting:
            people.grant(person.id, row.programme_id, row.role, row.tag, granted_by=row.granted_by)  # type: ignore[arg-type]
            self._session.delete(row)
        self._session.flush()
        return len(waiting)
