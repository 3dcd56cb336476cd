"""Labels end where the library says, also where nobody writes them so."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt, helpers

from service.markup.parser import parser, render
from tests.support.soak import often

PARTS = ["[", "]", "![", "](a)", "][x]", "`", "a", "<b@c.de>", "\\", "[x]", "(", ")", "[^n]", "{.c}", "\n"]
TEXTS = st.lists(st.sampled_from(PARTS), max_size=25).map("".join)


@cache
def upstream() -> MarkdownIt:
    md = parser.__wrapped__()
    md.helpers = helpers
    return md


@often(800)
@given(TEXTS, st.sampled_from(["", "[x]: y\n\n", "[x]: y\n\n[^n]: z\n\n"]))
def test_labels_are_the_librarys(text: str, definitions: str) -> None:
    assert render(definitions + text) == upstream().render(definitions + text)


@pytest.mark.parametrize("depth", [60, 99, 100, 101, 130])
@pytest.mark.parametrize("start", ["[", "![", "[a ", "[`"])
@pytest.mark.parametrize("end", ["]", "](a)", "]`"])
def test_deep_labels(depth: int, start: str, end: str) -> None:
    text = start * depth + "b" + end * depth
    assert render(text) == upstream().render(text)
