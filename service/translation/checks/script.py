"""The wrong alphabet: hardly a letter of the script that the language is written in."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from service.interface import N_
from service.translation.checks.base import Fault, Pair, check

_NAMES = {
    "Latn": ("LATIN",),
    "Cyrl": ("CYRILLIC",),
    "Arab": ("ARABIC",),
    "Hebr": ("HEBREW",),
    "Grek": ("GREEK",),
    "Deva": ("DEVANAGARI",),
    "Hans": ("CJK",),
    "Hant": ("CJK",),
    "Jpan": ("CJK", "HIRAGANA", "KATAKANA"),
    "Kore": ("HANGUL", "CJK"),
    "Thai": ("THAI",),
    "Khmr": ("KHMER",),
    "Beng": ("BENGALI",),
    "Taml": ("TAMIL",),
    "Armn": ("ARMENIAN",),
    "Geor": ("GEORGIAN",),
    "Ethi": ("ETHIOPIC",),
}
FEWEST = 20
"""Letters below which a text says too little: names, numbers and abbreviations keep their own script."""


@check("script", N_("Another alphabet"), "warning")
def find(pair: Pair) -> Iterator[Fault]:
    wanted = _NAMES.get(pair.language.script)
    if wanted is None or (pair.language.script == "Latn" and pair.target.isascii()):
        return
    letters = [c for c in pair.target_words if c.isalpha()]
    if len(letters) < FEWEST or any(unicodedata.name(c, "").startswith(wanted) for c in letters):
        return
    if pair.source.strip() == pair.target.strip():
        return  # the check for untranslated texts says so
    text = N_("This text has no letter of the script that %(language)s is written in.")
    yield Fault(text, {"language": pair.language.autonym})
