"""The repository that a programme's folder lies in: what stands in it, and whether it may be written to.

Paths are bytes from the top of the work tree, with slashes, as git has them; objects are named by hex digits.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from pathlib import Path

from service.commits.git import Git, NoRepository, Waiting
from service.sync import files

_BUSY = {
    "MERGE_HEAD": "a merge",
    "CHERRY_PICK_HEAD": "a cherry-pick",
    "REVERT_HEAD": "a revert",
    "rebase-merge": "a rebase",
    "rebase-apply": "a rebase",
    "BISECT_LOG": "a bisection",
    "sequencer": "a series of picks",
}
_FILES = (b"100644", b"100755")


@dataclass(frozen=True)
class Head:
    """What is built on: the branch ("refs/heads/main") and its commit."""

    branch: str
    commit: str


@dataclass(frozen=True)
class State:
    """A repository at one moment.

    ``tree``: what the newest commit has below the programme, "MODE ID" by path. ``index``: the bytes of git's index.
    ``entries``: what stands there, "H MODE ID 0" by path, several where there is a conflict. H is another letter
    where somebody told git to look away from the file, 0 another number in a conflict.
    """

    head: Head
    tree: Mapping[bytes, bytes] = field(repr=False)
    index: bytes = field(repr=False)
    entries: Mapping[bytes, tuple[bytes, ...]] = field(repr=False)

    def untouched(self, name: bytes) -> bool:
        """True if the index has of a file what the newest commit has.

        What no commit has must have room there: no file where it needs a folder, nor the other way round.
        """
        entries = self.entries.get(name, ())
        if name in self.tree:
            return entries == (b"H %s 0" % self.tree[name],)
        return not entries and name not in self._folders and not any(above in self.entries for above in _above(name))

    @cached_property
    def _folders(self) -> set[bytes]:
        return {above for name in self.entries for above in _above(name)}


class Repository:
    """An open repository. ``git`` is git's own folder for this work tree, ``top`` the top of the work tree.

    Raises:
        NoRepository: if a folder lies in none, or in none that can be used.
    """

    def __init__(self, folder: Path) -> None:
        asked = ("--absolute-git-dir", "--git-common-dir", "--show-prefix", "--show-toplevel")
        lines = os.fsdecode(Git(folder).ask("rev-parse", *asked)).split("\n")
        if len(lines) != len(asked) + 1:
            raise NoRepository("the repository's folder has a line break in its name")
        self.git, self.common, self.top = Path(lines[0]), folder / lines[1], Path(lines[3])
        self._prefix = lines[2]
        self.ask = Git(self.top).ask

    def name(self, path: str) -> bytes:
        """Return a path of the programme as a path of the repository."""
        return os.fsencode(self._prefix + path)

    def check(self) -> Head:
        """Return what is to be built on.

        Raises:
            NoRepository: there is no commit yet.
            Waiting: HEAD is detached, or a merge or the like is under way.
        """
        asked = "".join(f"{name}\n" for name in ("HEAD", *_BUSY)).encode()  # some are files, some references
        commit, *found = self.ask("cat-file", "--batch-check=%(objectname)", given=asked).decode().splitlines()
        for (name, what), line in zip(_BUSY.items(), found, strict=True):
            if not line.endswith(" missing") or (self.git / name).exists():
                raise Waiting(f"{what} is under way", hint="Finish it; the next run commits.")
        branch = self.ask("symbolic-ref", "--quiet", "HEAD", answers=(0, 1)).decode().rstrip("\n")
        if not branch.startswith("refs/heads/"):
            raise Waiting("no branch is checked out (HEAD is detached)", hint="git switch BRANCH")
        if commit.endswith(" missing"):
            raise NoRepository(
                "the repository has no commit yet, or git has lost it", hint="Make the first one yourself."
            )
        return Head(branch, commit)

    def state(self, head: Head) -> State:
        """Return what stands in the newest commit and in the index.

        Raises:
            NoRepository: the index is missing or cannot be read.
        """
        index = files.read(self.git, "index")
        if index is None:
            raise NoRepository("the repository has no index", hint="git reset")
        entries: dict[bytes, tuple[bytes, ...]] = {}
        for about, name in _lines(self.ask("ls-files", "-z", "--stage", "-v")):
            entries[name] = (*entries.get(name, ()), about)
        asked = ["ls-tree", "-r", "-z", "--full-tree", "--", head.commit, *([self._prefix] if self._prefix else [])]
        listed = _lines(self.ask(*asked, surroundings={"GIT_LITERAL_PATHSPECS": "1"}))
        tree = {name: b"%s %s" % (about[:6], about.rpartition(b" ")[2]) for about, name in listed}
        return State(head, tree, index, entries)

    def contents(self, state: State, names: Collection[bytes]) -> dict[bytes, bytes]:
        """Return what is in files of the newest commit; what is there and no file (a link, a module) is left out."""
        kept = [(name, *state.tree[name].split(b" ")) for name in names if name in state.tree]
        wanted = {number: b"" for _, mode, number in kept if mode in _FILES}
        answer = BytesIO(self.ask("cat-file", "--batch", given=b"".join(number + b"\n" for number in wanted)))
        for number in wanted:
            _, kind, *size = answer.readline().split()
            if kind != b"blob":
                raise NoRepository(f"git has lost the object {number.decode()}", hint="git fsck may say more.")
            wanted[number] = answer.read(int(size[0]) + 1)[:-1]
        return {name: wanted[number] for name, mode, number in kept if mode in _FILES}

    def ignored(self, names: Iterable[bytes]) -> set[bytes]:
        """Return the paths that .gitignore leaves out; those that git has already are none of them."""
        given = b"".join(b"./%s\0" % name for name in names)  # in front, so that no name is a pattern: ":(top)a.po"
        found = self.ask("check-ignore", "-z", "--stdin", given=given, answers=(0, 1)) if given else b""
        return {name[2:] for name in found.split(b"\0")[:-1]}

    def exposes(self, folder: Path) -> bool:
        """True if a folder with the database lies in the work tree and git does not ignore it."""
        inside = Path(os.path.realpath(folder))
        if not inside.is_dir() or not inside.is_relative_to(self.top):
            return False
        return not self.ignored([os.fsencode((inside / "polything.sqlite3").relative_to(self.top))])

    def regular(self, name: bytes) -> bool:
        """True for an ordinary file of the work tree, False for a link, for what lies behind one, or for nothing."""
        if any((self.top / os.fsdecode(above)).is_symlink() for above in _above(name)):
            return False
        with suppress(FileNotFoundError, NotADirectoryError):
            return stat.S_ISREG((self.top / os.fsdecode(name)).lstat().st_mode)
        return False


def _lines(listed: bytes) -> list[tuple[bytes, bytes]]:
    """What git lists: what it says of each path, and the path."""
    return [(about, name) for about, _, name in (line.partition(b"\t") for line in listed.split(b"\0")[:-1])]


def _above(name: bytes) -> list[bytes]:
    """The folders that a path lies in."""
    parts = name.split(b"/")
    return [b"/".join(parts[:length]) for length in range(1, len(parts))]
