"""Splicing: a localized Markdown file, made by replacing texts in the source and nothing else.

A document without translations comes out byte for byte. Every edit is checked: the result, parsed again, must give
the same HTML as localizing does. A text for which it does not (say, one that would begin a list) is escaped; if that
does not help either, its block keeps the source.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from markdown_it.common.utils import unescapeAll
from markdown_it.token import Token

from service.documents.frontmatter import Value
from service.documents.joining import squeeze
from service.documents.page import DocumentPage, page
from service.documents.source import SourceDocument
from service.documents.units import Unit, clean
from service.localizing.localize import Lookup
from service.localizing.rendering import localized_block, localized_html, surely_localized
from service.localizing.spans import Lines, Span
from service.localizing.yaml_text import yaml_scalar
from service.markup.parser import parse_blocks, render


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace ``start:end`` of the file's text by ``text``. ``units``: whose texts it holds."""

    start: int
    end: int
    text: str
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Spliced:
    """The localized Markdown, and the units that had to keep their source text."""

    text: str
    kept: tuple[Unit, ...]


def splice(document: SourceDocument, lookup: Lookup) -> str:
    """Return a document's Markdown in another language; see `splice_document` for what could not be placed."""
    return splice_document(document, lookup).text


def splice_document(document: SourceDocument, lookup: Lookup) -> Spliced:
    """Replace every translated text in the source, verified against the HTML of the localized document."""
    found = page(document)
    texts: dict[str, str] = {}
    for unit in found.units:
        translation = lookup(unit)
        text = clean(unit, translation.text) if translation else ""
        if text and text != clean(unit, unit.source):
            texts[unit.key] = text
    if not texts:
        return Spliced(document.text, ())
    front = [edit for value in document.front.texts for edit in _front_edit(document, found, value, texts)]
    body, lost = _Splicer(found, texts).run()
    text = _apply(document.text, front + body)
    return Spliced(text, tuple(unit for unit in found.units if unit.key in lost))


class _Splicer:
    def __init__(self, found: DocumentPage, texts: dict[str, str]) -> None:
        self.page, self.texts = found, texts
        self.document = found.document
        self.lines = Lines(self.document.body)
        self.lost: set[str] = set()
        self.body_keys = {unit.key for slots in found.slots.values() for unit in slots if unit}

    def run(self) -> tuple[list[Edit], set[str]]:
        """Return the proved edits of the body, in file offsets, and the keys that were left out."""
        groups = _groups(self.edits())
        chosen = self.proved(list(groups), groups)
        placed = [edit for key in chosen for edit in groups[key]]
        done = {unit.key for edit in placed for unit in edit.units}
        self.lost = {key for key in self.texts if key not in done and key in self.lost | self.body_keys}
        offset = self.document.body_start
        return [replace(e, start=e.start + offset, end=e.end + offset) for e in placed], self.lost

    def proved(self, keys: list[str], groups: dict[str, list[Edit]]) -> list[str]:
        """Return the largest part of the edits that proves right: all of them nearly always, else by halves."""
        if not keys or self.right([e for key in keys for e in groups[key]]):
            return keys
        if len(keys) == 1:
            for escaped in _escapes(groups[keys[0]]):
                if self.right(escaped):
                    groups[keys[0]] = escaped
                    return keys
            return []
        middle = len(keys) // 2
        left, right = self.proved(keys[:middle], groups), self.proved(keys[middle:], groups)
        if self.right([e for key in left + right for e in groups[key]]):
            return left + right
        for key in right:
            if self.right([e for k in [*left, key] for e in groups[k]]):
                left.append(key)
        return left

    def right(self, edits: Sequence[Edit]) -> bool:
        """True if the spliced body, parsed again, gives the HTML of the localized page."""
        allowed = {unit.key for edit in edits for unit in edit.units}

        def text(unit: Unit) -> str | None:
            return self.texts.get(unit.key) if unit.key in allowed else None

        body = _apply(self.document.body, edits)
        if surely_localized(self.page, parse_blocks(body), text):
            return True
        return _same(render(body), localized_html(self.document, text))

    def edits(self) -> list[Edit]:
        result: list[Edit] = []
        cell = 0
        for index, token in enumerate(self.page.tokens):
            if token.type == "tr_open":
                cell = -1
            elif token.type in ("th_open", "td_open"):
                cell += 1
            slots = self.page.slots.get(index)
            if not slots or not any(unit and unit.key in self.texts for unit in slots):
                continue
            if token.type == "inline" and slots[0]:
                result += self.inline(index, token, slots[0], cell)
            elif token.type == "html_block":
                result += self.literal(token, self.html(index, token), [u for u in slots if u])
            elif slots[0]:
                result += self.literal(token, self.texts[slots[0].key], [slots[0]])
        for label, unit in self.page.titles.items():
            if unit.key in self.texts:
                result += self.reference(label, unit)
        return result

    def inline(self, index: int, token: Token, unit: Unit, cell: int) -> list[Edit]:
        before = self.page.tokens[index - 1]
        text = self.texts[unit.key]
        span: Span | None
        if before.type in ("th_open", "td_open"):
            span = self.lines.cell(token, cell)
            text = text.replace("|", "\\|")
        elif before.type == "directive_title_open":
            span = self.lines.title(token)
        elif before.type == "heading_open" and before.markup.startswith("#"):
            span = self.lines.heading(token, int(before.tag[1]))
        else:
            span = self.lines.paragraph(token)
        if span is None:
            self.lost.add(unit.key)
            return []
        flat = span.prefix is None
        text = re.sub(r"\\?\n\s*", " ", text) if flat else text.replace("\n", f"\n{span.prefix}")
        return [Edit(span.start, span.end, text, (unit,))]

    def html(self, index: int, token: Token) -> str:
        return localized_block(self.page, index, token, lambda unit: self.texts.get(unit.key))

    def literal(self, token: Token, text: str, units: Sequence[Unit]) -> list[Edit]:
        """Replace the lines of a literal block; surplus lines get the prefix of its containers."""
        spans = self.lines.block(token)
        if not spans:
            self.lost |= {unit.key for unit in units}
            return []
        new = text.rstrip("\n").split("\n")
        first, last = spans[0].start, spans[-1].end
        line = (token.map or [0])[0]
        prefix = self.lines.continuation(line, first - self.lines.starts[line + (token.type == "fence")])
        return [Edit(first, last, ("\n" + prefix).join(new), tuple(units))]

    def reference(self, label: str, unit: Unit) -> list[Edit]:
        """Replace the title of a reference definition, if it stands in one line in quotes."""
        first, end = self.page.env["references"][label]["map"]
        for number in range(end - 1, first - 1, -1):
            line = self.lines.lines[number]
            match = re.search(r"""(?:"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'|\(((?:\\.|[^()\\])*)\))[ \t]*$""", line)
            if match and unit.source in [unescapeAll(text) for text in match.groups() if text is not None]:
                start = self.lines.starts[number]
                text = self.texts[unit.key].replace("\\", "\\\\").replace('"', '\\"')
                return [
                    Edit(start + match.start(), start + match.start() + len(match[0].rstrip()), f'"{text}"', (unit,))
                ]
        self.lost.add(unit.key)
        return []


def _front_edit(document: SourceDocument, found: DocumentPage, value: Value, texts: dict[str, str]) -> list[Edit]:
    unit = found.front[value.context, value.text]
    if unit.key not in texts:
        return []
    raw = document.text[value.start : value.end]
    kept = len(raw) - len(raw.rstrip()) if value.style in ("|", ">") else 0
    text = yaml_scalar(texts[unit.key], value.style)
    return [Edit(value.start, value.end - kept, text, (unit,))]


def _groups(edits: Sequence[Edit]) -> dict[str, list[Edit]]:
    """Edits that stand or fall together: of one unit, and of units in one HTML block."""
    leader: dict[str, str] = {}
    groups: dict[str, list[Edit]] = {}
    for edit in edits:
        leaders = {leader.get(unit.key, unit.key) for unit in edit.units}
        first, *others = sorted(leaders)
        group = groups.setdefault(first, [])
        for other in others:
            group += groups.pop(other, [])
        group.append(edit)
        merged = leaders | {unit.key for unit in edit.units}
        if others:
            leader |= {key: first for key, value in leader.items() if value in merged}
        leader |= dict.fromkeys(merged, first)
    return groups


def _apply(text: str, edits: Sequence[Edit]) -> str:
    parts, at = [], 0
    for edit in sorted(edits, key=lambda e: e.start):
        parts += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*parts, text[at:]])


def _same(left: str, right: str) -> bool:
    return left == right or _normal(left) == _normal(right)


def _normal(html: str) -> str:
    """HTML as a reader sees it: outside of ``pre``, line breaks are blanks."""
    parts = re.split(r"(<pre.*?</pre>)", html, flags=re.DOTALL)
    return "".join(part if i % 2 else squeeze(part) for i, part in enumerate(parts))


def _escapes(edits: Sequence[Edit]) -> list[list[Edit]]:
    """Other ways to write the same text: a backslash before a sign that would begin a block, then before every sign."""
    start = [replace(e, text=re.sub(r"^(\d{0,9})([^\w\s])", r"\1\\\2", e.text, count=1)) for e in edits]
    tags = [replace(e, text=re.sub(r"<(?=[A-Za-z/!?])", r"\\<", e.text)) for e in edits]
    links = [replace(e, text=re.sub(r"(?<!\\)(?=[<\[])", r"\\", e.text)) for e in edits]
    flat = [replace(e, text=re.sub(r"\\?\n[\s>]*", " ", e.text)) for e in edits]
    return [start, tags, links, flat]
