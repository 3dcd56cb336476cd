"""XLIFF 2.1 out and in, for translators who work with a CAT tool.

Written: one <file> for the document, one <unit> with one <segment> for each unit, the text as inline Markdown with
white space preserved, notes for section and author's note. Characters that XML cannot hold go as <cp hex="…"/>.
Read: XLIFF 2.0 to 2.2. A tool may have split a unit into several segments; they are joined. Source: OASIS XLIFF 2.1.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from service.catalogue.exchange.row import ExchangeFile, Row, State
from service.catalogue.exchange.xml import XML_SPACE, allowed, parse
from service.errors import CatalogueError

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
OURS = "polything"
"""Prefix of our values of subState and of notes' categories."""

_STATES: dict[State, str] = {
    "missing": "initial",
    "suggested": "initial",
    "translated": "translated",
    "approved": "final",
}
_READ: dict[str, State] = {
    "initial": "suggested",
    "translated": "translated",
    "reviewed": "approved",
    "final": "approved",
}
_CODES = frozenset({"ph", "pc", "sc", "ec"})
_MARKS = frozenset({"mrk", "sm", "em"})


def write_xliff(file: ExchangeFile) -> bytes:
    """Return the document as UTF-8 XML; equal input gives equal bytes."""
    register_namespace("", NAMESPACE)
    root = Element(_q("xliff"), version="2.1", srcLang=file.source_tag, trgLang=file.target_tag)
    holder = SubElement(root, _q("file"), id="f1", original=f"{file.programme}:{file.document}")
    if file.revision is not None:
        notes = SubElement(holder, _q("notes"))
        SubElement(notes, _q("note"), category=f"{OURS}:revision").text = str(file.revision)
    for row in file.rows:
        unit = SubElement(holder, _q("unit"), {"id": f"u{row.key}", XML_SPACE: "preserve"})
        if row.context:
            unit.set("name", row.context)
        _write_notes(unit, row)
        segment = SubElement(unit, _q("segment"), state=_STATES[row.state])
        if row.state == "suggested":
            segment.set("subState", f"{OURS}:suggested")
        _write_text(SubElement(segment, _q("source")), row.source)
        if row.text:
            _write_text(SubElement(segment, _q("target")), row.text)
    body: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return body + b"\n"


def _q(local: str) -> str:
    return f"{{{NAMESPACE}}}{local}"


def _write_notes(unit: Element, row: Row) -> None:
    notes = [(name, text) for name, text in (("kind", row.kind), ("section", row.section), ("note", row.note)) if text]
    if notes:
        holder = SubElement(unit, _q("notes"))
        for name, text in notes:
            note = SubElement(holder, _q("note"), category=f"{OURS}:{name}")
            note.text = "".join(character for character in text if allowed(character))


def _write_text(element: Element, text: str) -> None:
    last: Element | None = None
    plain = ""

    def flush() -> None:
        nonlocal plain
        if last is None:
            element.text = (element.text or "") + plain
        else:
            last.tail = (last.tail or "") + plain
        plain = ""

    for character in text:
        if allowed(character) and character != "\r":
            plain += character
            continue
        flush()
        last = SubElement(element, _q("cp"), hex=f"{ord(character):04X}")
    flush()


def read_xliff(data: bytes, path: str) -> ExchangeFile:
    """Read a file that came back.

    Raises:
        CatalogueError: if it is not XLIFF 2, is hostile, holds several documents, or names no target language.
    """
    root = parse(data, path)
    match = re.fullmatch(r"\{(.*)\}xliff", root.tag)
    if match is None or not root.get("version", "").startswith("2"):
        raise CatalogueError("not an XLIFF 2 file", path=path, hint="Export as XLIFF 2.0 or 2.1 from your tool.")
    files = root.findall(_q("file"))
    if len(files) != 1:
        raise CatalogueError(f"{len(files)} documents in one file", path=path, hint="Upload them one at a time.")
    if not root.get("trgLang"):
        raise CatalogueError("the file does not name its target language", path=path)
    programme, _, document = files[0].get("original", "").partition(":")
    remarks: list[str] = []
    rows = [row for unit in files[0].iter(_q("unit")) if (row := _read_unit(unit, remarks))]
    return ExchangeFile(
        programme,
        document,
        root.get("srcLang", ""),
        root.get("trgLang", ""),
        tuple(rows),
        tuple(remarks),
        _read_revision(files[0]),
    )


def _read_revision(holder: Element) -> int | None:
    for note in holder.iterfind(f"{_q('notes')}/{_q('note')}"):
        text = (note.text or "").strip()
        if note.get("category") == f"{OURS}:revision" and text.isascii() and text.isdigit() and len(text) < 16:
            return int(text)
    return None


def _read_unit(unit: Element, remarks: list[str]) -> Row | None:
    name = unit.get("id", "")
    pieces = [piece for piece in unit if piece.tag in (_q("segment"), _q("ignorable"))]
    states: list[State] = []
    source = text = ""
    for piece in pieces:
        from_element, to_element = piece.find(_q("source")), piece.find(_q("target"))
        try:
            spoken = _read_text(from_element)
            said = _read_text(to_element)
        except ValueError as error:
            remarks.append(f"{name}: {error}")
            return None
        source += spoken
        text += said if to_element is not None or piece.tag == _q("segment") else spoken
        if piece.tag == _q("segment"):
            states.append(_read_state(piece, said))
    if not states or not re.fullmatch(r"u[0-9a-f]{12}", name):
        remarks.append(f"{name}: not one of our units")
        return None
    order: list[State] = ["missing", "suggested", "translated", "approved"]
    state = min(states, key=order.index)
    if state == "missing" and any(other != "missing" for other in states):
        state = "suggested"
    return Row(
        key=name[1:], source=source, text=text if state != "missing" else "", state=state, context=unit.get("name")
    )


def _read_state(segment: Element, target: str) -> State:
    if not target.strip():
        return "missing"
    return _READ.get(segment.get("state", "initial"), "suggested")


def _read_text(element: Element | None) -> str:
    """Return the text, annotations taken off.

    Raises:
        ValueError: if a tool put inline codes in, which stand for markup that we would have to guess.
    """
    if element is None:
        return ""
    text = element.text or ""
    for child in element:
        local = child.tag.rpartition("}")[2]
        if local == "cp":
            code = int(child.get("hex", ""), 16)
            if code > 0x10FFFF:
                raise ValueError("a character code that does not exist")
            text += chr(code)
        elif local in _MARKS:
            text += _read_text(child)
        elif local in _CODES:
            raise ValueError("the tool replaced markup by codes; the text of this unit was not read")
        else:
            raise ValueError(f"an element that is not understood: {local}")
        text += child.tail or ""
    return text
