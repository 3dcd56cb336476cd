"""How a text ends, and blanks that nobody meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.interface import N_
from service.translation.checks.base import Fault, Pair, check

_CLOSERS = " \n*_~`)\"'”’»）」』]"
_SENTENCE = ".!?…。！？؟।॥።៖។၊။։"
_COLON = ":：׃"
_DOUBLE = re.compile(r"(?<=\S) {2,}(?=\S)")
_UNMARKED = frozenset({"Thai", "Laoo", "Khmr", "Mymr", "Tibt"})
"""Scripts in which a sentence may end without a mark."""


@check("ending", N_("The sentence does not end"), "warning")
def find(pair: Pair) -> Iterator[Fault]:
    source, target = pair.source.rstrip(_CLOSERS), pair.target.rstrip(_CLOSERS)
    if not source or not target:
        return
    if source[-1] in ".!?" and target[-1] not in _SENTENCE and pair.language.script not in _UNMARKED:
        if not target.endswith(";"):  # the Greek question mark
            yield Fault(N_("The original ends with “%(mark)s”."), {"mark": source[-1]})
    elif source[-1] == ":" and target[-1] not in _COLON:
        yield Fault(N_("The original ends with “%(mark)s”."), {"mark": ":"}, title=N_("The colon is missing"))
    if _DOUBLE.search(pair.target) and not _DOUBLE.search(pair.source):
        text = N_("There are two blanks between words.")
        yield Fault(text, title=N_("Two blanks"), fix=_DOUBLE.sub(" ", pair.target))
