"""kill -9 in the middle of work, on the real settings: what was acknowledged is there, and jobs are taken up again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from service.jobs.registry import Registry, Work
from service.jobs.worker import Worker
from service.settings import Settings
from service.store import Database
from tests.support.databases import ENGINES
from tests.support.workshop import Workshop, build

ROOT = Path(__file__).parents[2]
SAVES = 40


@contextmanager
def process(*arguments: object) -> Iterator[subprocess.Popen[str]]:
    """Run writer.py; whatever happens, it is killed in the end."""
    started = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("writer.py")), *(str(a) for a in arguments)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    try:
        yield started
    finally:
        started.kill()
        started.wait()
        assert started.stdout is not None
        started.stdout.close()


def url(database: Database) -> str:
    return database.engine.url.render_as_string(hide_password=False)


def setting(database: Database) -> tuple[Workshop, int]:
    shop = build(database)
    with database.unit_of_work() as uow:
        return shop, shop.person(uow, "Tomas", "translator").person_id


@pytest.mark.parametrize("engine", ENGINES)
def test_every_save_that_was_acknowledged_is_there(engine: str, make_database: Callable[[str], Database]) -> None:
    database = make_database(engine)
    shop, person = setting(database)
    acknowledged: list[tuple[int, int, str]] = []
    with process("save", url(database), shop.programme_id, person, shop.document_id) as writer:
        assert writer.stdout is not None
        for line in writer.stdout:
            _, unit, revision, text = line.rstrip("\n").split(" ", 3)
            acknowledged.append((int(unit), int(revision), text))
            if len(acknowledged) == SAVES:
                os.kill(writer.pid, signal.SIGKILL)
    assert len(acknowledged) >= SAVES
    with database.unit_of_work() as uow:
        for unit, revision, text in acknowledged:
            kept = uow.translations.revision(revision)
            assert (kept.unit_id, kept.text, kept.state) == (unit, text, "translated")
        for unit in shop.units:
            head = uow.translations.head(unit, "es")
            last = [item for item in acknowledged if item[0] == unit][-1]
            assert head is not None
            assert head.revision_id >= last[1]
            assert head.text == uow.translations.revision(head.revision_id).text
        row = uow.pages.language_documents(shop.programme_id, "es")[0]
        counted = uow.counters.counted([shop.document_id])[shop.document_id, "es"]
        assert (row.translated, row.missing) == (counted.translated, counted.missing) == (3, 0)
        if engine == "sqlite":
            assert uow.session.connection().exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"


@pytest.mark.parametrize("engine", ENGINES)
def test_a_job_whose_worker_was_killed_is_taken_up_again(engine: str, make_database: Callable[[str], Database]) -> None:
    database = make_database(engine)
    with database.unit_of_work() as uow:
        number = uow.jobs.enqueue("endless")
    with process("work", url(database)) as worker:
        assert worker.stdout is not None
        assert worker.stdout.readline().split() == ["begun", str(number)]
    with database.reading() as uow:
        assert (uow.jobs.get(number).state, uow.jobs.get(number).message) == ("running", "begun")

    def finish(work: Work) -> dict[str, int]:
        return {"run": 2}

    next_one = Worker(database, Settings(), Registry({"endless": finish}))
    assert next_one.run_pending() == 0
    assert next_one.take_up() == 1
    assert next_one.run_pending() == 1
    with database.reading() as uow:
        job = uow.jobs.get(number)
        assert (job.state, job.tries, job.result) == ("done", 2, {"run": 2})


def test_a_worker_on_another_machine_takes_over_when_the_lease_has_run_out(sqlite: Database) -> None:
    with sqlite.unit_of_work() as uow:
        number = uow.jobs.enqueue("endless")
    with process("work", url(sqlite)) as worker:
        assert worker.stdout is not None
        worker.stdout.readline()
    clock = sqlite.clock
    sqlite.clock = lambda: clock() + timedelta(minutes=2)
    elsewhere = Worker(sqlite, Settings(), Registry({"endless": lambda work: {"run": 2}}))
    elsewhere.name = "elsewhere:1:x"
    assert elsewhere.run_pending() == 1
    with sqlite.reading() as uow:
        assert uow.jobs.get(number).state == "done"
