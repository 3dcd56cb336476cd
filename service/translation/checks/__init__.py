"""Checks: rules that find likely errors in a translation.

A check is a pure function of a `Pair`, in a module of this folder that says all that is to be said about it. Other
distributions bring theirs in the entry-point group ``polything.checks``: the object that `base.check` has made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, TypeGuard

import structlog

from exporters.api import Language
from service import parts
from service.translation.checks.base import Check, Finding, Pair
from service.translation.glossary import TermFound

__all__ = ["GROUP", "Finding", "known", "run"]

_log = structlog.get_logger(__name__)

GROUP = "polything.checks"


@cache
def known() -> Mapping[str, Check]:
    """Return all checks by rule, in the order of their names."""
    return parts.find(__name__, GROUP, _is_check, lambda check: check.rule)


def _is_check(item: Any) -> TypeGuard[Check]:
    return isinstance(item, Check)


@cache
def _in_turn() -> Sequence[Check]:
    return sorted(known().values(), key=lambda check: not check.alone)


def run(
    source: str, target: str, source_language: Language, language: Language, terms: Sequence[TermFound] = ()
) -> list[Finding]:
    """Return what the checks find, errors first. ``terms``: the glossary terms of the source (`glossary.terms_in`).

    A check that fails is logged and finds nothing: a text is saved whatever another distribution's check does.
    """
    pair = Pair(source, target, source_language, language, terms)
    found: list[Finding] = []
    for check in _in_turn():
        try:
            findings = check.findings(pair)
        except Exception as error:
            _log.error("a check failed", rule=check.rule, error=repr(error))
            continue
        if findings and check.alone:
            return findings
        found += findings
    return sorted(found, key=lambda finding: finding.severity != "error")
