"""One document in one language as a file to take away: PO, XLIFF, and the glossary as a table."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from service.catalogue.po import write_po
from service.documents.programme import ProgrammeFolder
from service.documents.reader import read_document
from service.documents.source import SourceDocument
from service.exchange.formats.row import ExchangedUnit, ExchangeFile, State
from service.exchange.formats.table import write_table
from service.exchange.formats.xliff import write_xliff
from service.model import Document
from service.store import UnitOfWork
from service.store.mirror import Mirror
from service.sync.catalogue_sync import render

EXPORTED = "X-Polything-Revision"
"""Header of a catalogue that was handed out: the newest translation revision then. It makes the upload three-way."""

GLOSSARY_COLUMNS = ("term", "translation", "do_not_translate", "definition", "note")


def source_of(uow: UnitOfWork, row: Document) -> SourceDocument:
    """Return a document's source as the database has it. Raises NotFound if it has none."""
    return read_document(row.kind, row.slug, row.path, uow.documents.source(row).text)


def export_po(uow: UnitOfWork, programme: ProgrammeFolder, row: Document, tag: str) -> bytes:
    """Return the catalogue as the database has it now, marked so that an upload knows what it started from."""
    catalogue = render(uow, programme, source_of(uow, row), row, tag, None)
    newest = Mirror(uow.session, uow.clock).newest_revision()
    return write_po(replace(catalogue, headers={**catalogue.headers, EXPORTED: str(newest)})).encode()


def export_xliff(uow: UnitOfWork, programme: ProgrammeFolder, row: Document, tag: str) -> bytes:
    """Return the document as XLIFF 2.1, units in page order."""
    mirror = Mirror(uow.session, uow.clock)
    heads = {head.unit_id: head for head in mirror.heads(row.id, tag)}
    rows = []
    for unit in uow.units.of_document(row.id):
        head = heads.get(unit.id)
        rows.append(
            ExchangedUnit(
                unit.key,
                unit.source,
                head.text if head else "",
                # A stale text goes out as a suggestion: a tool that trusts states would skip it.
                ("suggested" if head.stale else cast("State", head.state)) if head else "missing",
                unit.context,
                unit.kind,
                unit.section,
                unit.note,
            )
        )
    return write_xliff(
        ExchangeFile(
            programme.config.id, row.identity, row.language, tag, tuple(rows), revision=mirror.newest_revision()
        )
    )


def export_glossary(uow: UnitOfWork, programme_id: int, tag: str) -> bytes:
    """Return the glossary of a language as a spreadsheet, one row for each translation of a term."""
    return write_table(
        GLOSSARY_COLUMNS,
        (
            {
                "term": row.term,
                "translation": f"not: {row.target}" if row.forbidden else row.target or "",
                "do_not_translate": "yes" if row.do_not_translate else "",
                "definition": row.definition,
                "note": row.note,
            }
            for row in uow.glossary.terms(programme_id, tag)
        ),
    )
