"""The sync as background work."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.jobs import tasks_sync
from service.jobs.registry import REGISTRY, Work
from service.settings import Settings
from service.store import Database
from service.sync.lease import lease
from service.sync.write_back import SYNC
from service.translation.steps import WRITE_BACK
from tests.support.folders import Folder, small_programme

FREE = "Is it free?"


@pytest.fixture
def folder(tmp_path: Path, sqlite: Database) -> Folder:
    folder = small_programme(tmp_path, sqlite)
    folder.start()
    return folder


def work(folder: Folder, name: str, **more: object) -> Work:
    """A job of this name, taken by a worker."""
    with folder.database.unit_of_work() as uow:
        number = uow.jobs.enqueue(name, {"programme_id": folder.programme_id, **more})
        uow.session.flush()
    with folder.database.unit_of_work() as uow:
        while (job := uow.jobs.take("w", tasks_sync.EVERY)) is not None and job.id != number:
            uow.jobs.finish(job.id, "w", {})
        assert job is not None
        return Work(folder.database, Settings(programme=folder.root), number, "w", job.payload)


def queued(folder: Folder) -> list[str]:
    with folder.database.reading() as uow:
        return [job.key for job in uow.jobs.recent() if job.state == "queued"]


def test_a_save_asks_for_a_write_back_that_writes_it(folder: Folder) -> None:
    folder.save(FREE, "¿Es gratis?")
    assert queued(folder) == [f"{WRITE_BACK}:{folder.programme_id}"]
    result = REGISTRY.get(WRITE_BACK)(work(folder, WRITE_BACK))
    assert result is not None
    assert folder.entry(FREE).text == "¿Es gratis?"
    assert "locales/es/LC_MESSAGES/page/faq.po" in result["written"]


def test_while_another_sync_runs_one_more_is_asked_for(folder: Folder) -> None:
    job = work(folder, WRITE_BACK)
    with lease(folder.database, folder.programme_id):
        assert REGISTRY.get(WRITE_BACK)(job) == {"busy": True}
    assert queued(folder) == [f"{WRITE_BACK}:{folder.programme_id}"]


def test_the_schedule_goes_on_by_itself_even_after_a_failure(folder: Folder) -> None:
    tasks_sync.schedule(folder.database, Settings(programme=folder.root))
    tasks_sync.schedule(folder.database, Settings(programme=folder.root))
    key = f"{SYNC}:schedule:{folder.programme_id}"
    assert queued(folder) == [key]
    with folder.database.unit_of_work() as uow:
        uow.session.delete(uow.jobs.recent()[0])
    job = work(folder, SYNC, again=True)
    folder.write("programme.toml", "not toml")
    with pytest.raises(Exception, match="TOML"):
        REGISTRY.get(SYNC)(job)
    assert queued(folder) == [key]


def test_what_a_file_did_is_in_the_jobs_log(folder: Folder) -> None:
    folder.translate(FREE, "¿Es gratis?")
    job = work(folder, SYNC)
    REGISTRY.get(SYNC)(job)
    with folder.database.reading() as uow:
        lines = [line.message for line in uow.jobs.lines(job.job_id)]
    assert lines == ["locales/es/LC_MESSAGES/page/faq.po: taken over from the file (1)"]
    assert queued(folder) == [f"{WRITE_BACK}:{folder.programme_id}"]
