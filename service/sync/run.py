"""The whole sync: every source and every catalogue of a programme, folder and database, under one lease.

Interrupted anywhere, the next run finishes. Run twice, the second changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property

from service.documents.config_file import declare_language
from service.documents.programme import LanguageRule, ProgrammeFolder
from service.documents.reader import read_document
from service.documents.segment import segment
from service.documents.source import SourceDocument
from service.store import Database
from service.store.mirror import Mirror
from service.sync import files
from service.sync.catalogue_sync import sync_catalogue
from service.sync.course import Course
from service.sync.files import Checkpoint, Journal
from service.sync.folder_in import ImportReport, save_programme, take_in
from service.sync.lease import Lease, lease
from service.sync.report import SyncReport
from service.sync.source_sync import sync_source

CONFIG = "programme.toml"

RENAMED_FROM = 0.6
"""Share of a document's units that a new file must have for it to be the same document under a new name."""

Progress = Callable[[int, int, str], None]
"""Called with documents done, documents in all, and the path at hand."""


def silent(_done: int, _total: int, _path: str) -> None:
    """No one watches."""


def synchronise(
    database: Database,
    programme: ProgrammeFolder,
    *,
    progress: Progress = silent,
    checkpoint: Checkpoint = files.nothing,
) -> SyncReport:
    """Bring folder and database together. ``programme`` is the folder as it was read just now.

    Raises:
        JobError: if another sync of this programme is running.
    """
    with lease_of(database, programme) as held:
        return bring_together(held, programme, progress, checkpoint)


@contextmanager
def lease_of(database: Database, programme: ProgrammeFolder) -> Iterator[Lease]:
    """Hold the lease of a programme, which the database knows from then on.

    Raises:
        JobError: if another sync of this programme is running.
    """
    with database.unit_of_work() as uow:
        programme_id = save_programme(uow, programme)
    with lease(database, programme_id) as held:
        yield held


def bring_together(
    held: Lease,
    programme: ProgrammeFolder,
    progress: Progress = silent,
    checkpoint: Checkpoint = files.nothing,
    journal: Journal = files.unrecorded,
) -> SyncReport:
    """Do the sync under a lease that the caller holds. ``journal`` is told of each file before it is replaced."""
    report = SyncReport()
    programme = _with_languages(held.database, programme, held.programme_id, report, journal)
    return _Run(held.database, programme, held, progress, checkpoint, report, journal).run()


def _with_languages(
    database: Database, programme: ProgrammeFolder, programme_id: int, report: SyncReport, journal: Journal
) -> ProgrammeFolder:
    """Return the programme with the languages that were started in the browser, and declare them in programme.toml."""
    with database.reading() as uow:
        rules = {
            row.tag: LanguageRule.model_validate({**row.rule, "draft": row.draft, "machine": row.machine})
            for row in uow.programmes.languages(programme_id)
        }
    for tag, rule in rules.items():
        before = files.digest_of(files.read(programme.root, CONFIG))
        if tag not in programme.config.languages and declare_language(programme.root, tag, rule):
            report.written.append(CONFIG)
            journal(CONFIG, before, files.digest_of(files.read(programme.root, CONFIG)))
    return replace(programme, config=programme.config.model_copy(update={"languages": rules}))


@dataclass(frozen=True)
class _Row:
    """A document of the database, as far as the sync needs it outside of a transaction."""

    id: int
    kind: str
    slug: str
    path: str
    language: str
    revision: int
    text: str

    @property
    def identity(self) -> str:
        return f"{self.kind}/{self.slug}"

    @cached_property
    def document(self) -> SourceDocument:
        """The source as the database has it."""
        return read_document(self.kind, self.slug, self.path, self.text)


SEEN = ":seen"
"""The row that remembers, by path, which file met which state of the database last; see `_Run.settled`."""

FORMAT = "1"
"""Raised when the same data is written differently, so that every file is looked at once more."""


@dataclass
class _Run:
    database: Database
    programme: ProgrammeFolder
    held: Lease
    progress: Progress
    checkpoint: Checkpoint
    report: SyncReport
    journal: Journal = files.unrecorded
    before: dict[str, str] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)
    stamps: dict[tuple[int, str], int] = field(default_factory=dict)

    @property
    def course(self) -> Course:
        return Course(self.database, self.programme, self.report, self.checkpoint, self.journal)

    def run(self) -> SyncReport:
        report = self.report
        for error in self.programme.errors:
            empty = error.path is not None and not (files.read(self.programme.root, error.path) or b"").strip()
            if not empty:
                report.add(error.path or "", "invalid", f"{error}. {error.hint}".rstrip())
        self._rename(report)
        self._arrivals(report)
        with self.database.reading() as uow:
            state = uow.sync.get(self.held.programme_id, SEEN)
            self.before = dict(state.base) if state else {}
            self.stamps = Mirror(uow.session, uow.clock).stamps(self.held.programme_id)
        rows = self._rows()
        known: set[str] = set()
        for number, row in enumerate(rows):
            self.progress(number, len(rows), row.path)
            self.held.renew()
            known |= self._document(row)
        for path in files.orphans(self.programme, known):
            report.add(path, "orphan", "the file belongs to no document; it was left alone")
        if self.seen != self.before:
            with self.database.unit_of_work() as uow:
                uow.sync.put(self.held.programme_id, SEEN, "", dict(self.seen))
        self.progress(len(rows), len(rows), "")
        return report

    def _document(self, row: _Row) -> set[str]:
        """Sync one document and its catalogues; returns the catalogues' paths."""
        document: SourceDocument | None = None
        template = self.programme.root / files.pot_name(row.kind, row.slug)
        if not self.settled(row.path, str(row.revision)) or not template.is_file():
            document = self._source(row)
            self.settle(row.path, str(row.revision))
        paths = set()
        for target in self.programme.languages:
            if target.tag == row.language:
                continue
            path = files.po_name(row.kind, row.slug, target.tag)
            paths.add(path)
            stamp = f"{row.revision}.{self.stamps.get((row.id, target.tag), 0)}"
            if document is None and self.settled(path, stamp):
                continue
            source = document or row.document
            sync_catalogue(self.course, source, row.id, target.tag)
            self.settle(path, stamp)
        return paths

    def settled(self, path: str, stamp: str) -> bool:
        """True if neither the file nor the database has changed since the two agreed; such a file needs no look."""
        now = self._mark(path, stamp)
        if self.before.get(path) != now:
            return False
        self.seen[path] = now
        return True

    def settle(self, path: str, stamp: str) -> None:
        """Remember that a file is in step, unless there was anything to tell about it.

        ``stamp`` is from before the work: what was saved meanwhile makes the next run look again.
        """
        if not any(notice.path == path for notice in self.report.notices):
            self.seen[path] = self._mark(path, stamp)

    def _mark(self, path: str, stamp: str) -> str:
        return f"{FORMAT}.{stamp}.{files.digest_of(files.read(self.programme.root, path))[:24]}"

    def _rows(self) -> list[_Row]:
        with self.database.reading() as uow:
            return [
                _Row(row.id, row.kind, row.slug, row.path, row.language, row.source_revision_id or 0, text)
                for row, text in uow.documents.sources(self.held.programme_id)
            ]

    def _source(self, row: _Row) -> SourceDocument:
        file = self.programme.by_id.get(row.identity)
        data = files.read(self.programme.root, row.path)
        if file is None and data is not None and data.strip():
            return row.document  # an error in the file, reported above; its author is not done
        return sync_source(self.course, row.id, file)

    def _arrivals(self, report: SyncReport) -> None:
        """Take in documents that the database does not have."""
        there = {row.identity for row in self._rows()}
        for document in self.programme.documents:
            if document.id in there:
                continue
            taken = ImportReport(self.held.programme_id)
            with self.database.unit_of_work() as uow:
                take_in(uow, self.programme, self.held.programme_id, document, taken)
            report.add(document.path, "new", f"a new document with {taken.units} texts")
            self.checkpoint("arrived")

    def _rename(self, report: SyncReport) -> None:
        """Find documents whose file has another name now: the same units in a new file, and the old file gone."""
        rows = self._rows()
        there = {row.identity for row in rows}
        arrivals = [document for document in self.programme.documents if document.id not in there]
        gone = [row for row in rows if files.read(self.programme.root, row.path) is None]
        for row in gone:
            with self.database.reading() as uow:
                ours = {unit.key for unit in uow.units.of_document(row.id)}
            candidates = [(_alike(ours, document), document) for document in arrivals if document.kind == row.kind]
            share, best = max(candidates, key=lambda item: item[0], default=(0.0, None))
            if best is not None and share >= RENAMED_FROM:
                arrivals.remove(best)
                self._move(row, best)
                report.add(best.path, "renamed", f"this was {row.path}; all translations stay with it")

    def _move(self, row: _Row, document: SourceDocument) -> None:
        """Give a document its new name. Files go first: if this stops in between, the next run finds the same."""
        names = [(row.path, document.path)]
        for target in self.programme.languages:
            old = files.po_name(row.kind, row.slug, target.tag)
            new = files.po_name(document.kind, document.slug, target.tag)
            source, goal = self.programme.root / old, self.programme.root / new
            if source.is_file() and not goal.exists():
                goal.parent.mkdir(parents=True, exist_ok=True)
                source.rename(goal)
            names.append((old, new))
        (self.programme.root / files.pot_name(row.kind, row.slug)).unlink(missing_ok=True)
        self.checkpoint("moved")
        with self.database.unit_of_work() as uow:
            known = uow.documents.lock(row.id)
            known.slug, known.path = document.slug, document.path
            for old, new in names:
                state = uow.sync.get(self.held.programme_id, old)
                if state is not None:
                    uow.sync.put(self.held.programme_id, new, state.digest, state.base)
                    uow.sync.drop(self.held.programme_id, old)


def _alike(ours: set[str], document: SourceDocument) -> float:
    theirs = {unit.key for unit in segment(document)}
    return len(ours & theirs) / max(1, len(ours), len(theirs))
