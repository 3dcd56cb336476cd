"""One transaction and the repositories that share it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property

from sqlalchemy.orm import Session

from service.model import utc_now
from service.store.artifacts import Artifacts
from service.store.comments import Comments
from service.store.counters import Counters
from service.store.documents import Documents
from service.store.glossary import Glossary
from service.store.invitations import Invitations
from service.store.jobs import Jobs
from service.store.machine import MachineStore
from service.store.memory import MemoryStore
from service.store.pages import Pages
from service.store.people import People
from service.store.programmes import Programmes
from service.store.sync import SyncStates
from service.store.translations import Translations
from service.store.units import Units


class UnitOfWork:
    """A transaction with its repositories. Nobody commits it but the edge that opened it (`Database.unit_of_work`)."""

    def __init__(self, session: Session, clock: Callable[[], datetime] = utc_now) -> None:
        self.session = session
        self.clock = clock

    @property
    def dialect(self) -> str:
        """ "sqlite" or "postgresql"."""
        return self.session.get_bind().dialect.name

    def flush(self) -> None:
        """Send pending changes, so that ids exist."""
        self.session.flush()

    @cached_property
    def programmes(self) -> Programmes:
        return Programmes(self.session, self.clock)

    @cached_property
    def documents(self) -> Documents:
        return Documents(self.session, self.clock)

    @cached_property
    def units(self) -> Units:
        return Units(self.session, self.clock)

    @cached_property
    def translations(self) -> Translations:
        return Translations(self.session, self.clock)

    @cached_property
    def counters(self) -> Counters:
        return Counters(self.session, self.clock)

    @cached_property
    def comments(self) -> Comments:
        return Comments(self.session, self.clock)

    @cached_property
    def people(self) -> People:
        return People(self.session, self.clock)

    @cached_property
    def invitations(self) -> Invitations:
        return Invitations(self.session, self.clock)

    @cached_property
    def memory(self) -> MemoryStore:
        return MemoryStore(self.session, self.clock)

    @cached_property
    def glossary(self) -> Glossary:
        return Glossary(self.session, self.clock)

    @cached_property
    def machine(self) -> MachineStore:
        return MachineStore(self.session, self.clock)

    @cached_property
    def jobs(self) -> Jobs:
        return Jobs(self.session, self.clock)

    @cached_property
    def artifacts(self) -> Artifacts:
        return Artifacts(self.session, self.clock)

    @cached_property
    def sync(self) -> SyncStates:
        return SyncStates(self.session, self.clock)

    @cached_property
    def pages(self) -> Pages:
        return Pages(self.session, self.clock)
