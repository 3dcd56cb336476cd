"""A document's body analysed once: block tokens, the unit of every text in them, heading ids from the source.

Everything that walks a document (extraction, localizing, splicing, validation) stands on this one walk.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from markdown_it.token import Token

from service.documents.joining import unit_text
from service.documents.source import SourceDocument
from service.documents.units import Occurrence, Unit
from service.markup.guard import RISKY, Allowed, allowed
from service.markup.html import pieces
from service.markup.inline import PLAIN, plain_text
from service.markup.parser import inline_env, parse_blocks, parse_inline

COMMENT = re.compile(r"\s*<!--\s*(?:note:\s*(?P<note>.*?)|(?P<skip>/?skip))\s*-->\s*\Z", re.DOTALL)
_NOTHING = re.compile(
    r"(?<!`)(`+)(?!`)[^`]+(?<!`)\1(?!`)|<[a-z][a-z0-9+.-]+:[^<>\s]*>|!\[\]\([^()\s]*\)|[^\w\s]|[\s_]", re.IGNORECASE
)
"""What needs no translation: code spans, automatic links, pictures without words, signs."""

_NO_WORD = re.compile(r"[\W_]")
_LITERAL = {"html": "html", "description": "html", "code": "code"}
"""Texts that are no Markdown. Unless they read the same in both, they have a context, so that no unit is both."""

_SLUG_DROP = re.compile(r"[^\w\- ]")
_TITLE_CONTEXT = "title"


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """``slots``: token index to its units, one per piece (None: not for translation). ``front``: context and text to
    unit. ``headings``: token index of a heading to its id. ``titles``: reference label to the unit of its title.
    """

    document: SourceDocument
    tokens: list[Token]
    env: dict[str, Any]
    units: tuple[Unit, ...]
    slots: Mapping[int, tuple[Unit | None, ...]]
    front: Mapping[tuple[str, str], Unit]
    headings: Mapping[int, str]
    titles: Mapping[str, Unit]
    sections: Mapping[str, int]
    _allowed: dict[str, Allowed] = field(default_factory=dict, repr=False, compare=False)

    def inline_env(self) -> dict[str, Any]:
        """Return a fresh environment for parsing texts of this page: the parser writes into it."""
        return inline_env(self.env)

    def allowance(self, source: str) -> Allowed:
        """Return what a translation of this text may bring; asked once for all languages."""
        found = self._allowed.get(source)
        if found is None:
            found = allowed(parse_inline(source, self.inline_env())) if RISKY.search(source) else Allowed()
            self._allowed[source] = found
        return found


@lru_cache(maxsize=256)
def page(document: SourceDocument) -> DocumentPage:
    """Analyse a document; the same text is analysed once. The result is shared: never change its tokens."""
    return _Walk(document).run()


@dataclass(slots=True)
class _Frame:
    """An open block: its kind ("quiz", "ol", "li" …), path, inherited msgctxt, count of children."""

    kind: str
    path: str
    context: str | None
    checked: bool | None = None
    count: int = 0


class _Walk:
    def __init__(self, document: SourceDocument) -> None:
        self.document = document
        parsed = parse_blocks(document.body)
        self.tokens, self.env = parsed.tokens, parsed.env
        self.found: dict[tuple[str | None, str], tuple[list[Occurrence], list[str]]] = {}
        self.raw_slots: dict[int, tuple[tuple[str | None, str] | None, ...]] = {}
        self.stack = [_Frame("root", "", None)]
        self.section = ""
        self.notes: list[str] = []
        self.skipping = False
        self.headings: dict[int, str] = {}
        self.lines: dict[str, int] = {}
        self.next_number: dict[str, int] = {}
        self.used = {str(t.attrs["id"]) for t in self.tokens if t.nesting >= 0 and "id" in t.attrs}

    def run(self) -> DocumentPage:
        front: dict[tuple[str, str], tuple[str | None, str]] = {}
        for value in self.document.front.texts:
            if value.note:
                self.notes.append(value.note)
            kind = "field " + value.context.removeprefix("front:").split(".")[-1].replace("_", " ")
            self.add(value.context, value.text, kind, value.line, value.context)
            front[value.context, value.text] = (value.context, value.text)
        for index, token in enumerate(self.tokens):
            self.step(index, token)
        titles = self.titles()
        units = {
            key: Unit(key[0], key[1], tuple(occurrences), "\n".join(dict.fromkeys(notes)))
            for key, (occurrences, notes) in self.found.items()
        }
        slots = {i: tuple(units[k] if k else None for k in keys) for i, keys in self.raw_slots.items()}
        return DocumentPage(
            document=self.document,
            tokens=self.tokens,
            env=self.env,
            units=tuple(units.values()),
            slots=slots,
            front={key: units[value] for key, value in front.items()},
            headings=self.headings,
            titles={label: units[key] for label, key in titles.items()},
            sections=self.lines,
        )

    def step(self, index: int, token: Token) -> None:
        if token.type == "inline":
            self.inline(index, token)
        elif token.nesting == 1:
            self.open(index, token)
        elif token.nesting == -1:
            self.stack.pop()
        elif token.type == "html_block":
            self.html(index, token)
        elif token.type == "fence":
            self.fence(index, token)

    def open(self, index: int, token: Token) -> None:
        parent = self.stack[-1]
        parent.count += 1
        meta = token.meta
        kind = meta["name"] if token.type == "directive_open" else token.tag or token.type
        identity = token.attrs.get("id")
        path = f"{parent.path}/{kind}#{identity}" if identity else f"{parent.path}/{kind}.{parent.count}"
        context = meta["values"].get("ctx", parent.context) if "values" in meta else parent.context
        self.stack.append(_Frame(kind, path, context, meta.get("checked")))
        if identity and token.map:
            self.lines[str(identity)] = self.line(token)

    def line(self, token: Token) -> int:
        return self.document.body_line + (token.map[0] if token.map else 0) + 1

    def add(self, context: str | None, text: str, kind: str, line: int, path: str) -> tuple[str | None, str]:
        key = context, text
        occurrences, notes = self.found.setdefault(key, ([], []))
        occurrences.append(Occurrence(line, kind, self.section, path))
        if self.notes:
            notes += self.notes
            self.notes = []
        return key

    def place(self, context: str | None, text: str, kind: str, token: Token) -> tuple[str | None, str] | None:
        """Record a text of the body, unless it is skipped or has nothing to translate."""
        if self.skipping or not text or not _words_in(text, kind):
            return None
        literal = _LITERAL.get(kind)
        if literal and (PLAIN.search(text) or text != text.strip()):
            context = f"{context}/{literal}" if context else literal
        return self.add(context, text, kind, self.line(token), self.stack[-1].path[1:])

    def inline(self, index: int, token: Token) -> None:
        before = self.tokens[index - 1]
        text = unit_text(token.content, self.env)
        if before.type == "heading_open":
            words = self.words(text)
            if len(self.stack) < 4 or before.tag in ("h1", "h2"):
                self.section = words
            self.heading(index - 1, before, words)
        self.raw_slots[index] = (self.place(self.stack[-1].context, text, self.kind(before), token),)

    def words(self, text: str) -> str:
        if not PLAIN.search(text):
            return text
        return plain_text(parse_inline(text, inline_env(self.env))).strip()

    def heading(self, index: int, token: Token, words: str) -> None:
        """Give a heading its id: the author's, or one like GitHub's, made unique."""
        if "id" in token.attrs:
            self.headings[index] = str(token.attrs["id"])
            return
        base = slugify(words) or "section"
        identity, number = base, self.next_number.get(base, 1)
        while identity in self.used:
            identity = f"{base}-{number}"
            number += 1
        self.next_number[base] = number
        self.used.add(identity)
        self.headings[index] = identity
        self.lines[identity] = self.line(token)

    def kind(self, before: Token) -> str:
        match before.type:
            case "heading_open":
                return "question" if before.tag > "h2" and self.inside("quiz") else f"heading {before.tag[1]}"
            case "directive_title_open":
                return "box title"
            case "th_open":
                return "column heading"
            case "td_open":
                return "cell"
            case "dt_open":
                return "term"
        for depth in range(len(self.stack) - 1, 0, -1):
            frame = self.stack[depth]
            match frame.kind:
                case "blockquote":
                    return "feedback" if self.inside("quiz") else "quote"
                case "li" if frame.checked is not None:
                    return "answer" if self.inside("quiz") else "task"
                case "li" if self.inside("selfcheck"):
                    return "statement" if self.stack[depth - 1].kind == "ol" else "scale"
                case "li":
                    return "list item"
                case "dd":
                    return "definition"
                case "footnote_reference_open":
                    return "footnote"
        return "paragraph"

    def inside(self, kind: str) -> bool:
        return any(frame.kind == kind for frame in self.stack)

    def html(self, index: int, token: Token) -> None:
        comment = COMMENT.match(token.content)
        if comment:
            if comment["skip"]:
                self.skipping = comment["skip"] == "skip"
            elif not self.skipping:
                self.notes.append(" ".join(comment["note"].split()))
            return
        found: list[tuple[str | None, str] | None] = []
        for piece in pieces(token.content):
            if piece.kind == "markup":
                found.append(None)
            else:
                kind = "html" if piece.kind == "text" else "description"
                found.append(self.place(self.stack[-1].context, html_text(piece.raw), kind, token))
        self.raw_slots[index] = tuple(found)

    def fence(self, index: int, token: Token) -> None:
        if "translate" in str(token.attrs.get("class", "")).split():
            context = token.meta.get("values", {}).get("ctx", self.stack[-1].context)
            self.raw_slots[index] = (self.place(context, token.content.rstrip("\n"), "code", token),)

    def titles(self) -> dict[str, tuple[str | None, str]]:
        """The titles of reference definitions, which belong to no block."""
        result = {}
        for label, reference in self.env.get("references", {}).items():
            title = reference["title"]
            if title and _NOTHING.sub("", title):
                line = self.document.body_line + reference["map"][0] + 1
                result[label] = self.add(_TITLE_CONTEXT, title, "link title", line, f"reference/{label}")
        return result


def _words_in(text: str, kind: str) -> bool:
    """True if there is something to translate."""
    if text[0].isalpha() and not PLAIN.search(text):
        return True
    nothing = _NO_WORD if kind in ("html", "description", "code") else _NOTHING
    at = 0
    for match in nothing.finditer(text):
        if match.start() > at:
            break
        at = match.end()
    return at < len(text)


def html_text(raw: str) -> str:
    """The msgid of a run of HTML text: white space is one blank."""
    return " ".join(raw.split())


def slugify(words: str) -> str:
    """Make a heading's id as GitHub does: lower case, no punctuation, hyphens for blanks."""
    return _SLUG_DROP.sub("", words.lower()).strip().replace(" ", "-")
