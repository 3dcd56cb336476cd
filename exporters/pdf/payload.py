"""The data of one sheet or booklet: everything a design is told, as one JSON value."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal

import segno

from exporters import nodes
from exporters.api import Document, Edition, ExportError
from exporters.pdf import fonts, sheets
from exporters.pdf.pictures import Pictures, Read
from exporters.pdf.sheets import Size
from exporters.pdf.tokens import Token, Writer, blank, clean
from exporters.rendering import credits as credit_lines
from exporters.rendering import numbers

Mode = Literal["pdf", "fit", "preview"]


@dataclass(frozen=True)
class Payload:
    """``data`` is what a design reads. ``missing`` are characters that no installed font holds. ``languages`` are
    those of all texts. ``unprintable`` are HTML elements, ``unreadable`` pictures, shown by their words only."""

    design: str
    data: dict[str, Any]
    missing: str
    languages: tuple[str, ...]
    unprintable: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = field(default=())


def build(
    edition: Edition,
    document: Document,
    size: Size,
    *,
    mode: Mode = "pdf",
    theme: str = sheets.THEME,
    read: Read | None = None,
) -> Payload:
    """Gather what the document's design needs.

    ``read`` returns an asset's bytes.

    Raises:
        ExportError: for an unknown design, theme, node or picture, or a poster with text outside its slots.
    """
    if theme not in sheets.themes():
        raise ExportError(f"There is no theme “{theme}”. Use {', '.join(sheets.themes())}.", theme=theme)
    pictures = Pictures(edition, read)
    writer = Writer(edition, document, pictures, units=mode == "preview")
    content = _poster(writer) if document.kind == "poster" else _booklet(writer)
    facts = credit_lines.credits(edition, document)
    shared = {
        "doc": content,
        "notes": writer.footnotes(),
        "credits": [
            {"label": writer.words(line.label), "text": writer.words(line.text), "href": line.href}
            for line in facts.lines
        ],
        "notices": [writer.words(notice) for notice in facts.notices],
        "words": {key: writer.words(text) for key, text in _words(edition).items()},
        "qr": _qr(writer),
    }
    meta = {
        "title": clean(document.title.text) or document.slug,
        "authors": [clean(person.name) for person in document.contributors if person.role == "author"],
        "description": clean(_text(document, "summary") or _text(document, "lead")),
        "keywords": [document.id, document.version],
    }
    data = {
        "kind": document.kind,
        "mode": mode,
        "lang": edition.language.tag,
        "locales": writer.locales(),
        "digits": numbers.digits("0123456789", edition.language),
        "theme": sheets.themes()[theme],
        "mono": theme == "black",
        "size": {"w": size.width, "h": size.height, "form": size.form},
        "families": sorted(fonts.families()),
        "pictures": pictures.svgs,
        "meta": meta,
        **shared,
    }
    return Payload(
        design=sheets.design(document),
        data=data,
        missing=fonts.missing(text for texts in writer.texts.values() for text in texts),
        languages=tuple(writer.texts),
        unprintable=tuple(writer.unprintable),
        unreadable=tuple(pictures.unreadable) if read else (),
    )


def _words(edition: Edition) -> dict[str, str]:
    """The exporter's own words."""
    return {
        "answers": edition.message("Answers"),
        "contents": edition.message("Contents"),
        "credits": edition.message("About this text"),
        "several": edition.message("More than one answer is right."),
        "statement": edition.message("Statement"),
        "badge": edition.message("Your badge"),
    }


def _text(document: Document, key: str) -> str:
    phrase = document.fields.get(key)
    return phrase.text if phrase else ""


def _field(writer: Writer, key: str) -> Token:
    return writer.optional(writer.document.fields.get(key))


def _title(writer: Writer) -> Token:
    """The title; the one in the source language, or at last the file's name, where a translation shows nothing."""
    document = writer.document
    if not blank(document.title):
        return writer.phrase(document.title)
    return {"c": [writer.words(document.source_title.strip() or document.slug)]}


def _listed(writer: Writer, key: str) -> list[Token]:
    """The phrases of a list field, "fields.0", "fields.1" … in order."""
    found: list[Token] = []
    while (phrase := writer.document.fields.get(f"{key}.{len(found)}")) is not None:
        found.append(writer.phrase(phrase))
    return found


@lru_cache(maxsize=256)
def _code(url: str) -> str:
    out = io.BytesIO()
    segno.make(url, error="m", micro=False).save(
        out, kind="svg", border=4, dark="#000", light="#fff", xmldecl=False, nl=False
    )
    return out.getvalue().decode("utf-8")


def _qr(writer: Writer) -> Token:
    url = writer.document.meta.get("qr")
    if not isinstance(url, str) or not url:
        return None
    alt = writer.edition.message("QR code that leads to {address}").format(address=url)
    return {"svg": _code(url), "alt": clean(alt), "text": _field(writer, "qr_text")}


# --- posters -----------------------------------------------------------------------------------------------------


def _poster(writer: Writer) -> dict[str, Any]:
    document = writer.document
    sections: list[Token] = []
    note: list[Token] = []
    call: Token = None
    for block in document.blocks:
        if not isinstance(block, nodes.Section) or block.name != "slot":
            raise ExportError(f"{document.id}: a poster holds its text in slots; some of it stands outside of them.")
        role = block.attributes.get("role", "panel")
        slot = _slot(writer, block)
        if role == "note":
            note += ([{"t": "p", "p": slot["title"]}] if slot["title"] else []) + slot["blocks"]
        elif role == "call" and call is None:
            call = slot
        elif role == "panel":
            sections.append(slot)
        else:
            raise ExportError(
                f"{document.id}: the slot “{block.id}” has a role that the poster has no place for: {role}."
            )
    return {
        "title": _title(writer),
        "kicker": _field(writer, "kicker"),
        "lead": _field(writer, "lead") or {"c": []},
        "sections": sections,
        "note": note,
        "call": call,
        "fields": _listed(writer, "fields"),
        "picture": clean(_text(document, "picture_alt")) or clean(document.title.text),
    }


def _slot(writer: Writer, block: nodes.Section) -> dict[str, Any]:
    children = list(block.children)
    title = writer.optional(block.title)
    if title is None and children and isinstance(children[0], nodes.Heading):
        title = None if blank(children[0].content) else writer.phrase(children[0].content)
        children = children[1:]
    return {"title": title, "blocks": _levels(writer.blocks(children), after=1)}


# --- booklets ----------------------------------------------------------------------------------------------------


def _booklet(writer: Writer) -> dict[str, Any]:
    """Guides and Things: chapters by heading, with what stands before the first one as a chapter without a title."""
    document, edition = writer.document, writer.edition
    chapters: list[dict[str, Any]] = [{"title": None, "id": None, "name": "text", "blocks": []}]
    for token in writer.blocks(document.blocks):
        if token["t"] == "h" and token["n"] <= 2:
            chapters.append({"title": token["p"], "id": token["id"], "name": "text", "blocks": []})
        elif (head := _leading(token)) is not None:
            name = token["n"] if token["t"] == "section" else token["t"]
            rest = token | {"c": token["c"][1:], "title": None}
            chapters.append({"title": head["p"], "id": head["id"], "name": name, "blocks": [rest]})
        else:
            chapters[-1]["blocks"].append(token)
    for chapter in chapters:
        _levels(chapter["blocks"], after=1)
    picture = document.meta.get("picture")
    if isinstance(picture, str) and picture:
        writer.pictures.use(picture)
    minutes = document.minutes
    return {
        "title": _title(writer),
        "kicker": _field(writer, "kicker"),
        "lead": _field(writer, "lead"),
        "badge": _field(writer, "badge"),
        "chapters": [chapter for chapter in chapters if chapter["title"] or chapter["blocks"]],
        "number": None if document.number is None else writer.words(numbers.number(edition, document.number)),
        "label": None
        if document.number is None
        else writer.words(edition.message("Thing {number}").format(number=numbers.number(edition, document.number))),
        "minutes": None
        if minutes is None
        else writer.words(
            edition.plural("{n} minute", "{n} minutes", minutes).format(n=numbers.number(edition, minutes))
        ),
        "programme": writer.words(edition.programme.title),
        "picture": {"a": picture, "alt": clean(_text(document, "picture_alt"))} if picture else None,
    }


def _leading(token: Token) -> Token:
    """The heading that a section, quiz or self-check begins with, if it is one of a chapter; else None."""
    if token["t"] not in ("section", "quiz", "selfcheck") or not token.get("c"):
        return None
    first = token["c"][0]
    return first if first["t"] == "h" and first["n"] <= 2 else None


def _levels(tokens: list[Token], after: int) -> list[Token]:
    """Renumber headings below a chapter so that no level is skipped, as PDF/UA asks. Changes the tokens."""
    last = after
    for token in _headings(tokens):
        last = token["n"] = max(after + 1, min(token["n"] - 1, last + 1))
    return tokens


def _headings(tokens: Iterable[Token]) -> Iterable[Token]:
    for token in tokens:
        if isinstance(token, list):
            yield from _headings(token)
        elif isinstance(token, dict):
            if token.get("t") == "h":
                yield token
            yield from _headings(value for value in token.values() if isinstance(value, list))
