"""The one table of scripts: fonts in order, leading, hyphenation, emphasis, line edges.

A row goes into the Typst designs as data; no design asks which language it is setting. Digits come from CLDR through
`exporters.rendering.numbers`. Source of the values: the project's own trials on paper sizes A4 to A2.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal

from babel.core import get_global

from exporters.pdf import fonts

NOTO = "Noto Sans"
BRICOLAGE = "Bricolage Grotesque 96pt"


@dataclass(frozen=True)
class Script:
    """How one script is set.

    ``text`` and ``display`` are families in order; without ``display`` titles are set in ``text``. ``size`` is a factor
    on all sizes. ``lead`` and ``tight`` are the leading of texts and of titles, in em. ``weight`` and ``track`` (em)
    belong to titles. ``top`` and ``bottom`` are the edges of a line: a name of Typst's, or em. ``keep`` says what must
    stay whole at a line's end: "word" where words are separated by spaces, "box" where an engine would break inside
    them, "phrase" where a title may break only after its marks, "free" where the engine finds words by itself.
    ``italic`` is False where emphasis is shown by weight. ``cjk``: needs the optional font package.
    """

    text: tuple[str, ...]
    display: tuple[str, ...] = ()
    size: float = 1.0
    lead: float = 0.62
    tight: float = 0.3
    weight: int = 800
    track: float = 0.0
    hyphenate: bool = False
    italic: bool = False
    keep: Literal["word", "box", "phrase", "free"] = "word"
    top: str | float = "cap-height"
    bottom: str | float = "baseline"
    cjk: bool = False


LATIN = Script((NOTO,), (BRICOLAGE, NOTO), track=-0.018, hyphenate=True, italic=True)
CYRILLIC = Script((NOTO,), size=0.97, lead=0.64, tight=0.34, track=-0.01, hyphenate=True, italic=True)
TALL = Script((), size=0.98, lead=0.62, tight=0.2, top=0.78, bottom=-0.14)
ARABIC = Script(("Almarai", NOTO), size=1.08, lead=0.6, tight=0.2, top=0.86, bottom=-0.2)
NASKH = Script(("Amiri", NOTO), size=1.16, lead=0.5, tight=0.2, weight=700, top=0.8, bottom=-0.25)
HAN = Script((), size=0.98, lead=0.72, tight=0.36, weight=900, keep="phrase", top=0.86, bottom=-0.06, cjk=True)


def _noto(name: str, base: Script = TALL, **more: Any) -> Script:
    return replace(base, text=(NOTO, f"Noto Sans {name}"), **more)


SCRIPTS: dict[str, Script] = {
    "Latn": LATIN,
    "Cyrl": CYRILLIC,
    "Grek": replace(CYRILLIC, size=0.98),
    "Arab": ARABIC,
    "Hebr": replace(TALL, text=("Noto Sans Hebrew", NOTO), size=1.02, lead=0.7, tight=0.4, top=0.7, bottom=-0.1),
    "Deva": _noto("Devanagari", bottom=-0.12),
    "Beng": _noto("Bengali"),
    "Gujr": _noto("Gujarati"),
    "Guru": _noto("Gurmukhi"),
    "Knda": _noto("Kannada", lead=0.7),
    "Mlym": _noto("Malayalam", size=0.94),
    "Orya": _noto("Oriya"),
    "Sinh": _noto("Sinhala"),
    "Taml": _noto("Tamil", size=0.92),
    "Telu": _noto("Telugu", lead=0.7),
    "Thai": _noto("Thai", keep="free", top=0.95, bottom=-0.2, lead=0.5),
    "Laoo": _noto("Lao", keep="free", top=0.95, bottom=-0.2, lead=0.5),
    "Khmr": _noto("Khmer", keep="free", top=0.95, bottom=-0.3, lead=0.5),
    "Mymr": _noto("Myanmar", keep="free", top=0.95, bottom=-0.3, lead=0.5, size=0.94),
    "Ethi": _noto("Ethiopic"),
    "Geor": _noto("Georgian", lead=0.66, tight=0.34, top="cap-height"),
    "Armn": _noto("Armenian", lead=0.66, tight=0.34, top="cap-height"),
    "Hans": replace(HAN, text=(NOTO, "Noto Sans CJK SC"), display=("Noto Sans CJK SC",)),
    "Hant": replace(HAN, text=(NOTO, "Noto Sans CJK TC"), display=("Noto Sans CJK TC",)),
    "Jpan": replace(HAN, text=(NOTO, "Noto Sans CJK JP"), display=("Noto Sans CJK JP",)),
    "Kore": replace(
        HAN, text=(NOTO, "Noto Sans CJK KR"), display=("Noto Sans CJK KR",), keep="box", lead=0.66, size=0.96
    ),
}
"""Rows by ISO 15924 code. A script without a row is set like Latin, in whatever installed font holds it."""

ALMARAI_LACKS = {"fa", "ur", "ps", "ku", "ckb", "sd", "ug", "pnb", "ks", "az"}
"""Languages in Arabic letters whose own letters or zero-width non-joiner Almarai lacks; Amiri has them."""

LONG_WORDS = {"de", "nl", "sv", "da", "nb", "nn", "no", "fi", "hu", "et", "ru", "uk", "bg", "el", "is"}
"""Languages hyphenated in running text. The others are set ragged and whole, which also reads better aloud."""

REGIONS = {"Hans": "CN", "Hant": "TW"}
"""Typst takes language and region; the two Chinese scripts are told apart by these."""


@cache
def script_of(tag: str) -> str:
    """Return the ISO 15924 code that a BCP 47 tag names or, by CLDR's likely subtags, implies; else "Latn"."""
    parts = tag.split("-")
    for part in parts[1:]:
        if len(part) == 4 and part.isalpha():
            return part.title()
    likely = get_global("likely_subtags")
    for key in ("_".join(parts[:2]), parts[0]):
        for part in likely.get(key, "").split("_")[1:]:
            if len(part) == 4:
                return str(part)
    return "Latn"


def needs_cjk(tag: str) -> bool:
    """True if texts in this language cannot be set without the optional font package."""
    row = SCRIPTS.get(script_of(tag))
    return row is not None and row.cjk


def locale(tag: str, direction: str, sample: str = "") -> dict[str, Any]:
    """Return what a design must know to set texts in a language, as plain data.

    ``sample`` is all text in that language: the display family of Latin is used only if it holds every letter of it,
    so that no title mixes two faces.
    """
    code = script_of(tag)
    parts = tag.split("-")
    row = SCRIPTS.get(code, LATIN)
    if code == "Arab" and parts[0] in ALMARAI_LACKS:
        row = NASKH
    display = row.display or row.text
    if display[0] == BRICOLAGE and not fonts.covers(BRICOLAGE, sample):
        display = display[1:]
    region = next((p for p in parts[1:] if len(p) == 2 and p.isalpha()), REGIONS.get(code))
    return {
        "tag": tag,
        "lang": parts[0] if 2 <= len(parts[0]) <= 3 else "en",
        "region": region,
        "rtl": direction == "rtl",
        "text": [_family(name, row) for name in row.text],
        "display": [_family(name, row) for name in display],
        "size": row.size,
        "lead": row.lead,
        "tight": row.tight,
        "weight": row.weight,
        "track": row.track,
        "hyphenate": row.hyphenate and parts[0] in LONG_WORDS,
        "italic": row.italic,
        "keep": row.keep,
        "top": row.top,
        "bottom": row.bottom,
    }


def _family(name: str, row: Script) -> Any:
    """Beside a CJK family, Noto Sans must leave the marks that both hold (quotes, dashes) to the CJK one."""
    return {"name": name, "covers": "latin-in-cjk"} if row.cjk and name == NOTO else name
