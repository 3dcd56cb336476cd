"""Characters that nobody sees: direction overrides, unbalanced isolates, strays from other programs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.interface import N_
from service.translation.checks.base import Fault, Pair, check

_OVERRIDES = re.compile(r"[\u202d\u202e]")
_OPENING = re.compile(r"[\u202a\u202b\u2066-\u2068]")
_CLOSING = re.compile(r"[\u202c\u2069]")
_STRAYS = re.compile(r"[\u00ad\u2060\ufeff\ufff9-\ufffc\U000e0000-\U000e007f]")
_ALL = re.compile(f"{_OVERRIDES.pattern}|{_OPENING.pattern}|{_CLOSING.pattern}|{_STRAYS.pattern}")


@check("hidden", N_("Hidden characters"), "warning")
def find(pair: Pair) -> Iterator[Fault]:
    if pair.target.isascii():
        return
    if _OVERRIDES.search(pair.target):
        yield Fault(
            N_("Readers would see letters in another order than screen readers say them."),
            title=N_("A hidden character turns the text around"),
            severity="error",
            fix=_ALL.sub("", pair.target),
        )
    elif not _balanced(pair.target):
        yield Fault(
            N_("The text after it may be shown in the wrong order."),
            title=N_("A hidden direction mark has no partner"),
            severity="error",
            fix=_ALL.sub("", pair.target),
        )
    elif _STRAYS.search(pair.target) and not _STRAYS.search(pair.source):
        yield Fault(N_("They came from another program and disturb searching."), fix=_STRAYS.sub("", pair.target))


def _balanced(text: str) -> bool:
    """True if every embedding and isolate is closed by its own kind, in order, on its own line."""
    if not _OPENING.search(text) and not _CLOSING.search(text):
        return True
    for line in text.split("\n"):
        opened: list[str] = []
        for character in line:
            if _OPENING.match(character):
                opened.append("\u2069" if character >= "\u2066" else "\u202c")
            elif _CLOSING.match(character) and (not opened or opened.pop() != character):
                return False
        if opened:
            return False
    return True
