"""git as it is found on a machine: missing, distrustful, full of an owner's habits. One line says what is wrong."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path

import pytest

from service.commits.git import Git, NoRepository, Waiting, refusal
from service.store import Database
from tests.support.repositories import GIT, Repository, repository

FREE = "Is it free?"
PO = "locales/es/LC_MESSAGES/page/faq.po"


@pytest.fixture
def repo(tmp_path: Path, sqlite: Database) -> Repository:
    found = repository(tmp_path / "repo", sqlite)
    found.save(found.person("Ana"), FREE, "¿Es gratis?")
    return found


def said(repo: Repository) -> str:
    """What a sync that commits nothing says; the sync is done, and it is one line."""
    report = repo.sync()
    assert report.written == [PO]
    assert report.committed == []
    (line,) = report.uncommitted
    assert "\n" not in line
    return line


def standing_in(monkeypatch: pytest.MonkeyPatch, folder: Path, script: str) -> None:
    """Put a program before git on the path; ``script`` is shell."""
    folder.mkdir()
    (folder / "git").write_text(f"#!/bin/sh\n{script}\n")
    (folder / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")


def test_without_git_it_says_what_to_install(repo: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setenv("PATH", str(tmp_path / "nothing"))
        assert said(repo) == "Not committed: git is not installed. apt install git, or as your system does it"
    assert len(repo.sync().committed) == 1


def test_a_repository_of_another_user_says_how_to_trust_it(
    repo: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    standing_in(monkeypatch, tmp_path / "bin", f'GIT_TEST_ASSUME_DIFFERENT_OWNER=1 exec {shlex.quote(str(GIT))} "$@"')
    assert said(repo) == (
        "Not committed: the repository belongs to another user than the one that Polything runs as. "
        f"git config --global --add safe.directory '{repo.top}'"
    )
    (tmp_path / "trusting").write_text(f"[safe]\n\tdirectory = {repo.top}\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "trusting"))
    assert len(repo.sync().committed) == 1


def test_a_bare_repository_is_told(repo: Repository) -> None:
    repo.git("config", "core.bare", "true")
    assert said(repo).startswith("Not committed: no work tree here: the repository is bare")


@pytest.mark.parametrize(
    ("path", "content", "told"),
    [
        ("HEAD", b"garbage", "no git repository. git init"),
        ("config", b"[core\n", "git rev-parse refuses: bad config line 1"),
        ("config", b"[core]\nrepositoryformatversion = 9\n", "a form that the installed git does not know"),
        ("config", b"[core]\nrepositoryformatversion = 1\n[extensions]\nnew = 1\n", "the installed git does not know"),
        ("refs/heads/master", b"0123456789012345678901234567890123456789\n", "has no commit yet, or git has lost it"),
        ("refs/heads/master", b"garbage\n", "git symbolic-ref refuses"),
    ],
)
def test_a_broken_repository_is_told_in_one_line(repo: Repository, path: str, content: bytes, told: str) -> None:
    (repo.top / ".git" / path).write_bytes(content)
    assert told in said(repo)
    assert (repo.top / ".git" / path).read_bytes() == content


def test_an_object_that_was_lost_is_told(repo: Repository) -> None:
    number = repo.git("rev-parse", f"HEAD:{PO}").strip()
    (repo.top / ".git/objects" / number[:2] / number[2:]).unlink()
    assert said(repo) == f"Not committed: git has lost the object {number}. git fsck may say more."


def test_nothing_runs_that_is_meant_for_people(repo: Repository, tmp_path: Path) -> None:
    """Hooks, filters, monitors, signing and the like would leave a mark, and so would other ways to write a commit."""
    mark = tmp_path / "mark"
    spy = tmp_path / "spy"
    spy.write_text(f'#!/bin/sh\necho "$0 $*" >> {shlex.quote(str(mark))}\nexit 1\n')
    spy.chmod(0o755)
    hooks = repo.top / ".git/hooks"
    hooks.mkdir(exist_ok=True)
    for name in ("pre-commit", "commit-msg", "post-commit", "reference-transaction", "post-index-change"):
        (hooks / name).unlink(missing_ok=True)
        (hooks / name).symlink_to(spy)
    (repo.top / ".git/info").mkdir(exist_ok=True)
    (repo.top / ".git/info/attributes").write_text("*.po filter=spy text eol=crlf ident\n")
    for name in ("editor", "pager", "fsmonitor", "askPass", "sshCommand"):
        repo.git("config", f"core.{name}", str(spy))
    for name in ("gpg.program", "diff.external", "alias.update-ref", "filter.spy.clean", "filter.spy.process"):
        repo.git("config", name, str(spy))
    for name in ("commit.gpgSign", "core.autocrlf", "filter.spy.required"):
        repo.git("config", name, "true")
    repo.git("config", "i18n.commitEncoding", "latin1")
    repo.git("config", "user.name", "Somebody")
    assert repo.sync().uncommitted == []
    assert not mark.exists()
    raw = subprocess.run([str(GIT), "cat-file", "commit", "HEAD"], cwd=repo.top, capture_output=True, check=True).stdout
    head, _, _ = raw.partition(b"\n\n")
    assert [line.split(b" ")[0] for line in head.splitlines()] == [b"tree", b"parent", b"author", b"committer"]
    assert repo.files("HEAD")[PO] == (repo.top / PO).read_bytes()
    assert "commit: Polything" in (repo.top / ".git/logs/HEAD").read_text()


def test_a_folder_whose_name_looks_like_an_option_or_a_pattern(tmp_path: Path, sqlite: Database) -> None:
    folder = "-n/:(top)*é $(id)"
    repo = repository(tmp_path / "--bare x", sqlite, folder)
    with sqlite.unit_of_work() as uow:
        uow.programmes.save_language(repo.folder.programme_id, "pt-BR", rule={"states": ["approved"]})
    repo.save(repo.person("-m --amend"), FREE, "¿Es gratis?")
    assert repo.sync().uncommitted == []
    catalogues, ana = repo.new()
    assert all(path.startswith(f"{folder}/") for path in (*repo.changed(catalogues), *repo.changed(ana)))
    assert ana.author.startswith("-m --amend <")
    assert repo.status() == ({}, [])


def test_what_speaks_of_another_repository_is_not_heard(repo: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """As when a sync is started from a hook."""
    with monkeypatch.context() as patched:
        for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE"):
            patched.setenv(name, "/nowhere")
        assert len(repo.sync().committed) == 1
    repo.sound()


def test_whoever_hangs_is_waited_for_no_longer(repo: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    def hangs(*_: object, **given: float) -> None:
        raise subprocess.TimeoutExpired("git", given["timeout"])

    with monkeypatch.context() as patched:
        patched.setattr(subprocess, "run", hangs)
        with pytest.raises(Waiting, match="git version gave no answer in 60 seconds"):
            Git(repo.top).ask("version")
    with pytest.raises(NoRepository, match="git show refuses"):
        Git(repo.top).ask("show", "nothing")


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("warning: x\nfatal: one thing: another\n", "git x refuses: one thing: another"),
        ("", "git x refuses: it does not say why"),
        ("fatal: unsafe repository ('/srv/a b' is owned by someone else)", "the repository belongs to another user"),
        ("fatal: cannot lock ref 'HEAD': is at 12 but expected 34", "somebody committed at the same moment"),
        ("fatal: Unable to create '/a/b.lock': File exists.\n\nAnother git", "/a/b.lock is there"),
    ],
)
def test_whatever_git_prints_becomes_one_line(printed: str, told: str) -> None:
    found = str(refusal("x", printed))
    assert found.startswith(told)
    assert "\n" not in found
