"""Documents and their units as the store keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from service.documents.frontmatter import FIELDS
from service.documents.programme import ProgrammeFolder
from service.documents.segment import segment
from service.documents.source import SourceDocument
from service.documents.units import Occurrence, Unit
from service.model import Unit as UnitRow
from service.store.documents import DocumentFacts
from service.store.units import Effect, UnitChange

_TEXTS = ("text", "texts", "groups")
_PER_KIND = 100_000
"""Positions of one kind of document; things come first, then posters, guides, pages."""


def facts(programme: ProgrammeFolder, document: SourceDocument) -> DocumentFacts:
    """Return what the store keeps of a source file."""
    return DocumentFacts(
        kind=document.kind,
        slug=document.slug,
        title=document.title,
        language=document.language or programme.config.source_language,
        path=document.path,
        text=document.text,
        digest=document.digest,
        number=document.get("number"),
        position=position(document),
        under_revision=bool(document.get("under_revision", False)),
        meta={
            name: value for name, value in document.front.values.items() if FIELDS[document.kind][name] not in _TEXTS
        },
    )


def position(document: SourceDocument) -> int:
    """Return a document's place in reading order: by kind, then by number or position, then by name in the store."""
    within = document.get("number", document.get("position", 10_000))
    return list(FIELDS).index(document.kind) * _PER_KIND + int(within)


def change_of(
    unit: Unit, place: int, effect: Effect, unit_id: int | None = None, previous: str | None = None
) -> UnitChange:
    """Return the line of an alignment for a unit of the new version; ``place`` counts from 0."""
    return UnitChange(
        effect=effect,
        unit_id=unit_id,
        key=unit.key,
        context=unit.context,
        source=unit.source,
        kind=unit.kind,
        section=unit.section,
        note=unit.note,
        words=unit.words,
        position=place,
        occurrences=[asdict(occurrence) for occurrence in unit.occurrences],
        previous=previous,
    )


def new_changes(document: SourceDocument, previous: Mapping[str, str]) -> list[UnitChange]:
    """Return all units of a document as new ones; ``previous`` are older sources by key, known from catalogues."""
    return [
        change_of(unit, place, "new", previous=previous.get(unit.key)) for place, unit in enumerate(segment(document))
    ]


def unit_of(row: UnitRow) -> Unit:
    """Return a unit of the store as the catalogue knows it."""
    return Unit(row.context, row.source, tuple(_occurrence(item) for item in row.occurrences), row.note)


def _occurrence(item: Mapping[str, Any]) -> Occurrence:
    return Occurrence(int(item["line"]), str(item["kind"]), str(item["section"]), str(item["path"]))
