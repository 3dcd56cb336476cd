"""The embedded worker: takes jobs from the table, one at a time, keeps their leases, writes down what became of them.

Any number of workers, in any number of processes, may work on one database. A job whose worker died is taken up again
when its lease has run out, and at once where the dead process ran on this very machine.
"""

from __future__ import annotations

import os
import socket
import threading
import uuid
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import structlog

from service.errors import JobError, PolythingError
from service.jobs import tasks_sync
from service.jobs.registry import REGISTRY, Registry, Stopped, Work, load, retry_delay
from service.model import Job
from service.settings import Settings
from service.store import Database

_log = structlog.get_logger(__name__)

LEASE = timedelta(seconds=60)
POLL = 1.0
"""Seconds between looks at the table while there is nothing to do."""


def start(database: Database, settings: Settings) -> Callable[[], None]:
    """Start a worker thread with the service's tasks; returns what stops it."""
    tasks_sync.schedule(database, settings)
    worker = Worker(database, settings, load())
    worker.start()
    return worker.stop


class Worker:
    """One worker. `start` and `stop` run it in a thread; `run_pending` works in the calling one."""

    def __init__(
        self, database: Database, settings: Settings, registry: Registry = REGISTRY, *, lease: timedelta = LEASE
    ) -> None:
        self.database = database
        self.settings = settings
        self.registry = registry
        self.lease = lease
        self.name = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Take up what dead workers of this machine left, then work until stopped."""
        self.take_up()
        self._thread = threading.Thread(target=self._loop, name="polything-worker", daemon=True)
        self._thread.start()

    def stop(self, timeout: float = 10) -> None:
        """Stop; a job that is running gets ``timeout`` seconds, then its lease is given back for the next worker."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(timeout)
        with suppress(Exception), self.database.unit_of_work() as uow:
            uow.jobs.release(self.name)

    def take_up(self) -> int:
        """Let go of jobs whose worker was a process of this machine that is no more; returns how many."""
        host, pid, _ = self.name.rsplit(":", 2)
        with self.database.unit_of_work() as uow:
            dead = [
                name
                for name in uow.jobs.workers()
                if name != self.name and name.rsplit(":", 2)[0] == host and _dead(name.rsplit(":", 2)[1], int(pid))
            ]
            return sum(uow.jobs.release(name) for name in dead)

    def run_pending(self) -> int:
        """Do everything that is due now; returns how many runs that were."""
        runs = 0
        while not self._stopping.is_set() and self.run_one():
            runs += 1
        return runs

    def run_one(self) -> bool:
        """Take one job and run it; False if nothing is due."""
        with self.database.unit_of_work() as uow:
            job = uow.jobs.take(self.name, self.lease)
        if job is None:
            return False
        with structlog.contextvars.bound_contextvars(job=job.id, task=job.task, tries=job.tries):
            self._run(job)
        return True

    def _loop(self) -> None:
        while not self._stopping.is_set():
            try:
                busy = self.run_one()
            except Exception:
                _log.exception("the worker stumbled")
                busy = False
            if not busy:
                self._stopping.wait(POLL)

    def _run(self, job: Job) -> None:
        lost = threading.Event()
        done = threading.Event()
        heart = threading.Thread(target=self._beat, args=(job.id, done, lost), daemon=True)
        heart.start()
        work = Work(self.database, self.settings, job.id, self.name, job.payload, lost.is_set)
        try:
            result = self.registry.get(job.task)(work)
        except Stopped:
            _log.info("job stopped")
            return
        except JobError as error:
            self._failed(job, error, again=False)
        except Exception as error:
            self._failed(job, error, again=True)
        else:
            with self.database.unit_of_work() as uow:
                uow.jobs.finish(job.id, self.name, result or {})
            _log.info("job done")
        finally:
            done.set()
            heart.join()

    def _beat(self, job_id: int, done: threading.Event, lost: threading.Event) -> None:
        """Prolong the lease while the job runs."""
        while not done.wait(self.lease.total_seconds() / 3):
            try:
                with self.database.unit_of_work() as uow:
                    kept = uow.jobs.renew(job_id, self.name, self.lease)
            except Exception:
                _log.exception("the lease could not be prolonged")
                continue
            if not kept:
                lost.set()
                return

    def _failed(self, job: Job, error: Exception, *, again: bool) -> None:
        """Write a failure down: what a person can act on, and the rest in the server's log."""
        said = str(error) if isinstance(error, PolythingError) else f"{type(error).__name__}: {error}"
        hint = getattr(error, "hint", "")
        delay = retry_delay(job.tries) if again else None
        with self.database.unit_of_work() as uow:
            uow.jobs.log(job.id, f"{said} {hint}".strip()[:2000], "error")
            uow.jobs.fail(job.id, self.name, said[:2000], retry_after=delay)
        _log.error("job failed", again=again and job.tries < job.max_tries, exc_info=error)


def _dead(pid: str, own: int) -> bool:
    """True if no process has this id; one that has our own id came before us, as after a container's restart."""
    if not pid.isdigit():
        return False
    if int(pid) == own:
        return True
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
