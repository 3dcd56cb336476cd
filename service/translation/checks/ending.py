"""How a text ends, and blanks that nobody meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.translation.checks.base import N_, Finding, Pair

_CLOSERS = " \n*_~`)\"'”’»）」』]"
_SENTENCE = ".!?…。！？؟।॥።៖។၊။։"
_COLON = ":：׃"
_DOUBLE = re.compile(r"(?<=\S) {2,}(?=\S)")
_UNMARKED = frozenset({"Thai", "Laoo", "Khmr", "Mymr", "Tibt"})
"""Scripts in which a sentence may end without a mark."""


def check(pair: Pair) -> Iterator[Finding]:
    source, target = pair.source.rstrip(_CLOSERS), pair.target.rstrip(_CLOSERS)
    if not source or not target:
        return
    if source[-1] in ".!?" and target[-1] not in _SENTENCE and pair.language.script not in _UNMARKED:
        if not target.endswith(";"):  # the Greek question mark
            yield Finding(
                "ending", "warning", N_("The sentence does not end"), N_("The original ends with “%(mark)s”."),
                {"mark": source[-1]},
            )  # fmt: skip
    elif source[-1] == ":" and target[-1] not in _COLON:
        yield Finding(
            "ending", "warning", N_("The colon is missing"), N_("The original ends with “%(mark)s”.") , {"mark": ":"}
        )  # fmt: skip
    if _DOUBLE.search(pair.target) and not _DOUBLE.search(pair.source):
        yield Finding(
            "ending", "warning", N_("Two blanks"), N_("There are two blanks between words."),
            fix=_DOUBLE.sub(" ", pair.target),
        )  # fmt: skip
