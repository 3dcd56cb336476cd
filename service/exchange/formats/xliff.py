"""XLIFF out and in, for translators who work with a CAT tool.

Written: version 2.1, one <file> for the document, one <unit> with one <segment> for each unit, the text as inline
Markdown with white space preserved, notes for section and author's note. What is copied and not translated (code,
addresses, HTML tags …) goes as <ph> with its original data, so that tools show it as a tag. Characters that XML cannot
hold go as <cp hex="…"/>. Read: 2.0 to 2.2, and 1.2. Source: OASIS XLIFF 2.1 and 1.2.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from service.errors import CatalogueError
from service.exchange.formats.codes import Codes
from service.exchange.formats.protect import pieces
from service.exchange.formats.row import ExchangedUnit, ExchangeFile, State
from service.exchange.formats.xliff_units import OURS, read_units
from service.exchange.formats.xml import XML_SPACE, Lines, allowed, local, parse

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"

_STATES: dict[State, str] = {
    "missing": "initial",
    "suggested": "initial",
    "translated": "translated",
    "approved": "final",
}


def write_xliff(file: ExchangeFile) -> bytes:
    """Return the document as UTF-8 XML; equal input gives equal bytes."""
    register_namespace("", NAMESPACE)
    root = Element(_q("xliff"), version="2.1", srcLang=file.source_tag, trgLang=file.target_tag)
    holder = SubElement(root, _q("file"), id="f1", original=f"{file.programme}:{file.document}")
    if file.revision is not None:
        notes = SubElement(holder, _q("notes"))
        SubElement(notes, _q("note"), category=f"{OURS}:revision").text = str(file.revision)
    for row in file.rows:
        _Unit(holder, row)
    body: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return body + b"\n"


def _q(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


class _Unit:
    """Writes one unit; knows which codes it has given out."""

    def __init__(self, holder: Element, row: ExchangedUnit) -> None:
        self.element = SubElement(holder, _q("unit"), {"id": f"u{row.key}", XML_SPACE: "preserve"})
        if row.context:
            self.element.set("name", row.context)
        _write_notes(self.element, row)
        self.data: dict[str, str] = {}
        self.known: dict[str, deque[str]] = defaultdict(deque)
        self.count = 0
        segment = Element(_q("segment"), state=_STATES[row.state])
        if row.state == "suggested":
            segment.set("subState", f"{OURS}:suggested")
        source = self.text(SubElement(segment, _q("source")), row.source)
        if row.text:
            for text, number in source:
                self.known[text].append(number)
            self.text(SubElement(segment, _q("target")), row.text)
        if self.data:
            original = SubElement(self.element, _q("originalData"))
            for text, number in self.data.items():
                _write_characters(SubElement(original, _q("data"), id=number), text, None)
        self.element.append(segment)

    def text(self, element: Element, text: str) -> list[tuple[str, str]]:
        """Write a source or target; returns its codes with their ids. A code of the source keeps its id there."""
        last: Element | None = None
        given: list[tuple[str, str]] = []
        for piece in pieces(text):
            if not piece.kept:
                last = _write_characters(element, piece.text, last)
                continue
            if self.known[piece.text]:
                number = self.known[piece.text].popleft()
            else:
                self.count += 1
                number = str(self.count)
            given.append((piece.text, number))
            reference = self.data.setdefault(piece.text, f"d{len(self.data) + 1}")
            last = SubElement(element, _q("ph"), id=number, dataRef=reference)
            if all(character.isprintable() and allowed(character) for character in piece.text):
                last.set("disp", piece.text)
        return given


def _write_notes(unit: Element, row: ExchangedUnit) -> None:
    notes = [(name, text) for name, text in (("kind", row.kind), ("section", row.section), ("note", row.note)) if text]
    if notes:
        holder = SubElement(unit, _q("notes"))
        for name, text in notes:
            note = SubElement(holder, _q("note"), category=f"{OURS}:{name}")
            note.text = "".join(character for character in text if allowed(character))


def _write_characters(element: Element, text: str, last: Element | None) -> Element | None:
    """Write text behind the child ``last`` of an element; returns the child that is last now."""
    for part in re.split(r"([^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff])", text):
        if len(part) == 1 and (part == "\r" or not allowed(part)):
            last = SubElement(element, _q("cp"), hex=f"{ord(part):04X}")
        elif last is None:
            element.text = (element.text or "") + part
        else:
            last.tail = (last.tail or "") + part
    return last


def read_xliff(data: bytes, path: str) -> ExchangeFile:
    """Read a file that came back.

    Raises:
        CatalogueError: if it is not XLIFF, is hostile, holds several documents, or names no target language.
    """
    lines: Lines = {}
    root = parse(data, path, lines=lines)
    version = root.get("version", "")
    old = version.startswith("1.")
    if local(root) != "xliff" or not (old or version.startswith("2.")):
        raise CatalogueError("not an XLIFF file", path=path, hint="Export as XLIFF 2.1 or 1.2 from your tool.")
    files = [element for element in root if local(element) == "file"]
    if len(files) != 1:
        raise CatalogueError(f"{len(files)} documents in one file", path=path, hint="Upload them one at a time.")
    [file] = files
    languages = (
        (file.get("source-language", ""), file.get("target-language", ""))
        if old
        else (root.get("srcLang", ""), root.get("trgLang", ""))
    )
    if not languages[1]:
        raise CatalogueError("the file does not name its target language", path=path)
    programme, _, document = file.get("original", "").partition(":")
    rows, remarks = read_units(file, Codes(path), lines, old=old)
    return ExchangeFile(programme, document, *languages, tuple(rows), tuple(remarks), _read_revision(file))


def _read_revision(file: Element) -> int | None:
    for note in file.iter():
        text = (note.text or "").strip()
        named = note.get("category") == f"{OURS}:revision" and local(note) == "note"
        if named and text.isascii() and text.isdigit() and len(text) < 16:
            return int(text)
        if local(note) in ("unit", "trans-unit"):
            break
    return None
