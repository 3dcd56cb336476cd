"""Source files of the folder and the database, three ways.

The database is the record. A file that alone has changed becomes the new version; where both have, or where the file
looks cut off or like another text, the file's text waits for the author as a proposed revision and the file gets the
database's text back. A file with an error is left as it is, for its author to finish.
"""

from __future__ import annotations

from dataclasses import dataclass

from service.authoring.sources import alignment_of, kept_share, update_document
from service.catalogue.folder import template_of
from service.catalogue.po import write_po
from service.documents.programme import ProgrammeFolder
from service.documents.reader import read_document
from service.documents.segment import segment
from service.documents.source import SourceDocument
from service.model import Document
from service.store import UnitOfWork
from service.store.documents import NewSource
from service.sync import files
from service.sync.course import Course
from service.sync.report import SyncReport
from service.sync.suspicion import Suspicion, suspect_source

_HELD = {
    Suspicion.TRUNCATED: "the end of the file seems to be missing",
    Suspicion.FOREIGN: "hardly anything of the text before is left",
}


@dataclass(frozen=True)
class _Verdict:
    """The source as the database has it now; ``write``: the file has to be brought up to it."""

    document: SourceDocument
    write: bool


def sync_source(course: Course, document_id: int, file: SourceDocument | None) -> SourceDocument:
    """Bring one source and the database together; returns the source as the database has it afterwards.

    ``file`` is the document as read from the folder, None where the file is gone or empty.
    """
    programme, report = course.programme, course.report
    with course.database.unit_of_work() as uow:
        row = uow.documents.lock(document_id)
        path = row.path
        found = files.digest_of(files.read(programme.root, path))
        verdict = _decide(uow, programme, row, file, report)
        if verdict.write:
            _intend(uow, row, found, verdict.document)
        else:
            _remember(uow, row, found, verdict.document)
    course.checkpoint("decided")
    if verdict.write:
        data = verdict.document.text.encode()
        if files.write(programme.root, path, data, found, course.checkpoint, course.journal):
            report.written.append(path)
            with course.database.unit_of_work() as uow:
                _remember(uow, uow.documents.get(document_id), files.digest_of(data), verdict.document)
            course.checkpoint("remembered")
        else:
            report.add(path, "busy", "the file was being changed; the next sync takes it up")
    _template(course, verdict.document)
    return verdict.document


def _decide(
    uow: UnitOfWork, programme: ProgrammeFolder, row: Document, file: SourceDocument | None, report: SyncReport
) -> _Verdict:
    revision = uow.documents.source(row)
    ours = read_document(row.kind, row.slug, row.path, revision.text)
    state = uow.sync.get(row.programme_id, row.path)
    base = state.base.get("text") if state else None
    if state and file is not None and state.base.get("pending") == file.digest:
        base = file.digest
    if file is None:
        if state is not None:
            report.add(row.path, "missing", "the file was gone or empty; it was written again")
        return _Verdict(ours, write=True)
    if file.digest == ours.digest:
        return _Verdict(ours, write=False)
    if base == file.digest:
        return _Verdict(ours, write=True)
    if base == ours.digest:
        alignment, _ = alignment_of(uow, row.id, file)
        doubt = suspect_source(ours.text, file.text, kept_share(alignment))
        if doubt is None:
            change = update_document(uow, programme, row, file)
            report.add(row.path, "edited", f"a new version of the text ({change.change})")
            return _Verdict(file, write=False)
        reason = _HELD.get(doubt, "the file is empty")
    else:
        reason = "the text was changed on both sides"
    _propose(uow, row, file, reason, report)
    return _Verdict(ours, write=True)


def _propose(uow: UnitOfWork, row: Document, file: SourceDocument, reason: str, report: SyncReport) -> None:
    """Keep the file's text for the author, unless it is in the document's history already."""
    if any(revision.digest == file.digest for revision in uow.documents.revisions(row.id)):
        return
    uow.documents.add_revision(row, NewSource(file.text, file.digest, "meaning", "proposed", reason))
    report.add(row.path, "proposed", f"{reason}; the file's text waits for the author as a proposed revision")


def _remember(uow: UnitOfWork, row: Document, digest: str, document: SourceDocument) -> None:
    state = uow.sync.get(row.programme_id, row.path)
    base = {"text": document.digest}
    if state is None or (state.digest, state.base) != (digest, base):
        uow.sync.put(row.programme_id, row.path, digest, base)


def _intend(uow: UnitOfWork, row: Document, digest: str, document: SourceDocument) -> None:
    """Note what is about to be written, so that a run that is interrupted after writing does not read it as news."""
    state = uow.sync.get(row.programme_id, row.path)
    base = {"text": state.base.get("text") if state else None, "pending": document.digest}
    if state is None or (state.digest, state.base) != (digest, base):
        uow.sync.put(row.programme_id, row.path, digest, base)


def _template(course: Course, document: SourceDocument) -> None:
    """Bring the template up to date; it says nothing that the source does not say."""
    path = files.pot_name(document.kind, document.slug)
    root = course.programme.root
    data = write_po(template_of(course.programme, document, segment(document))).encode()
    found = files.read(root, path)
    if data != found and files.write(root, path, data, files.digest_of(found), journal=course.journal):
        course.report.written.append(path)
