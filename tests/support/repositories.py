"""A small programme in a git repository, made with dulwich; git itself looks over it where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from dulwich import porcelain
from dulwich.objects import Blob, Commit
from dulwich.refs import Ref
from dulwich.repo import Repo

from service.model import Actor, Role
from service.store import Database
from service.sync.files import Checkpoint, nothing
from service.sync.git.commit import GitOptions
from service.sync.report import SyncReport
from service.sync.run import synchronise
from service.translation import workflow
from tests.support.folders import Folder, small_programme

HOST = "workplace.example.org"
GIT = shutil.which("git")
_QUIET = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_CONFIG_COUNT": "1",
    "GIT_CONFIG_KEY_0": "safe.directory",
    "GIT_CONFIG_VALUE_0": "*",
    "LC_ALL": "C.UTF-8",
}


@dataclass
class Repository:
    """What a developer does in a repository, and what can be read there. Paths are from its top."""

    top: Path
    folder: Folder

    def commit_all(self, message: str = "By hand") -> None:
        """Commit everything as it is, as a developer does."""
        with Repo(str(self.top)) as repo:
            porcelain.add(repo, [str(self.top)])
            porcelain.commit(
                repo, message=message.encode(), author=b"Dev <dev@example.org>", committer=b"Dev <dev@example.org>"
            )

    def stage(self, path: str) -> None:
        with Repo(str(self.top)) as repo:
            porcelain.add(repo, [str(self.top / path)])

    def sync(self, checkpoint: Checkpoint = nothing) -> SyncReport:
        """Sync with commits on."""
        options = GitOptions(HOST)
        return synchronise(self.folder.database, self.folder.programme, checkpoint=checkpoint, git=options)

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
            saved = workflow.save(uow, actor, number, tag, text, head.revision_id if head else None)
            assert isinstance(saved, workflow.Saved)
            return saved.revision_id

    def approve(self, actor: Actor, source: str, revision: int, slug: str = "faq", tag: str = "es") -> None:
        number = self.folder.unit(source, slug)
        with self.folder.database.unit_of_work() as uow:
            workflow.approve(uow, actor, number, tag, revision)

    def log(self) -> list[Commit]:
        """The commits of the branch, newest first."""
        with Repo(str(self.top)) as repo:
            found = []
            number = repo.head()
            while True:
                commit = repo.object_store[number]
                assert isinstance(commit, Commit)
                found.append(commit)
                if not commit.parents:
                    return found
                number = commit.parents[0]

    def new(self) -> list[Commit]:
        """Polything's commits, oldest first."""
        return [commit for commit in reversed(self.log()) if commit.committer.startswith(b"Polything ")]

    def subjects(self) -> list[str]:
        return [commit.message.decode().partition("\n")[0] for commit in self.new()]

    def files(self, commit: Commit) -> dict[str, bytes]:
        """All files of a commit."""
        with Repo(str(self.top)) as repo:
            found = {}
            for item in repo.object_store.iter_tree_contents(commit.tree):
                assert item.path is not None
                assert item.sha is not None
                blob = repo.object_store[item.sha]
                assert isinstance(blob, Blob)
                found[item.path.decode()] = blob.data
            return found

    def changed(self, commit: Commit) -> list[str]:
        """Paths that a commit changed."""
        with Repo(str(self.top)) as repo:
            parent = repo.object_store[commit.parents[0]]
            assert isinstance(parent, Commit)
            before, after = self.files(parent), self.files(commit)
        return sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))

    def status(self) -> tuple[dict[str, list[str]], list[str]]:
        """Staged paths (by add, modify, delete; empty lists left out) and changed ones that are not staged."""
        with Repo(str(self.top)) as repo:
            found = porcelain.status(repo, untracked_files="no")
        staged = {kind: sorted(p.decode() for p in paths) for kind, paths in found.staged.items() if paths}
        return staged, sorted(path.decode() for path in found.unstaged)

    def write_ref(self, name: str, data: bytes) -> None:
        with Repo(str(self.top)) as repo:
            repo.refs[Ref(name.encode())] = data  # type: ignore[assignment]

    def git(self, *arguments: str) -> str:
        """Ask git itself; "" where it is not installed."""
        if GIT is None:
            return ""
        run = subprocess.run(
            [GIT, *arguments], cwd=self.top, env={**os.environ, **_QUIET}, capture_output=True, text=True
        )
        assert run.returncode == 0, run.stderr
        return run.stdout

    def sound(self) -> None:
        """Everything is as git wants it, and no lock was left."""
        self.git("fsck", "--strict", "--no-dangling")
        assert [path.name for path in (self.top / ".git").rglob("*.lock")] == []
        with Repo(str(self.top)) as repo:
            repo.open_index()
            for commit in self.log():
                commit.check()


def repository(top: Path, database: Database, inside: str = ".") -> Repository:
    """Make a repository with the small programme in it, committed and taken into the database."""
    top.mkdir(parents=True, exist_ok=True)
    Repo.init(str(top)).close()
    folder = small_programme(top / inside, database)
    folder.start()
    folder.sync()
    found = Repository(top, folder)
    found.commit_all("The first")
    return found
