"""Places that a program fills: {name}, {{ name }}, %(name)s, %s, %d."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.interface import N_
from service.translation.checks.base import Fault, Pair, check, missing_and_extra

_PLACE = re.compile(r"\{\{[^{}\n]*\}\}|\{[A-Za-z_]\w*\}|%\([A-Za-z_]\w*\)[sd]|%[sd]\b")


@check("placeholders", N_("A placeholder is missing"), "error")
def find(pair: Pair) -> Iterator[Fault]:
    if not _PLACE.search(pair.source) and not _PLACE.search(pair.target):
        return
    missing, extra = missing_and_extra(_PLACE.findall(pair.source), _PLACE.findall(pair.target))
    if missing:
        yield Fault(N_("Keep %(place)s as it is; a program puts something in its place."), {"place": missing[0]})
    elif extra:
        text = N_("Nothing would be put in the place of %(place)s.")
        yield Fault(text, {"place": extra[0]}, title=N_("A placeholder that the original does not have"))
