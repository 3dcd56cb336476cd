"""One sync at a time for each programme, over all processes: a row with an end, taken and given back."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from service.errors import JobError
from service.store import Database
from service.store.mirror import Mirror

NAME = ":lease"
"""Stands in the place of a path; no file can be called that, all paths are below content/ or locales/."""

LENGTH = timedelta(minutes=2)


class Busy(JobError):
    """Another process has the lease. It does the same work, so whoever asked may try again later."""


@dataclass
class Lease:
    """A lease that is held; `renew` it before each piece of work."""

    database: Database
    programme_id: int
    holder: str

    def renew(self) -> None:
        """Prolong the lease. Raises Busy if somebody else has it now, since this process stood still for long."""
        with self.database.unit_of_work() as uow:
            state = uow.sync.get(self.programme_id, NAME)
            if state is None or state.base.get("holder") != self.holder:
                raise Busy("another sync has taken over", hint="It does the same work; nothing is lost.")
            uow.sync.put(self.programme_id, NAME, "", _row(self.holder, self.database.clock() + LENGTH))


@contextmanager
def lease(database: Database, programme_id: int) -> Iterator[Lease]:
    """Hold the lease of a programme's folder.

    Raises:
        Busy: if another process holds it. After a crash it is free again when `LENGTH` has passed.
    """
    holder = uuid.uuid4().hex
    with database.unit_of_work() as uow:
        Mirror(uow.session, uow.clock).lock_programme(programme_id)
        state = uow.sync.get(programme_id, NAME)
        until = datetime.fromisoformat(state.base["until"]) if state and state.base.get("until") else None
        if until is not None and until > database.clock():
            raise Busy("a sync of this programme is running already", hint="Wait for it, or try again in a while.")
        uow.sync.put(programme_id, NAME, "", _row(holder, database.clock() + LENGTH))
    try:
        yield Lease(database, programme_id, holder)
    finally:
        with database.unit_of_work() as uow:
            state = uow.sync.get(programme_id, NAME)
            if state is not None and state.base.get("holder") == holder:
                uow.sync.put(programme_id, NAME, "", {})


def _row(holder: str, until: datetime) -> dict[str, str]:
    return {"holder": holder, "until": until.isoformat()}
