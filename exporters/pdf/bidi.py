"""Isolating left-to-right runs in right-to-left text, so that "23 Things" does not print as "Things 23".

Works on one text node at a time and only adds U+2068 and U+2069; addresses of links are never touched.
"""

from __future__ import annotations

import re
import unicodedata

FSI = "\u2068"
LRI = "\u2066"
PDI = "\u2069"

_CLASSES = {"L": "L", "EN": "N", "NSM": "M", "R": "R", "AL": "R", "AN": "R", "BN": "M"}
_INNER = set(" \u00a0\u202f./:_@#+&'’?!,;-–—=%~*()[]|\\")
_OPEN = {"(": ")", "[": "]"}
_RUN = re.compile(r"(?:N+_?)*L(?:[LNM_]*[LNM])?")
_ISOLATES = re.compile("[\u2066-\u2069]")
_CONTROLS = re.compile("[\u202a-\u202e]")


def _classes(text: str) -> str:
    """One letter a character: L, N (digit), R, M (mark), _ (may stand inside a run), x (ends a run)."""
    out = []
    for char in text:
        kind = _CLASSES.get(unicodedata.bidirectional(char), "")
        out.append(kind or ("_" if char in _INNER else "x"))
    return "".join(out)


def isolate(text: str) -> str:
    """Put isolates round every run of left-to-right letters, with the digits and marks that belong to it.

    A text that already holds isolates is left alone: somebody has taken care of it.
    """
    if _ISOLATES.search(text) or _CONTROLS.search(text):
        return text
    kinds = _classes(text)
    if "L" not in kinds:
        return text
    out: list[str] = []
    at = 0
    while match := _RUN.search(kinds, at):
        start, end = match.start(), _balanced(text, match.start(), match.end())
        if "L" not in kinds[start:end]:  # cut at a bracket: only the number before it is left
            out.append(text[at:end])
        else:
            if text[end : end + 1] in (".", "?", "!") and _quotation(text[end + 1 : end + 2]):
                end += 1
            out += [text[at:start], FSI, text[start:end], PDI]
        at = end
    return "".join([*out, text[at:]])


def _quotation(character: str) -> bool:
    """True for quotation marks; which of them opens and which closes is the language's affair."""
    return character == '"' or (character != "" and unicodedata.category(character) in ("Pi", "Pf"))


def _balanced(text: str, start: int, end: int) -> int:
    """Move the end of a run so that it holds both brackets of a pair or neither."""
    waiting: list[tuple[str, int]] = []
    for index in range(start, end):
        char = text[index]
        if char in _OPEN:
            waiting.append((_OPEN[char], index))
        elif char in _OPEN.values():
            if not waiting or waiting[-1][0] != char:
                return _trim(text, start, index)
            waiting.pop()
    while waiting:
        closing, index = waiting[-1]
        if end < len(text) and text[end] == closing:
            end += 1
            waiting.pop()
        else:
            return _trim(text, start, waiting[0][1])
    return end


def _trim(text: str, start: int, end: int) -> int:
    while end > start + 1 and unicodedata.bidirectional(text[end - 1]) not in ("L", "EN"):
        end -= 1
    return end


def literal(text: str) -> str:
    """Isolate a text that is left-to-right as a whole: code, an address."""
    return f"{LRI}{text}{PDI}"


def whole(text: str, direction: str) -> str:
    """Make a string safe to stand in a line of this direction; one without a single right-to-left letter is isolated
    as a whole, so that its closing marks stay with it."""
    if direction != "rtl":
        return text
    kinds = _classes(text)
    return f"{FSI}{text}{PDI}" if "L" in kinds and "R" not in kinds else isolate(text)
