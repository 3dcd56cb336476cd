"""The order in which readers of a language look for names (CLDR's collation, through ICU)."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from exporters.writing.library import icu, locale


@cache
def sort_key(tag: str) -> Callable[[str], bytes]:
    """Return a function that gives a text's place: ``sorted(names, key=sort_key("sv"))`` ends with å, ä, ö.

    The keys of two languages do not compare, nor those of two versions of ICU: they are not for keeping.
    """
    made: Callable[[str], bytes] = icu().Collator.createInstance(locale(tag)).getSortKey
    return made
