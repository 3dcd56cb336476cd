"""Numbers: the same digits in both texts, in any script, whatever the separators."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from service.interface import N_, plural
from service.translation.checks.base import Fault, Pair, check, missing_and_extra

_RUN = re.compile(r"\d+")
_GROUPED = re.compile(r"(?<=\d)[.,'’\u00a0\u202f\u2009\u066b\u066c ](?=\d{3}(?!\d))")


def numbers(text: str) -> list[str]:
    """Return the numbers of a text in ASCII digits. "1,000", "1.000" and "1 000" are one; "10:30" is two."""
    if not _RUN.search(text):
        return []
    plain = "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in text)
    return [run.lstrip("0") or "0" for run in _RUN.findall(_GROUPED.sub("", plain))]


@check("numbers", N_("Another number"), "warning")
def find(pair: Pair) -> Iterator[Fault]:
    missing, extra = missing_and_extra(numbers(pair.source_words), numbers(pair.target_words))
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
