"""git's index.lock, taken so that a process that was killed does not leave it behind for good.

git locks a file by making ``FILE.lock``, which must not exist, and unlocks it by renaming that to ``FILE``. A process
that dies in between leaves a lock that nobody dares to touch. Here the new index is written into a folder of our own
first, and the lock is a second name (hard link) of it: as long as both are there, the lock can be known as ours. The
folder's name says which process of which machine made it, a file in it which commit the branch is about to get.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import uuid
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from service.commits.git import Waiting

OLD = timedelta(minutes=10)
"""A lock is held for milliseconds. What a process of another machine holds for so long, it has left behind."""

_OURS = re.compile(r"polything-(?P<host>[0-9a-f]{8})-(?P<pid>\d+)-[0-9a-f]{32}")
_held: set[str] = set()
"""Our folders of this very process; after a restart in a container another process may have its number."""


@dataclass(frozen=True)
class Bench:
    """A folder of our own inside git's, for one run. ``index`` there is to become git's index."""

    folder: Path

    @property
    def index(self) -> Path:
        return self.folder / "index"

    def note(self, branch: str, commit: str) -> None:
        """Write down which branch is about to move where."""
        (self.folder / "move").write_text(f"{commit} {branch}")

    @property
    def noted(self) -> tuple[str, str]:
        """The branch and the commit, both "" if the run did not come so far."""
        with suppress(FileNotFoundError):
            commit, _, branch = (self.folder / "move").read_text().partition(" ")
            return branch, commit
        return "", ""

    @contextmanager
    def locking(self, index: Path) -> Iterator[None]:
        """Hold git's lock of its index; unless the block raises, the index is replaced by ours at its end.

        Raises:
            Waiting: if the lock is there already.
        """
        name = lock_of(index)
        with self.index.open("rb") as file:
            os.fsync(file.fileno())
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
    own = Bench(git / f"polything-{_host()}-{os.getpid()}-{uuid.uuid4().hex}")
    _held.add(own.folder.name)
    try:
        own.folder.mkdir()
        yield own
    finally:
        own.clear()
        _held.discard(own.folder.name)


def left_behind(git: Path, now: datetime) -> list[Bench]:
    """Return what dead processes of ours left in git's folder."""
    found = ((path, _OURS.fullmatch(path.name)) for path in sorted(git.glob("polything-*")))
    return [Bench(path) for path, match in found if match is not None and _dead(path, match, now)]


def lock_of(path: Path) -> Path:
    """Return the name of git's lock of a file."""
    return path.with_name(f"{path.name}.lock")


def _host() -> str:
    return f"{zlib.crc32(socket.gethostname().encode()):08x}"


def _take(own: Path, name: Path) -> None:
    try:
        os.link(own, name)
    except FileExistsError:
        raise
    except OSError:  # a disk without hard links: git's own way, which knows no proof
        with name.open("xb") as file:
            file.write(own.read_bytes())
            file.flush()
            os.fsync(file.fileno())


def _dead(own: Path, match: re.Match[str], now: datetime) -> bool:
    if own.name in _held:
        return False
    if match["host"] == _host():
        if int(match["pid"]) == os.getpid():
            return True
        try:
            os.kill(int(match["pid"]), 0)
        except ProcessLookupError:
            return True
        except PermissionError:
            pass
    with suppress(FileNotFoundError):
        return now.timestamp() - own.stat().st_mtime > OLD.total_seconds()
    return False
