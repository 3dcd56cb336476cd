"""Emphasis and line breaks beside Chinese and Japanese; without them the library's own answers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from service.markup.cjk import CjkInline, is_cjk, soft_break
from tests.support.soak import often


def parser() -> MarkdownIt:
    md = MarkdownIt("zero")
    md.inline = CjkInline()
    md.configure("commonmark").add_render_rule("softbreak", soft_break)
    return md


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("これは**「重要」**です。", "これは<strong>「重要」</strong>です。"),
        ("**“十分钟指南”**告诉", "<strong>“十分钟指南”</strong>告诉"),
        ("a**あ、**b", "a<strong>あ、</strong>b"),
        ("他说*（好）*吗", "他说<em>（好）</em>吗"),
        ("_「a」_。", "<em>「a」</em>。"),
        ("a_「b」_c", "a_「b」_c"),
        ("**「a」**b", "<strong>「a」</strong>b"),
        ("** 语**", "** 语**"),
        ("`**「a」**`", "<code>**「a」**</code>"),
        ("语\n语", "语语"),
        ("语\na", "语\na"),
        ("a\n语", "a\n语"),
        ("*语*\n语", "<em>语</em>\n语"),
    ],
)
def test_emphasis_and_line_breaks(text: str, html: str) -> None:
    assert parser().render(text) == f"<p>{html}</p>\n"


@often(600)
@given(st.text(st.sampled_from("ab*_~é“”.,(!£€\u00a0\u3164 \n🙂`"), max_size=40))
def test_without_cjk_it_is_the_library(text: str) -> None:
    assert parser().render(text) == MarkdownIt("commonmark").render(text)


def test_what_counts_as_cjk() -> None:
    wide = "　。「〿ぁヿ㐀䶿一鿿豈﫿！｠￠￦\U00020000\U0002a6df"
    assert all(is_cjk(character) for character in wide)
    assert not any(is_cjk(character) for character in ["", "a", "é", "“", "한", "｡", "\U0002a6e0"])
