"""Checking the translations of a folder with the same rules that the editor uses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.catalogue.folder import po_path, read_translations
from service.documents.programme import ProgrammeFolder
from service.documents.segment import segment
from service.interface import english
from service.languages import language
from service.translation.checks import run


@dataclass(frozen=True)
class Found:
    """A finding with its place; ``path`` is the catalogue's, ``text`` the beginning of the source."""

    path: str
    rule: str
    severity: str
    message: str
    text: str


def translation_findings(programme: ProgrammeFolder, tags: Sequence[str] = ()) -> list[Found]:
    """Run all checks on the translations of the languages named, or of all.

    The glossary is not asked: its terms are a matter of the workplace.

    Raises:
        CatalogueError: for a PO file that cannot be read.
    """
    return list(_findings(programme, tags or [found.tag for found in programme.languages]))


def _findings(programme: ProgrammeFolder, tags: Sequence[str]) -> Iterator[Found]:
    for tag in tags:
        target = language(tag)
        for document in programme.documents:
            source = language(document.language or programme.config.source_language)
            lookup = read_translations(programme, document, tag)
            path = po_path(programme, document, target).relative_to(programme.root).as_posix()
            for unit in segment(document):
                found = lookup(unit)
                if found is None:
                    continue
                for finding in run(unit.source, found.text, source, target):
                    said = f"{english(finding.title, finding.params)} {english(finding.text, finding.params)}"
                    yield Found(path, finding.rule, finding.severity, said, unit.source[:70])
