"""People, their roles, sessions and links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, distinct, func, select, update

from service.errors import NotAllowed, NotFound
from service.model import (
    Actor,
    Draft,
    Invitation,
    MagicLink,
    Membership,
    Person,
    Role,
    TranslationRevision,
    Unit,
    WebSession,
)
from service.store.base import Repository, columns

P = columns(Person)
M = columns(Membership)
W = columns(WebSession)
G = columns(MagicLink)
R = columns(TranslationRevision)
U = columns(Unit)


@dataclass(frozen=True)
class Member:
    """A person with their roles in one programme, as (role, language tag or "")."""

    person_id: int
    name: str
    email: str | None
    confirmed: bool
    roles: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Credit:
    """Somebody whose work is in a document's translation. ``named`` is False without consent to be named."""

    person_id: int
    name: str
    affiliation: str
    role: str
    named: bool


class People(Repository):
    """People by id and address."""

    def get(self, person_id: int) -> Person:
        """Return a person. Raises NotFound."""
        person = self._session.get(Person, person_id)
        if person is None:
            raise NotFound(f"there is no person number {person_id}")
        return person

    def by_email(self, email: str) -> Person | None:
        """Return the person with this address, whatever its capitals, or None."""
        return self._session.scalar(select(Person).where(P.email == email.strip().lower()))

    def add(
        self,
        name: str,
        email: str | None,
        *,
        public_credit: bool = False,
        agreed: bool = False,
        confirmed: bool = False,
        interface_language: str = "",
    ) -> Person:
        """Add a person. The address must not be known yet (unique in the database)."""
        now = self._now
        person = Person(
            name=name.strip(),
            email=email.strip().lower() if email else None,
            public_credit=public_credit,
            agreed=now if agreed else None,
            confirmed=now if confirmed else None,
            interface_language=interface_language,
            created=now,
        )
        self._session.add(person)
        self._session.flush()
        return person

    def all(self) -> list[Person]:
        """Return everybody, by name."""
        return list(self._session.scalars(select(Person).order_by(P.name, P.id)))

    def forget(self, person_id: int) -> None:
        """Remove what identifies a person; the texts they gave under licence stay, without a name."""
        person = self.get(person_id)
        self._session.execute(delete(Invitation).where(columns(Invitation).email == person.email))
        person.name, person.email, person.affiliation = "", None, ""
        person.public_credit, person.disabled = False, True
        for table in (WebSession, MagicLink, Membership, Draft):
            self._session.execute(delete(table).where(columns(table).person_id == person_id))
        self._session.flush()

    # Roles

    def actor(self, person: Person, programme_id: int) -> Actor:
        """Return a person as somebody who acts in a programme."""
        query = select(M.role, M.tag).where(M.person_id == person.id, M.programme_id == programme_id)
        roles: frozenset[tuple[Role, str]] = frozenset((role, tag) for role, tag in self._session.execute(query))
        return Actor(person.id, person.name, programme_id, person.confirmed is not None, roles)

    def grant(
        self, person_id: int, programme_id: int, role: Role, tag: str = "", *, granted_by: int | None = None
    ) -> None:
        """Give a role; does nothing where the person has it.

        Raises:
            NotAllowed: if the person has not confirmed their address; such an address is invited instead
                (`service.accounts.roles.give`).
        """
        if self.get(person_id).confirmed is None:
            raise NotAllowed("this address is not confirmed yet", hint="Invite it; the role waits for its owner.")
        statement = self._insert(Membership).values(
            person_id=person_id,
            programme_id=programme_id,
            tag=tag,
            role=role,
            granted_by=granted_by,
            created=self._now,
        )
        self._session.execute(statement.on_conflict_do_nothing())

    def revoke(self, person_id: int, programme_id: int, role: Role, tag: str = "") -> None:
        """Take a role away."""
        self._session.execute(
            delete(Membership).where(
                M.person_id == person_id, M.programme_id == programme_id, M.role == role, M.tag == tag
            )
        )

    def members(self, programme_id: int, tag: str | None = None) -> list[Member]:
        """Return the people with a role in a programme, or with one that reaches one language, by name."""
        query = (
            select(P.id, P.name, P.email, P.confirmed, M.role, M.tag)
            .join(Membership, M.person_id == P.id)
            .where(M.programme_id == programme_id)
            .order_by(P.name, P.id, M.tag, M.role)
        )
        if tag is not None:
            query = query.where(M.tag.in_(["", tag]))
        found: dict[int, Member] = {}
        for number, name, email, confirmed, role, where in self._session.execute(query):
            roles = (*(found[number].roles if number in found else ()), (role, where))
            found[number] = Member(number, name, email, confirmed is not None, roles)
        return list(found.values())

    def reviewers(self, programme_id: int, tag: str) -> set[int]:
        """Return the ids of people who may approve in a language."""
        query = (
            select(M.person_id)
            .distinct()
            .join(Person, P.id == M.person_id)
            .where(
                M.programme_id == programme_id,
                M.tag.in_(["", tag]),
                M.role.in_(["reviewer", "coordinator", "organiser", "administrator"]),
                P.disabled.is_(False),
                P.confirmed.is_not(None),
            )
        )
        return set(self._session.scalars(query))

    def credits(self, document_ids: Sequence[int], tag: str) -> list[Credit]:
        """Return who translated and who reviewed what documents now say in a language, most texts first.

        People without consent are in the list with ``named`` False, so that a page can say "and two others".
        """
        role = select(
            R.author_id,
            R.event,
            func.count(distinct(R.unit_id)).label("texts"),
        ).join(Unit, U.id == R.unit_id)
        role = role.where(U.document_id.in_(document_ids), R.tag == tag, R.author_id.is_not(None))
        role = role.where(R.event.in_(["save", "suggest", "take", "conflict", "approve"]))
        rows = self._session.execute(role.group_by(R.author_id, R.event)).all()
        totals: dict[tuple[int, str], int] = {}
        for author, event, texts in rows:
            key = (author, "reviewer" if event == "approve" else "translator")
            totals[key] = totals.get(key, 0) + texts
        people = {p.id: p for p in self._session.scalars(select(Person).where(P.id.in_({a for a, _ in totals})))}
        ordered = sorted(totals.items(), key=lambda item: (-item[1], people[item[0][0]].name, item[0][1]))
        return [
            Credit(author, people[author].name, people[author].affiliation, name, people[author].public_credit)
            for (author, name), _ in ordered
        ]

    # Sessions and links; only hashes are stored

    def add_session(self, id_hash: str, person_id: int, expires: datetime, agent: str) -> WebSession:
        """Remember a signed-in browser."""
        now = self._now
        session = WebSession(
            id_hash=id_hash, person_id=person_id, agent=agent[:200], created=now, seen=now, expires=expires
        )
        self._session.add(session)
        self._session.flush()
        return session

    def session_person(self, id_hash: str) -> tuple[WebSession, Person] | None:
        """Return a session that has not run out, with its person, or None; disabled people have none."""
        query = (
            select(WebSession, Person)
            .join(Person, P.id == W.person_id)
            .where(W.id_hash == id_hash, W.expires > self._now, P.disabled.is_(False))
        )
        row = self._session.execute(query).one_or_none()
        return None if row is None else (row[0], row[1])

    def sessions(self, person_id: int) -> list[WebSession]:
        """Return a person's sessions, newest first."""
        query = select(WebSession).where(W.person_id == person_id, W.expires > self._now)
        return list(self._session.scalars(query.order_by(W.created.desc())))

    def end_links(self, person_id: int) -> None:
        """Delete the links that were sent to a person, used or not."""
        self._session.execute(delete(MagicLink).where(G.person_id == person_id))

    def end_sessions(self, *, id_hash: str | None = None, person_id: int | None = None) -> None:
        """End one session, or all of a person's."""
        if id_hash is not None:
            self._session.execute(delete(WebSession).where(W.id_hash == id_hash))
        if person_id is not None:
            self._session.execute(delete(WebSession).where(W.person_id == person_id))

    def add_link(self, token_hash: str, person_id: int, email: str, following: str, expires: datetime) -> MagicLink:
        """Remember a link that was sent."""
        link = MagicLink(
            token_hash=token_hash,
            person_id=person_id,
            email=email,
            next=following,
            created=self._now,
            expires=expires,
        )
        self._session.add(link)
        self._session.flush()
        return link

    def link(self, token_hash: str) -> MagicLink | None:
        """Return a link that is neither used nor run out, or None."""
        return self._session.scalar(
            select(MagicLink).where(G.token_hash == token_hash, G.used.is_(None), G.expires > self._now)
        )

    def use_link(self, token_hash: str) -> MagicLink | None:
        """Use a link up; None if it was used, has run out, or never was. Two at once: one of them gets None."""
        now = self._now
        statement = (
            update(MagicLink)
            .where(G.token_hash == token_hash, G.used.is_(None), G.expires > now)
            .values(used=now)
            .returning(G.token_hash)
        )
        used = self._session.scalar(statement.execution_options(synchronize_session=False))
        if used is None:
            return None
        return self._session.get(MagicLink, token_hash, populate_existing=True)

    def sweep(self) -> int:
        """Delete sessions and links that have run out; returns how many."""
        now = self._now
        ended = self._session.execute(delete(WebSession).where(W.expires <= now))
        gone = self._session.execute(delete(MagicLink).where(G.expires <= now))
        return int(ended.rowcount + gone.rowcount)  # type: ignore[attr-defined]
