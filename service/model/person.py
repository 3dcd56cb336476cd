"""People, their roles, and how they stay signed in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from service.model.base import Table, Utc


class Person(Table, table=True):
    """Somebody who translates, writes or runs things.

    ``email`` is lower case, None once the person asked to be forgotten. ``public_credit`` is consent to be named in
    what is published; ``agreed`` when the contributors' terms were accepted; ``confirmed`` when the address worked.
    """

    id: int = Field(default=None, primary_key=True)
    name: str
    email: str | None = Field(default=None, unique=True)
    affiliation: str = ""
    public_credit: bool = False
    agreed: datetime | None = Field(default=None, sa_type=Utc)
    confirmed: datetime | None = Field(default=None, sa_type=Utc)
    interface_language: str = ""
    disabled: bool = False
    created: datetime = Field(sa_type=Utc)


class Membership(Table, table=True):
    """A role in a programme; ``tag`` is "" where it is for all languages."""

    __table_args__ = (UniqueConstraint("person_id", "programme_id", "tag", "role"),)

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    programme_id: int = Field(foreign_key="programme.id", index=True)
    tag: str = ""
    role: str
    granted_by: int | None = Field(default=None, foreign_key="person.id")
    created: datetime = Field(sa_type=Utc)


class Invitation(Table, table=True):
    """A role that waits for its address: whoever shows that the address is theirs has it (`Membership`) from then on.

    Bound to the address and not to a person, since anybody may have typed the address of a person's row.
    """

    __table_args__ = (UniqueConstraint("email", "programme_id", "tag", "role"),)

    id: int = Field(default=None, primary_key=True)
    email: str
    programme_id: int = Field(foreign_key="programme.id", index=True)
    tag: str = ""
    role: str
    granted_by: int | None = Field(default=None, foreign_key="person.id")
    created: datetime = Field(sa_type=Utc)


class WebSession(Table, table=True):
    """A signed-in browser. ``id_hash`` is sha256 of the cookie's value, which is stored nowhere."""

    id_hash: str = Field(primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    agent: str = ""
    created: datetime = Field(sa_type=Utc)
    seen: datetime = Field(sa_type=Utc)
    expires: datetime = Field(sa_type=Utc)


class MagicLink(Table, table=True):
    """A link sent by mail. Works once, until ``expires``; ``next`` is a path of ours to go on to."""

    token_hash: str = Field(primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    email: str
    next: str = ""
    created: datetime = Field(sa_type=Utc)
    expires: datetime = Field(sa_type=Utc)
    used: datetime | None = Field(default=None, sa_type=Utc)
