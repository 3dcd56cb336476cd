"""One catalogue of the folder and the database, three ways.

The order of the steps is what makes an interruption harmless: first the database takes what the file has to say and
remembers the file as it stands, in one transaction; then the file is replaced; then that is remembered. A run that
stops in between leaves a file that is behind, never one that looks like news.
"""

from __future__ import annotations

from dataclasses import replace

from service.authoring.stored import unit_of
from service.catalogue.folder import empty, plural_forms
from service.catalogue.merge import template_entry
from service.catalogue.po import Catalogue, Entry, write_po
from service.documents.programme import ProgrammeFolder
from service.documents.source import SourceDocument
from service.errors import CatalogueError
from service.languages import language
from service.model import Document
from service.store import UnitOfWork
from service.store.mirror import Mirror
from service.sync import files
from service.sync.course import Course
from service.sync.decide import Basis, Plan, author_of, carry_out, plan
from service.sync.merge import REPORTED, Outcome, Side
from service.sync.reading import read_catalogue_file
from service.sync.records import entry_of_head, pack, sides, unpack
from service.sync.report import SyncReport
from service.sync.suspicion import Suspicion, suspect_catalogue

_SAID = {
    Outcome.TAKE: "taken over from the file",
    Outcome.RAISE: "confirmed in the file",
    Outcome.STILL_RIGHT: "confirmed in the file for the changed source",
    Outcome.DOUBT: "marked in the file as needing work; flagged “to check”",
    Outcome.SUGGEST: "added from the file as suggestions",
    Outcome.CONFLICT: "changed on both sides; the database stays, the file's text is a suggestion",
    Outcome.EMPTIED: "emptied in the file; the texts stay and are written again",
    Outcome.ABSENT: "missing in the file; written again",
}
_REFUSED = {
    Suspicion.EMPTY: "the file is empty; it was written again",
    Suspicion.TRUNCATED: "the end of the file is missing; nothing was read from it",
    Suspicion.FOREIGN: "the file belongs to another document; nothing was read from it",
}
LEFT = "Mend it, or delete it: the next sync then writes it again."


def sync_catalogue(course: Course, document: SourceDocument, document_id: int, tag: str) -> None:
    """Bring one catalogue and the database together; what is worth knowing goes into the report.

    ``document`` is the source as the database has it. A file that is not to be believed is left as it is.
    """
    programme, report = course.programme, course.report
    path = files.po_name(document.kind, document.slug, tag)
    try:
        found = read_catalogue_file(programme.root, path, tag)
    except CatalogueError as error:
        report.add(path, "unreadable", f"{error}. {LEFT}", language=tag)
        return
    with course.database.unit_of_work() as uow:
        row = uow.documents.lock(document_id)
        state = uow.sync.get(row.programme_id, path)
        base = unpack(state.base.get("entries", {})) if state else {}
        if state and found.catalogue and state.base.get("pending") == found.digest:
            base = sides(found.catalogue)
        doubt = _doubt(uow, document_id, base, found.catalogue) if found.catalogue is not None else None
        if doubt is not None:
            left = "" if doubt is Suspicion.EMPTY else f". {LEFT}"
            report.add(path, doubt.value, f"{_REFUSED[doubt]}{left}", language=tag)
            if doubt is not Suspicion.EMPTY:
                return
        if found.catalogue is None and state is not None:
            gone = found.data is None
            message = "the file was gone; it was written again" if gone else _REFUSED[Suspicion.EMPTY]
            report.add(path, "missing" if gone else "empty", message, language=tag)
        if found.catalogue is not None:
            try:
                steps = plan(uow, document_id, tag, found.catalogue, Basis(base))
            except CatalogueError as error:
                report.add(path, "unreadable", f"{error}. {LEFT}", language=tag)
                return
            carry_out(uow, document_id, tag, steps.steps, author_of(uow, found.catalogue))
            _tell(steps, base, found.catalogue, path, tag, report)
        wanted = render(uow, programme, document, row, tag, found.catalogue)
        data = write_po(wanted).encode()
        same = data == found.data
        digest = files.digest_of(data)
        here = wanted if same else found.catalogue
        remembered = {"entries": pack(sides(here)) if here else {}} | ({} if same else {"pending": digest})
        if state is None or state.digest != found.digest or state.base != remembered:
            uow.sync.put(row.programme_id, path, found.digest, remembered)
    course.checkpoint("decided")
    if same:
        return
    if not files.write(programme.root, path, data, found.digest, course.checkpoint, course.journal):
        report.add(path, "busy", "the file was being changed; the next sync takes it up", language=tag)
        return
    report.written.append(path)
    with course.database.unit_of_work() as uow:
        uow.sync.put(row.programme_id, path, digest, {"entries": pack(sides(wanted))})
    course.checkpoint("remembered")


def _doubt(uow: UnitOfWork, document_id: int, base: dict[str, Side], file: Catalogue) -> Suspicion | None:
    """Return why a file must be left alone; an empty list of entries is nothing to be left, and is written again."""
    keys = Mirror(uow.session, uow.clock).keys(document_id)
    return suspect_catalogue(base, list(sides(file).items()), keys)


def _tell(steps: Plan, base: dict[str, Side], file: Catalogue, path: str, tag: str, report: SyncReport) -> None:
    """Sum up what a person should hear of."""
    counts: dict[Outcome, int] = {}
    for step in steps.steps:
        outcome = step.decision.outcome
        if outcome in REPORTED:
            counts[outcome] = counts.get(outcome, 0) + 1
    present = {entry.key for entry in file.live}
    absent = sum(1 for key, side in base.items() if key not in present and not side.blank)
    if absent:
        counts[Outcome.ABSENT] = counts.get(Outcome.ABSENT, 0) + absent
    for outcome, count in counts.items():
        report.add(path, outcome.value, _SAID[outcome], count, tag)
    if steps.unknown:
        report.add(
            path, "unknown", "texts for no unit of the document; kept at the end of the file", len(steps.unknown), tag
        )


def render(
    uow: UnitOfWork,
    programme: ProgrammeFolder,
    document: SourceDocument,
    row: Document,
    tag: str,
    file: Catalogue | None,
) -> Catalogue:
    """Return the catalogue as the database has it, with the headers, remarks and obsolete entries of the file.

    Nothing is guessed here: an entry shows the text that its unit has, and no other. What belongs to no unit of the
    present source is kept as obsolete, but for a text that stands with the unit's edited source now.
    """
    target = language(tag)
    frame = file or empty(programme, document, target)
    before = {entry.id: entry for entry in (*frame.entries, *frame.live)}
    heads = sorted(Mirror(uow.session, uow.clock).heads(row.id, tag), key=lambda head: head.active)
    shown = {
        (head.context, head.source): entry_of_head(head, before.get((head.context, head.source))) for head in heads
    }
    active = {(head.context, head.source) for head in heads if head.active}
    live = []
    for unit in uow.units.of_document(row.id):
        wanted = template_entry(unit_of(unit), document.path)
        found = shown.pop(wanted.id) if wanted.id in active else _remark(before.get(wanted.id, wanted))
        flags = (*wanted.flags, *(flag for flag in found.flags if flag not in ("md-text", *wanted.flags)))
        live.append(replace(found, extracted=wanted.extracted, occurrences=wanted.occurrences, flags=flags))
    ids = {entry.id for entry in live}
    followed = {(entry.base, entry.text) for entry in live if entry.has_text}
    left = (entry for entry in frame.entries if (entry.key, entry.text) not in followed)
    kept = {entry.id: entry for entry in (*shown.values(), *left) if entry.has_text and entry.id not in ids}
    kept |= {identity: entry for identity, entry in shown.items() if identity not in ids}
    retired = (replace(entry, obsolete=True, extracted=(), occurrences=(), flags=()) for entry in kept.values())
    headers = {**frame.headers, "Plural-Forms": plural_forms(target)} if file is None else dict(frame.headers)
    return Catalogue(target.gettext, headers, (*live, *retired), frame.comment)


def _remark(entry: Entry) -> Entry:
    """An entry of the file for a unit that has no text in the database: only its remarks count."""
    return Entry(entry.context, entry.source, comments=entry.comments, flags=entry.flags)
