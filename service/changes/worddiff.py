"""What an edit changed in a text: word by word, and what it does to the meaning."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from rapidfuzz import fuzz

from exporters.writing.breaking import pieces, words

Effect = Literal["cosmetic", "minor", "meaning"]

_URL = re.compile(r"(?:https?://|mailto:)[^\s<>()\[\]\"']+|(?<=\]\()[^\s()]+")
_NUMBER = re.compile(r"(?<![\w.])\d+(?:[.,:]\d+)*(?!\w)")
_MARKUP = re.compile(r"\]\([^()]*\)|<[^<>]*>|[*_`~\[\]\\!]")
_NEGATIONS = frozenset(
    {"not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "without", "cannot"}
    | {"unless", "except", "only"}
)
_SMALL = frozenset({"a", "an", "the", "and", "that", "which", "then", "also", "so", "of", "to"})


@dataclass(frozen=True, slots=True)
class DiffPart:
    """A stretch of text that stayed, went or came."""

    op: Literal["same", "removed", "added"]
    text: str


def word_diff(old: str, new: str) -> tuple[DiffPart, ...]:
    """Return the difference of two texts in words; ``same`` and ``added`` joined are the new text."""
    before, after = ([piece for piece, _ in pieces(text)] for text in (old, new))
    parts: list[DiffPart] = []
    for op, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if op == "equal":
            parts.append(DiffPart("same", "".join(before[i1:i2])))
            continue
        if i2 > i1:
            parts.append(DiffPart("removed", "".join(before[i1:i2])))
        if j2 > j1:
            parts.append(DiffPart("added", "".join(after[j1:j2])))
    return tuple(parts)


def propose(old: str, new: str) -> Effect:
    """Propose what an edit does to translations; the author decides.

    cosmetic: the reader's words are the same but for case, punctuation and marks. minor: addresses or numbers alone, or
    a few words spelled or inflected otherwise, or small words that came or went. meaning: anything else.
    """
    if mechanical(old, new):
        return "minor"
    if _addresses(old) != _addresses(new):
        return "meaning"
    before, after = _words(old), _words(new)
    if before == after:
        return "cosmetic"
    changed = (Counter(before) - Counter(after)) + (Counter(after) - Counter(before))
    if any(word in _NEGATIONS or word.endswith(("n't", "n’t")) or word[0].isdecimal() for word in changed):
        return "meaning"
    return "minor" if sum(changed.values()) <= max(2, len(after) // 5) and _slight(before, after) else "meaning"


def _slight(before: list[str], after: list[str]) -> bool:
    """True if words were only spelled or inflected otherwise, or small words came and went."""
    for op, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        old, new = before[i1:i2], after[j1:j2]
        if op == "replace" and len(old) == len(new):
            if any(fuzz.ratio(a, b) < 60 for a, b in zip(old, new, strict=True)):
                return False
        elif op != "equal" and not set(old) | set(new) <= _SMALL:
            return False
    return True


def mechanical(old: str, new: str) -> tuple[tuple[str, str], ...]:
    """Return the (old, new) addresses and numbers if these are all that changed, each once; else ()."""
    for pattern in (_URL, _NUMBER):
        before, after = pattern.findall(old), pattern.findall(new)
        if before != after and len(before) == len(after) and pattern.sub("\0", old) == pattern.sub("\0", new):
            pairs = tuple(dict.fromkeys((a, b) for a, b in zip(before, after, strict=True) if a != b))
            return pairs if len({a for a, _ in pairs}) == len(pairs) else ()
    return ()


def _addresses(text: str) -> list[str]:
    return sorted(_URL.findall(text))


def _words(text: str) -> list[str]:
    return [word.lower() for word in words(_MARKUP.sub(" ", text))]
