"""The text of a unit: a block's lines joined where that changes nothing, left as they are where it would."""

from __future__ import annotations

import re
from typing import Any

from exporters.writing.letters import joins
from service.documents.units import join_lines
from service.markup.parser import inline_env, parse_blocks, parse_inline, render_inline

_SAFE_START = re.compile(r"[^\W\d_]|[“”„«»‘’¿¡(\"']")
"""What begins no block. A rule of the parser's and not of any language: what is not here is looked at by parsing."""
_PREFORMATTED = re.compile(r"</?(?:pre|textarea)\b", re.IGNORECASE)
_RISKY = re.compile(r"[`<\\\[\]{}]|  \n")


def unit_text(content: str, env: dict[str, Any]) -> str:
    """Return the msgid of a block's raw content.

    Soft wraps are joined if that changes neither the inline nor the block structure (CommonMark examples 618 and
    others), which is proved by parsing wherever a cheap look cannot exclude it.
    """
    if "\n" not in content:
        return content
    joined = join_lines(content)
    if joined == content or _PREFORMATTED.search(content):
        return content
    if _SAFE_START.match(content) and not _RISKY.search(content):
        return joined
    return joined if _same_inline(content, joined, env) and _one_paragraph(joined, env) else content


def _same_inline(before: str, after: str, env: dict[str, Any]) -> bool:
    return _shown(before, env) == _shown(after, env)


def _shown(text: str, env: dict[str, Any]) -> str:
    own = inline_env(env)
    return squeeze(render_inline(parse_inline(text, own), own))


def _one_paragraph(text: str, env: dict[str, Any]) -> bool:
    """True if the joined text, alone, is one paragraph with exactly this content."""
    tokens = parse_blocks(text).tokens
    return len(tokens) == 3 and tokens[1].type == "inline" and tokens[1].content == text


def squeeze(text: str) -> str:
    """Normalise white space as a reader sees it: a line break is a blank, and none between CJK characters."""
    result: list[str] = []
    lines = text.split("\n")
    for number, line in enumerate(lines):
        part = line.lstrip(" \t") if number else line
        part = part.rstrip(" \t") if number < len(lines) - 1 else part
        if result and not joins(result[-1][-1:], part[:1]):
            result.append(" ")
        result.append(part)
    return "".join(result)
