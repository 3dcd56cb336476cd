"""Jobs: asked for once, done once, tried again, taken over, never run twice at a time."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from service.errors import JobError
from service.jobs.registry import Registry, Stopped, Work
from service.jobs.worker import Worker
from service.settings import Settings
from service.store import Database


class Clock:
    """A clock that moves when told to."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock(database: Database) -> Clock:
    clock = Clock()
    database.clock = clock
    return clock


def worker(database: Database, registry: Registry) -> Worker:
    return Worker(database, Settings(), registry)


def enqueue(database: Database, task: str, **more: Any) -> int:
    with database.unit_of_work() as uow:
        return uow.jobs.enqueue(task, {"n": 1}, **more)


def test_a_job_runs_with_its_payload_and_keeps_result_progress_and_log(database: Database, clock: Clock) -> None:
    registry = Registry({})

    @registry.task("double", "Double")
    def double(work: Work) -> Mapping[str, Any]:
        work.progress(1, 2, "half")
        work.log("doubling")
        return {"twice": work.payload["n"] * 2}

    number = enqueue(database, "double")
    assert worker(database, registry).run_pending() == 1
    with database.reading() as uow:
        job = uow.jobs.get(number)
        assert (job.state, job.result, job.done, job.total, job.message) == ("done", {"twice": 2}, 1, 2, "half")
        assert [line.message for line in uow.jobs.lines(number)] == ["doubling"]


def test_the_same_key_is_queued_once_but_may_follow_a_running_job(database: Database, clock: Clock) -> None:
    first = enqueue(database, "a", key="k")
    assert enqueue(database, "a", key="k") == first
    assert enqueue(database, "a", key="other") != first
    with database.unit_of_work() as uow:
        taken = uow.jobs.take("w", timedelta(seconds=60))
        assert taken is not None
        assert taken.id == first
    assert enqueue(database, "a", key="k") != first


def test_a_delayed_job_waits_for_its_time(database: Database, clock: Clock) -> None:
    enqueue(database, "a", delay=timedelta(minutes=5))
    registry = Registry({"a": lambda work: None})
    assert worker(database, registry).run_pending() == 0
    clock.now += timedelta(minutes=6)
    assert worker(database, registry).run_pending() == 1


def test_failures_are_tried_again_later_and_then_given_up(database: Database, clock: Clock) -> None:
    tries: list[datetime] = []

    def fail(work: Work) -> None:
        tries.append(clock.now)
        raise OSError("no route to host")

    number = enqueue(database, "fail")
    runner = worker(database, Registry({"fail": fail}))
    for _ in range(6):
        runner.run_pending()
        clock.now += timedelta(minutes=10)
    with database.reading() as uow:
        job = uow.jobs.get(number)
        assert (job.state, job.tries, job.error) == ("failed", 3, "OSError: no route to host")
        assert len(uow.jobs.lines(number)) == 3
    assert len(tries) == 3


def test_an_error_for_good_is_not_tried_again(database: Database, clock: Clock) -> None:
    def refuse(work: Work) -> None:
        raise JobError("there is no such format", hint="Use pdf.")

    number = enqueue(database, "refuse")
    unknown = enqueue(database, "nobody knows")
    worker(database, Registry({"refuse": refuse})).run_pending()
    with database.reading() as uow:
        assert (uow.jobs.get(number).state, uow.jobs.get(number).tries) == ("failed", 1)
        assert uow.jobs.lines(number)[0].message == "there is no such format Use pdf."
        assert uow.jobs.get(unknown).state == "failed"


def test_a_lease_that_ran_out_lets_another_worker_take_over_and_the_first_cannot_finish(
    database: Database, clock: Clock
) -> None:
    number = enqueue(database, "a")
    minute = timedelta(seconds=60)
    with database.unit_of_work() as uow:
        assert uow.jobs.take("first", minute) is not None
        assert uow.jobs.take("second", minute) is None
    clock.now += timedelta(seconds=30)
    with database.unit_of_work() as uow:
        assert uow.jobs.renew(number, "first", minute)
    clock.now += timedelta(seconds=59)
    with database.unit_of_work() as uow:
        assert uow.jobs.take("second", minute) is None
    clock.now += timedelta(seconds=2)
    with database.unit_of_work() as uow:
        taken = uow.jobs.take("second", minute)
        assert taken is not None
        assert (taken.id, taken.tries) == (number, 2)
        assert not uow.jobs.renew(number, "first", minute)
        assert not uow.jobs.finish(number, "first", {"wrong": True})
        assert uow.jobs.finish(number, "second", {})


def test_a_job_that_kills_its_worker_each_time_is_given_up(database: Database, clock: Clock) -> None:
    number = enqueue(database, "poison")
    for _ in range(3):
        with database.unit_of_work() as uow:
            assert uow.jobs.take("w", timedelta(seconds=60)) is not None
        clock.now += timedelta(seconds=61)
    with database.unit_of_work() as uow:
        assert uow.jobs.take("w", timedelta(seconds=60)) is None
        assert uow.jobs.get(number).state == "failed"


def test_jobs_of_dead_processes_of_this_machine_are_taken_up_at_once(database: Database, clock: Clock) -> None:
    runner = worker(database, Registry({"a": lambda work: None}))
    host = runner.name.rsplit(":", 2)[0]
    enqueue(database, "a")
    enqueue(database, "a")
    with database.unit_of_work() as uow:
        assert uow.jobs.take(f"{host}:4194999:dead", timedelta(hours=1)) is not None
        assert uow.jobs.take("elsewhere:1:alive", timedelta(hours=1)) is not None
    assert runner.run_pending() == 0
    assert runner.take_up() == 1
    assert runner.run_pending() == 1


def test_a_job_that_its_worker_has_lost_stops_at_its_next_report(database: Database, clock: Clock) -> None:
    reached: list[str] = []

    def long(work: Work) -> None:
        with work.database.unit_of_work() as uow:
            uow.jobs.release(work.worker)
        reached.append("before")
        work.progress(1, 2)
        reached.append("after")

    number = enqueue(database, "long")
    assert worker(database, Registry({"long": long})).run_one()
    assert reached == ["before"]
    with database.reading() as uow:
        assert (uow.jobs.get(number).state, uow.jobs.get(number).worker) == ("running", "")


def test_a_task_that_learns_its_lease_is_lost_stops(database: Database) -> None:
    work = Work(database, Settings(), 1, "w", {}, lost=lambda: True)
    with pytest.raises(Stopped):
        work.progress(1, 2)


def test_the_thread_takes_jobs_and_stops(database: Database) -> None:
    done = threading.Event()
    runner = worker(database, Registry({"a": lambda work: done.set()}))
    enqueue(database, "a")
    runner.start()
    try:
        assert done.wait(30)
    finally:
        runner.stop()
    assert runner._thread is not None
    assert not runner._thread.is_alive()


def test_two_workers_share_the_work_without_doing_any_twice(database: Database) -> None:
    seen: list[int] = []
    lock = threading.Lock()

    def note(work: Work) -> None:
        with lock:
            seen.append(work.job_id)

    numbers = [enqueue(database, "note") for _ in range(12)]
    runners = [worker(database, Registry({"note": note})) for _ in range(3)]
    threads = [threading.Thread(target=runner.run_pending) for runner in runners]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(seen) == numbers
