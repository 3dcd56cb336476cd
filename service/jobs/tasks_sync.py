"""The tasks that keep the programme's folder and the database the same, and their schedule."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from service.commits.run import git_options, sync_and_commit
from service.documents.programme import load_programme, read_config
from service.errors import ContentError
from service.interface import N_
from service.jobs.registry import Work, task
from service.settings import Settings
from service.store import Database, UnitOfWork
from service.sync.lease import Busy
from service.sync.write_back import SYNC, request_write_back
from service.translation.steps import WRITE_BACK

EVERY = timedelta(minutes=10)
"""How long an edit in the folder may wait until the server looks; a save in the browser is written in seconds."""


def schedule(database: Database, settings: Settings) -> None:
    """Ask for a sync now and then, for as long as the server runs. Asking twice is asking once."""
    try:
        config = read_config(settings.programme / "programme.toml")
    except ContentError:
        return  # whoever starts the server is told elsewhere
    with database.unit_of_work() as uow:
        programme = uow.programmes.by_key(config.id)
        if programme is not None:
            _again(uow, programme.id)


def _again(uow: UnitOfWork, programme_id: int) -> None:
    uow.jobs.enqueue(
        SYNC,
        {"programme_id": programme_id, "again": True},
        key=f"{SYNC}:schedule:{programme_id}",
        delay=EVERY,
        programme_id=programme_id,
    )


def _run(work: Work) -> Mapping[str, Any]:
    programme_id = int(work.payload["programme_id"])
    try:
        programme = load_programme(work.settings.programme)
        report = sync_and_commit(work.database, programme, git_options(work.settings), work.progress)
    except Busy:
        # The other sync may have passed a file already that has changed since: one more has to follow.
        with work.database.unit_of_work() as uow:
            request_write_back(uow, programme_id)
        return {"busy": True}
    for notice in report.notices:
        work.log(f"{notice.path}: {notice.message} ({notice.count})", "warning" if notice in report.refused else "info")
    for commit in report.committed:
        work.log(f"committed {commit}")
    for remark in report.uncommitted:
        work.log(remark, "warning")
    return report.as_json()


@task(WRITE_BACK, N_("Write translations to the programme’s files"))
def write_back_task(work: Work) -> Mapping[str, Any]:
    """Write what was saved to the folder; asked for by every save, done once for many."""
    return _run(work)


@task(SYNC, N_("Bring files and database together"))
def sync_task(work: Work) -> Mapping[str, Any]:
    """Bring folder and database together, as somebody or the schedule asked."""
    if work.payload.get("again"):
        with work.database.unit_of_work() as uow:  # first, so that a failure does not end the schedule
            _again(uow, int(work.payload["programme_id"]))
    return _run(work)
