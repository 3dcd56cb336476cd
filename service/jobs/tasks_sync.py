"""The tasks that keep the programme's folder and the database the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from service.jobs.registry import Work, task
from service.sync.lease import Busy
from service.sync.write_back import SYNC, request_write_back, write_back
from service.translation.steps import WRITE_BACK


def _run(work: Work) -> Mapping[str, Any]:
    try:
        report = write_back(work.database, work.settings.programme, work.progress)
    except Busy:
        # The other sync may have passed a file already that has changed since: one more has to follow.
        with work.database.unit_of_work() as uow:
            request_write_back(uow, int(work.payload["programme_id"]))
        return {"busy": True}
    for notice in report.notices:
        work.log(f"{notice.path}: {notice.message} ({notice.count})", "warning" if notice in report.refused else "info")
    return report.as_json()


@task(WRITE_BACK)
def write_back_task(work: Work) -> Mapping[str, Any]:
    """Write what was saved to the folder; asked for by every save, done once for many."""
    return _run(work)


@task(SYNC)
def sync_task(work: Work) -> Mapping[str, Any]:
    """Bring folder and database together, as somebody asked."""
    return _run(work)
