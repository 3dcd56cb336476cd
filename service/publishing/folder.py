"""Editions from the folder alone: documents and PO files, no database."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from exporters.api import Contributor, Edition
from service.catalogue.folder import read_translations
from service.documents.programme import LanguageRule, ProgrammeFolder
from service.documents.source import SourceDocument
from service.languages import language
from service.localizing.localize import Lookup, nothing
from service.publishing.edition import Material, build


def edition_from_folder(
    programme: ProgrammeFolder, tag: str, *, rule: LanguageRule | None = None, only: Iterable[str] | None = None
) -> Edition:
    """Build a language's edition from its PO files.

    Raises:
        CatalogueError: for a PO file that cannot be read.
        ContentError, SettingsError: as `service.publishing.edition.build`.
    """
    canonical = language(tag).tag
    source = canonical == programme.source.tag

    def lookup(document: SourceDocument) -> Lookup:
        return nothing if source else read_translations(programme, document, canonical)

    def contributors(_: SourceDocument) -> tuple[Contributor, ...]:
        return ()

    def changed(_: SourceDocument) -> date | None:
        return None

    material = Material(lookup, contributors, changed)
    return build(programme, canonical, material, siblings=published_languages(programme), rule=rule, only=only)


def published_languages(programme: ProgrammeFolder) -> list[str]:
    """Return the tags of all languages that have an edition, the source first."""
    return [programme.source.tag, *(found.tag for found in programme.languages)]
