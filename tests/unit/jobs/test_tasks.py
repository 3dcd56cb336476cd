from __future__ import annotations

from datetime import timedelta

import pytest
import structlog

from service.accounts import joining, magic
from service.errors import JobError
from service.jobs.registry import Registry, load
from service.jobs.worker import Worker
from service.settings import Settings
from service.store import Database
from service.translation import memory, steps


def test_a_name_stands_for_one_task() -> None:
    registry = Registry({"a": lambda work: None})
    with pytest.raises(JobError):
        registry.task("a", "A")(lambda work: None)


def test_joining_sends_a_link_that_works(sqlite: Database) -> None:
    with sqlite.unit_of_work() as uow:
        newcomer = joining.Newcomer("Nia", "nia@example.org")
        joining.join(uow, newcomer, agreed=True, following="/p/demo/translate/es")
    with structlog.testing.capture_logs() as logs:
        assert Worker(sqlite, Settings(base_url="https://things.example"), load()).run_pending() == 1
    [letter] = [line for line in logs if line["event"].startswith("mail not sent")]
    assert letter["to"] == "nia@example.org"
    token = letter["body"].split("https://things.example/sign-in/link?token=")[1].split()[0]
    with sqlite.unit_of_work() as uow:
        arrival = magic.use(uow, token)
        assert arrival is not None
        assert (arrival.person.name, arrival.following, arrival.confirmed_now) == ("Nia", "/p/demo/translate/es", True)
        assert all(token not in str(job.values()) for job in uow.jobs.recent())


def test_a_sweep_removes_what_has_run_out_and_asks_for_the_next(sqlite: Database) -> None:
    with sqlite.unit_of_work() as uow:
        person = uow.people.add("Nia", "nia@example.org")
        uow.people.add_session("old", person.id, uow.clock() - timedelta(days=1), "")
        uow.people.add_session("new", person.id, uow.clock() + timedelta(days=1), "")
        number = uow.jobs.enqueue("sweep", key="sweep")
    assert Worker(sqlite, Settings(), load()).run_pending() == 1
    with sqlite.reading() as uow:
        assert uow.jobs.get(number).result == {"accounts": 1, "jobs": 0}
        assert [session.id_hash for session in uow.people.sessions(person.id)] == ["new"]
        assert [job.state for job in uow.jobs.recent()] == ["queued", "done"]


def test_every_task_that_lower_layers_ask_for_exists() -> None:
    assert {magic.SEND_LINK, memory.REINDEX, steps.WRITE_BACK, "sweep"} <= set(load().tasks)


def test_every_task_has_a_title() -> None:
    registry = load()
    assert set(registry.titles) == set(registry.tasks)
    assert all(registry.titles.values())
