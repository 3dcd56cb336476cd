"""Word differences between two texts, as HTML or as pieces."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Final, Literal, NamedTuple

from markupsafe import Markup, escape

_WORDS: Final = re.compile(r"\s+|\w+|[^\w\s]")
_CJK: Final = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


class Piece(NamedTuple):
    """A stretch of text: in both, only in the old one, or only in the new one."""

    kind: Literal["same", "old", "new"]
    text: str


def tokens(text: str) -> list[str]:
    """Split into words, spaces and signs; where no spaces are written, into characters."""
    found: list[str] = []
    for token in _WORDS.findall(text):
        found.extend(token if _CJK.search(token) else [token])
    return found


def pieces(old: str, new: str) -> list[Piece]:
    """Return what to strike and what to add to get from one text to the other, in reading order."""
    before, after = tokens(old), tokens(new)
    found: list[Piece] = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Piece("same", "".join(before[i1:i2])))
            continue
        if i2 > i1:
            found.append(Piece("old", "".join(before[i1:i2])))
        if j2 > j1:
            found.append(Piece("new", "".join(after[j1:j2])))
    return found


def changed(old: str, new: str) -> Markup:
    """Show what became of a text: struck words and added words."""
    tags = {"same": Markup("{}"), "old": Markup("<del>{}</del>"), "new": Markup("<ins>{}</ins>")}
    return Markup("").join(tags[piece.kind].format(piece.text) for piece in pieces(old, new))


def marked(text: str, other: str) -> Markup:
    """Show a text with the words underlined in which it differs from another; neither of them looks wrong."""
    shown = [
        Markup("<mark>{}</mark>").format(piece.text)
        if piece.kind == "new" and piece.text.strip()
        else escape(piece.text)
        for piece in pieces(other, text)
        if piece.kind != "old"
    ]
    return Markup("").join(shown)
