"""Programmes and their languages."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from service.errors import NotFound
from service.model import Programme, ProgrammeLanguage
from service.store.base import Repository, columns

P = columns(Programme)
L = columns(ProgrammeLanguage)


class Programmes(Repository):
    """Programmes by id and by key ("everyday-practice"), and the languages of each."""

    def all(self) -> list[Programme]:
        """Return every programme, by title."""
        return list(self._session.scalars(select(Programme).order_by(P.title, P.id)))

    def get(self, programme_id: int) -> Programme:
        """Return a programme. Raises NotFound."""
        programme = self._session.get(Programme, programme_id)
        if programme is None:
            raise NotFound(f"there is no programme number {programme_id}")
        return programme

    def by_key(self, key: str) -> Programme | None:
        """Return the programme with this id in programme.toml, or None."""
        return self._session.scalar(select(Programme).where(P.key == key))

    def save(self, key: str, title: str, source_language: str, version: str, config: dict[str, Any]) -> Programme:
        """Create the programme, or bring what programme.toml says about it up to date."""
        programme = self.by_key(key)
        if programme is None:
            programme = Programme(key=key, title=title, source_language=source_language, created=self._now)
            self._session.add(programme)
        programme.title, programme.source_language, programme.version = title, source_language, version
        programme.config = config
        self._session.flush()
        return programme

    def languages(self, programme_id: int, *, retired: bool = False) -> list[ProgrammeLanguage]:
        """Return the languages of a programme by tag, retired ones only if asked for."""
        query = select(ProgrammeLanguage).where(L.programme_id == programme_id).order_by(L.tag)
        return list(self._session.scalars(query if retired else query.where(L.retired.is_(False))))

    def language(self, programme_id: int, tag: str) -> ProgrammeLanguage:
        """Return one language of a programme. Raises NotFound if the programme is not translated into it."""
        found = self._session.scalar(select(ProgrammeLanguage).where(L.programme_id == programme_id, L.tag == tag))
        if found is None:
            raise NotFound(f"this programme is not translated into “{tag}”")
        return found

    def save_language(
        self, programme_id: int, tag: str, *, rule: dict[str, Any], machine: bool = False, draft: bool = False
    ) -> ProgrammeLanguage:
        """Add a language, or change its publishing rule. Counters are the caller's: `uow.counters.recount`."""
        query = select(ProgrammeLanguage).where(L.programme_id == programme_id, L.tag == tag)
        found = self._session.scalar(query)
        if found is None:
            found = ProgrammeLanguage(programme_id=programme_id, tag=tag, created=self._now)
            self._session.add(found)
        found.rule, found.machine, found.draft, found.retired = rule, machine, draft, False
        self._session.flush()
        return found
