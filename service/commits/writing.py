"""Making commits, in an order that a process may stop anywhere: objects that nobody refers to, git's lock of the index,
the branch, the index. Files in the work tree, other entries of the index, configuration and remotes are not touched.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from service.commits.git import Git, Waiting
from service.commits.lock import Bench, bench, left_behind, lock_of
from service.commits.repository import Repository, State
from service.commits.words import Identity
from service.sync import files
from service.sync.files import Checkpoint, nothing

_MOMENT = timedelta(minutes=1)
"""Shorter than the lease that a killed run holds, so that whoever mends does not come too early."""


@dataclass(frozen=True)
class Planned:
    """One commit: who, what is said, and the files' new bytes by path from the top of the repository."""

    author: Identity
    when: datetime
    message: str
    files: Mapping[bytes, bytes]


def commit(
    repository: Repository,
    state: State,
    commits: Sequence[Planned],
    committer: tuple[Identity, datetime],
    checkpoint: Checkpoint = nothing,
) -> list[str]:
    """Make commits one upon the other and move the branch to the last; returns their ids, the first first.

    ``state`` is what all was decided on.

    Raises:
        Waiting: somebody works in the repository, or did meanwhile.
    """
    by, index = _person("COMMITTER", *committer), repository.git / "index"
    with bench(repository.git) as own:
        own.index.write_bytes(state.index)
        ids = _objects(repository, own, state, commits, by)
        shutil.copymode(index, own.index)
        own.move.write_text(f"{ids[-1]} {state.head.branch}")
        checkpoint("objects")
        with own.locking(index):
            checkpoint("locked index")
            if files.read(repository.git, "index") != state.index or repository.check() != state.head:
                raise Waiting("somebody worked in the repository at the same moment")
            move = ("update-ref", "-m", "commit: Polything", "--", state.head.branch, ids[-1], state.head.commit)
            repository.ask(*move, surroundings=by)
            checkpoint("branch")
        checkpoint("index")
    return ids


def _objects(
    repository: Repository, own: Bench, state: State, commits: Sequence[Planned], by: Mapping[str, str]
) -> list[str]:
    """Write everything that the commits consist of, and the files into our copy of git's index; returns their ids."""
    blobs = iter(_blobs(repository, own, [data for planned in commits for data in planned.files.values()]))
    parent, tree = state.head.commit, {"GIT_INDEX_FILE": str(own.folder / "tree")}
    repository.ask("-c", "core.splitIndex=false", "read-tree", parent, surroundings=tree)
    ids, lines = [], b""
    for planned in commits:
        modes = [state.tree.get(name, b"100644")[:6] for name in planned.files]
        given = b"".join(
            b"%s %s\t%s\0" % (mode, next(blobs), name) for mode, name in zip(modes, planned.files, strict=True)
        )
        repository.ask("update-index", "-z", "--index-info", given=given, surroundings=tree)
        number = repository.ask("write-tree", surroundings=tree).decode().strip()
        surroundings = {**by, **_person("AUTHOR", planned.author, planned.when)}
        made = ("commit-tree", number, "-p", parent)
        parent = repository.ask(*made, given=planned.message.encode(), surroundings=surroundings).decode().strip()
        ids.append(parent)
        lines += given  # of a file's several lines the last one stays
    index = {"GIT_INDEX_FILE": str(own.index), **_unfiltered(repository)}
    repository.ask("update-index", "-z", "--index-info", given=lines, surroundings=index)
    return ids


def _unfiltered(repository: Repository) -> dict[str, str]:
    """Return the environment in which no filter of the configuration runs.

    Writing an index, git compares files that were changed in the moment of its last writing, and filters them for that.
    """
    asked = ("config", "-z", "--name-only", "--get-regexp", r"^filter\..*\.(clean|process|required)$")
    names = sorted(set(os.fsdecode(repository.ask(*asked, answers=(0, 1))).split("\0")) - {""})
    first = int(os.environ.get("GIT_CONFIG_COUNT") or 0)
    found = {"GIT_CONFIG_COUNT": str(first + len(names))}
    for number, name in enumerate(names, first):
        found[f"GIT_CONFIG_KEY_{number}"] = name
        found[f"GIT_CONFIG_VALUE_{number}"] = "false" if name.endswith(".required") else ""
    return found


def _blobs(repository: Repository, own: Bench, texts: Sequence[bytes]) -> list[bytes]:
    """Write files' bytes as they are, without filters; returns their ids."""
    for number, data in enumerate(texts):
        (own.folder / f"blob-{number}").write_bytes(data)
    given = "".join(f"blob-{number}\n" for number in range(len(texts))).encode()
    hashing = ("hash-object", "-w", "--no-filters", "--stdin-paths")
    return Git(own.folder).ask(*hashing, given=given, surroundings={"GIT_DIR": str(repository.git)}).split()


def _person(part: str, who: Identity, when: datetime) -> dict[str, str]:
    given = {"NAME": who.name, "EMAIL": who.address, "DATE": f"@{int(when.timestamp())} +0000"}
    return {f"GIT_{part}_{name}": value for name, value in given.items()}


def mend(repository: Repository, now: datetime) -> None:
    """Finish or undo what a run of ours that was killed had begun, together with the git that it had started."""
    index = repository.git / "index"
    for own in left_behind(repository.git):
        number, _, branch = (files.read(own.folder, own.move.name) or b"").decode().partition(" ")
        if number:  # git locks both for one move: the branch with its new commit, HEAD without content
            for lock in (lock_of(repository.common / branch), lock_of(repository.git / "HEAD")):
                if files.read(lock.parent, lock.name) == f"{number}\n".encode() or _forgotten(lock, now):
                    lock.unlink()
        if own.locks(index):
            asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", branch)
            if number and repository.ask(*asked, answers=(0, 1)).decode().strip() == number:
                lock_of(index).replace(index)
            else:
                lock_of(index).unlink()
        own.clear()


def _forgotten(lock: Path, now: datetime) -> bool:
    """True for a lock without content that nobody can be holding any more; git holds one for milliseconds."""
    with suppress(FileNotFoundError):
        found = lock.stat()
        return not found.st_size and now.timestamp() - found.st_mtime > _MOMENT.total_seconds()
    return False
