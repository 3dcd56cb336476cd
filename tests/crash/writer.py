"""A process that is going to be killed: saves texts and says so after each commit, or works on jobs.

Usage: writer.py save|work URL PROGRAMME PERSON DOCUMENT
"""

from __future__ import annotations

import sys
import time

from service.jobs.registry import Registry, Work
from service.jobs.worker import Worker
from service.settings import Settings
from service.store import Database, make_engine
from service.translation import workflow
from service.translation.results import Saved
from service.translation.submission import Submission


def say(*words: object) -> None:
    print(*words, flush=True)


def save(database: Database, programme_id: int, person_id: int, document_id: int) -> None:
    """Save a new text over and over; "saved UNIT REVISION TEXT" goes out only after the commit."""
    bases: dict[int, int | None] = {}
    with database.reading() as uow:
        units = [unit.id for unit in uow.units.of_document(document_id)]
    for number in range(1_000_000):
        unit = units[number % len(units)]
        with database.unit_of_work() as uow:
            actor = uow.people.actor(uow.people.get(person_id), programme_id)
            result = workflow.save(uow, actor, unit, "es", Submission(f"Texto {number}", bases.get(unit)))
            assert isinstance(result, Saved)
            bases[unit] = result.revision_id
        say("saved", unit, result.revision_id, f"Texto {number}")


def work(database: Database) -> None:
    """Take a job that never ends."""

    def endless(work: Work) -> None:
        work.progress(1, 10, "begun")
        say("begun", work.job_id)
        while True:
            time.sleep(60)

    Worker(database, Settings(), Registry({"endless": endless})).run_pending()


if __name__ == "__main__":
    opened = Database(make_engine(sys.argv[2]))
    if sys.argv[1] == "save":
        save(opened, *(int(word) for word in sys.argv[3:6]))
    else:
        work(opened)
