"""What in a text a translator copies and does not write: code, addresses, HTML tags, notes' marks, places to fill.

A CAT tool shows these as tags. Nothing depends on finding all of them, or the right ones: the pieces of a text, put
together, are the text, whatever stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_KEPT = re.compile(
    r"(?P<free>\\.)"
    r"|(?<!`)(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)"
    r"|<[A-Za-z][A-Za-z0-9+.-]{1,31}:[^<>\s]*>"
    r"|</?[A-Za-z][^<>]*>"
    r"|(?<=\]\()[^\s()<>]+(?:\([^\s()<>]*\)[^\s()<>]*)*"
    r"|\[\^[^\[\]\s]+\]"
    r"|\{\{[^{}\n]*\}\}|\{[A-Za-z_]\w*\}|%\([A-Za-z_]\w*\)[sd]"
    r"|(?<=[\])*_`>])\{[#.:A-Za-z][^{}\n]*\}"
    r"|https?://[^\s<>()\[\]]+(?<![.,;:!?'\"])",
    re.DOTALL,
)


@dataclass(frozen=True)
class Piece:
    """A part of a text; ``kept``: to be copied as it is."""

    text: str
    kept: bool


def pieces(text: str) -> Iterator[Piece]:
    """Cut a text. The pieces' texts joined are the text itself; none is empty."""
    done = 0
    for match in _KEPT.finditer(text):
        if match["free"]:
            continue
        if match.start() > done:
            yield Piece(text[done : match.start()], kept=False)
        yield Piece(match[0], kept=True)
        done = match.end()
    if done < len(text):
        yield Piece(text[done:], kept=False)
