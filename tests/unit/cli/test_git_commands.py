"""Commits as whoever runs a server meets them: in `sync`, in `doctor`, in the log of a job."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from service.commits.run import EXPOSED, GitOptions, standing
from service.jobs import tasks_sync
from service.jobs.registry import REGISTRY, Work
from service.settings import Settings
from service.store import Database
from service.translation.steps import WRITE_BACK
from tests.support import commands
from tests.support.repositories import HOST, Repository, repository

ROOT = Path(__file__).parents[3]
FREE = "Is it free?"


@pytest.fixture
def repo(tmp_path: Path, sqlite: Database) -> Repository:
    return repository(tmp_path / "repo", sqlite)


def polything(repo: Repository, *arguments: str, git: str = "1") -> subprocess.CompletedProcess[str]:
    url = repo.folder.database.engine.url.render_as_string(hide_password=False)
    given = {
        "POLYTHING_DATABASE_URL": url,
        "POLYTHING_VAR": str(repo.top.parent / "var"),
        "POLYTHING_BASE_URL": f"https://{HOST}/",
        "POLYTHING_GIT_COMMIT": git,
    }
    return commands.polything(repo.folder.root, *arguments, environment=given)


def test_sync_says_what_it_committed(repo: Repository) -> None:
    ana = repo.person("Ana")
    repo.save(ana, FREE, "¿Es gratis?")
    run = polything(repo, "sync")
    assert run.returncode == 0, run.stderr
    (commit,) = repo.new()
    assert f"committed {commit.id[:10]} Spanish: 1 text translated in Questions\n" in run.stdout
    assert commit.author == f"Ana <{ana.person_id}@users.noreply.{HOST}>"


def test_doctor_says_whether_it_is_on_and_works(repo: Repository) -> None:
    assert "Git: off" in polything(repo, "doctor", git="0").stdout
    good = polything(repo, "doctor")
    assert "Git: on; commits go to the branch master." in good.stdout
    assert good.returncode == 0
    repo.folder.translate("Must I sign up?", "¿Hay que apuntarse?")
    repo.save(repo.person("Ana"), FREE, "¿Es gratis?")
    repo.sync()
    waits = polything(repo, "doctor")
    assert (
        "Git: locales/es/LC_MESSAGES/page/faq.po: not committed: somebody changed it in the folder too" in waits.stdout
    )
    (repo.top / ".git").rename(repo.top.parent / "elsewhere")
    none = polything(repo, "doctor")
    assert "Git: Not committed: no git repository" in none.stdout
    assert none.returncode == 1


@pytest.mark.parametrize("line", ["/var/", "var", "*.sqlite3"])
def test_a_database_that_could_be_committed_is_told(repo: Repository, line: str) -> None:
    (repo.top / "var").mkdir()
    (repo.top / "var/polything.sqlite3").write_bytes(b"")
    options = GitOptions(HOST, repo.top / "var")
    folder = repo.folder

    def remarks() -> list[str]:
        return standing(folder.database, folder.programme, folder.programme_id, options).remarks

    assert remarks() == [EXPOSED]
    (repo.top / ".gitignore").write_text(f"{line}\n")
    assert remarks() == []


def test_the_servers_own_write_back_commits_and_says_so_in_its_log(repo: Repository) -> None:
    repo.save(repo.person("Ana"), FREE, "¿Es gratis?")
    database = repo.folder.database
    with database.unit_of_work() as uow:
        number = uow.jobs.enqueue(WRITE_BACK, {"programme_id": repo.folder.programme_id}, key="mine")
    with database.unit_of_work() as uow:
        while (job := uow.jobs.take("w", tasks_sync.EVERY)) is not None and job.id != number:
            uow.jobs.finish(job.id, "w", {})
        assert job is not None
    settings = Settings(programme=repo.folder.root, base_url=f"https://{HOST}", git_commit=True)
    result = REGISTRY.get(WRITE_BACK)(Work(database, settings, number, "w", job.payload))
    assert result is not None
    (line,) = result["committed"]
    with database.reading() as uow:
        assert f"committed {line}" in [entry.message for entry in uow.jobs.lines(number)]
    assert repo.subjects() == ["Spanish: 1 text translated in Questions"]
