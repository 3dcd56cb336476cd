"""The job table: enqueue, take with a lease, report, finish."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import and_, or_, select, text, update

from service.errors import NotFound
from service.model import Job, JobLog
from service.store.base import Repository, columns

J = columns(Job)
G = columns(JobLog)


MAX_TRIES = 3
"""How often a job is begun before it counts as failed."""


class Jobs(Repository):
    """Background work. Anything that works with a store may enqueue; only workers take."""

    def enqueue(
        self,
        task: str,
        payload: Mapping[str, Any] | None = None,
        *,
        key: str = "",
        delay: timedelta = timedelta(0),
        programme_id: int | None = None,
        person_id: int | None = None,
    ) -> int:
        """Add a job in this transaction and return its id.

        While a job with the same ``key`` is queued its id is returned instead: that is what debounces write-backs,
        together with ``delay``. A *running* job with the key does not count, because data may have changed under it.
        """
        statement = self._insert(Job).values(
            task=task,
            payload=dict(payload or {}),
            key=key,
            state="queued",
            tries=0,
            max_tries=MAX_TRIES,
            run_after=self._now + delay,
            worker="",
            done=0,
            total=0,
            message="",
            error="",
            result={},
            programme_id=programme_id,
            person_id=person_id,
            created=self._now,
        )
        if key:
            statement = statement.on_conflict_do_nothing(
                index_elements=["key"], index_where=text("state = 'queued' AND key <> ''")
            )
        made = self._session.scalar(statement.returning(J.id))
        if made is None:
            made = self._session.scalar(select(J.id).where(J.key == key, J.state == "queued"))
        if made is None:  # taken by a worker between the two statements
            return self.enqueue(task, payload, key=key, delay=delay, programme_id=programme_id, person_id=person_id)
        return int(made)

    def take(self, worker: str, lease: timedelta) -> Job | None:
        """Take the next job that is due, or one whose worker has died; None if there is nothing to do.

        A job that was taken ``max_tries`` times and never finished fails here, so that one that kills its worker does
        not kill it for ever.
        """
        now = self._now
        due = or_(
            and_(J.state == "queued", J.run_after <= now),
            and_(J.state == "running", or_(J.lease.is_(None), J.lease < now)),
        )
        while True:
            query = select(Job).where(due).order_by(J.run_after, J.id).limit(1).with_for_update(skip_locked=True)
            job = self._session.scalar(query.execution_options(populate_existing=True))
            if job is None:
                return None
            if job.tries < job.max_tries:
                break
            job.state, job.finished, job.lease = "failed", now, None
            job.error = job.error or "The worker stopped each time this was tried."
            self._session.flush()
        job.state, job.worker, job.lease, job.tries = "running", worker, now + lease, job.tries + 1
        job.started, job.message, job.done, job.total = now, "", 0, 0
        self._session.flush()
        return job

    def renew(self, job_id: int, worker: str, lease: timedelta) -> bool:
        """Prolong a lease; False if the job was given to another worker."""
        statement = update(Job).where(J.id == job_id, J.worker == worker, J.state == "running")
        result = self._session.execute(statement.values(lease=self._now + lease))
        return bool(result.rowcount)  # type: ignore[attr-defined]

    def progress(self, job_id: int, worker: str, done: int, total: int, message: str) -> bool:
        """Tell how far a job is; False as for `renew`."""
        statement = update(Job).where(J.id == job_id, J.worker == worker, J.state == "running")
        result = self._session.execute(statement.values(done=done, total=total, message=message))
        return bool(result.rowcount)  # type: ignore[attr-defined]

    def finish(self, job_id: int, worker: str, result: Mapping[str, Any]) -> bool:
        """Mark a job as done; False if it is no longer this worker's."""
        statement = update(Job).where(J.id == job_id, J.worker == worker, J.state == "running")
        changed = self._session.execute(
            statement.values(state="done", finished=self._now, lease=None, error="", result=dict(result))
        )
        return bool(changed.rowcount)  # type: ignore[attr-defined]

    def fail(self, job_id: int, worker: str, error: str, *, retry_after: timedelta | None) -> bool:
        """Mark a try as failed: queued again after a while, or failed for good where ``retry_after`` is None."""
        job = self._session.get(Job, job_id, populate_existing=True, with_for_update=True)
        if job is None or job.worker != worker or job.state != "running":
            return False
        job.error, job.lease = error, None
        if retry_after is None or job.tries >= job.max_tries:
            job.state, job.finished = "failed", self._now
        elif job.key and self._session.scalar(select(J.id).where(J.key == job.key, J.state == "queued")):
            # The same work was asked for again meanwhile; that job carries on.
            job.state, job.finished = "failed", self._now
        else:
            job.state, job.run_after = "queued", self._now + retry_after
        self._session.flush()
        return True

    def workers(self) -> list[str]:
        """Return the names of workers that have running jobs."""
        query = select(J.worker).distinct().where(J.state == "running", J.worker != "")
        return list(self._session.scalars(query))

    def release(self, worker: str) -> int:
        """Let go of a worker's running jobs, so that the next worker takes them up at once; returns how many."""
        statement = update(Job).where(J.worker == worker, J.state == "running").values(lease=None, worker="")
        return int(self._session.execute(statement).rowcount)  # type: ignore[attr-defined]

    def log(self, job_id: int, message: str, level: str = "info") -> None:
        """Add a line to a job's log."""
        self._session.add(JobLog(job_id=job_id, level=level, message=message, created=self._now))
        self._session.flush()

    def get(self, job_id: int) -> Job:
        """Return a job. Raises NotFound."""
        job = self._session.get(Job, job_id, populate_existing=True)
        if job is None:
            raise NotFound(f"there is no job number {job_id}")
        return job

    def lines(self, job_id: int) -> list[JobLog]:
        """Return a job's log, oldest line first."""
        return list(self._session.scalars(select(JobLog).where(G.job_id == job_id).order_by(G.id)))

    def recent(self, *, programme_id: int | None = None, limit: int = 50) -> list[Job]:
        """Return the newest jobs first."""
        query = select(Job).order_by(J.id.desc()).limit(limit)
        return list(
            self._session.scalars(query if programme_id is None else query.where(J.programme_id == programme_id))
        )

    def sweep(self, older_than: timedelta) -> int:
        """Delete finished jobs older than this with their logs; returns how many."""
        limit = self._now - older_than
        old = list(self._session.scalars(select(J.id).where(J.finished.is_not(None), J.finished < limit).limit(500)))
        if old:
            self._session.execute(JobLog.__table__.delete().where(G.job_id.in_(old)))  # type: ignore[attr-defined]
            self._session.execute(Job.__table__.delete().where(J.id.in_(old)))  # type: ignore[attr-defined]
        return len(old)
