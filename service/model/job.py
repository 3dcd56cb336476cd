"""Background work: the table is the truth, whatever carries the ids."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, text
from sqlmodel import Field

from service.model.base import Table, Utc


class Job(Table, table=True):
    """One piece of work.

    ``state``: queued, running, done, failed. ``key`` makes enqueueing idempotent: at most one *queued* job
    has it, while a running one may be followed by another, since data may have changed under it. ``lease`` is until
    when ``worker`` may be trusted to be alive; ``done`` of ``total`` is the progress.
    """

    __table_args__ = (
        Index("ix_job_state_run_after", "state", "run_after"),
        Index(
            "uq_job_key_queued",
            "key",
            unique=True,
            sqlite_where=text("state = 'queued' AND key <> ''"),
            postgresql_where=text("state = 'queued' AND key <> ''"),
        ),
    )

    id: int = Field(default=None, primary_key=True)
    task: str
    payload: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    key: str = ""
    state: str = "queued"
    tries: int = 0
    max_tries: int = 3
    run_after: datetime = Field(sa_type=Utc)
    worker: str = ""
    lease: datetime | None = Field(default=None, sa_type=Utc)
    done: int = 0
    total: int = 0
    message: str = ""
    error: str = ""
    result: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    programme_id: int | None = Field(default=None, foreign_key="programme.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    created: datetime = Field(sa_type=Utc)
    started: datetime | None = Field(default=None, sa_type=Utc)
    finished: datetime | None = Field(default=None, sa_type=Utc)


class JobLog(Table, table=True):
    """A line of a job's log. ``level``: info, warning, error."""

    id: int = Field(default=None, primary_key=True)
    job_id: int = Field(foreign_key="job.id", index=True)
    level: str = "info"
    message: str
    created: datetime = Field(sa_type=Utc)
