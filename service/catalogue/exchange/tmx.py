"""TMX 1.4 out and in: the format in which other tools give away a translation memory.

Read tolerantly: inline codes are dropped (they belong to another tool's format), units with an empty side are left
out, a document type that names the usual DTD is passed over without being fetched. Source: LISA TMX 1.4b.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, tostring

from service.catalogue.exchange.memory_rows import Segment
from service.catalogue.exchange.xml import XML_LANG, allowed, parse
from service.errors import CatalogueError, SettingsError
from service.languages import normalise

_CODES = frozenset({"bpt", "ept", "ph", "it", "ut"})
"""Elements whose content is a foreign tool's markup, not text."""


def write_tmx(segments: Iterable[Segment], source_tag: str) -> bytes:
    """Return a TMX file; one translation unit for each segment. Equal input gives equal bytes."""
    root = Element("tmx", version="1.4")
    SubElement(
        root,
        "header",
        {
            "creationtool": "polything",
            "creationtoolversion": "1",
            "segtype": "block",
            "o-tmf": "polything",
            "adminlang": "en",
            "srclang": source_tag,
            "datatype": "plaintext",
        },
    )
    body = SubElement(root, "body")
    for segment in segments:
        unit = SubElement(body, "tu")
        for tag, text in ((segment.source_tag, segment.source), (segment.target_tag, segment.target)):
            variant = SubElement(unit, "tuv", {XML_LANG: tag})
            SubElement(variant, "seg").text = "".join(c for c in text if allowed(c) and c != "\r")
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def read_tmx(data: bytes, path: str, source_tag: str) -> list[Segment]:
    """Return every translation out of ``source_tag`` that the file holds; regional variants of it count.

    Raises:
        CatalogueError: if it is not TMX, is hostile, or has nothing in that language.
    """
    root = parse(data, path, plain_doctype=True)
    if root.tag.rpartition("}")[2] != "tmx":
        raise CatalogueError("not a TMX file", path=path)
    found: list[Segment] = []
    tags: set[str] = set()
    for unit in root.iter("tu"):
        texts = _variants(unit)
        tags |= texts.keys()
        source = next((tag for tag in texts if _same_language(tag, source_tag)), None)
        if source is None:
            continue
        found += [
            Segment(source_tag, tag, texts[source], text)
            for tag, text in texts.items()
            if tag != source and texts[source].strip() and text.strip()
        ]
    if not found:
        held = ", ".join(sorted(tags)) or "none"
        raise CatalogueError(f"nothing translated from {source_tag} in this file (languages: {held})", path=path)
    return found


def _variants(unit: Element) -> dict[str, str]:
    texts: dict[str, str] = {}
    for variant in unit.iter("tuv"):
        segment = variant.find("seg")
        spelling = variant.get(XML_LANG) or variant.get("lang") or ""
        if segment is None:
            continue
        try:
            texts.setdefault(normalise(spelling), _text(segment))
        except SettingsError:
            continue
    return texts


def _text(element: Element) -> str:
    text = element.text or ""
    for child in element:
        if child.tag not in _CODES:
            text += _text(child)
        text += child.tail or ""
    return text


def _same_language(tag: str, wanted: str) -> bool:
    return tag == wanted or tag.partition("-")[0] == wanted
