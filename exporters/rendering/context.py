"""What a rendering needs to know besides the nodes, and the attributes that every translated element carries."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from exporters.api import Edition
from exporters.nodes import Link, UnitRef

HTML_ATTRIBUTES = frozenset({"class", "dir", "lang"})  # that a source may give its HTML
SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
SAFE_SCHEMES = frozenset({"http:", "https:", "mailto:"})


@dataclass(frozen=True)
class Context:
    """How one page is rendered.

    ``href`` gives the address of a document or asset link as seen from the page, or None if there is none: the text
    stands alone then. ``asset`` gives the address of a picture. ``prefix`` goes before every element id, so that
    several documents can share a page. ``units``: every unit's element gets ``data-unit``, for the editor's preview.
    ``notes``: questions of a reflection get a field for private notes. ``blank``: links to other sites open beside.
    ``labels``: the first of a run of untranslated passages says so; off where the whole page says it once.
    """

    edition: Edition
    href: Callable[[Link], str | None]
    asset: Callable[[str], str]
    prefix: str = ""
    units: bool = False
    notes: bool = True
    blank: bool = False
    labels: bool = True


def safe(url: str) -> str | None:
    """Return the address if it may become a link: http, https, mailto, or relative without any scheme; else None.

    Control characters are refused, because browsers drop them before they look at the scheme.
    """
    if any(ord(c) < 0x21 or ord(c) == 0x7F for c in url) or url.startswith("//"):
        return None
    scheme = SCHEME.match(url)
    return url if scheme is None or scheme[0].lower() in SAFE_SCHEMES else None


def attributes(values: Mapping[str, str | None]) -> Markup:
    """Write attributes, escaped, each with a space before it; None leaves one out, "" writes the bare name."""
    return Markup("").join(
        Markup(' {}="{}"').format(name, value) if value else Markup(" {}").format(name) if name != "class" else ""
        for name, value in values.items()
        if value is not None
    )


def element(tag: str, content: Markup | str, **values: str | None) -> Markup:
    """Write an element around escaped content. ``class_`` stands for class, "_" in other names for "-"."""
    named = {name.rstrip("_").replace("_", "-"): value for name, value in values.items()}
    return Markup("<{tag}{attributes}>{content}</{tag}>").format(
        tag=tag, attributes=attributes(named), content=escape(content)
    )


def marks(unit: UnitRef | None, ctx: Context, *classes: str) -> dict[str, str | None]:
    """Return the attributes that say whose text this is: language and direction, state, and the unit if asked for."""
    if unit is None:
        return {"class": " ".join(classes) or None}
    named = list(classes)
    if unit.fallback:
        named.append("fallback")
    if unit.machine:
        named.append("machine")
    if unit.stale:
        named.append("stale")
    foreign = unit.lang != ctx.edition.language.tag
    return {
        "class": " ".join(named) or None,
        "lang": unit.lang if foreign else None,
        "dir": unit.dir if foreign else None,
        "data-unit": unit.id if ctx.units else None,
    }


def turned(unit: UnitRef, ctx: Context) -> str | None:
    """The direction of a text if the whole document runs against the page: its marks then stand at its start."""
    return unit.dir if not ctx.labels and unit.dir != ctx.edition.language.dir else None


def label(ctx: Context, tag: str = "span") -> Markup:
    """The word beside a passage that is shown in the source language, itself in the page's language."""
    language = ctx.edition.language
    return element(tag, ctx.edition.message("Not translated yet"), class_="tag", lang=language.tag, dir=language.dir)
