"""Tasks by name, and what a task is given to work with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from service import parts
from service.errors import JobError
from service.settings import Settings
from service.store import Database


class Stopped(Exception):
    """Another worker has the job now; whoever works on it gives up quietly."""


@dataclass(frozen=True)
class Work:
    """One run of a job. Tasks are idempotent: a run that was cut off anywhere is begun again from the start."""

    database: Database
    settings: Settings
    job_id: int
    worker: str
    payload: Mapping[str, Any]
    lost: Callable[[], bool] = lambda: False

    def progress(self, done: int, total: int, message: str = "") -> None:
        """Tell people how far it is. Raises Stopped if another worker has the job now."""
        if self.lost():
            raise Stopped
        with self.database.unit_of_work() as uow:
            if not uow.jobs.progress(self.job_id, self.worker, done, total, message[:500]):
                raise Stopped

    def log(self, message: str, level: str = "info") -> None:
        """Add a line to the job's log, for the page about it. Never put a secret there."""
        with self.database.unit_of_work() as uow:
            uow.jobs.log(self.job_id, message[:2000], level)


Task = Callable[[Work], Mapping[str, Any] | None]
"""A task gets its work and may return a small result as plain data."""


@dataclass
class Registry:
    """Tasks by name, and what they are called on the page about jobs (English words to translate)."""

    tasks: dict[str, Task]
    titles: dict[str, str] = field(default_factory=dict)

    def task(self, name: str, title: str) -> Callable[[Task], Task]:
        """Register a function as the task of this name; the title is marked with `service.interface.N_`."""

        def register(function: Task) -> Task:
            if name in self.tasks:
                raise JobError(f"there are two tasks called “{name}”")
            self.tasks[name], self.titles[name] = function, title
            return function

        return register

    def get(self, name: str) -> Task:
        """Return a task. Raises JobError if this version of the service has none of that name."""
        if name not in self.tasks:
            raise JobError(f"nobody knows how to do “{name}”", hint="Is another version of the service running?")
        return self.tasks[name]


REGISTRY = Registry({})
"""The service's own tasks; `load` fills it."""

task = REGISTRY.task


def load() -> Registry:
    """Import every module of this package, so that each registers its tasks; returns the registry."""
    parts.modules("service.jobs")
    return REGISTRY


def retry_delay(tries: int) -> timedelta:
    """Return how long to wait after so many failed tries: half a minute, then four times as long each time."""
    return timedelta(seconds=30 * 4 ** (tries - 1))
