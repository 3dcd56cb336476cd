"""Checks of a text, put into words."""

from __future__ import annotations

from exporters.api import Language
from service.languages import language as by_tag
from service.store.rows import EditorRow
from service.translation import checks
from service.translation.glossary import TermFound, terms_in
from service.web.views.editor import Finding
from service.web.visit import Visit


def checked(visit: Visit, row: EditorRow, text: str, language: Language) -> tuple[Finding, ...]:
    """Return what the checks find in a translation of a paragraph."""
    return checked_text(visit, row.source, text, language.tag)


def checked_text(visit: Visit, source: str, text: str, tag: str) -> tuple[Finding, ...]:
    """Return what the checks find in a translation; nothing for an empty one."""
    if not text.strip():
        return ()
    programme = visit.the_programme
    terms: list[TermFound] = terms_in(visit.uow, programme.id, programme.source_language, source, tag)
    _ = visit.words
    return tuple(
        Finding(
            title=_.message(found.title, found.params),
            text=_.message(found.text, found.params),
            severe=found.severity == "error",
            fix=found.fix,
            fix_label=_("Mend it"),
        )
        for found in checks.run(source, text, by_tag(programme.source_language), by_tag(tag), terms)
    )
