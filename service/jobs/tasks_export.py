"""The task that makes artifacts for the downloads page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from service.interface import N_
from service.jobs.registry import Work, task
from service.publishing.release import Request, make

EXPORT = "export"


@task(EXPORT, N_("Make files"))
def export_task(work: Work) -> Mapping[str, Any]:
    """Make what somebody asked for. The payload is a `service.publishing.release.Request` as plain data."""
    payload = work.payload
    request = Request(
        programme_id=int(payload["programme_id"]),
        formats=tuple(payload["formats"]),
        languages=tuple(payload["languages"]),
        documents=tuple(payload.get("documents") or ()),
        values=dict(payload.get("values") or {}),
    )
    release = make(work.database, work.settings.programme, work.settings.artifacts_dir, request, work.progress)
    for problem in release.problems:
        where = ", ".join(part for part in (problem.language, problem.document, problem.artifact) if part)
        work.log(f"{where}: {problem.message}", "error" if problem.fatal else "warning")
    return {"paths": list(release.paths)}
