"""Every form that the installed git gives to a repository is committed to, and keeps its form."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from service.store import Database
from tests.support.repositories import GIT, Repository, repository

FREE = "Is it free?"
PO = "courses/small/locales/es/LC_MESSAGES/page/faq.po"


def _knows(option: str) -> bool:
    return GIT is not None and option in subprocess.run([GIT, "init", "-h"], capture_output=True, text=True).stdout


FORMS = ["sha1", "sha256", *(["reftable"] if _knows("--ref-format") else [])]


def _init(form: str) -> str:
    return "--ref-format=reftable" if form == "reftable" else f"--object-format={form}"


def committed_beside_staged_work(repo: Repository, *sound_from: str) -> None:
    """Ana's and Bea's texts become commits, the developer's file stays staged, and everything else is clean."""
    ana, bea = repo.person("Ana"), repo.person("Bea")
    (repo.top / "courses/notes.txt").write_text("Mine.\n")
    repo.stage("courses/notes.txt")
    repo.save(ana, FREE, "¿Es gratis?")
    repo.save(bea, "Licence", "Licencia", slug="licence")
    report = repo.sync()
    assert (len(report.committed), report.uncommitted) == (2, [])
    assert [commit.author.partition(" ")[0] for commit in repo.new()] == ["Ana", "Bea"]
    assert repo.files(repo.log()[0])[PO] == (repo.top / PO).read_bytes()
    assert repo.status() == ({"add": ["courses/notes.txt"]}, [])
    repo.sound(*sound_from)


@pytest.fixture
def repo(tmp_path: Path, sqlite: Database) -> Repository:
    found = repository(tmp_path / "repo", sqlite, "courses/small")
    (found.top / "elsewhere").mkdir()
    (found.top / "elsewhere/big.txt").write_text("Not here.\n")
    found.commit_all()
    return found


@pytest.mark.parametrize("form", FORMS)
def test_objects_and_references_of_any_form(tmp_path: Path, sqlite: Database, form: str) -> None:
    repo = repository(tmp_path / "repo", sqlite, "courses/small", _init(form))
    assert len(repo.log()[0].id) == (64 if form == "sha256" else 40)
    committed_beside_staged_work(repo)


@pytest.mark.parametrize("form", FORMS)
def test_a_cherry_pick_is_seen_in_any_form(tmp_path: Path, sqlite: Database, form: str) -> None:
    repo = repository(tmp_path / "repo", sqlite, "courses/small", _init(form))
    repo.git("update-ref", "CHERRY_PICK_HEAD", repo.log()[0].id)
    repo.save(repo.person("Ana"), FREE, "¿Es gratis?")
    assert "a cherry-pick is under way" in repo.sync().uncommitted[0]


def test_packed_objects_and_references(repo: Repository) -> None:
    repo.git("gc", "--quiet")
    assert not (repo.top / ".git/refs/heads/master").exists()
    committed_beside_staged_work(repo)


def test_an_index_of_version_4(repo: Repository) -> None:
    repo.git("update-index", "--index-version", "4")
    committed_beside_staged_work(repo)
    assert (repo.top / ".git/index").read_bytes()[4:8] == b"\0\0\0\4"


def test_a_split_index(repo: Repository) -> None:
    repo.git("update-index", "--split-index")
    shared = {path.name for path in (repo.top / ".git").glob("sharedindex.*")}
    committed_beside_staged_work(repo)
    assert b"link" in (repo.top / ".git/index").read_bytes()
    assert {path.name for path in (repo.top / ".git").glob("sharedindex.*")} == shared


def test_a_sparse_index(repo: Repository) -> None:
    repo.git("sparse-checkout", "set", "--cone", "--sparse-index", "courses")
    assert not (repo.top / "elsewhere").exists()
    committed_beside_staged_work(repo, "HEAD")  # git add itself leaves a sparse index with trees that are not there
    assert "elsewhere/" in repo.git("ls-files", "--sparse").splitlines()
    assert "elsewhere/big.txt" in repo.files("HEAD")


def test_a_shared_clone_without_its_history(tmp_path: Path, repo: Repository) -> None:
    repo.git("clone", "--quiet", "--depth=1", f"file://{repo.top}", str(tmp_path / "clone"))
    clone = Repository(tmp_path / "clone", repo.folder)
    clone.folder.root = clone.top / "courses/small"
    committed_beside_staged_work(clone)
    assert len(clone.log()) == 3
