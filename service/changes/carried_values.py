"""Source edits that changed addresses or numbers and nothing else: the same edit for a translation.

Pure. A translation keeps its own order and its own words; only the very same address or number is replaced, and only
where it stands in the translation as often as it did in the source. A number is recognised in the digits of any script
and written in the same digits. Everything else is left to a person.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from babel import Locale

from service.languages import language

_VALUE = re.compile(r"https?://[^\s<>()\[\]\"'“”]*[^\s<>()\[\]\"'“”.,;:!?。，、؟؛]|(?<=\]\()[^\s)]+|\d+(?:[.,:]\d+)*")
_LONGEST_NUMBER = 15
"""Digits of a number that anybody counts with; longer ones are codes."""

Changes = tuple[tuple[str, str], ...]
"""(was, now) of each value that changed, in the order of the source."""


@dataclass(frozen=True)
class Version:
    """A version of a source; ``meaning``: it changed the meaning of the one before, by its author's word."""

    source: str
    meaning: bool = False


@dataclass(frozen=True)
class Carried:
    """A translation after the values of several versions of its source.

    ``changes`` are first and last value of each, without those that came back to what they were. ``current`` is false
    where a version changed more of the meaning than that, so that a person has to look at the text.
    """

    text: str
    changes: Changes
    current: bool


def changed_values(old: str, new: str) -> Changes | None:
    """Return the values that changed; () if none did, None if words changed or if one value became two others."""
    if _VALUE.split(old) != _VALUE.split(new):
        return None
    exchange: dict[str, str] = {}
    for was, now in zip(_values(old), _values(new), strict=True):
        if exchange.setdefault(was, now) != now:
            return None
    return tuple((was, now) for was, now in exchange.items() if was != now)


def reason_of(changes: Changes) -> str:
    """Say what changed, for a history in any language: "14 → 16, 3 → 4"."""
    return ", ".join(f"{was} → {now}" for was, now in changes)


def carried(versions: Sequence[Version], translation: str) -> Carried:
    """Take a translation of the first version through all others, as far as addresses and numbers go.

    Steps that changed words, or whose values have no certain place in the text, are passed over.
    """
    text, current = translation, True
    chain: list[tuple[str, str]] = []
    for before, after in pairwise(versions):
        changes = changed_values(before.source, after.source)
        replaced = _replaced(before.source, dict(changes), text) if changes else None
        if replaced is not None:
            text, chain = replaced, _chained(chain, changes or ())
        elif changes != () and after.meaning:
            current = False
    return Carried(text, tuple((was, now) for was, now in chain if was != now), current)


def forms_agree(tag: str, changes: Changes) -> bool:
    """True if every number that changed asks for the same form of the words beside it in a language (CLDR plurals).

    "3 Tage" and "4 Tage" do; three and eleven days differ in Arabic, and so would every text that says them. A number
    with a sign in it that the old one had not does not agree either: "1,500" after "500" is one and a half in German.
    """
    if any(_signs(now) - _signs(was) for was, now in changes if was[0].isdecimal() and now[0].isdecimal()):
        return False
    locale = Locale.parse(language(tag).cldr)
    counted = [pair for pair in changes if all(len(v) <= _LONGEST_NUMBER and v.isdecimal() for v in pair)]
    return all(locale.plural_form(int(was)) == locale.plural_form(int(now)) for was, now in counted)


def _signs(value: str) -> set[str]:
    return {sign for sign in value if not sign.isdecimal()}


def _chained(chain: Sequence[tuple[str, str]], changes: Changes) -> list[tuple[str, str]]:
    """Put a step behind others: what changed twice is said once."""
    step = dict(changes)
    known = {now for _, now in chain}
    return [(was, step.get(now, now)) for was, now in chain] + [pair for pair in changes if pair[0] not in known]


def _replaced(old: str, exchange: Mapping[str, str], translation: str) -> str | None:
    """The translation with its values replaced; None if one does not stand there as often as in the old source."""
    counted, there = Counter(_values(old)), Counter(_values(translation))
    if any(there[was] != counted[was] for was in exchange):
        return None

    def now(match: re.Match[str]) -> str:
        found = match[0]
        return _written_like(found, exchange[_plain(found)]) if _plain(found) in exchange else found

    return _VALUE.sub(now, translation)


def _values(text: str) -> list[str]:
    return [_plain(value) for value in _VALUE.findall(text)]


def _plain(value: str) -> str:
    """A number in ASCII digits; an address as it is."""
    if not value[0].isdecimal():
        return value
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in value)


def _written_like(model: str, value: str) -> str:
    """A number in the digits of another one."""
    if model.isascii() or not model[0].isdecimal():
        return value
    zero = ord(model[0]) - unicodedata.decimal(model[0])
    return "".join(chr(zero + int(sign)) if sign.isascii() and sign.isdecimal() else sign for sign in value)
