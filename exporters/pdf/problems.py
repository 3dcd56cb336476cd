"""What can go wrong with a sheet, in sentences that name language, document and what to do."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from math import ceil

from exporters.api import Document, Edition
from exporters.pdf import fonts, scripts
from exporters.pdf.engine import Verdict
from exporters.pdf.payload import Payload
from exporters.pdf.sheets import Size

_SHOWN = 12


def fatal(edition: Edition, document: Document, payload: Payload) -> Iterator[str]:
    """Yield why a document cannot be set at all: a font package or characters are missing."""
    language = edition.language
    if scripts.needs_cjk(language.tag) and not fonts.has_cjk():
        yield (
            f"{language.english} ({language.tag}), {document.id}: the fonts for this script are not installed. "
            f"Run: pip install 'polything[{fonts.CJK_EXTRA}]'"
        )
    elif payload.missing:
        yield lacking(edition, document, payload.missing)


def lacking(edition: Edition, document: Document, characters: str) -> str:
    """Say which characters no installed font holds; the extra for CJK is named where it would help."""
    named = ", ".join(_named(char) for char in characters[:_SHOWN])
    more = f" and {len(characters) - _SHOWN} more" if len(characters) > _SHOWN else ""
    help_ = "Replace them, or tell us about the script."
    if not fonts.has_cjk() and any(_is_cjk(char) for char in characters):
        help_ = f"Run: pip install 'polything[{fonts.CJK_EXTRA}]'"
    language = edition.language
    return (
        f"{language.english} ({language.tag}), {document.id}: no installed font has these characters: {named}{more}. "
        f"{help_}"
    )


def overflow(edition: Edition, document: Document, size: Size, verdict: Verdict) -> str:
    """Say by how much a poster's text is too long, or return "" if it fits."""
    where = f"{edition.language.english} ({edition.language.tag}), {document.id}, {size.name.upper()}"
    if not verdict.fits:
        return f"{where}: does not fit: text needs {percent(verdict.need)} % more room. Make the text shorter."
    if document.kind == "poster" and verdict.pages > 1:
        return f"{where}: does not fit: it runs over to {verdict.pages} pages. Make the text shorter."
    return ""


def percent(need: float) -> int:
    """How much more room a need is than there is, in per cent, at least 1."""
    return max(1, ceil((need - 1) * 100))


def remarks(document: Document, payload: Payload, verdict: Verdict) -> Iterator[str]:
    """Yield what a person should know although the file was made."""
    if payload.unprintable:
        yield f"{document.id}: paper shows these only by their words: {', '.join(payload.unprintable)}."
    if payload.unreadable:
        yield (
            f"{document.id}: these pictures are of a kind that PDF cannot show, their words stand instead: "
            f"{', '.join(payload.unreadable)}. Use SVG, PNG or JPEG."
        )
    limit = page_limit(document)
    if limit and verdict.pages > limit:
        yield f"{document.id}: {verdict.pages} pages, {limit} are allowed (page_limit)."


def page_limit(document: Document) -> int | None:
    """The number of pages that a guide should not exceed, if it names one."""
    limit = document.meta.get("page_limit")
    return int(limit) if isinstance(limit, str) and limit.isdecimal() else None


def _named(char: str) -> str:
    shown = char if char.isprintable() else ""
    return f"“{shown}” (U+{ord(char):04X})" if shown else f"U+{ord(char):04X}"


def _is_cjk(char: str) -> bool:
    return unicodedata.name(char, "").startswith(("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "IDEOGRAPHIC", "FULLWIDTH"))
