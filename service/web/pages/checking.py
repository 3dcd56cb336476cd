"""Checks of a text, put into words."""

from __future__ import annotations

from exporters.api import Language
from service.store.rows import EditorRow
from service.web.views.editor import Finding
from service.web.visit import Visit


def checked(visit: Visit, row: EditorRow, text: str, language: Language) -> tuple[Finding, ...]:
    """Return what the checks find in a translation of a paragraph."""
    return checked_text(visit, row.source, text, language.tag)


def checked_text(visit: Visit, source: str, text: str, tag: str) -> tuple[Finding, ...]:
    """Return what the checks find in a translation; nothing for an empty one."""
    return ()
