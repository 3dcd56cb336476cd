"""Committing what a sync wrote, with the people who made it as authors. Off unless an operator asks for it.

Whatever goes wrong here, the sync is done already: this reports, it never fails. What cannot be committed now stays in
the ledger, and the next run looks again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import structlog

from service.documents.programme import ProgrammeFolder
from service.errors import PolythingError
from service.settings import Settings
from service.store import Database
from service.sync.files import Checkpoint, nothing
from service.sync.git.errors import Waiting
from service.sync.git.ledger import Ledger
from service.sync.git.words import host_of, identity

_log = structlog.get_logger(__name__)

EXPOSED = "git does not ignore the folder with the database, which holds people's addresses: add it to .gitignore."
MISSING = "dulwich is not installed: pip install polything[git]"


@dataclass(frozen=True)
class GitOptions:
    """What an operator decided. ``host`` stands in the no-reply addresses of authors.

    ``private``: the folder with the database, which must never get into a repository.
    """

    host: str
    private: Path | None = None


@dataclass
class Outcome:
    """``commits``: "abc1234567 Spanish: 1 text translated in …". ``waiting``: reasons by path, "" for all files."""

    branch: str = ""
    commits: list[str] = field(default_factory=list)
    waiting: dict[str, str] = field(default_factory=dict)
    works: bool = True
    exposed: bool = False

    @property
    def remarks(self) -> list[str]:
        """What is not committed and why, in lines."""
        lines = [f"{path}: not committed: {why}" if path else f"Not committed: {why}" for path, why in self._grouped()]
        return [EXPOSED, *lines] if self.exposed else lines

    def _grouped(self) -> list[tuple[str, str]]:
        """One line for each reason: the first path, and how many more."""
        paths: dict[str, list[str]] = {}
        for path, why in self.waiting.items():
            paths.setdefault(why, []).append(path)
        return [
            (found[0] if len(found) == 1 else f"{found[0]} and {len(found) - 1} more", why)
            for why, found in paths.items()
        ]


def git_options(settings: Settings) -> GitOptions | None:
    """Return what the settings say about commits, None where they are off."""
    return GitOptions(host_of(settings.public_url), settings.var_dir) if settings.git_commit else None


def commit_written(
    database: Database,
    programme: ProgrammeFolder,
    programme_id: int,
    options: GitOptions,
    checkpoint: Checkpoint = nothing,
) -> Outcome:
    """Commit the files that Polything wrote. To be called under the sync's lease. Never raises."""
    return _guarded(database, programme, programme_id, options, checkpoint)


def standing(database: Database, programme: ProgrammeFolder, programme_id: int, options: GitOptions) -> Outcome:
    """Say whether commits work here and what waits, without changing anything."""
    return _guarded(database, programme, programme_id, options, None)


def _guarded(
    database: Database,
    programme: ProgrammeFolder,
    programme_id: int,
    options: GitOptions,
    checkpoint: Checkpoint | None,
) -> Outcome:
    outcome = Outcome()
    try:
        _work(database, programme, programme_id, options, checkpoint, outcome)
    except ImportError:
        outcome.works = False
        outcome.waiting[""] = MISSING
    except PolythingError as error:
        outcome.works = isinstance(error, Waiting)
        outcome.waiting[""] = f"{error}. {error.hint}".rstrip()
    except Exception as error:  # a repository may be broken in any way; texts are safe in folder and database
        _log.exception("git commit failed")
        outcome.works = False
        outcome.waiting[""] = f"{type(error).__name__}: {error}"
    return outcome


def _work(
    database: Database,
    programme: ProgrammeFolder,
    programme_id: int,
    options: GitOptions,
    checkpoint: Checkpoint | None,
    outcome: Outcome,
) -> None:
    from service.sync.git.plan import plan
    from service.sync.git.repository import opened
    from service.sync.git.survey import places, survey

    ledger = Ledger(database, programme_id)
    chains: Mapping[str, list[str]] = ledger.chains()
    if not chains and checkpoint is not None:
        return
    now = database.clock()
    with opened(programme.root) as repository:
        outcome.exposed = options.private is not None and repository.exposes(options.private)
        if checkpoint is not None:
            repository.mend(now)
        head = repository.check()
        outcome.branch = head.branch.decode(errors="replace").removeprefix("refs/heads/")
        base, index = repository.index()
        found = survey(repository, head, index, programme, chains, places(database, programme, programme_id))
        outcome.waiting |= found.waiting
        if checkpoint is None:
            return
        for path in found.settled:
            ledger.settle(path, chains[path])
        for path in found.waiting.keys() & found.ends.keys():
            ledger.shorten(path, chains[path], *found.ends[path])
        if not found.ready:
            return
        with database.reading() as uow:
            planned = plan(uow, found.ready, options.host, now)
        fresh = {one.name: one.stat for one in found.ready}
        polything = identity(None, "", options.host)
        ids = repository.commit(head, base, planned, fresh, polything, now, checkpoint)
    subjects = [one.message.partition("\n")[0] for one in planned]
    outcome.commits += [f"{number[:10]} {subject}" for number, subject in zip(ids, subjects, strict=True)]
    for one in found.ready:
        ledger.settle(one.path, chains[one.path])
    checkpoint("settled")
