"""The parser's quick phases give the tokens of markdown-it's own, for the specification and for what nobody writes."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_core import block
from markdown_it.token import Token

from service.markup.parser import parser
from service.markup.phases import BLOCK_SIGNS, INLINE_SIGNS
from tests.support.markdown import DOCUMENTS, WILD

EXAMPLES = json.loads((Path(__file__).parents[2] / "cases" / "commonmark-0.31.2.json").read_text(encoding="utf-8"))
EVERYWHERE = {"table", "code", "lheading", "deflist", "paragraph"}
"""Block rules that may begin with any character."""


@cache
def upstream() -> MarkdownIt:
    """Our rules in markdown-it's own loops, on its own table of lines."""
    md = parser.__wrapped__()
    blocks, inline = ParserBlock(), ParserInline()
    blocks.ruler.__rules__ = md.block.ruler.__rules__
    inline.ruler.__rules__, inline.ruler2.__rules__ = md.inline.ruler.__rules__, md.inline.ruler2.__rules__
    md.block, md.inline = blocks, inline
    md.core.ruler.at("block", block)
    return md


def parsed(md: MarkdownIt, text: str) -> tuple[list[Token], dict[str, Any]]:
    env: dict[str, Any] = {}
    tokens = md.parse(text, env)
    if not any(env.get("footnotes", {}).values()):
        env.pop("footnotes", None)
    return tokens, env


def same(text: str) -> None:
    assert parsed(parser(), text) == parsed(upstream(), text)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: str(example["example"]))
def test_examples_of_the_specification(example: dict[str, str]) -> None:
    same(example["markdown"])


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(DOCUMENTS)
def test_nested_documents(text: str) -> None:
    same(text)


@settings(max_examples=1500, deadline=None)
@given(WILD)
def test_wild_characters(text: str) -> None:
    same(text)


@pytest.mark.parametrize(
    "text",
    [
        "Term\n\n: Meaning\n",
        "Term\n~ Meaning\n: Another\nTerm\n: Third",
        "- a\n  : b\n  c\n  : d\n",
        "> a | b\n> --|--\nlazy\n",
        "text\na | b\n:-|-:\n1 | 2\n***\n",
        "Title\n  ===\n",
        "- one\n\n\n\n- two\n   \n",
        "1) a\n2. b\n10. c\n",
        "[a]: /b 'c\n***\nd'\n[a] [^n]\n\n[^n]: Note.\n",
        "![a [b](c) `]` ](d){.e}![f]{#g}",
        "[[a](b) ~~c~~ <d@e.example> &amp; \\] e](f)  \ng\\\nh",
        "a\u0000b\tc\u2028d\x0be",
    ],
)
def test_where_one_line_needs_another(text: str) -> None:
    same(text)


@pytest.mark.parametrize("sign", ["> ", "[", "![", "- ", "*a ", "~~a", ":::a\n"])
def test_deep_nesting(sign: str) -> None:
    same(sign * 130 + "b" + "]" * 130)


def test_every_rule_has_its_characters() -> None:
    """A rule of a new plugin that is missing in the table of inline signs would never be asked."""
    assert set(parser().block.ruler.get_active_rules()) - set(BLOCK_SIGNS) == EVERYWHERE
    assert set(parser().inline.ruler.get_active_rules()) - set(INLINE_SIGNS) == {"text"}
