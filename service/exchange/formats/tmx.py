"""TMX 1.4b out and in: the format in which other tools give away a translation memory.

Read tolerantly: inline codes are dropped (they belong to another tool's format), units with an empty side are left
out, a document type that names the usual DTD is passed over without being fetched. Source: LISA TMX 1.4b.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape, quoteattr

from service.errors import CatalogueError, SettingsError
from service.exchange.formats.memory_rows import MemoryFile, Segment, alike
from service.exchange.formats.xml import XML_LANG, Lines, allowed, local, parse
from service.languages import normalise

_CODES = frozenset({"bpt", "ept", "ph", "it", "ut"})
"""Elements whose content is a foreign tool's markup, not text."""

_BATCH = 1000


def tmx_parts(segments: Iterable[Segment], source_tag: str) -> Iterator[bytes]:
    """Give the file piece by piece, for memories that should not stand in memory whole."""
    yield (
        "<?xml version='1.0' encoding='utf-8'?>\n"
        '<tmx version="1.4">\n<header creationtool="polything" creationtoolversion="1" segtype="block" '
        f'o-tmf="polything" adminlang="en" srclang={quoteattr(source_tag)} datatype="plaintext"/>\n<body>\n'
    ).encode()
    rows = iter(segments)
    while batch := list(islice(rows, _BATCH)):
        yield "".join(_unit(segment, source_tag) for segment in batch).encode()
    yield b"</body>\n</tmx>\n"


def _unit(segment: Segment, source_tag: str) -> str:
    sides = ((segment.source_tag, segment.source), (segment.target_tag, segment.target))
    variants = "".join(f"<tuv xml:lang={quoteattr(tag)}><seg>{_escaped(text)}</seg></tuv>" for tag, text in sides)
    own = "" if segment.source_tag == source_tag else f" srclang={quoteattr(segment.source_tag)}"
    return f"<tu{own}>{variants}</tu>\n"


def _escaped(text: str) -> str:
    return escape("".join(character for character in text if allowed(character) and character != "\r"))


def read_tmx(data: bytes, path: str, sources: Sequence[str]) -> MemoryFile:
    """Return every translation out of ``sources`` that the file holds; regional variants of them count.

    Where a unit has several of them, the one that it says it was translated from is taken, else the first.

    Raises:
        CatalogueError: if it is not TMX, is hostile, or has nothing in those languages.
    """
    lines: Lines = {}
    root = parse(data, path, plain_doctype=True, lines=lines)
    if local(root) != "tmx":
        raise CatalogueError("not a TMX file", path=path)
    found: list[Segment] = []
    remarks: list[str] = []
    tags: set[str] = set()
    for unit in root.iter():
        if local(unit) != "tu":
            continue
        texts = _variants(unit, lines, remarks)
        tags |= texts.keys()
        chosen = _source(texts, [unit.get("srclang", ""), *sources], sources)
        if chosen is None:
            continue
        source, own = chosen
        found += [
            Segment(own, tag, texts[source], text)
            for tag, text in texts.items()
            if tag != source and texts[source].strip() and text.strip()
        ]
    if not found:
        held = ", ".join(sorted(tags)) or "none"
        asked = ", ".join(sources)
        raise CatalogueError(f"nothing translated from {asked} in this file (languages: {held})", path=path)
    return MemoryFile(tuple(found), tuple(remarks))


def _source(texts: Iterable[str], asked: Sequence[str], sources: Sequence[str]) -> tuple[str, str] | None:
    """Return the variant that is the source, and which of our languages that is."""
    for wanted in asked:
        exact = sorted((tag for tag in texts if alike(tag, wanted)), key=lambda tag: tag != wanted) if wanted else []
        for tag in exact:
            own = next((own for own in sources if alike(tag, own)), None)
            if own is not None:
                return tag, own
    return None


def _variants(unit: Element, lines: Lines, remarks: list[str]) -> dict[str, str]:
    texts: dict[str, str] = {}
    for variant in unit:
        if local(variant) != "tuv":
            continue
        segment = next((child for child in variant if local(child) == "seg"), None)
        if segment is None:
            continue
        try:
            tag = normalise(variant.get(XML_LANG) or variant.get("lang") or "")
        except SettingsError as error:
            remarks.append(f"line {lines[variant]}: {error.message}")
            continue
        texts.setdefault(tag, _text(segment))
    return texts


def _text(element: Element) -> str:
    text = element.text or ""
    for child in element:
        if local(child) not in _CODES:
            text += _text(child)
        text += child.tail or ""
    return text
