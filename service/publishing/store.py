"""Editions from the database: the record of sources and translations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path

from exporters.api import Contributor, Edition
from service.documents.programme import LanguageRule, ProgrammeConfig, ProgrammeFolder, read_assets, reading_order
from service.documents.reader import read_document
from service.documents.source import SourceDocument
from service.languages import language
from service.localizing.localize import Lookup, Translation
from service.model import Programme as ProgrammeRow
from service.publishing.edition import Material, build
from service.store import UnitOfWork


@lru_cache(maxsize=2048)
def _read(kind: str, slug: str, path: str, text: str) -> SourceDocument:
    """A source is parsed once, however often it is asked for: its text is its identity."""
    return read_document(kind, slug, path, text)


def programme_from_store(uow: UnitOfWork, row: ProgrammeRow, root: Path) -> ProgrammeFolder:
    """Return the programme as the database has it; pictures come from the folder ``root``.

    The languages are those of the database, with the rules that coordinators set there.
    """
    rules = {
        found.tag: {**found.rule, "draft": found.draft, "machine": found.machine}
        for found in uow.programmes.languages(row.id)
    }
    config = ProgrammeConfig.model_validate({**row.config, "languages": rules})
    documents = sorted(
        (_read(found.kind, found.slug, found.path, text) for found, text in uow.documents.sources(row.id)),
        key=reading_order,
    )
    return ProgrammeFolder(root, config, tuple(documents), read_assets(root))


def edition_from_store(
    uow: UnitOfWork,
    row: ProgrammeRow,
    root: Path,
    tag: str,
    *,
    rule: LanguageRule | None = None,
    only: Iterable[str] | None = None,
) -> Edition:
    """Build a language's edition from the database.

    ``only`` names ids of documents ("thing/06-…").

    Raises:
        ContentError, SettingsError: as `service.publishing.edition.build`.
    """
    canonical = language(tag).tag
    programme = programme_from_store(uow, row, root)
    wanted = None if only is None else set(only)
    numbers = {
        f"{found.kind}/{found.slug}": found.id
        for found, _ in uow.documents.sources(row.id)
        if wanted is None or f"{found.kind}/{found.slug}" in wanted
    }
    texts: dict[int, dict[str, Translation]] = {}
    days: dict[int, date] = {}
    for found in uow.translations.for_edition(list(numbers.values()), canonical):
        texts.setdefault(found.document_id, {})[found.key] = Translation(
            found.text,
            found.state,  # type: ignore[arg-type]
            machine=found.origin.startswith("machine:"),
            stale=found.stale,
            assisted=found.origin == "assisted",
        )
        day = found.updated.date()
        days[found.document_id] = max(day, days.get(found.document_id, day))

    def lookup(document: SourceDocument) -> Lookup:
        own = texts.get(numbers[document.id], {})
        return lambda unit: own.get(unit.key)

    def contributors(document: SourceDocument) -> tuple[Contributor, ...]:
        return tuple(
            Contributor(name=credit.name, affiliation=credit.affiliation, role=credit.role)
            for credit in uow.people.credits([numbers[document.id]], canonical)
            if credit.named
        )

    material = Material(lookup, contributors, lambda document: days.get(numbers[document.id]))
    siblings = [programme.source.tag, *(found.tag for found in programme.languages)]
    return build(programme, canonical, material, siblings=siblings, rule=rule, only=wanted)
