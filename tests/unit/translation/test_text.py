"""Texts as they are kept: what comes along with a paste, and what is no text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.errors import EmptyText
from service.translation.text import clean


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_a_line_end_of_any_kind_keeps_the_words_apart(end: str) -> None:
    assert clean(f" uno{end}dos ") == "uno\ndos"


@pytest.mark.parametrize("text", ["", " \n", "\x00", "\u200b\u2060", "\u00ad"])
def test_what_nobody_can_see_is_no_text(text: str) -> None:
    with pytest.raises(EmptyText):
        clean(text)


@given(st.text())
def test_cleaning_twice_is_cleaning_once_and_leaves_one_kind_of_line_end(text: str) -> None:
    try:
        once = clean(text)
    except EmptyText:
        return
    assert clean(once) == once
    assert once.splitlines() == once.split("\n")
