"""Checks: rules that find likely errors in a translation. One check a file, each a pure function of a `Pair`."""

from __future__ import annotations

from collections.abc import Sequence

from exporters.api import Language
from service.translation.checks import (
    code,
    empty,
    ending,
    hidden,
    html,
    identical,
    links,
    marks,
    numbers,
    placeholders,
    script,
    terms,
)
from service.translation.checks.base import Check, Finding, Pair
from service.translation.glossary import TermFound

__all__ = ["CHECKS", "Finding", "run"]

CHECKS: tuple[tuple[str, Check], ...] = (
    ("identical", identical.check),
    ("placeholders", placeholders.check),
    ("links", links.check),
    ("code", code.check),
    ("html", html.check),
    ("marks", marks.check),
    ("hidden", hidden.check),
    ("numbers", numbers.check),
    ("terms", terms.check),
    ("script", script.check),
    ("ending", ending.check),
)
"""Every check but "empty", which goes alone: an empty text has no other fault."""


def run(
    source: str, target: str, source_language: Language, language: Language, terms: Sequence[TermFound] = ()
) -> list[Finding]:
    """Return what the checks find, errors first. ``terms``: the glossary terms of the source (`glossary.terms_in`)."""
    pair = Pair(source, target, source_language, language, terms)
    nothing = list(empty.check(pair))
    if nothing:
        return nothing
    found = [finding for _, check in CHECKS for finding in check(pair)]
    return sorted(found, key=lambda finding: finding.severity != "error")
