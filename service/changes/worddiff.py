"""What an edit changed in a text: word by word, what it does to the meaning, and changes that apply to any language."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from rapidfuzz import fuzz

Effect = Literal["cosmetic", "minor", "meaning"]

_UNSPACED = r"\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Thai, Lao, Khmer, kana and Han: written without spaces, so that each character counts as a word."""
_LETTER = rf"[^\W_{_UNSPACED}]"
_TOKEN = re.compile(rf"[{_UNSPACED}]|{_LETTER}+(?:['’]{_LETTER}+)*|\s+|.", re.DOTALL)
_URL = re.compile(r"(?:https?://|mailto:)[^\s<>()\[\]\"']+|(?<=\]\()[^\s()]+")
_NUMBER = re.compile(r"(?<![\w.])\d+(?:[.,:]\d+)*(?!\w)")
_MARKUP = re.compile(r"\]\([^()]*\)|<[^<>]*>|[*_`~\[\]\\!]")
_NEGATIONS = frozenset(
    {"not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "without", "cannot"}
    | {"unless", "except", "only"}
)
_SMALL = frozenset({"a", "an", "the", "and", "that", "which", "then", "also", "so", "of", "to"})
_DIGITS = ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९", "০১২৩৪৫৬৭৮৯")


@dataclass(frozen=True, slots=True)
class DiffPart:
    """A stretch of text that stayed, went or came."""

    op: Literal["same", "removed", "added"]
    text: str


def word_diff(old: str, new: str) -> tuple[DiffPart, ...]:
    """Return the difference of two texts in words; ``same`` and ``added`` joined are the new text."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
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
    if any(word in _NEGATIONS or word.endswith(("n't", "n’t")) or word.isdigit() for word in changed):
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


def apply_mechanical(text: str, changes: tuple[tuple[str, str], ...]) -> str | None:
    """Make the same change in a translation; None if it does not hold each of the old values.

    Numbers are also found, and written, in the digits of the target's script.
    """
    found: dict[str, str] = {}
    for old, new in changes:
        for before, after in _spellings(old, new):
            if re.search(_bounded(before), text):
                found[before] = after
                break
        else:
            return None
    pattern = "|".join(_bounded(before) for before in sorted(found, key=len, reverse=True))
    return re.sub(pattern, lambda match: found[match[0]], text)


def _bounded(value: str) -> str:
    return rf"(?<![\w.]){re.escape(value)}(?!\w)" if value[:1].isdigit() else re.escape(value)


def _spellings(old: str, new: str) -> list[tuple[str, str]]:
    pairs = [(old, new)]
    if _NUMBER.fullmatch(old):
        pairs += [(old.translate(t), new.translate(t)) for t in (str.maketrans("0123456789", d) for d in _DIGITS)]
    return pairs


def _addresses(text: str) -> list[str]:
    return sorted(_URL.findall(text))


def _words(text: str) -> list[str]:
    return [t.lower() for t in _TOKEN.findall(_MARKUP.sub(" ", text)) if t[0].isalnum()]
