"""Numbers, dates and lists of names as the readers of an edition write them (CLDR, through Babel and ICU)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import babel
from babel import dates, lists
from babel import numbers as babel_numbers

from exporters.api import Edition, Language
from exporters.writing import signs

LATIN = signs.digits("latn")


def digits(text: str, language: Language) -> str:
    """Return text with its Latin digits replaced by those of the language."""
    return text if language.digits == "latn" else text.translate(str.maketrans(LATIN, signs.digits(language.digits)))


def number(edition: Edition, n: int) -> str:
    """Write a whole number with the digits and the separators of the edition's language."""
    locale = babel.Locale.parse(edition.language.cldr)
    system = edition.language.digits if edition.language.digits in locale.number_symbols else "latn"
    grouped = signs.grouped(n, edition.language.tag)
    written = babel_numbers.format_decimal(n, locale=locale, numbering_system=system, group_separator=grouped)
    return digits(written, edition.language)


def percent(edition: Edition, n: int) -> str:
    """Write ``n`` of a hundred, sign and spacing as in the edition's language."""
    locale = babel.Locale.parse(edition.language.cldr)
    system = edition.language.digits if edition.language.digits in locale.number_symbols else "latn"
    return digits(babel_numbers.format_percent(n / 100, locale=locale, numbering_system=system), edition.language)


def day(edition: Edition, value: date) -> str:
    """Write a date in the long form of the edition's language."""
    return digits(dates.format_date(value, "long", locale=edition.language.cldr), edition.language)


def names(edition: Edition, items: Sequence[str]) -> str:
    """Join names as a list in the edition's language ("a, b and c")."""
    return lists.format_list(list(items), style="standard", locale=edition.language.cldr) if items else ""


def language_name(edition: Edition, language: Language) -> str:
    """Return what the edition's readers call a language; its English name where CLDR does not know."""
    try:
        name = babel.Locale.parse(language.cldr).get_display_name(edition.language.cldr)
    except (babel.UnknownLocaleError, ValueError):
        name = None
    return name or language.english
