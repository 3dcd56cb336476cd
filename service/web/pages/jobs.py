"""What is being made in the background, for the people who asked for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter
from starlette.responses import HTMLResponse, Response

from exporters.registry import offered
from service.jobs.registry import load
from service.jobs.tasks_export import EXPORT
from service.model import Job
from service.web.addresses import AtProgramme
from service.web.visit import Visit

router = APIRouter(prefix="/p/{programme}")


@dataclass(frozen=True)
class Work:
    """A job in words."""

    title: str
    said: str
    busy: bool
    done: int
    total: int
    error: str
    address: str


def formats(visit: Visit) -> list[tuple[str, str]]:
    """The formats that files are made in here, with their names."""
    return [(one.name, visit.words(one.label)) for one in offered("downloads")]


def work_of(visit: Visit, job: Job) -> Work:
    """Say what a job does and how far it is."""
    _ = visit.words
    states = {
        "queued": _("waits for its turn"),
        "running": _("being made"),
        "done": _("ready"),
        "failed": _("did not work"),
    }
    said = states.get(job.state, job.state)
    if job.state == "running" and job.total:
        said = _("%(done)s of %(total)s", done=_.number(job.done), total=_.number(job.total))
    address = ""
    paths = job.result.get("paths") if job.state == "done" else None
    if job.task == EXPORT and isinstance(paths, list) and len(paths) == 1:
        address = f"{visit.base}/downloads/file/{paths[0]}"
    elif job.task == EXPORT and paths:
        address = f"{visit.base}/downloads"
    return Work(
        title=_title(visit, job),
        said=said,
        busy=job.state in ("queued", "running"),
        done=job.done,
        total=job.total,
        error=job.error if job.state == "failed" else "",
        address=address,
    )


def _title(visit: Visit, job: Job) -> str:
    _ = visit.words
    if job.task == EXPORT:
        payload: dict[str, Any] = job.payload
        named = dict(formats(visit))
        kinds = ", ".join(named.get(name, name) for name in payload.get("formats", []))
        languages = ", ".join(_.name_of(tag) for tag in payload.get("languages", []))
        return _("%(what)s, %(languages)s", what=kinds, languages=languages)
    title = load().titles.get(job.task)
    return _(title) if title else job.task.replace("_", " ")


def working(visit: Visit, *, everything: bool = False) -> list[Work]:
    """Return the newest jobs: one's own exports, or all of the programme's."""
    jobs = visit.uow.jobs.recent(programme_id=visit.the_programme.id, limit=40)
    me = visit.person.id if visit.person else None
    if not everything:
        jobs = [job for job in jobs if job.task == EXPORT and job.person_id == me][:3]
    return [work_of(visit, job) for job in jobs]


@router.get("/jobs")
def jobs(at: AtProgramme) -> Response:
    with at.visit() as visit:
        visit.who()
        return visit.page("jobs.html", working=working(visit, everything=visit.coordinates), current="jobs")


@router.get("/jobs/mine")
def part(at: AtProgramme) -> Response:
    """The list as a piece of a page, fetched while something is unfinished."""
    with at.visit() as visit:
        everything = at.request.query_params.get("all") == "1" and visit.coordinates
        return HTMLResponse(visit.fragment("parts/working_page.html", working=working(visit, everything=everything)))
