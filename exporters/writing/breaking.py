"""Sentences and words, by Unicode's rules (UAX 29), CLDR's lists of abbreviations, and ICU's dictionaries.

What it cannot do:

- Thai, Lao and Tibetan do not mark every end of a sentence; theirs are one piece up to the end of the line.
- Lists of abbreviations exist for de, en, es, fr, it, pt and ru. English "Dr." is not in CLDR's, since it is a street
  too: a sentence ends there. Words that are in a list end no sentence either ("Das ist ein Test. Dann …").
- A sentence that ends in a single letter ("Vitamin C. Then …"), and one that ends in a number of one or two digits
  where ordinal numbers are written so ("um 3. Dann …"), is joined with the next.
- Dictionaries know the common words of Chinese, Japanese, Thai, Lao, Khmer and Burmese. Names and new words fall to
  pieces.
"""

from __future__ import annotations

import re
import threading
from functools import cache
from typing import Any

from exporters.writing.library import abbreviations, icu, locale, locale_name

IDEOGRAPHIC = 300
"""ICU's rule status of words in kana (300) and Han (400); letters are 200, numbers 100, all else 0."""
_NUMBER = 100
_ABBREVIATED = re.compile(r"(?<![^\W_])(?:[^\W\d_]\.[ \u00a0\u202f]?)+[ \u00a0\u202f]*$")
"""At the end of a sentence: single letters with a stop behind each, "z. B.", "e.g.", "J. R. R."."""
_LEADING = re.compile(r"^[^\w]+")
_ORDINAL = re.compile(r"(?<!\w)\d{1,2}\.[ \u00a0\u202f]+$")

_local = threading.local()


def sentences(text: str, tag: str) -> list[str]:
    """Return the sentences of a text, in order, each with the blanks behind it: joined, they are the text again."""
    found: list[str] = []
    joined = False
    for piece, _ in _pieces(text, _breaker("sentence", tag)):
        if joined:
            found[-1] += piece
        else:
            found.append(piece)
        joined = _goes_on(found[-1], tag)
    return found


def _goes_on(sentence: str, tag: str) -> bool:
    """True if the stop at the end is that of an abbreviation or, where these have one, of an ordinal number."""
    if _ABBREVIATED.search(sentence):
        return True
    tail = sentence.split()[-3:]
    listed = abbreviations(tag)
    if listed and any(_LEADING.sub("", " ".join(tail[i:])) in listed for i in range(len(tail))):
        return True
    return _ORDINAL.search(sentence) is not None and _ordinals_end_in_a_stop(tag)


@cache
def _ordinals_end_in_a_stop(tag: str) -> bool:
    rules = icu().RuleBasedNumberFormat(icu().URBNFRuleSetTag.ORDINAL, locale(tag))
    return str(rules.format(3)) == "3."


@cache
def breaks_after(sign: str, tag: str) -> bool:
    """True if a sentence ends after this character in a language."""
    return len(_pieces(f"a{sign} A", _breaker("sentence", tag))) > 1


def pieces(text: str, tag: str = "und") -> list[tuple[str, int]]:
    """Cut a text into words and what stands between them; each with ICU's rule status (see `IDEOGRAPHIC`).

    Joined, the pieces are the text again. "und" is for a text of any language; few have rules of their own.
    """
    return _pieces(text, _breaker("word", tag))


def words(text: str, tag: str = "und") -> list[str]:
    """Return the words and numbers of a text, in order, without blanks and signs.

    "don't", "l’été" and "3.5" are one, "well-being" is two. Scripts without blanks are cut by dictionary.
    """
    return [piece for piece, status in pieces(text, tag) if status >= _NUMBER]


def excerpt(text: str, limit: int, tag: str) -> str:
    """Return a text, or as many of its words as have place in so many characters, and " …"."""
    if len(text) <= limit:
        return text
    kept = ""
    for piece, _ in pieces(text[: limit + 50], tag):
        if len(kept) + len(piece) > limit:
            break
        kept += piece
    return (kept.rstrip() or text[:limit]) + " …"


def _pieces(text: str, breaker: Any) -> list[tuple[str, int]]:
    """ICU counts in units of UTF-16, Python in characters; they differ from the first emoji on."""
    counted = text if not text or max(text) <= "\uffff" else icu().UnicodeString(text)
    breaker.setText(counted)
    found = []
    start = 0
    for end in breaker:
        found.append((str(counted[start:end]), breaker.getRuleStatus()))
        start = end
    return found


def _breaker(kind: str, tag: str) -> Any:
    """A breaker of this thread: each keeps the text at hand in itself."""
    made: dict[tuple[str, str], Any] | None = getattr(_local, "breakers", None)
    if made is None:
        made = _local.breakers = {}
    key = (kind, locale_name(tag))
    if key not in made:
        kinds = icu().BreakIterator
        make = kinds.createSentenceInstance if kind == "sentence" else kinds.createWordInstance
        made[key] = make(locale(tag))
    return made[key]
