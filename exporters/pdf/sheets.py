"""Sizes of paper, designs of posters, colour themes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from exporters.api import Document, ExportError

DESIGNS = Path(__file__).parent / "designs"
"""Folder with the Typst files; the only one that Typst may read."""

Form = Literal["portrait", "screen"]


@dataclass(frozen=True)
class Size:
    """A sheet in millimetres, and the form that the layouts branch on."""

    name: str
    width: float
    height: float
    form: Form


SIZES = {
    size.name: size
    for size in (
        Size("a4", 210, 297, "portrait"),
        Size("a3", 297, 420, "portrait"),
        Size("a2", 420, 594, "portrait"),
        Size("screen", 338.667, 190.5, "screen"),
    )
}
POSTERS = ("partners", "steps", "picture")
THEME = "harbour"


@cache
def themes() -> dict[str, Any]:
    """The colour themes by name; every text and ground pair in them has a contrast of 4.5 : 1 or more."""
    return dict(json.loads((DESIGNS / "themes.json").read_text(encoding="utf-8")))


def wanted(document: Document) -> tuple[str, ...]:
    """Return the names of the sizes that a document asks for, known or not; A4 if it names none."""
    names = document.meta.get("sizes") or ("a4",)
    return tuple(dict.fromkeys((names,) if isinstance(names, str) else names))


def size(document: Document, name: str) -> Size:
    """Return a size by name.

    Raises:
        ExportError: if there is no such size, or the document flows over pages and the size is a screen.
    """
    known = [key for key in SIZES if document.kind == "poster" or SIZES[key].form == "portrait"]
    if name not in known:
        raise ExportError(
            f"{document.id}: “{name}” is not a size for a {document.kind}. Use {', '.join(known)}.", size=name
        )
    return SIZES[name]


def design(document: Document) -> str:
    """Return the design that sets a document. Raises ExportError for an unknown design of a poster."""
    if document.kind != "poster":
        return document.kind
    name = str(document.meta.get("design", ""))
    if name not in POSTERS:
        raise ExportError(f"{document.id}: there is no design “{name}”. Use {', '.join(POSTERS)}.", design=name)
    return name
