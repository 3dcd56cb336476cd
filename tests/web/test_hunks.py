"""The difference of two versions of a source, place by place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from service.web import hunks as module
from service.web.hunks import hunks

TEXT = "".join(f"Line {n}.\n" for n in range(1, 21))


def test_places_are_shown_with_their_neighbours_and_where_they_are() -> None:
    found = hunks(TEXT, TEXT.replace("Line 5.", "Line five.").replace("Line 15.\n", ""))
    assert [hunk.line for hunk in found] == [4, 14]
    assert str(found[0].shown) == "Line 4.\nLine <del>5</del><ins>five</ins>.\nLine 6."
    assert str(found[1].shown) == "Line 14.\n<del>Line 15.</del>\nLine 16."


def test_the_front_matter_and_addresses_count_too() -> None:
    (found,) = hunks("---\nminutes: 20\n---\n", "---\nminutes: 25\n---\n")
    assert "<del>20</del><ins>25</ins>" in found.shown


def test_nothing_changed_is_nothing_and_markup_is_text() -> None:
    assert hunks(TEXT, TEXT) == ()
    (found,) = hunks("a\n", "<script>alert(1)</script>\n")
    assert "<script>" not in found.shown


def test_very_long_texts_are_not_compared_word_by_word() -> None:
    long_one, other = "word " * 30_000, "term " * 30_000
    assert len(long_one) * len(other) > module.COMPARED
    (found,) = hunks(long_one, other)
    assert found.shown.startswith("<del>word")
    assert found.shown.count("<ins>") == 1


@given(st.lists(st.sampled_from(["a", "b b", "", "<i>", "c"])), st.lists(st.sampled_from(["a", "b", "", "<i>", "d d"])))
def test_any_two_texts_can_be_compared(old: list[str], new: list[str]) -> None:
    found = hunks("\n".join(old), "\n".join(new))
    assert bool(found) == ("\n".join(old).splitlines() != "\n".join(new).splitlines())
    assert all("<i>" not in hunk.shown for hunk in found)
