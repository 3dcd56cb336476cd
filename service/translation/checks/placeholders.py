"""Places that a program fills: {name}, {{ name }}, %(name)s, %s, %d."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.translation.checks.base import N_, Finding, Pair, missing_and_extra

_PLACE = re.compile(r"\{\{[^{}\n]*\}\}|\{[A-Za-z_]\w*\}|%\([A-Za-z_]\w*\)[sd]|%[sd]\b")


def check(pair: Pair) -> Iterator[Finding]:
    if not _PLACE.search(pair.source) and not _PLACE.search(pair.target):
        return
    missing, extra = missing_and_extra(_PLACE.findall(pair.source), _PLACE.findall(pair.target))
    if missing:
        yield Finding(
            "placeholders", "error", N_("A placeholder is missing"),
            N_("Keep %(place)s as it is; a program puts something in its place."), {"place": missing[0]},
        )  # fmt: skip
    elif extra:
        yield Finding(
            "placeholders", "error", N_("A placeholder that the original does not have"),
            N_("Nothing would be put in the place of %(place)s."), {"place": extra[0]},
        )  # fmt: skip
