"""Colon containers: ``:::name Title {#id key=value}`` … ``:::``. Nested ones use more colons outside.

The title becomes an inline token of its own, so that it is extracted and translated like any other text.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from service.markup.attributes import Attributes, apply_attributes, split_trailing

_OPEN = re.compile(r"(:{3,})[ \t]*([a-z][a-z0-9-]*)(?:[ \t]+(.*))?$")


def directive_plugin(md: MarkdownIt) -> None:
    """Teach a parser the colon containers."""
    md.block.ruler.before("fence", "directive", _directive, {"alt": ["paragraph", "reference", "blockquote", "list"]})


def _directive(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    begin = state.bMarks[start_line] + state.tShift[start_line]
    if not state.src.startswith(":::", begin) or state.is_code_block(start_line):
        return False
    match = _OPEN.match(state.src[begin : state.eMarks[start_line]].rstrip())
    if not match:
        return False
    if silent:
        return True
    colons, name, rest = len(match[1]), match[2], match[3] or ""
    title, found = split_trailing(rest.strip())
    close = _closing_line(state, start_line, end_line, colons)
    last = end_line if close is None else close

    old_parent, old_max = state.parentType, state.lineMax
    state.parentType, state.lineMax = "directive", last
    opening = state.push("directive_open", "section", 1)
    opening.block = True
    opening.map = [start_line, last]
    opening.markup = match[1]
    opening.meta = {"name": name, "closed": close is not None, "values": {}}
    opening.attrs = {"class": name}
    apply_attributes(opening, found or Attributes())
    if title:
        token = state.push("directive_title_open", "p", 1)
        token.attrs, token.map = {"class": "title"}, [start_line, start_line + 1]
        token = state.push("inline", "", 0)
        token.content, token.map, token.children = title, [start_line, start_line + 1], []
        state.push("directive_title_close", "p", -1)
    state.md.block.tokenize(state, start_line + 1, last)
    closing = state.push("directive_close", "section", -1)
    closing.block = True
    state.parentType, state.lineMax = old_parent, old_max
    state.line = last + (close is not None)
    return True


def _closing_line(state: StateBlock, start_line: int, end_line: int, colons: int) -> int | None:
    """Find the line of at least ``colons`` colons and nothing else; a failed search is remembered, for speed."""
    failed: dict[int, int] = state.env.setdefault("directives_unclosed", {})
    if failed.get(end_line, colons + 1) <= colons:
        return None
    for line in range(start_line + 1, end_line):
        begin = state.bMarks[line] + state.tShift[line]
        if begin < state.eMarks[line] and state.sCount[line] < state.blkIndent:
            return None
        if not state.src.startswith(":::", begin) or state.is_code_block(line):
            continue
        text = state.src[begin : state.eMarks[line]].rstrip()
        if len(text) >= colons and text == ":" * len(text):
            return line
    failed[end_line] = min(colons, failed.get(end_line, colons))
    return None
