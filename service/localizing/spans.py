"""Where in the source lines a unit's text stands, so that splicing replaces it and touches nothing else.

Every finder proves what it found: the characters there must be the characters of the token. Where that fails (tabs that
the parser expanded, lazy continuation in odd places) there is no span, and the block stays as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from markdown_it.token import Token

from service.markup.attributes import split_trailing

_LIST_MARK = re.compile(r"\s*(?:>\s?)*")


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of the body to replace. ``prefix``: what begins a further line; None if there may be none."""

    start: int
    end: int
    prefix: str | None


class Lines:
    """The lines of a body, and where each begins."""

    def __init__(self, body: str) -> None:
        self.lines = body.split("\n")
        self.starts: list[int] = []
        at = 0
        for line in self.lines:
            self.starts.append(at)
            at += len(line) + 1

    def paragraph(self, token: Token) -> Span | None:
        """A text over one or more whole lines: paragraph, setext heading, term."""
        if token.map is None:
            return None
        content = token.content.split("\n")
        first = token.map[0]
        columns = []
        for offset, text in enumerate(content):
            if first + offset >= len(self.lines):
                return None
            raw = self.lines[first + offset]
            last = offset == len(content) - 1
            if last and token.meta.get("braces"):
                raw = split_trailing(raw.rstrip())[0]
            column = len(raw) - len(text) if not last else len(raw.rstrip(" \t")) - len(text)
            if column < 0 or raw[column : column + len(text)] != text:
                return None
            columns.append(column)
        end_line = first + len(content) - 1
        prefix = self.continuation(first, columns[0])
        return Span(self.starts[first] + columns[0], self.starts[end_line] + columns[-1] + len(content[-1]), prefix)

    def continuation(self, line: int, column: int) -> str:
        """What a further line of the block begins with: quote marks stay, all else becomes blanks."""
        return re.sub(r"[^>\s]", " ", self.lines[line][:column])

    def heading(self, token: Token, level: int) -> Span | None:
        """An ATX heading: its text after the signs."""
        if token.map is None:
            return None
        raw = self.lines[token.map[0]]
        for match in re.finditer(rf"(?<!#)#{{{level}}}[ \t]+", raw):
            if raw.startswith(token.content, match.end()):
                start = self.starts[token.map[0]] + match.end()
                return Span(start, start + len(token.content), None)
        return None

    def title(self, token: Token) -> Span | None:
        """The title in a directive's opening line."""
        if token.map is None:
            return None
        raw = self.lines[token.map[0]]
        match = re.search(r":{3,}[ \t]*[a-z][a-z0-9-]*[ \t]+", raw)
        if not match or not raw.startswith(token.content, match.end()):
            return None
        start = self.starts[token.map[0]] + match.end()
        return Span(start, start + len(token.content), None)

    def cell(self, token: Token, number: int) -> Span | None:
        """The ``number``-th cell of a table's row, 0-based."""
        if token.map is None:
            return None
        raw = self.lines[token.map[0]]
        at = _LIST_MARK.match(raw)
        base = at.end() if at else 0
        for begin in {base, _first_cell(raw, base)}:
            cells = _cells(raw, begin)
            if number < len(cells):
                start, end = cells[number]
                text = split_trailing(raw[start:end])[0] if token.meta.get("braces") else raw[start:end]
                if text.replace("\\|", "|") == token.content:
                    offset = self.starts[token.map[0]]
                    return Span(offset + start, offset + start + len(text), None)
        return None

    def block(self, token: Token) -> list[Span] | None:
        """Each line of a literal block (HTML, code): its characters after the prefix of its containers."""
        if token.map is None:
            return None
        content = token.content.split("\n")
        if content[-1] == "":
            content.pop()
        first = token.map[0] + (token.type == "fence")
        spans = []
        for offset, text in enumerate(content):
            if first + offset >= len(self.lines):
                return None
            raw = self.lines[first + offset]
            if not raw.endswith(text):
                return None
            start = self.starts[first + offset] + len(raw) - len(text)
            spans.append(Span(start, start + len(text), None))
        return spans


def _first_cell(raw: str, base: int) -> int:
    """Where a row begins inside a list item: after its mark."""
    match = re.compile(r"(?:[-+*]|\d{1,9}[.)])[ \t]+").match(raw, base)
    return match.end() if match else base


def _cells(raw: str, begin: int) -> list[tuple[int, int]]:
    """Cut a row at its pipes as the parser does; give the span of each cell without the blanks around it."""
    cuts, escaped = [begin - 1], False
    for index in range(begin, len(raw)):
        if raw[index] == "|" and not escaped:
            cuts.append(index)
        escaped = raw[index] == "\\"
    cuts.append(len(raw))
    cells = []
    for left, right in pairwise(cuts):
        text = raw[left + 1 : right]
        start = left + 1 + len(text) - len(text.lstrip())
        cells.append((start, max(start, left + 1 + len(text.rstrip()))))
    if cells and not raw[begin : cuts[1]].strip():
        cells.pop(0)
    if cells and not raw[cuts[-2] + 1 :].strip():
        cells.pop()
    return cells
