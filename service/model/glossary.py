"""The glossary: agreed terms and what they are called in each language."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from service.model.base import Table, Utc


class GlossaryTerm(Table, table=True):
    """A term of the source language. ``variants`` are other forms, separated by "|"; ``reason`` says what it is not."""

    __table_args__ = (UniqueConstraint("programme_id", "term"),)

    id: int = Field(default=None, primary_key=True)
    programme_id: int = Field(foreign_key="programme.id")
    term: str
    variants: str = ""
    definition: str = ""
    reason: str = Field(default="", sa_column_kwargs={"server_default": ""})
    do_not_translate: bool = False
    match_case: bool = False
    updated: datetime = Field(sa_type=Utc)


class GlossaryTarget(Table, table=True):
    """What a term is called in a language, and why. ``forbidden`` marks a word that must not be used for it."""

    __table_args__ = (UniqueConstraint("term_id", "tag", "text"),)

    id: int = Field(default=None, primary_key=True)
    term_id: int = Field(foreign_key="glossary_term.id")
    tag: str = Field(index=True)
    text: str
    forbidden: bool = False
    note: str = ""
    author_id: int | None = Field(default=None, foreign_key="person.id")
    updated: datetime = Field(sa_type=Utc)
