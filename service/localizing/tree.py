"""From block tokens to block nodes; the texts come from a `Speaker`."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any, Protocol

from markdown_it.token import Token

from exporters.nodes import (
    AnyBlock,
    CodeBlock,
    Definition,
    DefinitionList,
    Element,
    Heading,
    List,
    ListItem,
    Paragraph,
    Phrase,
    Quote,
    Rule,
    Section,
    Table,
    UnitRef,
)
from service.documents.page import DocumentPage
from service.documents.units import Unit
from service.localizing.exercises import quiz, selfcheck
from service.markup.html import Piece, parse_tag, pieces, tokens

_ELEMENTS = {"details", "summary", "figure", "figcaption", "div"}
_ALIGN = {"text-align:left": "start", "text-align:center": "center", "text-align:right": "end"}


class Speaker(Protocol):
    """Says what stands for a unit."""

    def phrase(self, unit: Unit | None, raw: str, html: bool = False) -> Phrase: ...

    def shown(self, unit: Unit) -> tuple[UnitRef, str]: ...


def build_blocks(page: DocumentPage, speaker: Speaker, footnote: str | None = None) -> tuple[AnyBlock, ...]:
    """Build the nodes of a page's body, or of one of its footnotes by label."""
    builder = _Builder(page, speaker)
    if footnote is None:
        return builder.blocks(None)
    for index, token in enumerate(page.tokens):
        if token.type == "footnote_reference_open" and token.meta["label"] == footnote:
            builder.at = index + 1
            return builder.blocks("footnote_reference_close")
    return ()


class _Open:
    """An HTML element of the source that is still open."""

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag, self.attributes = tag, attributes
        self.children: list[AnyBlock] = []


class _Builder:
    def __init__(self, page: DocumentPage, speaker: Speaker) -> None:
        self.page, self.speaker, self.tokens = page, speaker, page.tokens
        self.at = 0
        self.simple: dict[str, Callable[[Token], AnyBlock]] = {
            "heading_open": self.heading,
            "paragraph_open": self.paragraph,
            "bullet_list_open": self.items,
            "ordered_list_open": self.items,
            "blockquote_open": lambda t: Quote(**_common(t), children=self.blocks("blockquote_close")),
            "table_open": self.table,
            "dl_open": self.definitions,
            "directive_open": self.directive,
            "hr": lambda t: Rule(**_common(t)),
            "fence": self.code,
            "code_block": self.code,
        }

    def blocks(self, until: str | None) -> tuple[AnyBlock, ...]:
        """Build blocks up to a closing token and step over it."""
        root = _Open("", {})
        stack = [root]
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.type == until:
                break
            if token.type == "html_block":
                self.html(token, stack)
            elif token.type == "footnote_reference_open":
                self.skip("footnote_reference_close")
            elif token.type in self.simple:
                stack[-1].children.append(self.simple[token.type](token))
        while len(stack) > 1:
            _close(stack)
        return tuple(root.children)

    def skip(self, until: str) -> None:
        while self.at < len(self.tokens) and self.tokens[self.at].type != until:
            self.at += 1
        self.at += 1

    def text(self) -> Phrase:
        """The phrase of the inline token here; steps over it and the closing token."""
        index = self.at
        self.at += 2
        unit = self.page.slots[index][0]
        return self.speaker.phrase(unit, self.tokens[index].content)

    def heading(self, token: Token) -> Heading:
        common = _common(token) | {"id": self.page.headings[self.at - 1]}
        return Heading(level=int(token.tag[1]), content=self.text(), **common)

    def paragraph(self, token: Token) -> Paragraph:
        return Paragraph(content=self.text(), **_common(token))

    def items(self, token: Token) -> List:
        items: list[ListItem] = []
        tight = True
        close = token.type.replace("_open", "_close")
        while (item := self.tokens[self.at]).type != close:
            self.at += 1
            first = self.tokens[self.at]
            tight = tight and not (first.type == "paragraph_open" and not first.hidden)
            items.append(ListItem(checked=item.meta.get("checked"), children=self.blocks("list_item_close")))
        self.at += 1
        ordered = token.type == "ordered_list_open"
        start = int(token.attrs.get("start", 1)) if ordered else 1
        return List(ordered=ordered, start=start, tight=tight, items=tuple(items), **_common(token))

    def table(self, token: Token) -> Table:
        rows: list[list[Phrase | None]] = []
        align: list[Any] = []
        while (cell := self.tokens[self.at]).type != "table_close":
            self.at += 1
            if cell.type == "tr_open":
                rows.append([])
            elif cell.type in ("th_open", "td_open"):
                if cell.type == "th_open":
                    align.append(_ALIGN.get(str(cell.attrs.get("style", ""))))
                empty = not self.tokens[self.at].content
                phrase = self.text()
                rows[-1].append(None if empty else phrase)
        self.at += 1
        return Table(
            align=tuple(align), header=tuple(rows[0]), rows=tuple(tuple(row) for row in rows[1:]), **_common(token)
        )

    def definitions(self, token: Token) -> DefinitionList:
        items: list[Definition] = []
        terms: list[Phrase] = []
        meanings: list[tuple[AnyBlock, ...]] = []
        while (part := self.tokens[self.at]).type != "dl_close":
            self.at += 1
            if part.type == "dt_open":
                if meanings:
                    items.append(Definition(terms=tuple(terms), definitions=tuple(meanings)))
                    terms, meanings = [], []
                terms.append(self.text())
            elif part.type == "dd_open":
                meanings.append(self.blocks("dd_close"))
        self.at += 1
        items.append(Definition(terms=tuple(terms), definitions=tuple(meanings)))
        return DefinitionList(items=tuple(items), **_common(token))

    def directive(self, token: Token) -> AnyBlock:
        title = None
        if self.tokens[self.at].type == "directive_title_open":
            self.at += 1
            title = self.text()
        children = self.blocks("directive_close")
        name, values = str(token.meta["name"]), dict(token.meta.get("values", {}))
        common = _common(token)
        common["classes"] = tuple(c for c in common["classes"] if c != name)
        if name == "quiz":
            return quiz(children, values, common)
        if name == "selfcheck":
            return selfcheck(children, values, common)
        return Section(name=name, attributes=values, title=title, children=children, **common)

    def code(self, token: Token) -> CodeBlock:
        slot = self.page.slots.get(self.at - 1)
        text, unit = token.content, None
        if slot and slot[0]:
            unit, shown = self.speaker.shown(slot[0])
            text = shown + "\n"
        return CodeBlock(text=text, info=token.info.strip(), unit=unit, **_common(token))

    def html(self, token: Token, stack: list[_Open]) -> None:
        """Add an HTML block's text and elements; an element may be closed in a later block of the same level."""
        slots = self.page.slots.get(self.at - 1, ())
        markup: list[str] = []
        for piece, unit in zip(pieces(token.content), slots, strict=False):
            if piece.kind != "text":
                markup.append(self.attribute(piece, unit))
                continue
            _elements("".join(markup), stack)
            markup.clear()
            if stack[-1].tag != "details" or piece.raw.strip():
                stack[-1].children.append(Paragraph(content=self.speaker.phrase(unit, piece.raw, html=True)))
        _elements("".join(markup), stack)

    def attribute(self, piece: Piece, unit: Unit | None) -> str:
        if unit is None:
            return piece.raw
        ref, text = self.speaker.shown(unit)
        return piece.raw if ref.state in ("source", "missing") else html.escape(html.unescape(text), quote=True)


def _elements(markup: str, stack: list[_Open]) -> None:
    for is_tag, raw in tokens(markup):
        tag = parse_tag(raw) if is_tag else None
        if tag is None or tag.name not in _ELEMENTS:
            continue
        if not tag.closing:
            stack.append(_Open(tag.name, dict(tag.attributes)))
        elif any(element.tag == tag.name for element in stack[1:]):
            while stack[-1].tag != tag.name:
                _close(stack)
            _close(stack)


def _close(stack: list[_Open]) -> None:
    element = stack.pop()
    classes = tuple(element.attributes.pop("class", "").split())
    stack[-1].children.append(
        Element(
            tag=element.tag,
            attributes=element.attributes,
            classes=classes,
            children=tuple(element.children),
        )
    )


def _common(token: Token) -> dict[str, Any]:
    """What every block has of its attributes; nothing for most."""
    if not token.attrs:
        return {}
    identity = token.attrs.get("id")
    return {"id": str(identity) if identity else None, "classes": tuple(str(token.attrs.get("class", "")).split())}
