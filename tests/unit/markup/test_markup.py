"""The parser's own rules: directives, attributes, tasks, HTML pieces, and what a translation may bring."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.markup.attributes import Attributes, split_trailing
from service.markup.guard import allowed, guard, scheme
from service.markup.html import escape_foreign, forbidden, pieces, tokens
from service.markup.parser import parse_blocks, parse_inline, render, render_inline
from tests.support.soak import often


@pytest.mark.parametrize(
    ("text", "rest", "found"),
    [
        ("A {#b}", "A", Attributes("b")),
        ('A {#b .c .d e=f g="h i"}', "A", Attributes("b", ("c", "d"), (("e", "f"), ("g", "h i")))),
        ("{.only}", "", Attributes(None, ("only",))),
        ("A {b}", "A {b}", None),
        ("A{#b}", "A{#b}", None),
        ("A {}", "A {}", None),
        ("A {#b} c", "A {#b} c", None),
        ("A {{ x }}", "A {{ x }}", None),
    ],
)
def test_attributes_are_read_only_where_they_are_meant(text: str, rest: str, found: Attributes | None) -> None:
    assert split_trailing(text) == (rest, found)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            ":::note A *b* {#c}\nd\n:::\n",
            '<section class="note" id="c"><p class="title">A <em>b</em></p><p>d</p></section>',
        ),
        ("::::a\n:::b\nc\n:::\n::::\n", '<section class="a"><section class="b"><p>c</p></section></section>'),
        ("text\n:::a\nb\n:::\nmore\n", '<p>text</p><section class="a"><p>b</p></section><p>more</p>'),
        (":::a\nnever closed\n", '<section class="a"><p>never closed</p></section>'),
        (":::\nno name\n", "<p>::: no name</p>"),
        ("> :::a\n> b\n> :::\n", '<blockquote><section class="a"><p>b</p></section></blockquote>'),
        ("    :::a\n", "<pre><code>:::a</code></pre>"),
        ("# A {#b .c}\n", '<h1 id="b" class="c">A</h1>'),
        ("{#b}\nA\n", '<p id="b">A</p>'),
        ("A {ctx=b}\n", "<p>A</p>"),
        ("{onclick=x}\nA\n", "<p>A</p>"),
        ("- [x] a\n", '<ul><li><input type="checkbox" disabled checked> a</li></ul>'),
        ("[x] a\n", "<p>[x] a</p>"),
        ("[a](b){.c onclick=d}\n", '<p><a href="b" class="c">a</a></p>'),
    ],
)
def test_our_own_rules(text: str, html: str) -> None:
    result = render(text)
    assert (
        "".join(line.strip() if line.startswith(("<", " ")) else line for line in result.split("\n")).replace(
            ":::no name", "::: no name"
        )
        == html
    )


def test_a_closed_directive_says_so() -> None:
    opened = [t.meta["closed"] for t in parse_blocks(":::a\nb\n:::\n\n:::c\n").tokens if t.type == "directive_open"]
    assert opened == [True, False]


@often(300)
@given(st.text(st.sampled_from("ab <>/=\"'!-?&;\nscriptdvp"), max_size=80))
def test_pieces_joined_are_the_block(text: str) -> None:
    assert "".join(piece.raw for piece in pieces(text)) == text
    assert "".join(raw for _, raw in tokens(text)) == text


@pytest.mark.parametrize(
    ("block", "wrong"),
    [
        ('<div lang="ar" dir="rtl" class="x">', None),
        ("<details><summary>", None),
        ("<!-- anything -->", None),
        ("<script>", "<script>"),
        ('<div style="x">', "style= on <div>"),
        ("<iframe src=x>", "<iframe>"),
        ("<?php ?>", "<?php ?>"),
    ],
)
def test_what_sources_may_use(block: str, wrong: str | None) -> None:
    assert forbidden(block) == wrong


@pytest.mark.parametrize(
    ("translation", "source", "result"),
    [
        ("<kbd>a</kbd>", "<kbd>b</kbd>", "<kbd>a</kbd>"),
        ("<b>a</b>", "plain", "&lt;b&gt;a&lt;/b&gt;"),
        ('<kbd class="x">a</kbd>', "<kbd>b</kbd>", '&lt;kbd class="x"&gt;a</kbd>'),
        ("1 < 2 &amp; 3 > 2", "plain", "1 &lt; 2 &amp; 3 &gt; 2"),
        ("<scr<b>ipt>", "plain", "&lt;scr&lt;b&gt;ipt&gt;"),
    ],
)
def test_html_text_is_held_to_its_source(translation: str, source: str, result: str) -> None:
    assert escape_foreign(translation, source) == result


@pytest.mark.parametrize(
    ("address", "kind"),
    [("https://a", "https"), ("JavaScript:x", "javascript"), ("//a", "//"), ("/a", "/"), ("\\\\a", "//"), ("a.md", "")],
)
def test_addresses_have_a_scheme(address: str, kind: str) -> None:
    assert scheme(address) == kind


SOURCES = st.sampled_from(
    [
        "Plain.",
        "[a](https://a.example)",
        "<kbd>k</kbd>",
        "![p](x.svg)",
        "<https://a.example>",
        '<abbr title="t">x</abbr>',
    ]
)
_PARTS = """<script>|</script>|<kbd>|</kbd>|<kbd onclick=x>|[a](javascript:x)|[b](https://b.example)|x|![q](y.svg)
![p](x.svg)|<http://c.example>|<a href=x>|{.c}|`c`|*e*|[r][r]|<!-- c -->|<br>|<abbr title="u">|[|](|)|<|>|\\
[t](https://b.example "t")|![p](x.svg "t"){width=9}"""
PARTS = st.lists(st.sampled_from(_PARTS.replace("\n", "|").split("|")), max_size=6).map("".join)


@often(600)
@given(SOURCES, PARTS)
def test_no_element_attribute_or_scheme_reaches_the_output_that_the_source_lacks(source: str, text: str) -> None:
    env = {"references": {"R": {"title": "t", "href": "ftp://r.example"}}}
    known = allowed(parse_inline(source, env))
    html = render_inline(guard(parse_inline(text, env), known), env)
    brought = allowed(parse_inline(html.replace("\n", " "), {}))
    free = {(name, closing, ()) for name in ("em", "strong", "code", "br") for closing in (True, False)}
    links = {("a", True, ())} if known.schemes else set()
    for tag in brought.tags - known.tags - free - links:
        assert isinstance(tag, tuple)
        name, closing, attributes = tag
        assert name in ("a" if known.schemes else "", "img" if known.images else ""), html
        assert not closing
        for attribute, value in attributes:
            if attribute == "href":
                assert scheme(value) in known.schemes
            elif attribute == "src":
                assert value in known.images
            else:
                assert (attribute, name) == ("alt", "img")
