"""Scripts of letters, and where a line's end is no blank (Unicode properties, through ICU and Python)."""

from __future__ import annotations

import unicodedata
from functools import cache

from exporters.writing.library import icu

_RIGHT_TO_LEFT = (
    "Adlm Arab Armi Avst Chrs Cprt Elym Gara Hatr Hebr Hung Khar Lydi Mand Mani Mend Merc Mero Narb Nbat Nkoo Orkh "
    "Ougr Palm Phli Phlp Phnx Prti Rohg Samr Sarb Sogd Sogo Syrc Thaa Yezi"
)
RIGHT_TO_LEFT = frozenset(_RIGHT_TO_LEFT.split())
"""Scripts that run from right to left: all for which ICU's `Script.isRightToLeft` holds (a test compares them).

Written out, so that a command which asks for a language's direction needs no ICU.
"""


@cache
def scripts_of(tag: str) -> frozenset[str]:
    """Return the scripts whose letters a language uses, as Unicode names them: {"Hira", "Kana", "Hani"} for ja.

    CLDR's "Jpan", "Kore", "Hans" and "Hant" are such sets. Empty where Unicode does not know the language's script.
    """
    locale = icu().Locale(icu().Locale.forLanguageTag(tag).getBaseName())
    locale.addLikelySubtags()
    return frozenset(icu().Script(code).getShortName() for code in icu().Script.getCode(locale.getName()))


@cache
def script_of(character: str) -> str:
    """Return the script of a character, an ISO 15924 code; "Zyyy" if it belongs to several."""
    return str(icu().Script.getScript(character).getShortName())


@cache
def unspaced(character: str) -> bool:
    """True for letters of scripts that write words without blanks: Thai, Lao, Khmer, Burmese, Han, kana.

    Unicode's line breaking class SA (those whose words need a dictionary), and the letters of Han and kana.
    """
    return bool(icu().UnicodeSet("[[:lb=SA:][:Hani:][[:scx=Hira:][:scx=Kana:]&[:L:]]]").contains(character))


def joins(before: str, after: str) -> bool:
    """True if a line's end between two characters (or "") is no blank: both are Chinese or Japanese, not Korean.

    Source: CSS Text Level 3, segment break transformation: East Asian Width F, W or H, and not Hangul.
    """
    return _wide(before) and _wide(after)


def _wide(character: str) -> bool:
    if not character or unicodedata.east_asian_width(character) not in "FWH":
        return False
    return not unicodedata.name(character, "").removeprefix("HALFWIDTH ").startswith("HANGUL")
