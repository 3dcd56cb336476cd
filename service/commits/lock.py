"""git's index.lock, taken so that a process that was killed does not leave it behind for good.

git locks a file by making ``FILE.lock``, which must not exist, and unlocks it by renaming that to ``FILE``. A process
that dies in between leaves a lock that nobody dares to touch. Here the new index is written into a folder of our own
first, and the lock is a second name (hard link) of it: as long as both are there, the lock can be known as ours. That
the process lives, the system says: it holds a lock (flock) on a file of the folder, which ends with it.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from service.commits.git import Waiting


@dataclass(frozen=True)
class Bench:
    """A folder of our own inside git's, for one run. ``index`` there is to become git's index."""

    folder: Path

    @property
    def index(self) -> Path:
        return self.folder / "index"

    @property
    def move(self) -> Path:
        """Says which branch is about to move where: "COMMIT BRANCH"; there from the moment when that is certain."""
        return self.folder / "move"

    @contextmanager
    def locking(self, index: Path) -> Iterator[None]:
        """Hold git's lock of its index, which is replaced by ours at the end of the block unless that raises.

        Raises:
            Waiting: if the lock is there already.
        """
        name = lock_of(index)
        try:
            _take(self.index, name)
        except FileExistsError as error:
            hint = "If no git is running, delete that file."
            raise Waiting(f"{name} is there: somebody is working in the repository", hint=hint) from error
        try:
            yield
            name.replace(index)
        except BaseException:
            name.unlink(missing_ok=True)
            raise

    def locks(self, index: Path) -> bool:
        """True if git's lock of its index is the one that was made here."""
        with suppress(FileNotFoundError):
            return os.path.samefile(self.index, lock_of(index))
        return False

    def clear(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


@contextmanager
def bench(git: Path) -> Iterator[Bench]:
    """Make a folder of our own in git's, on the same disk as the index, for as long as the block lasts."""
    own = Bench(git / f"polything-{uuid.uuid4().hex}")
    own.folder.mkdir()
    try:
        with (own.folder / "alive").open("wb") as file:
            with suppress(OSError):  # a disk without such locks: what is left there stays until somebody deletes it
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield own
    finally:
        own.clear()


def left_behind(git: Path) -> list[Bench]:
    """Return what dead processes of ours left in git's folder."""
    return [Bench(folder) for folder in sorted(git.glob(f"polything-{'?' * 32}")) if not _lives(folder)]


def lock_of(path: Path) -> Path:
    """Return the name of git's lock of a file."""
    return path.with_name(f"{path.name}.lock")


def _lives(folder: Path) -> bool:
    try:
        with (folder / "alive").open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    return False


def _take(own: Path, name: Path) -> None:
    with own.open("rb") as file:
        os.fsync(file.fileno())
    try:
        os.link(own, name)
    except FileExistsError:
        raise
    except OSError:  # a disk without hard links: git's own way, which knows no proof
        with name.open("xb") as file:
            file.write(own.read_bytes())
