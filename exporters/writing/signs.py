"""Quotation marks, the ends of sentences, digits and groups of digits (CLDR and Unicode, through ICU)."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Any

from exporters.writing.breaking import breaks_after
from exporters.writing.library import icu, locale, locale_name


@cache
def quotation_marks(tag: str) -> tuple[str, str]:
    """Return the opening and the closing quotation mark of a language.

    The first pair of CLDR's delimiters; “ ”, which is CLDR's root, where it has none. A language may use others beside
    them, so that a check may not ask for these.
    """
    delimiters = icu().LocaleData(locale_name(tag))
    kind = icu().ULocaleDataDelimiterType
    return delimiters.getDelimiter(kind.QUOTATION_START), delimiters.getDelimiter(kind.QUOTATION_END)


@cache
def ends_sentence(sign: str, tag: str) -> bool:
    """True if a sentence of the language may end in a sign (one character).

    By the language's own sentence breaks, so that ";" is a question mark in Greek alone. Signs that are made of others
    count as their last one: an ellipsis as its full stop.
    """
    folded = unicodedata.normalize("NFKC", sign)[-1:]
    return breaks_after(sign, tag) or (folded != sign and breaks_after(folded, tag))


@cache
def closes(character: str) -> bool:
    """True for brackets and quotation marks that may stand behind the end of a sentence.

    The mark that closes in German opens in English, so that all marks of Unicode's initial and final kind count.
    """
    return character in "\"'" or unicodedata.category(character) in ("Pe", "Pf", "Pi")


@cache
def colon(character: str) -> bool:
    """True for colons: signs that Unicode calls so or takes for one that looks the same (Hebrew's sof pasuq)."""
    if unicodedata.category(character) != "Po":
        return False
    named = "COLON" in unicodedata.name(character, "").split()
    return named or str(icu().SpoofChecker().getSkeleton(0, character)) == ":"


@cache
def digits(system: str) -> str:
    """Return the ten digits of a numbering system, 0 to 9; Latin ones for a system that does not count in tens."""
    if system == "latn":
        return "0123456789"
    try:
        found = icu().NumberingSystem.createInstanceByName(system)
    except icu().ICUError:
        return "0123456789"
    return "0123456789" if found.isAlgorithmic() else str(found.getDescription())


@cache
def separators() -> str:
    """Return the signs that stand inside numbers in some language, in groups or before decimals, with all blanks.

    The same sign does one in one language and the other in the next, so that a reader of foreign numbers knows all.
    """
    symbols = icu().DecimalFormatSymbols
    kinds = (symbols.kGroupingSeparatorSymbol, symbols.kDecimalSeparatorSymbol)
    languages = [name for name in icu().Locale.getAvailableLocales() if "_" not in name]
    found = {symbols(icu().Locale(name)).getSymbol(kind) for name in languages for kind in kinds}
    found |= set(icu().UnicodeSet("[:Zs:]"))
    if "’" in found:
        found.add("'")  # its sign on keyboards
    return "".join(sorted(sign for sign in found if len(sign) == 1))


@cache
def group_sizes(tag: str) -> tuple[int, int]:
    """Return how many digits stand in the last group of a number and in each before it: (3, 3), in Hindi (3, 2)."""
    groups = "".join(c if c.isdecimal() else " " for c in _formatted(10**11, tag)).split()
    return (len(groups[-1]), len(groups[-2])) if len(groups) > 1 else (3, 3)


def grouped(number: float, tag: str) -> bool:
    """True if a number is written in groups: 1,234 in English, but 1234 in Spanish, which groups from 12.345 on.

    CLDR's minimum of grouping digits, which Babel does not look at.
    """
    size = abs(int(number))
    return size >= 1000 and not _formatted(size, tag).isdecimal()


def _formatted(number: int, tag: str) -> str:
    return str(_formatter(tag).formatInt(number))


@cache
def _formatter(tag: str) -> Any:
    return icu().NumberFormatter.withLocale(locale(tag))


def short_forms(number: int, tag: str) -> list[str]:
    """Return how a language writes a large number shorter without changing it: 150000 is "15万" in Chinese.

    In Latin digits; forms that would round are left out.
    """
    notation, found = icu().Notation, []
    for kind in (notation.compactShort(), notation.compactLong()):
        text = icu().NumberFormatter.withLocale(locale(tag, "numbers=latn")).notation(kind).formatInt(number)
        kept = "".join(c for c in text if c.isdecimal())
        if kept != str(number) and kept.rstrip("0") == str(number).rstrip("0"):
            found.append(str(text))
    return list(dict.fromkeys(found))
