"""kill -9 at every step of a sync that commits: git is whole, nobody's staged work is lost, the next run goes on."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from service.store import Database
from service.sync.lease import LENGTH
from tests.support.repositories import GIT, Repository, repository

ROOT = Path(__file__).parents[2]
PO = "locales/es/LC_MESSAGES/page/faq.po"
BEFORE = ("decided", "prepared", "replaced", "remembered", "objects", "locked index", "locked master")
"""Steps after which the branch has not moved."""
AFTER = ("unlocked master", "branch", "index", "settled")


def killed(repo: Repository, step: str) -> None:
    """Run a sync in a process of its own that dies after this step."""
    url = repo.folder.database.engine.url.render_as_string(hide_password=False)
    here = Path(__file__).parent
    git = repo.top.parent / "bin/git"
    git.parent.mkdir(exist_ok=True)
    words = [sys.executable, str(here / "dying_git.py"), str(GIT), step]
    git.write_text(f'#!/bin/sh\nexec {shlex.join(words)} "$@"\n')
    git.chmod(0o755)
    given = {"PYTHONPATH": str(ROOT), "PATH": f"{git.parent}:{os.environ['PATH']}"}
    command = [sys.executable, str(here / "committer.py"), url, str(repo.folder.root), step]
    run = subprocess.run(command, env={**os.environ, **given}, capture_output=True, text=True)
    assert run.returncode == -signal.SIGKILL, (step, run.stdout, run.stderr)


def later(database: Database) -> None:
    """Go on when the dead process's lease has run out."""
    clock = database.clock
    database.clock = lambda: clock() + LENGTH + timedelta(seconds=1)


@pytest.mark.parametrize("step", [*BEFORE, *AFTER])
def test_killed_at_any_step_the_next_run_commits_the_rest(tmp_path: Path, sqlite: Database, step: str) -> None:
    repo = repository(tmp_path / "repo", sqlite)
    ana, bea = repo.person("Ana"), repo.person("Bea")
    (repo.top / "notes.txt").write_text("Mine.\n")
    repo.stage("notes.txt")
    repo.save(ana, "Is it free?", "¿Es gratis?")
    repo.save(bea, "Must I sign up?", "¿Hay que apuntarse?")
    killed(repo, step)
    repo.git("fsck", "--strict", "--no-dangling")
    assert len(repo.new()) == (2 if step in AFTER else 0)
    later(sqlite)
    repo.sync()
    assert [commit.author.partition(" ")[0] for commit in repo.new()] == ["Ana", "Bea"]
    assert repo.status() == ({"add": ["notes.txt"]}, [])
    assert repo.files(repo.log()[0])[PO] == (repo.top / PO).read_bytes()
    assert "notes.txt" not in repo.files(repo.log()[0])
    repo.save(ana, "Licence", "Licencia", slug="licence")
    repo.sync()
    assert repo.subjects()[2:] == ["Spanish: 1 text translated in Licence"]
    assert list((repo.top / ".git").glob("polything-*")) == []
    repo.sound()


@pytest.mark.parametrize("step", ["locked index", "locked master", "branch"])
def test_whoever_removed_the_lock_by_hand_loses_nothing(tmp_path: Path, sqlite: Database, step: str) -> None:
    """git tells people to delete index.lock; they do, and go on."""
    repo = repository(tmp_path / "repo", sqlite)
    repo.save(repo.person("Ana"), "Is it free?", "¿Es gratis?")
    killed(repo, step)
    for name in ("index.lock", "refs/heads/master.lock"):
        (repo.top / ".git" / name).unlink(missing_ok=True)
    (repo.top / "notes.txt").write_text("Mine.\n")
    repo.stage("notes.txt")
    later(sqlite)
    repo.sync()
    assert len(repo.new()) == 1
    assert repo.status()[0].get("add") == ["notes.txt"]
    repo.sound()
