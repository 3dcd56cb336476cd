"""git's lock files, taken so that a process that was killed does not leave one behind for good.

git locks a file by making ``FILE.lock``, which must not exist, and unlocks it by renaming that to ``FILE``. A process
that dies in between leaves a lock that nobody dares to touch. Here the new content is written to a file of our own
first, and the lock is a second name (hard link) of it: as long as both are there, the lock can be known as ours. The
name of our file says which commit it belongs to, and which process of which machine made it.
"""

from __future__ import annotations

import os
import re
import socket
import uuid
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from service.sync.files import Checkpoint, nothing

OLD = timedelta(minutes=10)
"""A lock is held for milliseconds. What a process of another machine holds for so long, it has left behind."""

_OURS = re.compile(r"polything-(?P<commit>[0-9a-f]{40})-(?P<host>[0-9a-f]{8})-(?P<pid>\d+)-[0-9a-f]{32}\.lock")
_held: set[str] = set()
"""Our files of this very process; after a restart in a container another process may have its number."""


class Locked(Exception):
    """Somebody else is changing the file; ``path`` is the lock."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is there: somebody is working in the repository")
        self.path = path


@dataclass
class Lock:
    """A lock that is held. `put` makes its content the file's and ends it."""

    target: Path
    own: Path
    done: bool = False

    def put(self) -> None:
        """Replace the file in one step; the lock is gone with it."""
        _lock_of(self.target).replace(self.target)
        self.done = True


@contextmanager
def lock(target: Path, content: bytes, folder: Path, commit: str, checkpoint: Checkpoint = nothing) -> Iterator[Lock]:
    """Hold the lock of ``target`` with its new content, which is written only if `Lock.put` is called.

    ``folder`` is git's own, on the same disk; ``commit`` the commit that all this is about, 40 hex digits.

    Raises:
        Locked: if the lock is there already.
    """
    host = f"{zlib.crc32(socket.gethostname().encode()):08x}"
    own = folder / f"polything-{commit}-{host}-{os.getpid()}-{uuid.uuid4().hex}.lock"
    _held.add(own.name)
    held = Lock(target, own)
    taken = False
    try:
        _write(own, content, target)
        try:
            _take(own, _lock_of(target), content)
        except FileExistsError as error:
            raise Locked(_lock_of(target)) from error
        taken = True
        checkpoint(f"locked {target.name}")
        yield held
    finally:
        if taken and not held.done:
            _lock_of(target).unlink(missing_ok=True)
        own.unlink(missing_ok=True)
        _held.discard(own.name)


def _lock_of(target: Path) -> Path:
    return target.with_name(f"{target.name}.lock")


def _write(path: Path, content: bytes, like: Path) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileNotFoundError):
        path.chmod(like.stat().st_mode & 0o777)


def _take(own: Path, name: Path, content: bytes) -> None:
    try:
        os.link(own, name)
    except FileExistsError:
        raise
    except OSError:  # a disk without hard links: git's own way, which knows no proof
        with name.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())


@dataclass(frozen=True)
class Left:
    """A lock that a dead process left: the file that it was to replace, and the commit that it was for."""

    target: Path
    commit: str
    own: Path

    def finish(self) -> None:
        """Do what the dead process was about to do."""
        _lock_of(self.target).replace(self.target)
        self.own.unlink(missing_ok=True)

    def give_up(self) -> None:
        """Undo what the dead process had begun."""
        _lock_of(self.target).unlink(missing_ok=True)
        self.own.unlink(missing_ok=True)


def left_behind(folder: Path, targets: tuple[Path, ...], now: datetime) -> list[Left]:
    """Return the locks of these files that dead processes of ours left; our files that lock nothing are deleted."""
    found = []
    for own in sorted(folder.glob("polything-*.lock")):
        match = _OURS.fullmatch(own.name)
        if match is None or not _dead(own, match, now):
            continue
        locked = next((target for target in targets if _same(own, _lock_of(target))), None)
        if locked is None:
            own.unlink(missing_ok=True)
        else:
            found.append(Left(locked, match["commit"], own))
    return found


def _same(own: Path, other: Path) -> bool:
    try:
        return os.path.samefile(own, other)
    except FileNotFoundError:
        return False


def _dead(own: Path, match: re.Match[str], now: datetime) -> bool:
    if own.name in _held:
        return False
    if match["host"] == f"{zlib.crc32(socket.gethostname().encode()):08x}":
        if int(match["pid"]) == os.getpid():
            return True
        try:
            os.kill(int(match["pid"]), 0)
        except ProcessLookupError:
            return True
        except PermissionError:
            pass
    try:
        return now.timestamp() - own.stat().st_mtime > OLD.total_seconds()
    except FileNotFoundError:
        return False
