"""Repositories as they are met in life: half-way through a merge, locked, below a folder, without a commit."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from service.commits.git import Waiting
from service.commits.lock import Bench, bench, left_behind
from service.commits.run import GitOptions, standing
from service.commits.survey import STAGED
from service.store import Database
from tests.support.repositories import HOST, Repository, repository

FREE = "Is it free?"
PO = "locales/es/LC_MESSAGES/page/faq.po"


@pytest.fixture
def repo(tmp_path: Path, sqlite: Database) -> Repository:
    found = repository(tmp_path / "repo", sqlite)
    found.save(found.person("Ana"), FREE, "¿Es gratis?")
    return found


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("MERGE_HEAD", "a merge"),
        ("CHERRY_PICK_HEAD", "a cherry-pick"),
        ("rebase-merge/done", "a rebase"),
        ("rebase-apply/patch", "a rebase"),
        ("BISECT_LOG", "a bisection"),
    ],
)
def test_while_something_is_under_way_it_waits_and_goes_on_later(repo: Repository, name: str, what: str) -> None:
    path = repo.top / ".git" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("")
    assert repo.sync().uncommitted == [f"Not committed: {what} is under way. Finish it; the next run commits."]
    assert repo.new() == []
    path.unlink()
    if path.parent.name != ".git":
        path.parent.rmdir()
    assert [line[11:] for line in repo.sync().committed] == ["Spanish: 1 text translated in Questions"]


def test_on_no_branch_it_waits(repo: Repository) -> None:
    head = repo.log()[0].id
    (repo.top / ".git/HEAD").write_text(f"{head}\n")
    assert "HEAD is detached" in repo.sync().uncommitted[0]
    (repo.top / ".git/HEAD").write_bytes(b"ref: refs/heads/master\n")
    assert len(repo.sync().committed) == 1


@pytest.mark.parametrize("name", ["index", "refs/heads/master"])
def test_somebody_elses_lock_is_respected_and_left(repo: Repository, name: str) -> None:
    theirs = repo.top / ".git" / f"{name}.lock"
    theirs.write_bytes(b"theirs")
    head = repo.log()[0].id
    (line,) = repo.sync().uncommitted
    assert f"{name}.lock is there" in line
    assert theirs.read_bytes() == b"theirs"
    assert repo.log()[0].id == head
    theirs.unlink()
    assert len(repo.sync().committed) == 1
    repo.sound()


def test_a_commit_at_the_same_moment_is_not_overwritten(repo: Repository) -> None:
    def meanwhile(step: str) -> None:
        if step == "objects" and not (repo.top / "notes.txt").exists():
            (repo.top / "notes.txt").write_text("Mine.\n")
            repo.stage("notes.txt")
            repo.git("commit", "--quiet", "-m", "Theirs")

    report = repo.sync(meanwhile)
    assert report.committed == []
    assert "at the same moment" in report.uncommitted[0]
    assert repo.log()[0].subject == "Theirs"
    repo.sync()
    assert [commit.subject.partition(":")[0] for commit in repo.log()[:2]] == ["Spanish", "Theirs"]
    assert "notes.txt" in repo.files(repo.log()[0])
    repo.sound()


def test_what_is_staged_at_the_same_moment_stays_staged(repo: Repository) -> None:
    def meanwhile(step: str) -> None:
        if step == "objects" and not (repo.top / "notes.txt").exists():
            (repo.top / "notes.txt").write_text("Mine.\n")
            repo.stage("notes.txt")

    assert "at the same moment" in repo.sync(meanwhile).uncommitted[0]
    assert repo.status() == ({"add": ["notes.txt"]}, [PO])
    assert len(repo.sync().committed) == 1
    assert repo.status() == ({"add": ["notes.txt"]}, [])
    repo.sound()


def test_what_is_saved_while_it_commits_is_committed_next_time(repo: Repository) -> None:
    ana = repo.person("Ana")

    def meanwhile(step: str) -> None:
        if step == "branch" and repo.folder.text(FREE) == "¿Es gratis?":
            repo.save(ana, FREE, "¿Cuesta algo?")
            repo.folder.write(PO, repo.folder.read(PO) + "\n# A remark at the end.\n")

    repo.sync(meanwhile)
    assert "remark" not in repo.files(repo.new()[0])[PO].decode()
    assert repo.status() == ({}, [PO])


def test_a_programme_below_the_top_is_committed_and_its_neighbours_are_not(tmp_path: Path, sqlite: Database) -> None:
    repo = repository(tmp_path / "repo", sqlite, "courses/small")
    (repo.top / "courses/other.txt").write_text("Not ours.\n")
    repo.commit_all()
    (repo.top / "courses/other.txt").write_text("Being changed.\n")
    repo.save(repo.person("Ana"), FREE, "¿Es gratis?")
    repo.sync()
    (commit,) = repo.new()
    assert repo.changed(commit) == [f"courses/small/{PO}"]
    assert repo.status() == ({}, ["courses/other.txt"])
    repo.sound()


def test_a_work_tree_of_its_own_has_its_own_index_and_branch(tmp_path: Path, sqlite: Database) -> None:
    repo = repository(tmp_path / "repo", sqlite)
    repo.git("worktree", "add", "-q", "-b", "translations", str(tmp_path / "beside"))
    repo.folder.root = tmp_path / "beside"
    assert (repo.folder.root / ".git").is_file()
    before = (repo.top / ".git/index").read_bytes()
    repo.save(repo.person("Ana"), FREE, "¿Es gratis?")
    report = repo.sync()
    assert [line[11:] for line in report.committed] == ["Spanish: 1 text translated in Questions"]
    assert repo.new() == []
    assert (repo.top / ".git/index").read_bytes() == before
    beside = Repository(tmp_path / "beside", repo.folder)
    assert len(beside.new()) == 1
    assert beside.status() == ({}, [])
    repo.sound()


def test_a_programme_that_git_ignores_is_not_committed(tmp_path: Path, sqlite: Database) -> None:
    repo = repository(tmp_path / "repo", sqlite)
    (repo.top / ".gitignore").write_text("pt_BR/\n")
    repo.commit_all()
    with sqlite.unit_of_work() as uow:
        uow.programmes.save_language(repo.folder.programme_id, "pt-BR", rule={"states": ["approved"]})
    repo.sync()
    assert [repo.changed(commit) for commit in repo.new()] == [["programme.toml"]]
    assert repo.sync().uncommitted == []


def test_what_is_no_repository_or_has_no_commit_is_said_and_the_sync_is_done(tmp_path: Path, sqlite: Database) -> None:
    repo = repository(tmp_path / "repo", sqlite)
    (repo.top / ".git").rename(tmp_path / "elsewhere")
    repo.save(repo.person("Ana"), FREE, "¿Es gratis?")
    report = repo.sync()
    assert report.written == [PO]
    assert report.uncommitted[0].startswith("Not committed: no git repository")
    repo.git("init", "--quiet")
    assert "has no commit yet" in repo.sync().uncommitted[0]
    (repo.top / ".git").rename(tmp_path / "empty")
    (tmp_path / "elsewhere").rename(repo.top / ".git")
    assert len(repo.sync().committed) == 1


@pytest.mark.parametrize("damage", [b"", b"garbage", b"DIRC" + bytes(40)])
def test_a_damaged_index_is_not_made_worse(repo: Repository, damage: bytes) -> None:
    (repo.top / ".git/index").write_bytes(damage)
    report = repo.sync()
    assert report.committed == []
    assert "git's index" in report.uncommitted[0]
    assert (repo.top / ".git/index").read_bytes() == damage


@pytest.mark.parametrize("how", ["--assume-unchanged", "--skip-worktree", "--force-remove", "--chmod=+x"])
def test_a_file_of_which_the_index_says_something_else_is_left(repo: Repository, how: str) -> None:
    repo.git("update-index", how, PO)
    before = repo.git("ls-files", "--stage", "-v")
    assert repo.sync().uncommitted == [f"{PO}: not committed: {STAGED}"]
    assert repo.git("ls-files", "--stage", "-v") == before
    assert repo.new() == []


def test_a_conflict_that_nobody_has_solved_stays_one(repo: Repository) -> None:
    number = repo.git("rev-parse", f"HEAD:{PO}").strip()
    repo.git("update-index", "--force-remove", PO)
    lines = "".join(f"100644 {number} {stage}\t{PO}\n" for stage in (1, 2, 3))
    repo.git("update-index", "--index-info", given=lines.encode())
    assert repo.sync().uncommitted == [f"{PO}: not committed: {STAGED}"]
    assert repo.git("ls-files", "--unmerged").count(PO) == 3


@pytest.mark.parametrize("staged", ["locales/pt_BR", f"{PO.replace('/es/', '/pt_BR/')}/inside"])
def test_what_is_staged_in_the_place_of_a_new_file_or_its_folder_is_left(repo: Repository, staged: str) -> None:
    repo.sync()
    number = repo.git("rev-parse", f"HEAD:{PO}").strip()
    repo.git("update-index", "--add", "--cacheinfo", f"100644,{number},{staged}")
    with repo.folder.database.unit_of_work() as uow:
        uow.programmes.save_language(repo.folder.programme_id, "pt-BR", rule={"states": ["approved"]})
    report = repo.sync()
    assert STAGED in report.uncommitted[0]
    assert staged in repo.git("ls-files").splitlines()
    assert "programme.toml" in repo.changed(repo.new()[-1])
    assert repo.status()[0] == {"add": [staged]}


def test_a_file_that_may_be_run_stays_one(repo: Repository) -> None:
    (repo.top / PO).chmod(0o755)
    repo.commit_all()
    repo.sync()
    assert repo.git("ls-tree", "HEAD", PO).startswith("100755 ")
    assert len(repo.new()) == 1


def test_a_link_is_never_followed(repo: Repository, tmp_path: Path) -> None:
    repo.folder.sync()
    (tmp_path / "outside.po").write_bytes((repo.top / PO).read_bytes())
    (repo.top / PO).unlink()
    (repo.top / PO).symlink_to(tmp_path / "outside.po")
    repo.commit_all()
    repo.save(repo.person("Ana"), FREE, "¿Cuesta algo?")
    report = repo.sync()
    assert repo.new() == []
    assert "no ordinary file" in report.uncommitted[0]


def test_the_standing_is_told_without_touching_anything(repo: Repository) -> None:
    options = GitOptions(HOST)
    (repo.top / ".git/MERGE_HEAD").write_text("")
    repo.sync()
    (repo.top / ".git/MERGE_HEAD").unlink()
    index = (repo.top / ".git/index").read_bytes()
    found = standing(repo.folder.database, repo.folder.programme, repo.folder.programme_id, options)
    assert (found.branch, found.works, found.commits, found.waiting) == ("master", True, [], {})
    assert (repo.top / ".git/index").read_bytes() == index
    assert repo.new() == []


def test_a_lock_of_a_dead_process_is_known_and_one_of_a_living_is_left(tmp_path: Path) -> None:
    index = tmp_path / "index"
    index.write_bytes(b"old")
    dead = Bench(tmp_path / f"polything-{'d' * 32}")
    dead.folder.mkdir()
    (tmp_path / "polything-notes").mkdir()
    with bench(tmp_path) as own:
        own.index.write_bytes(b"new")
        with suppress(KeyError), own.locking(index):
            assert left_behind(tmp_path) == [dead]
            assert not dead.locks(index)
            with pytest.raises(Waiting, match=r"index\.lock is there"), own.locking(index):
                raise AssertionError
            assert own.locks(index)
            os.link(own.index, dead.index)
            assert dead.locks(index)
            raise KeyError
        assert not dead.locks(index)
        assert [path.name for path in tmp_path.glob("*.lock")] == []
        assert index.read_bytes() == b"old"
        with own.locking(index):
            assert index.read_bytes() == b"old"
        assert index.read_bytes() == b"new"
    assert not own.folder.exists()
    dead.clear()
    assert [path.name for path in tmp_path.iterdir() if path != index] == ["polything-notes"]


def test_the_system_says_which_process_is_dead(tmp_path: Path) -> None:
    """Neither its number nor its machine matters: another process may have the one, a container shares neither."""
    script = f"""
import os, pathlib
from service.commits.lock import bench
with bench(pathlib.Path({str(tmp_path)!r})):
    print("ready", flush=True)
    input()
"""
    child = subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert child.stdout is not None
    assert child.stdout.readline() == b"ready\n"
    assert left_behind(tmp_path) == []
    child.kill()
    child.communicate()
    assert len(left_behind(tmp_path)) == 1
