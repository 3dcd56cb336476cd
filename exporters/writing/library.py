"""The way to ICU, and to the locale that it really has.

ICU answers for every tag, known or not: for what it does not know it silently takes what the user's machine or CLDR's
root says. Nobody outside this room asks it, so that no such answer is taken for a fact about a language.
"""

from __future__ import annotations

import sys
from functools import cache
from importlib import import_module
from typing import Any

ROOT = "root"
"""CLDR's common ancestor of all languages: what holds where nothing else is known."""


@cache
def icu() -> Any:
    """Return PyICU, loaded when it is first needed: it is 12 MB of a process's memory and 40 ms of its start."""
    return import_module("icu")


@cache
def locale_name(tag: str) -> str:
    """Return ICU's locale for a BCP 47 tag, `ROOT` if it has none that is written in the same script.

    Regions and variants inherit (es-MX from es, ca-valencia from ca); another script does not, as in CLDR: what holds
    for Azerbaijani says nothing about az-Arab.
    """
    own = icu().Locale.forLanguageTag(tag)
    full = icu().Locale(own.getBaseName())
    full.addLikelySubtags()
    language, region, script = own.getLanguage(), own.getCountry(), full.getScript()
    names = [own.getBaseName()]
    if region:
        names += [f"{language}_{script}_{region}", f"{language}_{region}"]
    names.append(f"{language}_{script}")
    usual = icu().Locale(language)
    usual.addLikelySubtags()
    if script != usual.getScript():
        names = [name for name in names if script in name]
    else:
        names.append(language)
    return next((name for name in names if name in _available()), ROOT)


@cache
def _available() -> frozenset[str]:
    return frozenset(icu().Locale.getAvailableLocales())


def locale(tag: str, keywords: str = "") -> Any:
    """Return the ``icu.Locale`` of a language; ``keywords`` as ICU writes them ("numbers=latn")."""
    name = locale_name(tag)
    return icu().Locale(f"{name}@{keywords}" if keywords else name)


@cache
def abbreviations(tag: str) -> frozenset[str]:
    """Return CLDR's abbreviations after which no sentence of the language ends ("bzw.", "z. B."); empty for most.

    Read from ICU's data, because its own use of them (``ss=standard``) takes the end of a word for the whole: "r." is
    in the German list, and no sentence that ends in "er." would end.
    """
    package = f"icudt{icu().ICU_VERSION.split('.')[0]}{sys.byteorder[0]}-brkitr"
    name = locale_name(tag).split("_")[0]
    bundle = icu().ResourceBundle(package, icu().Locale(name))
    if bundle.getLocale().getName() != name:
        return frozenset()
    try:
        listed = bundle.get("exceptions").get("SentenceBreak")
    except icu().ICUError:
        return frozenset()
    return frozenset(listed.getStringEx(i) for i in range(listed.getSize()))
