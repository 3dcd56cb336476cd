"""The job that writes translations and sources to the programme's folder a few seconds after somebody saved.

It is the sync itself: a catalogue that somebody is editing meanwhile is not overwritten, it is merged.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from service.documents.programme import load_programme
from service.store import Database, UnitOfWork
from service.sync.git.commit import GitOptions
from service.sync.report import SyncReport
from service.sync.run import synchronise
from service.translation.steps import WRITE_BACK, WRITE_BACK_DELAY

SYNC = "sync"
"""The job behind `polything sync`, the coordinators' button and the schedule; does the same, at once."""


def request_write_back(uow: UnitOfWork, programme_id: int) -> int:
    """Ask for a write-back soon, as after a source was changed in the browser; returns the job's number.

    Many requests within the delay become one job. Saves of translations ask by themselves.
    """
    return uow.jobs.enqueue(
        WRITE_BACK,
        {"programme_id": programme_id},
        key=f"{WRITE_BACK}:{programme_id}",
        delay=WRITE_BACK_DELAY,
        programme_id=programme_id,
    )


def write_back(
    database: Database,
    root: Path,
    progress: Callable[[int, int, str], None] | None = None,
    git: GitOptions | None = None,
) -> SyncReport:
    """Bring folder and database together now, and commit what was written if ``git`` says so.

    Raises:
        ContentError: if programme.toml cannot be read.
        JobError: if another sync is running; the job is then tried again.
    """
    programme = load_programme(root)
    if progress is None:
        return synchronise(database, programme, git=git)
    return synchronise(database, programme, progress=progress, git=git)
