"""Numbers: the same digits in both texts, in any script, whatever the separators."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache

from exporters.writing.signs import group_sizes, separators, short_forms
from service.interface import N_, plural
from service.translation.checks.base import SPACE, Fault, Pair, check, missing_and_extra

_RUN = re.compile(r"\d+")
_LONGEST = 15
"""Digits of a number that anybody counts with; longer ones are codes."""


def numbers(text: str, tag: str = "en") -> list[str]:
    """Return the numbers of a text in ASCII digits. "1,000", "1.000" and "1 000" are one; "10:30" is two.

    Groups of three are read in every language, and those of the language too ("1,50,000" in Hindi).
    """
    if not _RUN.search(text):
        return []
    return [run.lstrip("0") or "0" for run in _RUN.findall(_grouped(tag).sub("", _latin(text)))]


@cache
def _grouped(tag: str) -> re.Pattern[str]:
    """A sign inside a number that stands before whole groups of digits."""
    last, others = group_sizes(tag)
    sign, more = f"[{re.escape(separators())}]", ""
    if others != last:
        more = rf"(?:\d{{{others}}}{sign})*"
    return re.compile(rf"(?<=\d){sign}(?={more}\d{{3}}(?!\d))")


def _latin(text: str) -> str:
    return text if text.isascii() else "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in text)


@check("numbers", N_("Another number"), "warning")
def find(pair: Pair) -> Iterator[Fault]:
    said, found = numbers(pair.source_words, pair.source_language.tag), numbers(pair.target_words, pair.language.tag)
    missing, extra = missing_and_extra(said, found)
    if missing and extra:
        missing, extra = _without_short_forms(missing, extra, pair)
    if missing and extra:
        text = N_("The original says %(source)s, the translation %(target)s.")
        yield Fault(text, {"source": ", ".join(missing), "target": ", ".join(extra)})
    elif missing:
        text = N_("The original says %(source)s. Numbers in words are fine.")
        title = plural("A number is missing", "%(num)s numbers are missing", len(missing))
        yield Fault(text, {"source": ", ".join(missing)}, title=title)
    elif extra and not _spelled(pair, extra):
        text = N_("The original does not say %(target)s in digits.")
        yield Fault(text, {"target": ", ".join(extra)}, title=N_("A new number"))


def _spelled(pair: Pair, extra: list[str]) -> bool:
    """True if the source may say the numbers in words: small ones often are."""
    return all(len(number) <= 2 for number in extra)


def _without_short_forms(missing: list[str], extra: list[str], pair: Pair) -> tuple[list[str], list[str]]:
    """Leave out numbers that the translation writes shorter, as its language does: 150,000 as "15万"."""
    text = _latin(SPACE.sub("", pair.target_words))
    for number in [number for number in missing if 3 < len(number) <= _LONGEST]:
        for form in short_forms(int(number), pair.language.tag):
            own = _RUN.findall(form)
            if SPACE.sub("", form) in text and not Counter(own) - Counter(extra):
                missing = [other for other in missing if other != number]
                extra = list((Counter(extra) - Counter(own)).elements())
                break
    return missing, extra
