"""The one table of languages: BCP 47 inside, and how gettext, CLDR and others spell the same language.

Direction and digits come from the script and CLDR through Babel, never from a list of languages of our own. Only
spellings that differ by more than ``-`` and ``_`` stand here. Source: RFC 5646, CLDR, field practice of gettext.
"""

from __future__ import annotations

from functools import cache

import babel
from babel.core import get_global

from exporters.api import Language
from exporters.writing.letters import RIGHT_TO_LEFT
from service.errors import SettingsError

GETTEXT = {
    "zh-Hans": "zh_CN",
    "zh-Hant": "zh_TW",
    "zh-Hant-HK": "zh_HK",
    "pt-PT": "pt",
    "sr-Latn": "sr@latin",
    "sr-Cyrl": "sr",
    "ca-valencia": "ca@valencia",
    "en-XA": "en_XA",
    "ar-XB": "ar_XB",
}
"""BCP 47 tag to gettext's folder name, where replacing "-" by "_" would be wrong."""

CLDR = {
    "nb": "no",
    "ca-valencia": "ca_ES_VALENCIA",
    "pt-PT": "pt_PT",
    "en-XA": "en",
    "ar-XB": "ar",
    "sr-Cyrl": "sr_Cyrl",
}
"""BCP 47 tag to Babel's locale name, where they differ."""

ALIASES = {"iw": "he", "in": "id", "ji": "yi", "tl": "fil", "no": "nb", "zh": "zh-Hans", "zh-CN": "zh-Hans"} | {
    "zh-TW": "zh-Hant",
    "zh-HK": "zh-Hant-HK",
    "zh-SG": "zh-Hans",
    "sr-latin": "sr-Latn",
}
"""Other spellings that people and old files use."""

PSEUDO = {"en-XA": "Ƥşḗŭḓǿ", "ar-XB": "‏Ƥşḗŭḓǿ RTL"}
"""Pseudo-locales for trying a layout: longer Latin text, and false right-to-left."""


def normalise(tag: str) -> str:
    """Return the canonical BCP 47 spelling of any usual one ("zh_CN", "SR@latin", "pt-br").

    Raises:
        SettingsError: if it is not shaped like a language tag.
    """
    spelling = tag.strip().split(".")[0].replace("@", "-").replace("_", "-")
    parts = [part for part in spelling.split("-") if part]
    if not parts or not all(part.isalnum() and part.isascii() for part in parts) or not 2 <= len(parts[0]) <= 3:
        raise SettingsError(f"“{tag}” is not a language tag", hint="Use BCP 47, such as es, pt-BR or zh-Hans.")
    head, *rest = parts
    canonical = [head.lower()]
    for part in rest:
        if len(part) == 4 and part.isalpha():
            canonical.append(part.title())
        elif len(part) == 2:
            canonical.append(part.upper())
        else:
            canonical.append(part.lower())
    result = "-".join(canonical)
    return ALIASES.get(result, result)


@cache
def language(tag: str) -> Language:
    """Return a language under all its names.

    Raises:
        SettingsError: if CLDR does not know the language, so that nothing is guessed about its direction or plurals.
    """
    canonical = normalise(tag)
    name = CLDR.get(canonical, canonical.replace("-", "_"))
    try:
        locale = babel.Locale.parse(name)
        english = locale.get_display_name("en") or name
        autonym = locale.get_display_name() or english
    except (babel.UnknownLocaleError, ValueError) as error:
        raise SettingsError(
            f"the language “{tag}” is not in CLDR", hint="Check the tag: es, pt-BR, zh-Hans, sr-Latn …"
        ) from error
    script = locale.script or _likely_script(canonical)
    if canonical in PSEUDO:
        autonym, english = PSEUDO[canonical], f"Pseudo ({canonical})"
    return Language(
        tag=canonical,
        autonym=autonym[:1].upper() + autonym[1:],
        english=english,
        dir="rtl" if script in RIGHT_TO_LEFT else "ltr",
        script=script,
        gettext=GETTEXT.get(canonical, canonical.replace("-", "_")),
        cldr=name,
        digits=str(locale.default_numbering_system),
    )


def _likely_script(tag: str) -> str:
    """The script that CLDR thinks a language without a script subtag is written in."""
    likely = get_global("likely_subtags")
    underscored = tag.replace("-", "_")
    full = likely.get(underscored) or likely.get(underscored.split("_")[0]) or ""
    return next((part for part in full.split("_") if len(part) == 4), "Latn")


@cache
def known() -> tuple[Language, ...]:
    """Return every language that can be started, by English name: CLDR's, with few regions."""
    tags = set()
    for name in babel.localedata.locale_identifiers():
        parts = name.split("_")
        if len(parts) == 1 or (len(parts) == 2 and len(parts[1]) == 4):
            tags.add(name.replace("_", "-"))
    tags |= {"pt-BR", "pt-PT", "es-419", "fr-CA", "en-GB", "zh-Hant-HK", "ca-valencia"}
    tags -= {"zh", "no", "root"}
    return tuple(sorted((language(tag) for tag in tags), key=lambda item: (item.english, item.tag)))


def from_gettext(name: str) -> Language:
    """Return the language whose catalogues live in the folder ``name`` ("zh_CN")."""
    for tag, gettext_name in GETTEXT.items():
        if gettext_name == name:
            return language(tag)
    return language(name)
