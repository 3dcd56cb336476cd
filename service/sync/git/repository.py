"""The repository that a programme's folder lies in: whether it may be written to, and how that is done.

What is written is written in an order that a process may stop anywhere: objects that nobody refers to, git's two
locks, the branch, the index. Files in the work tree, other entries of the index, configuration and remotes are never
touched; hooks are not run.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dulwich.ignore import IgnoreFilterManager
from dulwich.refs import Ref
from dulwich.repo import Repo

from service.sync.files import Checkpoint, nothing
from service.sync.git.errors import NoRepository, Waiting
from service.sync.git.index import Fresh, Index, StrangeIndex, read_index
from service.sync.git.lock import Locked, left_behind, lock
from service.sync.git.objects import FILE, Kept, Objects
from service.sync.git.words import Identity

_BUSY = {
    "MERGE_HEAD": "a merge",
    "rebase-merge": "a rebase",
    "rebase-apply": "a rebase",
    "CHERRY_PICK_HEAD": "a cherry-pick",
    "REVERT_HEAD": "a revert",
    "BISECT_LOG": "a bisection",
    "sequencer": "a series of picks",
}


@dataclass(frozen=True)
class Head:
    """What is built on: the branch ("refs/heads/main"), its commit and that commit's tree, as hex digits."""

    branch: bytes
    commit: bytes
    tree: bytes


@dataclass(frozen=True)
class Planned:
    """One commit: who, what is said, and the files' new bytes by path from the top of the repository."""

    author: Identity
    when: datetime
    message: str
    files: Mapping[bytes, bytes]


@contextmanager
def opened(folder: Path) -> Iterator[Repository]:
    """Open the repository around a folder.

    Raises:
        NoRepository: if there is none, or none that can be used.
    """
    try:
        repo = Repo.discover(folder)
    except Exception as error:  # dulwich has a class for each reason, and the system its own
        raise NoRepository(f"no git repository: {error}", hint="git init, and a first commit") from error
    with repo:
        yield Repository(repo, folder)


class Repository:
    """An open repository. Paths are bytes from its top, with slashes, as git has them."""

    def __init__(self, repo: Repo, folder: Path) -> None:
        self._repo = repo
        self._objects = Objects(repo)
        self.git = Path(repo.controldir())
        self.top = Path(os.path.realpath(os.fsdecode(repo.path)))
        inside = Path(os.path.realpath(folder))
        if repo.bare or not inside.is_relative_to(self.top):
            raise NoRepository(f"{folder} is not in the work tree of {self.git}")
        if repo.object_format.name != "sha1" or self._config("extensions", "refstorage") == "reftable":
            raise NoRepository(f"{self.git} has a form that Polything does not write (SHA-256 or reftable)")
        self._prefix = inside.relative_to(self.top).as_posix()
        self._ignored: IgnoreFilterManager | None = None

    def name(self, path: str) -> bytes:
        """Return a path of the programme as a path of the repository."""
        return os.fsencode(path if self._prefix == "." else f"{self._prefix}/{path}")

    def check(self) -> Head:
        """Return what is to be built on.

        Raises:
            NoRepository: there is no commit yet.
            Waiting: HEAD is detached, or a merge or the like is under way.
        """
        for name, what in _BUSY.items():
            if (self.git / name).exists():
                raise Waiting(f"{what} is under way", hint="Finish it; the next run commits.")
        branch, commit = self._head()
        if not branch.startswith(b"refs/heads/"):
            raise Waiting("no branch is checked out (HEAD is detached)", hint="git switch BRANCH")
        if commit is None:
            raise NoRepository("the repository has no commit yet", hint="Make the first one yourself.")
        return Head(branch, commit, self._objects.tree_of(commit))

    def mend(self, now: datetime) -> None:
        """Finish or undo what a run of ours that was killed had begun."""
        name, commit = self._head()
        branch, index = self._branch(name), self.git / "index"
        for left in left_behind(self.git, (branch, index), now):
            if left.target == index and commit is not None and left.commit == commit.decode():
                left.finish()
            else:
                left.give_up()

    def file(self, head: Head, name: bytes) -> Kept | None:
        """Return a file as the newest commit has it, None where it has none."""
        return self._objects.file(head.tree, name)

    def index(self) -> tuple[bytes, Index]:
        """Return git's index, and its bytes.

        Raises:
            NoRepository: it is missing, or in a form that is not written here.
        """
        try:
            data = (self.git / "index").read_bytes()
            return data, read_index(data)
        except FileNotFoundError as error:
            raise NoRepository("the repository has no index", hint="git reset") from error
        except StrangeIndex as error:
            raise NoRepository(str(error)) from error

    def ignored(self, name: bytes) -> bool:
        """True if .gitignore leaves a file out; that says nothing about files that git has already."""
        if self._ignored is None:
            self._ignored = IgnoreFilterManager.from_repo(self._repo)
        return bool(self._ignored.is_ignored(os.fsdecode(name)))

    def exposes(self, folder: Path) -> bool:
        """True if a folder lies in the work tree and git does not ignore it."""
        inside = Path(os.path.realpath(folder))
        if not inside.is_dir() or not inside.is_relative_to(self.top):
            return False
        name = inside.relative_to(self.top).as_posix()
        return not self.ignored(os.fsencode(f"{name}/")) and not self.ignored(os.fsencode(f"{name}/polything.sqlite3"))

    def regular(self, name: bytes) -> os.stat_result | None:
        """Return the state of a file of the work tree, None for a link, for what lies behind one, or for nothing."""
        path = self.top / os.fsdecode(name)
        folders = [folder for folder in path.parents if folder != self.top and folder.is_relative_to(self.top)]
        if any(folder.is_symlink() for folder in folders):
            return None
        with suppress(FileNotFoundError, NotADirectoryError):
            found = path.lstat()
            return found if stat.S_ISREG(found.st_mode) else None
        return None

    def commit(
        self,
        head: Head,
        base: bytes,
        commits: Sequence[Planned],
        fresh: Mapping[bytes, os.stat_result],
        committer: Identity,
        now: datetime,
        checkpoint: Checkpoint = nothing,
    ) -> list[str]:
        """Make commits one upon the other and move the branch to the last; returns their ids, the first first.

        ``base`` are the bytes of the index that all was decided on, ``fresh`` the files as they were when read.

        Raises:
            Waiting: somebody works in the repository, or did meanwhile.
        """
        parent, tree, ids = head.commit, head.tree, []
        last: dict[bytes, tuple[bytes, int]] = {}
        for planned in commits:
            changes = {}
            for name, data in planned.files.items():
                old = self._objects.file(head.tree, name)
                changes[name] = last[name] = (self._objects.blob(data), old.mode if old else FILE)
            tree = self._objects.with_files(tree, changes)
            author = (planned.author, planned.when)
            parent = self._objects.commit(parent, tree, planned.message, author, (committer, now))
            ids.append(parent.decode())
        checkpoint("objects")
        entries = {name: Fresh(bytes.fromhex(blob.decode()), mode, fresh[name]) for name, (blob, mode) in last.items()}
        index = read_index(base).with_entries(entries)
        try:
            with lock(self.git / "index", index, self.git, ids[-1], checkpoint) as of_index:
                if (self.git / "index").read_bytes() != base:
                    raise Waiting("somebody worked in the repository at the same moment")
                self._move(head, parent, committer, now, checkpoint)
                of_index.put()
                checkpoint("index")
        except Locked as error:
            raise Waiting(str(error), hint="If no git is running, delete that file.") from error
        return ids

    def _move(self, head: Head, commit: bytes, committer: Identity, now: datetime, checkpoint: Checkpoint) -> None:
        """Move the branch. The index is locked, so that nobody switches branches meanwhile."""
        branch = self._branch(head.branch)
        branch.parent.mkdir(parents=True, exist_ok=True)
        with lock(branch, commit + b"\n", self.git, commit.decode(), checkpoint) as of_branch:
            if self.check() != head:
                raise Waiting("somebody committed at the same moment")
            of_branch.put()
            checkpoint("branch")
        line = b"%s %s %s %d +0000\tcommit: Polything\n"
        line %= (head.commit, commit, committer.line.encode(), int(now.timestamp()))
        for path in (self.git / "logs/HEAD", Path(self._repo.commondir()) / "logs" / os.fsdecode(head.branch)):
            if path.is_file():
                with path.open("ab") as file:
                    file.write(line)

    def _head(self) -> tuple[bytes, bytes | None]:
        """Return what HEAD names, "HEAD" itself where it is detached, and the commit."""
        names, commit = self._repo.refs.follow(Ref(b"HEAD"))
        return bytes(names[-1]), None if commit is None else bytes(commit)

    def _branch(self, name: bytes) -> Path:
        return (Path(self._repo.commondir()) if name.startswith(b"refs/") else self.git) / os.fsdecode(name)

    def _config(self, section: str, name: str) -> str:
        try:
            return self._repo.get_config().get((section.encode(),), name.encode()).decode()
        except KeyError:
            return ""
