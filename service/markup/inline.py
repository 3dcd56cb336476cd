"""From inline tokens to the Edition's inline nodes."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import Protocol

from markdown_it.token import Token

from exporters.nodes import (
    Break,
    Code,
    Emphasis,
    FootnoteRef,
    Inline,
    InlineElement,
    Strike,
    Strong,
    Text,
)
from service.markup.html import Tag, parse_tag, tokens

PLAIN = re.compile(r"[\\`*_~\[<&\n]")
"""A text without any of these is itself: no inline rule would do anything with it."""

_ELEMENTS = {"sub", "sup", "kbd", "abbr", "span", "bdi"}
_MARKS: dict[str, type[Emphasis] | type[Strong] | type[Strike]] = {
    "em": Emphasis,
    "i": Emphasis,
    "strong": Strong,
    "b": Strong,
    "s": Strike,
    "del": Strike,
}
_KEPT = {"lang", "dir", "class", "title"}


class Surroundings(Protocol):
    """What inline text needs to know of its document."""

    def link(self, address: str, title: str | None, children: tuple[Inline, ...]) -> tuple[Inline, ...]:
        """Return the link as nodes; its children alone where the address leads nowhere."""

    def image(self, address: str, alt: str, title: str | None) -> tuple[Inline, ...]: ...

    def footnote(self, label: str) -> tuple[int, int]:
        """Return the number of a footnote and which reference to it this is, from 1."""


class _Frame:
    __slots__ = ("children", "kind", "tag", "token")

    def __init__(self, kind: str, token: Token | None = None, tag: Tag | None = None) -> None:
        self.kind, self.token, self.tag = kind, token, tag
        self.children: list[Inline] = []


class _Builder:
    def __init__(self, around: Surroundings) -> None:
        self.around = around
        self.stack = [_Frame("root")]

    def text(self, content: str) -> None:
        if not content:
            return
        children = self.stack[-1].children
        if children and type(last := children[-1]) is Text:
            children[-1] = Text(text=last.text + content)
        else:
            children.append(Text(text=content))

    def close(self, kind: str) -> None:
        """Close the innermost frame of a kind, and with it what was left open inside; nothing if there is none."""
        if not any(frame.kind == kind for frame in self.stack[1:]):
            return
        while len(self.stack) > 1:
            frame = self.stack.pop()
            self.stack[-1].children += self.node(frame)
            if frame.kind == kind:
                return

    def node(self, frame: _Frame) -> tuple[Inline, ...]:
        children = tuple(frame.children)
        if frame.kind == "link" and frame.token is not None:
            title = frame.token.attrs.get("title")
            return self.around.link(str(frame.token.attrs.get("href", "")), str(title) if title else None, children)
        if frame.tag is not None and frame.tag.name in _ELEMENTS:
            attributes = {n: v for n, v in frame.tag.attributes if n in _KEPT}
            return (InlineElement(tag=frame.tag.name, attributes=attributes, children=children),)
        name = frame.tag.name if frame.tag else frame.kind
        mark = _MARKS.get(name)
        if mark is None or not children:
            return children
        marked: Inline = mark(children=children)
        return (marked,)

    def html(self, raw: str) -> None:
        """Inline HTML: what sources may use becomes a node; of anything else only the words remain."""
        tag = parse_tag(raw)
        if tag is None:
            return
        if tag.name == "br":
            self.stack[-1].children.append(Break(hard=True))
        elif tag.closing:
            inner = next((f for f in reversed(self.stack) if f.tag is None), self.stack[0])
            above = self.stack[self.stack.index(inner) :]
            if any(f.kind == f"<{tag.name}" for f in above):
                self.close(f"<{tag.name}")
        elif not raw.endswith("/>"):
            self.stack.append(_Frame(f"<{tag.name}", tag=tag))

    def token(self, token: Token) -> None:
        kind = token.type
        if kind in ("text", "text_special"):
            self.text(token.content)
        elif kind == "code_inline":
            self.stack[-1].children.append(Code(text=token.content))
        elif kind in ("softbreak", "hardbreak"):
            self.stack[-1].children.append(Break(hard=kind == "hardbreak"))
        elif kind == "image":
            title = token.attrs.get("title")
            alt = _plain(token.children or ())
            self.stack[-1].children += self.around.image(
                str(token.attrs.get("src", "")), alt, str(title) if title else None
            )
        elif kind == "footnote_ref":
            number, occurrence = self.around.footnote(str(token.meta["label"]))
            self.stack[-1].children.append(FootnoteRef(number=number, occurrence=occurrence))
        elif kind == "html_inline":
            self.html(token.content)
        elif token.nesting == 1:
            self.stack.append(_Frame(kind.removesuffix("_open"), token))
        elif token.nesting == -1:
            self.close(kind.removesuffix("_close"))

    def finish(self) -> tuple[Inline, ...]:
        while len(self.stack) > 1:
            self.close(self.stack[-1].kind)
        return tuple(self.stack[0].children)


def inline_nodes(children: Sequence[Token], around: Surroundings) -> tuple[Inline, ...]:
    """Build the nodes of parsed (and, for a translation, guarded) inline tokens."""
    builder = _Builder(around)
    for token in children:
        builder.token(token)
    return builder.finish()


def html_nodes(text: str, around: Surroundings) -> tuple[Inline, ...]:
    """Build the nodes of a run of HTML text, in which Markdown means nothing."""
    builder = _Builder(around)
    for is_tag, raw in tokens(text):
        if is_tag:
            builder.html(raw)
        else:
            builder.text(re.sub(r"\s+", " ", html.unescape(raw)))
    return builder.finish()


def plain_text(children: Sequence[Token]) -> str:
    """Return the words of inline tokens without marks."""
    return _plain(children)


def _plain(children: Sequence[Token]) -> str:
    parts: list[str] = []
    for token in children:
        if token.type in ("text", "text_special", "code_inline"):
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif token.type == "image":
            parts.append(_plain(token.children or ()))
    return "".join(parts)
