"""git's objects: what a commit holds, and new ones beside it. Nothing here moves a branch.

Objects are named by what they hold, so that writing them is harmless: one that nobody refers to is swept by git.
"""

from __future__ import annotations

import os
import stat
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dulwich.objects import Blob, Commit, ObjectID, ShaFile, Tree
from dulwich.repo import Repo

from service.sync.git.words import Identity

FILE = 0o100644


@dataclass(frozen=True)
class Kept:
    """A file as a commit has it. ``data`` None: a link, a submodule, or a file where a folder should be."""

    id: bytes
    mode: int
    data: bytes | None


@dataclass(frozen=True)
class Objects:
    """The objects of an open repository. Ids are hex digits as bytes, paths bytes with slashes, as git has them."""

    repo: Repo

    def tree_of(self, commit: bytes) -> bytes:
        """Return the id of a commit's tree. Raises KeyError if there is no such commit."""
        found = self.repo.object_store[ObjectID(commit)]
        if not isinstance(found, Commit):
            raise KeyError(commit)
        return bytes(found.tree)

    def file(self, tree: bytes, name: bytes) -> Kept | None:
        """Return a file of a tree, None where the tree has nothing of that name."""
        *folders, last = name.split(b"/")
        for folder in folders:
            here = self._folder(tree)
            if folder not in here:
                return None
            mode, number = here[folder]
            if not stat.S_ISDIR(mode):
                return Kept(bytes(number), mode, None)
            tree = bytes(number)
        here = self._folder(tree)
        if last not in here:
            return None
        mode, number = here[last]
        found = self.repo.object_store[number] if stat.S_ISREG(mode) else None
        return Kept(bytes(number), mode, found.data if isinstance(found, Blob) else None)

    def with_files(self, tree: bytes | None, files: Mapping[bytes, tuple[bytes, int]]) -> bytes:
        """Write a tree with some files (blob, mode) put in, everything else as it is; returns its id."""
        made = Tree()
        if tree is not None:
            for name, mode, number in self._folder(tree).iteritems():
                made.add(name, mode, number)
        below: dict[bytes, dict[bytes, tuple[bytes, int]]] = {}
        for path, (blob, mode) in files.items():
            first, _, rest = path.partition(b"/")
            if rest:
                below.setdefault(first, {})[rest] = (blob, mode)
            else:
                made.add(first, mode, ObjectID(blob))
        for first, inside in below.items():
            old = bytes(made[first][1]) if first in made else None
            made.add(first, stat.S_IFDIR, ObjectID(self.with_files(old, inside)))
        return self._store(made)

    def blob(self, data: bytes) -> bytes:
        """Write a file's bytes; returns their id."""
        return self._store(Blob.from_string(data))

    def commit(
        self,
        parent: bytes,
        tree: bytes,
        message: str,
        author: tuple[Identity, datetime],
        committer: tuple[Identity, datetime],
    ) -> bytes:
        """Write a commit; returns its id. Both people come with the time of what they did."""
        made = Commit()
        made.tree, made.parents = ObjectID(tree), [ObjectID(parent)]
        made.author, made.committer = author[0].line.encode(), committer[0].line.encode()
        made.author_time, made.commit_time = int(author[1].timestamp()), int(committer[1].timestamp())
        made.author_timezone = made.commit_timezone = 0
        made.message = message.encode()
        return self._store(made)

    def _folder(self, number: bytes) -> Tree:
        found = self.repo.object_store[ObjectID(number)]
        if not isinstance(found, Tree):
            raise KeyError(number)
        return found

    def _store(self, made: ShaFile) -> bytes:
        """Write an object under a passing name first: one that was cut off never stands in the way of the next run.

        dulwich takes a lock for each, which a process that was killed would leave for ever.
        """
        number = made.id
        if number not in self.repo.object_store:
            folder = Path(self.repo.commondir()) / "objects" / number[:2].decode()
            folder.mkdir(exist_ok=True)
            passing = folder / f"tmp_obj_{uuid.uuid4().hex[:12]}"  # git gc sweeps these
            with passing.open("xb") as file:
                file.write(made.as_legacy_object())
                file.flush()
                os.fsync(file.fileno())
            passing.chmod(0o444)
            passing.replace(folder / number[2:].decode())
        return bytes(number)
