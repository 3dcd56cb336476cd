"""A sync that commits what it wrote, with the people who made it as authors. Off unless an operator asks for it.

Whatever goes wrong with the commits, the sync is done already: this reports, it never fails. What cannot be
committed now stays in the ledger, and the next run looks again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import structlog

from service.commits.git import Waiting
from service.commits.ledger import Ledger
from service.commits.plan import plan
from service.commits.repository import Repository, State
from service.commits.survey import Survey, places, survey
from service.commits.words import host_of, identity
from service.commits.writing import commit, mend
from service.documents.programme import ProgrammeFolder
from service.errors import PolythingError
from service.settings import Settings
from service.store import Database
from service.sync.files import Checkpoint, nothing
from service.sync.report import SyncReport
from service.sync.run import Progress, bring_together, lease_of, silent, synchronise

_log = structlog.get_logger(__name__)

EXPOSED = "git does not ignore the folder with the database, which holds people's addresses: add it to .gitignore."


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


def sync_and_commit(
    database: Database,
    programme: ProgrammeFolder,
    options: GitOptions | None,
    progress: Progress = silent,
    checkpoint: Checkpoint = nothing,
) -> SyncReport:
    """Bring folder and database together and, with ``options``, commit what was written, under one lease.

    Raises:
        JobError: if another sync of this programme is running; the job is then tried again.
    """
    if options is None:
        return synchronise(database, programme, progress=progress, checkpoint=checkpoint)
    with lease_of(database, programme) as held:
        journal = Ledger(database, held.programme_id).intend
        report = bring_together(held, programme, progress, checkpoint, journal)
        held.renew()
        run = _Run(database, programme, held.programme_id, options)
        outcome = run.guarded(lambda: run.commit(checkpoint))
        report.committed, report.uncommitted = outcome.commits, outcome.remarks
        return report


def standing(database: Database, programme: ProgrammeFolder, programme_id: int, options: GitOptions) -> Outcome:
    """Say whether commits work here and what waits, without changing anything."""
    run = _Run(database, programme, programme_id, options)
    return run.guarded(lambda: run.look(Repository(programme.root)))


@dataclass
class _Run:
    """One look at what may be committed. ``outcome`` fills up on the way, so that an error leaves what was found."""

    database: Database
    programme: ProgrammeFolder
    programme_id: int
    options: GitOptions
    outcome: Outcome = field(default_factory=Outcome)

    def guarded(self, work: Callable[[], object]) -> Outcome:
        try:
            work()
        except PolythingError as error:
            self.outcome.works = isinstance(error, Waiting)
            self.outcome.waiting[""] = f"{error}. {error.hint}".rstrip()
        except Exception as error:  # a repository may be broken in any way; texts are safe in folder and database
            _log.exception("git commit failed")
            self.outcome.works = False
            self.outcome.waiting[""] = f"{type(error).__name__}: {error}"
        return self.outcome

    @cached_property
    def ledger(self) -> Ledger:
        return Ledger(self.database, self.programme_id)

    @cached_property
    def chains(self) -> dict[str, list[str]]:
        return self.ledger.chains()

    def look(self, repository: Repository) -> tuple[State, Survey]:
        private = self.options.private
        self.outcome.exposed = private is not None and repository.exposes(private)
        head = repository.check()
        self.outcome.branch = head.branch.removeprefix("refs/heads/")
        state, known = repository.state(head), places(self.database, self.programme, self.programme_id)
        found = survey(repository, state, self.programme.root, self.chains, known)
        self.outcome.waiting |= found.waiting
        return state, found

    def commit(self, checkpoint: Checkpoint) -> None:
        if not self.chains:
            return
        now = self.database.clock()
        repository = Repository(self.programme.root)
        mend(repository, now)
        state, found = self.look(repository)
        for path in found.settled:
            self.ledger.settle(path, self.chains[path])
        for path in found.waiting.keys() & found.ends.keys():
            self.ledger.shorten(path, self.chains[path], *found.ends[path])
        if not found.ready:
            return
        with self.database.reading() as uow:
            planned = plan(uow, found.ready, self.options.host, now)
        ids = commit(repository, state, planned, (identity(None, "", self.options.host), now), checkpoint)
        subjects = [one.message.partition("\n")[0] for one in planned]
        self.outcome.commits += [f"{number[:10]} {subject}" for number, subject in zip(ids, subjects, strict=True)]
        for one in found.ready:
            self.ledger.settle(one.path, self.chains[one.path])
        checkpoint("settled")
