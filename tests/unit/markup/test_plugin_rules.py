"""Our rules in place of plug-ins' that grew too fast give what those gave."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
from mdit_py_plugins.footnote import footnote_plugin

from service.markup.attributes import resolve_blocks
from service.markup.parser import parse_blocks, render
from tests.support.soak import often

_ATTRIBUTES = """{.a}|{#b .c}|{width=9 .d}|{onclick=x}|{lang=ar .e #f}|{%x%}|{|}|`c`|[l *m* n](o)|![p](q)| |\n\n|text
\n{.g}\n|\n{#h .i ctx=j}\n|\n\n# Head\n|\n- item|\n\n---\n\n"""
ATTRIBUTES = st.lists(st.sampled_from(_ATTRIBUTES.split("|")), max_size=14).map("".join)
_FOOTNOTES = """[^a]|[^b]|[^|a|]|[|^|`|\n\n[^a]: A [^b]\n\n|\n\n[^b]: B\n\n| |](x)|[^a b]|\\[^a]"""
FOOTNOTES = st.lists(st.sampled_from(_FOOTNOTES.split("|")), max_size=14).map("".join)


@cache
def attributes() -> MarkdownIt:
    md = MarkdownIt("commonmark").use(attrs_block_plugin)
    md.use(attrs_plugin, after=("image", "code_inline", "link_close"), allowed=("id", "class", "lang", "dir", "width"))
    md.core.ruler.after("attr", "blocks", resolve_blocks)
    return md


@cache
def footnotes() -> MarkdownIt:
    return MarkdownIt("commonmark").use(footnote_plugin, inline=False)


@often(600)
@given(ATTRIBUTES)
def test_attributes(text: str) -> None:
    assert render(text) == attributes().render(text)


@often(600)
@given(FOOTNOTES)
def test_footnotes(text: str) -> None:
    assert render(text) == footnotes().render(text)


@pytest.mark.parametrize("line", ["{onclick=x}", '{href="javascript:x"}', "{OnLoad=x}"])
def test_a_line_of_attributes_brings_a_directive_nothing_that_runs(line: str) -> None:
    token = parse_blocks(f"{line}\n:::box\nText\n:::\n").tokens[0]
    assert token.type == "directive_open"
    assert token.attrs == {"class": "box"}


def test_an_endless_label_or_group_is_text() -> None:
    assert f"[^{'a' * 1000}]" in render(f"[^{'a' * 1000}]: Note.\n\nText [^{'a' * 1000}]\n")
    assert '<code class="' not in render(f"`c`{{.{'a' * 1000}}}")
