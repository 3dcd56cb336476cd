"""A small programme in a git repository, and what a developer does there with the program git.

POLYTHING_REQUIRE_GIT=1 makes its absence a failure instead of a loud omission.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from service.commits.run import GitOptions, sync_and_commit
from service.model import Actor, Role
from service.store import Database
from service.sync.files import Checkpoint, nothing
from service.sync.report import SyncReport
from service.translation import workflow
from service.translation.submission import Submission
from tests.support.folders import Folder, small_programme

HOST = "workplace.example.org"
GIT = shutil.which("git")
_DEVELOPER = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_CONFIG_COUNT": "2",
    "GIT_CONFIG_KEY_0": "safe.directory",
    "GIT_CONFIG_VALUE_0": "*",
    "GIT_CONFIG_KEY_1": "maintenance.auto",
    "GIT_CONFIG_VALUE_1": "false",
    "GIT_AUTHOR_NAME": "Dev",
    "GIT_AUTHOR_EMAIL": "dev@example.org",
    "GIT_COMMITTER_NAME": "Dev",
    "GIT_COMMITTER_EMAIL": "dev@example.org",
    "LC_ALL": "C.UTF-8",
}
needs_git = pytest.mark.skipif(
    GIT is None and not os.environ.get("POLYTHING_REQUIRE_GIT"),
    reason="git is missing; `.ci/run` installs it and refuses any skip",
)
_KINDS = {"A": "add", "M": "modify", "D": "delete"}


@dataclass(frozen=True)
class Commit:
    """A commit as git has it. ``author`` and ``committer`` are "NAME <ADDRESS>"."""

    id: str
    parents: tuple[str, ...]
    author: str
    committer: str
    message: str

    @property
    def subject(self) -> str:
        return self.message.partition("\n")[0]


@dataclass
class Repository:
    """What a developer does in a repository, and what can be read there. Paths are from its top."""

    top: Path
    folder: Folder

    def git(self, *arguments: str, given: bytes = b"") -> str:
        """Run git as the developer does."""
        return self.raw(*arguments, given=given).decode()

    def raw(self, *arguments: str, given: bytes = b"") -> bytes:
        run = subprocess.run(
            [GIT or "git", *arguments], cwd=self.top, env={**os.environ, **_DEVELOPER}, input=given, capture_output=True
        )
        assert run.returncode == 0, (run.stdout + run.stderr).decode()
        return run.stdout

    def commit_all(self, message: str = "By hand") -> None:
        """Commit everything as it is, as a developer does."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", message)

    def stage(self, path: str) -> None:
        self.git("add", "--", path)

    def sync(self, checkpoint: Checkpoint = nothing) -> SyncReport:
        """Sync with commits on."""
        return sync_and_commit(self.folder.database, self.folder.programme, GitOptions(HOST), checkpoint=checkpoint)

    def person(self, name: str, role: Role = "translator", *, named: bool = True) -> Actor:
        """Return somebody who may do this in Spanish and Arabic."""
        with self.folder.database.unit_of_work() as uow:
            email = f"{name.encode().hex()[:60]}@private.example"
            found = uow.people.by_email(email)
            if found is None:
                found = uow.people.add(name, email, public_credit=named, agreed=True, confirmed=True)
            roles = frozenset({(role, "es"), (role, "ar")})
            return Actor(found.id, name, self.folder.programme_id, roles=roles)

    def save(self, actor: Actor, source: str, text: str, slug: str = "faq", tag: str = "es") -> int:
        """Save in the browser; returns the revision."""
        number = self.folder.unit(source, slug)
        with self.folder.database.unit_of_work() as uow:
            head = uow.translations.head(number, tag)
            saved = workflow.save(uow, actor, number, tag, Submission(text, head.revision_id if head else None))
            assert isinstance(saved, workflow.Saved)
            return saved.revision_id

    def approve(self, actor: Actor, source: str, revision: int, slug: str = "faq", tag: str = "es") -> None:
        number = self.folder.unit(source, slug)
        with self.folder.database.unit_of_work() as uow:
            workflow.approve(uow, actor, number, tag, revision)

    def log(self) -> list[Commit]:
        """The commits of the branch, newest first."""
        listed = self.git("log", "-z", "--topo-order", "--format=%H%n%P%n%an <%ae>%n%cn <%ce>%n%B")
        found = []
        for one in listed.rstrip("\0").split("\0"):
            number, parents, author, committer, message = one.split("\n", 4)
            found.append(Commit(number, tuple(parents.split()), author, committer, message))
        return found

    def new(self) -> list[Commit]:
        """Polything's commits, oldest first."""
        return [commit for commit in reversed(self.log()) if commit.committer.startswith("Polything ")]

    def subjects(self) -> list[str]:
        return [commit.subject for commit in self.new()]

    def files(self, commit: Commit | str) -> dict[str, bytes]:
        """All files of a commit."""
        number = commit if isinstance(commit, str) else commit.id
        names = [line.partition("\t") for line in self.git("ls-tree", "-r", "-z", number).split("\0")[:-1]]
        asked = "".join(f"{about.split()[2]}\n" for about, _, _ in names)
        answer = self.raw("cat-file", "--batch", given=asked.encode())
        found = {}
        for _, _, name in names:
            about, _, answer = answer.partition(b"\n")
            size = int(about.split()[2])
            found[name], answer = answer[:size], answer[size + 1 :]
        return found

    def changed(self, commit: Commit) -> list[str]:
        """Paths that a commit changed."""
        return sorted(self.git("diff-tree", "-r", "-z", "--name-only", *commit.parents, commit.id).split("\0")[:-1])

    def status(self) -> tuple[dict[str, list[str]], list[str]]:
        """Staged paths (by add, modify, delete; empty lists left out) and changed ones that are not staged."""
        staged: dict[str, list[str]] = {}
        unstaged = []
        for line in self.git("status", "--porcelain", "-z", "--untracked-files=no", "--no-renames").split("\0")[:-1]:
            if line[0] != " ":
                staged.setdefault(_KINDS[line[0]], []).append(line[3:])
            if line[1] != " ":
                unstaged.append(line[3:])
        return {kind: sorted(paths) for kind, paths in staged.items()}, sorted(unstaged)

    def sound(self, *from_here: str) -> None:
        """Everything is as git wants it, and no lock and nothing else of ours was left."""
        self.git("fsck", "--strict", "--no-dangling", *from_here)
        assert [path.name for path in (self.top / ".git").rglob("*.lock")] == []
        assert list((self.top / ".git").glob("polything-*")) == []
        self.status()


def repository(top: Path, database: Database, inside: str = ".", *form: str) -> Repository:
    """Make a repository with the small programme in it, committed and taken into the database.

    ``form``: further options of `git init`. Where git is missing the test is left out, or fails where all must run.
    """
    if GIT is None:
        if os.environ.get("POLYTHING_REQUIRE_GIT"):
            pytest.fail("git is required here")
        pytest.skip("no git here")  # never in `.ci/run`, which installs it and sets the variable above
    top.mkdir(parents=True, exist_ok=True)
    folder = small_programme(top / inside, database)
    folder.start()
    folder.sync()
    found = Repository(top, folder)
    found.git("init", "--quiet", "--initial-branch=master", *form)
    found.commit_all("The first")
    return found
