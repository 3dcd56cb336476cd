"""Between the catalogue's words and the store's: units, document facts, entries and sides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, cast

from service.catalogue.po import Catalogue, Entry
from service.documents.frontmatter import FIELDS
from service.documents.programme import Programme
from service.documents.segment import segment
from service.documents.source import SourceDocument
from service.documents.units import Occurrence, Unit, unit_key
from service.model import Unit as UnitRow
from service.store.documents import DocumentFacts
from service.store.mirror import HeadRow
from service.store.units import Effect, UnitChange
from service.sync.merge import Side, State

_TEXTS = ("text", "texts", "groups")
_PER_KIND = 100_000
"""Positions of one kind of document; things come first, then posters, guides, pages."""


def facts(programme: Programme, document: SourceDocument) -> DocumentFacts:
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


def side_of_entry(entry: Entry) -> Side:
    """Return what a file says about an entry."""
    return Side(entry.text, entry.state, entry.origin, entry.stale)


def side_of_head(head: HeadRow) -> Side:
    """Return what the database says about a unit."""
    return Side(head.text, cast("State", head.state), head.origin, _stale(head))


def _stale(head: HeadRow) -> bool:
    """What a file can say: a suggestion waits for people anyway, and is fuzzy whether its source changed or not."""
    return head.stale and head.state != "suggested"


def entry_of_head(head: HeadRow, before: Entry | None = None) -> Entry:
    """Return the entry that shows a head in a file.

    ``before`` is the entry as the file has it, whose remarks and flags are kept; the unit's are the merge's to add.
    """
    return Entry(
        context=head.context,
        source=head.source,
        text=head.text,
        state=cast("State", head.state),
        origin=head.origin,
        base=unit_key(head.base_context, head.base_source),
        stale=_stale(head),
        comments=before.comments if before else (),
        flags=before.flags if before else (),
        previous=(head.base_context, head.base_source) if head.stale else None,
        obsolete=not head.active,
    )


def sides(catalogue: Catalogue) -> dict[str, Side]:
    """Return the live entries of a catalogue by key, in their order."""
    return {entry.key: side_of_entry(entry) for entry in catalogue.live}


def pack(entries: Mapping[str, Side]) -> dict[str, list[Any]]:
    """Return sides as plain data for `SyncState.base`; entries without a text keep their place."""
    return {
        key: [] if side.blank else [side.text, side.state, side.origin, side.stale] for key, side in entries.items()
    }


def unpack(packed: Mapping[str, Sequence[Any]]) -> dict[str, Side]:
    """Read what `pack` wrote."""
    return {key: Side(*values) if values else Side("", "missing", "") for key, values in packed.items()}


def older_sources(catalogues: Iterable[Catalogue]) -> dict[str, str]:
    """Return, by key, the source that stale entries were made for, as far as the catalogues remember it."""
    return {
        entry.key: entry.previous[1]
        for catalogue in catalogues
        for entry in catalogue.live
        if entry.stale and entry.previous
    }
