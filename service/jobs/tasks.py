"""Tasks of accounts and of the memory, and the daily sweep. Importing this module registers them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from service.accounts import magic, mail
from service.interface import N_
from service.jobs.registry import Work, task
from service.translation import memory, reindexing

KEEP_JOBS = timedelta(days=30)


@task(magic.SEND_LINK, N_("Send a link for signing in"))
def send_link(work: Work) -> Mapping[str, Any]:
    """Make a link for a person and send it; each try makes a new one, since no table holds a token."""
    with work.database.unit_of_work() as uow:
        person = uow.people.get(int(work.payload["person_id"]))
        if person.disabled or not person.email:
            return {"sent": False}
        token = magic.make(uow, person, str(work.payload.get("following", "/")))
        letter = mail.link_letter(work.settings, person, token)
    return {"sent": mail.send(work.settings, letter)}


@task(memory.REINDEX, N_("Tidy the memory"))
def memory_reindex(work: Work) -> Mapping[str, Any]:
    """Build the memory's index of a language pair anew."""
    source_tag, target_tag = str(work.payload["source_tag"]), str(work.payload["target_tag"])
    return {"sources": reindexing.reindex(work.database, source_tag, target_tag)}


@task("sweep", N_("Remove what has run out"))
def sweep(work: Work) -> Mapping[str, Any]:
    """Delete sessions and links that have run out and jobs that ended long ago; then ask for tomorrow's sweep."""
    with work.database.unit_of_work() as uow:
        accounts, jobs = uow.people.sweep(), uow.jobs.sweep(KEEP_JOBS)
        uow.jobs.enqueue("sweep", key="sweep", delay=timedelta(days=1))
    return {"accounts": accounts, "jobs": jobs}
