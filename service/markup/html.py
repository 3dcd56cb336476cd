"""The HTML that sources may use, read by a tokenizer of our own: pieces of markup, runs of text, texts in attributes.

A *run* is text between block-level tags, with the inline tags inside it: what a translator gets as one text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

INLINE_ALLOWED = frozenset({"br", "sub", "sup", "kbd", "abbr", "span", "bdi"})
BLOCK_ALLOWED = frozenset({"details", "summary", "figure", "figcaption", "div", "p"})
ATTRIBUTES_ALLOWED = frozenset({"lang", "dir", "class", "title", "aria-label", "open"})
TEXT_ATTRIBUTES = ("alt", "title", "aria-label")

_PHRASING = frozenset(
    INLINE_ALLOWED
    | {"a", "b", "bdo", "cite", "code", "data", "del", "dfn", "em", "i", "img", "ins", "mark", "q", "s", "samp"}
    | {"small", "strong", "time", "u", "var", "wbr"}
)
_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)|<![A-Za-z][^>]*>?"
    r"|</?[A-Za-z][A-Za-z0-9-]*(?:\s+[^\s\"'<>/=]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?)*\s*/?>",
    re.DOTALL,
)
_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")
_ATTRIBUTE = re.compile(r"\s+([^\s\"'<>/=]+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?")
_LITERAL = {"script", "style"}
_BROKEN = re.compile(r"<[A-Za-z/!?]")
_VISIBLE = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag. ``attributes`` are unescaped, in source order, names in lower case."""

    name: str
    closing: bool
    attributes: tuple[tuple[str, str], ...]
    raw: str

    @property
    def shape(self) -> tuple[str, bool, tuple[tuple[str, str], ...]]:
        """What a translation may not change: everything but the texts in attributes."""
        kept = tuple(sorted((n, "" if n in TEXT_ATTRIBUTES else v) for n, v in self.attributes))
        return self.name, self.closing, kept


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of an HTML block; the pieces' ``raw`` joined give the block again.

    ``text``: a run to translate. ``attribute``: the value of an attribute to translate, without its quotes.
    """

    kind: Literal["markup", "text", "attribute"]
    raw: str


def parse_tag(raw: str) -> Tag | None:
    """Read a tag; None for comments, declarations and anything that is not one whole tag."""
    match = _NAME.match(raw)
    if not match or not raw.endswith(">"):
        return None
    attributes = tuple(
        (a[1].lower(), html.unescape((a[2] or "").strip("\"'"))) for a in _ATTRIBUTE.finditer(raw, match.end())
    )
    return Tag(match[1].lower(), raw.startswith("</"), attributes, raw)


def tokens(text: str) -> Iterator[tuple[bool, str]]:
    """Split into (is_tag_or_comment, raw); text between tags included, nothing left out."""
    at = 0
    for match in _TOKEN.finditer(text):
        if match.start() > at:
            yield False, text[at : match.start()]
        yield True, match[0]
        at = match.end()
    if at < len(text):
        yield False, text[at:]


def pieces(block: str) -> list[Piece]:
    """Split an HTML block into markup, runs of text and texts in attributes."""
    result: list[Piece] = []
    run: list[str] = []
    literal = ""
    for is_tag, raw in tokens(block):
        tag = parse_tag(raw) if is_tag else None
        if literal:
            result.append(Piece("markup", raw))
            literal = "" if tag and tag.closing and tag.name == literal else literal
        elif not is_tag or (tag and tag.name in _PHRASING):
            run.append(raw)
        else:
            result += _run("".join(run))
            run.clear()
            result += _markup(raw, tag)
            literal = tag.name if tag and not tag.closing and tag.name in _LITERAL else ""
    result += _run("".join(run))
    return result


def _run(raw: str) -> Iterator[Piece]:
    """A run with visible text is one piece between its blanks; without any, only its attributes count."""
    if not raw:
        return
    parts = list(tokens(raw))
    if any(not is_tag and _BROKEN.search(part) for is_tag, part in parts):
        yield Piece("markup", raw)
        return
    if not any(not is_tag and _VISIBLE.search(html.unescape(part)) for is_tag, part in parts):
        for is_tag, part in parts:
            yield from _markup(part, parse_tag(part) if is_tag else None)
        return
    first = next(i for i, (is_tag, part) in enumerate(parts) if not is_tag and part.strip())
    last = next(i for i in range(len(parts) - 1, -1, -1) if not parts[i][0] and parts[i][1].strip())
    before = "".join(part for _, part in parts[:first])
    after = "".join(part for _, part in parts[last + 1 :])
    inner = raw[len(before) : len(raw) - len(after)]
    if not _own_line(inner[: len(inner) - len(inner.lstrip())]):
        before, inner = "", before + inner
    if not _own_line(inner[len(inner.rstrip()) :]):
        after, inner = "", inner + after
    text = inner.strip()
    start = inner.index(text)
    for is_tag, part in tokens(before):
        yield from _markup(part, parse_tag(part) if is_tag else None)
    if start:
        yield Piece("markup", inner[:start])
    yield Piece("text", text)
    if start + len(text) < len(inner):
        yield Piece("markup", inner[start + len(text) :])
    for is_tag, part in tokens(after):
        yield from _markup(part, parse_tag(part) if is_tag else None)


def _own_line(blank: str) -> bool:
    """True if a line break parts the text from the inline tags around it: these then belong to the markup."""
    return "\n" in blank


def _markup(raw: str, tag: Tag | None) -> Iterator[Piece]:
    """Markup, cut around the values of ``alt``, ``title`` and ``aria-label``."""
    name = _NAME.match(raw)
    if tag is None or name is None:
        yield Piece("markup", raw)
        return
    at = 0
    for match in _ATTRIBUTE.finditer(raw, name.end()):
        value = match[2] or ""
        if match[1].lower() not in TEXT_ATTRIBUTES or not _VISIBLE.search(value):
            continue
        start, end = match.span(2)
        if value[0] in "\"'":
            start, end = start + 1, end - 1
        yield Piece("markup", raw[at:start])
        yield Piece("attribute", raw[start:end])
        at = end
    yield Piece("markup", raw[at:])


def forbidden(block: str) -> str | None:
    """Name the first tag or attribute that sources may not use, as an author would write it; None if all is well."""
    for is_tag, raw in tokens(block):
        tag = parse_tag(raw) if is_tag else None
        if tag is None:
            if is_tag and not raw.startswith("<!--"):
                return raw[:20]
            continue
        if tag.name not in INLINE_ALLOWED | BLOCK_ALLOWED:
            return f"<{tag.name}>"
        for attribute, _ in tag.attributes:
            if attribute not in ATTRIBUTES_ALLOWED:
                return f"{attribute}= on <{tag.name}>"
    return None


def escape_foreign(text: str, source: str) -> str:
    """Escape every tag in a translation of an HTML run that its source does not hold; addresses count as attributes."""
    known = {shape(raw) for is_tag, raw in tokens(source) if is_tag}
    parts = []
    for is_tag, raw in tokens(text):
        if is_tag and shape(raw) in known:
            parts.append(raw)
        else:
            parts.append(raw.replace("<", "&lt;").replace(">", "&gt;"))
    return "".join(parts)


def shape(raw: str) -> object:
    """What of a tag a translation may not change; a comment or declaration is its own shape."""
    tag = parse_tag(raw)
    return tag.shape if tag else raw
