"""How a text ends, and blanks that nobody meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from exporters.writing.signs import closes, colon, ends_sentence
from service.interface import N_
from service.translation.checks.base import Fault, Pair, check

_MARKS = " \n*_~`"
_DOUBLE = re.compile(r"(?<=\S) {2,}(?=\S)")
_UNMARKED = frozenset({"Thai", "Laoo", "Khmr", "Mymr", "Tibt"})
"""Scripts in which a sentence may end without a mark: a habit of writers, which no table of Unicode's holds."""
_FULL_STOP_FOR_COLON = frozenset({"Jpan"})
"""Scripts in which a sentence before a list or an example may as well end in a full stop."""


@check("ending", N_("The sentence does not end"), "warning")
def find(pair: Pair) -> Iterator[Fault]:
    source, target = _bare(pair.source), _bare(pair.target)
    if not source or not target:
        return
    ends = ends_sentence(target[-1], pair.language.tag)
    if source[-1] in ".!?" and not ends and pair.language.script not in _UNMARKED:
        yield Fault(N_("The original ends with “%(mark)s”."), {"mark": source[-1]})
    elif source[-1] == ":" and not colon(target[-1]) and not (ends and pair.language.script in _FULL_STOP_FOR_COLON):
        yield Fault(N_("The original ends with “%(mark)s”."), {"mark": ":"}, title=N_("The colon is missing"))
    if _DOUBLE.search(pair.target) and not _DOUBLE.search(pair.source):
        text = N_("There are two blanks between words.")
        yield Fault(text, title=N_("Two blanks"), fix=_DOUBLE.sub(" ", pair.target))


def _bare(text: str) -> str:
    """A text without the blanks, marks, brackets and quotation marks behind its last sentence."""
    end = len(text)
    while end and (text[end - 1] in _MARKS or closes(text[end - 1])):
        end -= 1
    return text[:end]
