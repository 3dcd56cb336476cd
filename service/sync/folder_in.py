"""From the folder into an empty database, at the first start: sources, translations, languages, glossary.

Idempotent: what the database has already is left to the sync. Each document is one transaction, so that a start that
was interrupted goes on where it stopped.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from service.authoring.sources import add_document
from service.authoring.stored import new_changes
from service.catalogue.po import Catalogue
from service.documents.programme import ProgrammeFolder
from service.documents.source import SourceDocument, decode
from service.errors import CatalogueError, ContentError
from service.store import Database, UnitOfWork
from service.store.memory import Learnt
from service.store.mirror import KeyedUnit, Mirror
from service.store.translations import NewRevision
from service.sync import files
from service.sync.decide import Author, author_of
from service.sync.reading import read_catalogue_file
from service.sync.records import older_sources, pack, sides
from service.translation.glossary import import_csv
from service.translation.memory import learn_many
from service.translation.text import LONGEST


@dataclass
class ImportReport:
    """What was taken in. ``problems`` are lines "path:line: message" about files that were left out."""

    programme_id: int
    documents: int = 0
    units: int = 0
    translations: int = 0
    languages: int = 0
    problems: list[str] = field(default_factory=list)


def import_programme(database: Database, programme: ProgrammeFolder) -> ImportReport:
    """Bring a programme's folder into the database; returns at once where nothing is new.

    Files with errors are left out and named; the next sync takes them once they are mended.
    """
    with database.unit_of_work() as uow:
        programme_id = save_programme(uow, programme)
    report = ImportReport(programme_id, languages=len(programme.languages))
    report.problems += [str(error) for error in programme.errors]
    with database.reading() as uow:
        there = {document.identity for document in uow.documents.all(programme_id, gone=True)}
    for document in programme.documents:
        if document.id not in there:
            with database.unit_of_work() as uow:
                take_in(uow, programme, programme_id, document, report)
    if not there:
        report.problems += take_glossary(database, programme, programme_id)
    return report


def take_glossary(database: Database, programme: ProgrammeFolder, programme_id: int) -> list[str]:
    """Take in content/glossary/glossary.csv, if there is one; returns what is wrong with it."""
    path = programme.root / "content" / "glossary" / "glossary.csv"
    shown = path.relative_to(programme.root).as_posix()
    try:
        text = decode(path.read_bytes(), shown)
        with database.unit_of_work() as uow:
            import_csv(uow, programme_id, text, shown)
    except FileNotFoundError:
        return []
    except ContentError as error:
        return [str(error)]
    return []


def save_programme(uow: UnitOfWork, programme: ProgrammeFolder) -> int:
    """Write what programme.toml says about the programme and its languages; returns the programme's number.

    Three ways as well: a language's rule is taken over where programme.toml has changed it since it was read last, so
    that what coordinators set in the browser stays.
    """
    config = programme.config
    before = uow.programmes.by_key(config.id)
    read_last: dict[str, Any] = dict(before.config.get("languages", {})) if before else {}
    said = config.model_dump(mode="json", by_alias=True)
    row = uow.programmes.save(config.id, config.title, config.source_language, config.version, said)
    there = {language.tag for language in uow.programmes.languages(row.id, retired=True)}
    for tag, rule in config.languages.items():
        if tag in there and read_last.get(tag, said["languages"][tag]) == said["languages"][tag]:
            continue
        stored = {"states": list(rule.states), "fallback": rule.fallback, "publish_machine": rule.publish_machine}
        uow.programmes.save_language(row.id, tag, rule=stored, machine=rule.machine, draft=rule.draft)
        if tag not in there:
            uow.counters.recount_programme(row.id, tags=[tag])
    return row.id


def take_in(
    uow: UnitOfWork, programme: ProgrammeFolder, programme_id: int, document: SourceDocument, report: ImportReport
) -> int:
    """Add one document with its translations; returns the document's number."""
    catalogues = _catalogues(programme, document, report)
    changes = new_changes(document, older_sources(catalogue for _, _, catalogue in catalogues.values()))
    row = add_document(uow, programme, programme_id, document, changes)
    remember_source(uow, programme, programme_id, document)
    keys = Mirror(uow.session, uow.clock).keys(row.id)
    rows: list[NewRevision] = []
    for tag, (path, digest, catalogue) in catalogues.items():
        found = _revisions(uow, tag, catalogue, keys)
        rows += found
        learn_many(uow, row.language, tag, _learnt(found, keys), programme_id=programme_id)
        uow.sync.put(programme_id, path, digest, {"entries": pack(sides(catalogue))})
    if rows:
        report.translations += uow.translations.import_many(rows)
    report.documents += 1
    report.units += len(changes)
    return row.id


def _learnt(revisions: list[NewRevision], keys: dict[str, KeyedUnit]) -> list[Learnt]:
    """Return what the memory keeps: accepted texts of present sources; a stale one was made for another."""
    present = {unit.revision_id: unit.source for unit in keys.values() if unit.current}
    return [
        Learnt(
            present[revision.base_unit_revision_id], revision.text, revision.state, revision.origin, revision.unit_id
        )
        for revision in revisions
        if revision.state in ("translated", "approved") and revision.base_unit_revision_id in present
    ]


def remember_source(uow: UnitOfWork, programme: ProgrammeFolder, programme_id: int, document: SourceDocument) -> None:
    """Note that folder and database agree on a source, as far as the file's bytes say so."""
    digest = files.digest_of(files.read(programme.root, document.path))
    uow.sync.put(programme_id, document.path, digest, {"text": document.digest})


def _catalogues(
    programme: ProgrammeFolder, document: SourceDocument, report: ImportReport
) -> dict[str, tuple[str, str, Catalogue]]:
    """Return the readable catalogues of a document by tag, with their paths and digests."""
    found: dict[str, tuple[str, str, Catalogue]] = {}
    for target in programme.languages:
        path = files.po_name(document.kind, document.slug, target.tag)
        try:
            read = read_catalogue_file(programme.root, path, target.tag)
        except CatalogueError as error:
            report.problems.append(str(error))
            continue
        if read.catalogue is not None and any(len(entry.text) > LONGEST for entry in read.catalogue.live):
            report.problems.append(
                f"{path}: a text has more than {LONGEST:,} characters; nothing was read from the file"
            )
        elif read.catalogue is not None:
            found[target.tag] = (path, read.digest, read.catalogue)
    return found


def _revisions(uow: UnitOfWork, tag: str, catalogue: Catalogue, keys: dict[str, KeyedUnit]) -> list[NewRevision]:
    """Return the texts of a catalogue as revisions, stale ones based on the source that they were made for."""
    author: Author = author_of(uow, catalogue)
    rows = []
    for entry in catalogue.live:
        unit = keys.get(entry.key)
        if unit is None or not entry.text.strip() or entry.state == "missing":
            continue
        base = unit.revision_id
        if entry.stale:
            older = [revision.id for revision in uow.units.revisions(unit.unit_id) if revision.id < unit.revision_id]
            base = max(older, default=0)
        rows.append(
            NewRevision(
                unit_id=unit.unit_id,
                tag=tag,
                text=entry.text,
                state=entry.state,
                event="file",
                origin=entry.origin,
                reason=author.reason,
                author_id=author.person_id,
                base_unit_revision_id=base,
            )
        )
    return rows
