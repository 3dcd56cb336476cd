"""Units keep their identity through edits, moves, splits, merges and renaming."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.catalogue.cost import Cost, cost
from service.catalogue.folder import empty
from service.catalogue.merge import merge
from service.catalogue.po import Catalogue, Entry
from service.changes.align import Pair, align, renamed
from service.changes.similar import Index
from service.changes.worddiff import mechanical, propose, word_diff
from service.documents.segment import segment
from service.documents.units import Occurrence, Unit
from tests.support.markdown import bare
from tests.support.soak import often
from tests.unit.conftest import Page

LONG = "Whoever gets in can ask for new passwords for your other accounts."
OTHER = "They write to you as a delivery service, a bank or your own director."


def units(*texts: str, kind: str = "paragraph") -> tuple[Unit, ...]:
    return tuple(Unit(None, text, (Occurrence(i, kind, "", ""),)) for i, text in enumerate(texts, 1))


def aligned(old: Sequence[Unit], new: Sequence[Unit]) -> list[tuple[str | None, str | None, str]]:
    pairs = align(old, new).pairs
    return [(p.old.source if p.old else None, p.new.source if p.new else None, p.effect) for p in pairs]


def test_nothing_changed() -> None:
    assert aligned(units("a", "b"), units("a", "b")) == [("a", "a", "same"), ("b", "b", "same")]


def test_a_move_is_a_move_of_one_text_only() -> None:
    effects = [p.effect for p in align(units("a", "b", "c", "d"), units("d", "a", "b", "c")).pairs]
    assert effects == ["moved", "same", "same", "same"]


def test_an_edit_is_found_beside_an_insertion() -> None:
    edited = LONG.replace("new passwords", "fresh passwords")
    assert aligned(units("A", LONG, "B"), units("A", "Quite different and new.", edited, "B")) == [
        ("A", "A", "same"),
        (None, "Quite different and new.", "new"),
        (LONG, edited, "meaning"),
        ("B", "B", "same"),
    ]


def test_an_edited_text_that_moved_is_found() -> None:
    edited = LONG + " Today."
    pairs = aligned(units(LONG, "a b c", "d e f", OTHER), units("a b c", "d e f", OTHER, edited))
    assert (LONG, edited, "meaning") in pairs


def test_a_split_gives_both_halves_the_old_text() -> None:
    first, second = LONG, OTHER
    pairs = align(units(f"{first} {second}"), units(first, second)).pairs
    assert [(p.relation, p.effect, p.old is not None) for p in pairs] == [("split", "meaning", True)] * 2


def test_a_merge_knows_all_it_came_from() -> None:
    (pair,) = align(units(LONG, OTHER), units(f"{LONG} {OTHER}")).pairs
    assert pair.relation == "merge"
    assert {pair.old.source if pair.old else "", *(u.source for u in pair.others)} == {LONG, OTHER}


def test_repeated_cells_stay_one_unit_through_an_update() -> None:
    def table(rows: int) -> str:
        return "| a | b |\n|---|---|\n" + "".join(f"| row {i} | Yes |\n" for i in range(rows))

    pairs = align(segment(bare(table(20))), segment(bare(table(21)))).pairs
    (yes,) = [p for p in pairs if p.new and p.new.source == "Yes"]
    assert yes.effect == "same"
    assert yes.new is not None
    assert len(yes.new.occurrences) == 21


def test_a_field_stays_itself_however_much_it_changes() -> None:
    old, new = Unit("front:title", "Lock the door"), Unit("front:title", "Quite another title")
    assert [(p.old, p.effect) for p in align([old], [new]).pairs] == [(old, "meaning")]


def test_a_renamed_document_is_found_by_its_texts() -> None:
    old = {"thing/a": units("x", "y", "z"), "thing/b": units("k")}
    assert renamed(old, {"thing/b": units("k"), "thing/c": units("x", "y", "new")}) == {"thing/c": "thing/a"}
    assert renamed(old, {"page/c": units("x", "y", "z")}) == {}


TEXTS = st.lists(st.sampled_from(["a", "b b", LONG, OTHER, LONG + " x", "c c c", "d", f"{LONG} {OTHER}"]), unique=True)


@often(200)
@given(TEXTS, TEXTS)
def test_every_unit_is_accounted_for(old: list[str], new: list[str]) -> None:
    pairs = align(units(*old), units(*new)).pairs
    assert [p.new.source for p in pairs if p.new] == new
    seen = {u.source for p in pairs for u in (p.old, *p.others) if u}
    assert seen == set(old)
    for pair in pairs:
        assert (pair.effect in ("same", "moved")) == bool(pair.old and pair.new and pair.old.source == pair.new.source)


@pytest.mark.parametrize(
    ("old", "new", "effect"),
    [
        ("Hello there", "Hello, *there*!", "cosmetic"),
        ("hello there", "Hello there.", "cosmetic"),
        ("See [x](https://a.example)", "See [x](https://b.example)", "minor"),
        ("Take 20 minutes", "Take 25 minutes", "minor"),
        ("We recieve letters from our readers", "We receive letters from our readers", "minor"),
        ("You may click on it now if you like", "You may not click on it now if you like", "meaning"),
        ("Take a new password for it", "Take a strong password for it", "meaning"),
        ("Choose the account that you use", "Choose the account you use", "minor"),
        ("Take it", "Leave it", "meaning"),
        ("See [x](https://a.example)", "Look at [x](https://b.example)", "meaning"),
        ("中文文本", "中文文字", "meaning"),
    ],
)
def test_the_effect_of_an_edit_is_proposed(old: str, new: str, effect: str) -> None:
    assert propose(old, new) == effect


@often(200)
@given(st.text(st.sampled_from("ab 中.,'é\n"), max_size=40), st.text(st.sampled_from("ab 中.,'é\n"), max_size=40))
def test_a_difference_holds_both_texts(old: str, new: str) -> None:
    parts = word_diff(old, new)
    assert "".join(part.text for part in parts if part.op != "added") == old
    assert "".join(part.text for part in parts if part.op != "removed") == new


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ("[a](https://x.example/1)", "[a](https://x.example/2)", (("https://x.example/1", "https://x.example/2"),)),
        ("20 minutes, 3 times", "25 minutes, 4 times", (("20", "25"), ("3", "4"))),
        ("2 of 20", "3 of 20", (("2", "3"),)),
    ],
)
def test_addresses_and_numbers_are_mechanical(old: str, new: str, changes: tuple[tuple[str, str], ...]) -> None:
    assert mechanical(old, new) == changes


def test_a_change_of_words_is_not_mechanical() -> None:
    assert mechanical("20 minutes", "25 hours") == ()


def test_the_index_finds_the_most_alike() -> None:
    index = Index([LONG, OTHER, "short", "中文文本内容"])
    assert index.best(LONG.replace("can ask", "may ask"), 0.6)[0][1] == 0
    assert index.best("shorts", 0.6)[0][1] == 2
    assert index.best("中文文本内", 0.6)[0][1] == 3
    assert index.best("unrelated words only", 0.6) == []


def done(document_units: Sequence[Unit]) -> Catalogue:
    entries = tuple(Entry(u.context, u.source, f"T {u.source}", "approved") for u in document_units)
    return Catalogue("es", {}, entries)


def test_the_cost_of_an_edit_is_counted_by_language(page_of: Page) -> None:
    old = page_of("One two three.\n\nStays as it is.\n")
    new = page_of("One two four.\n\nStays as it is.\n\nNew words here.\n")
    edit = align(segment(old), segment(new))
    spanish = done(segment(old))
    assert cost(edit, spanish, "es") == Cost("es", 2, 6, opened=1)
    assert cost(edit, spanish, "es", "cosmetic") == Cost("es", 1, 3, opened=1)
    assert cost(edit, spanish, "es", "meaning") == Cost("es", 2, 6, opened=1)
    assert cost(edit, Catalogue("ar", {}, ()), "ar") == Cost("ar", 0, 0)
    assert cost(align(segment(old), segment(old)), spanish, "es") == Cost("es", 0, 0)


@pytest.mark.parametrize(
    ("proposed", "word", "effect"),
    [
        ("cosmetic", None, "cosmetic"),
        ("minor", None, "meaning"),
        ("meaning", None, "meaning"),
        ("cosmetic", "meaning", "cosmetic"),
        ("minor", "meaning", "meaning"),
        ("cosmetic", "minor", "minor"),
        ("meaning", "minor", "minor"),
        ("meaning", "cosmetic", "cosmetic"),
        ("moved", "meaning", "moved"),
        ("new", "cosmetic", "new"),
    ],
)
def test_the_author_s_word_counts_for_texts_whose_words_changed(proposed: Any, word: Any, effect: str) -> None:
    assert Pair(units("one")[0], units("two")[0], proposed).effect_by(word) == effect


def test_pairs_show_their_difference() -> None:
    pair = Pair(units("one two")[0], units("one three")[0], "meaning")
    assert [(part.op, part.text) for part in pair.diff] == [("same", "one "), ("removed", "two"), ("added", "three")]


def test_a_template_is_enough_to_align(page_of: Page) -> None:
    assert merge(segment(page_of("a\n")), Catalogue("", {}, ())).live[0].extracted == ("field title",)
    assert empty.__doc__
