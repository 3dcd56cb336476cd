"""Merging loses nothing that anyone translated."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from service.catalogue.merge import Before, merge, merge_entries
from service.catalogue.po import Catalogue, Entry, read_po, write_po
from service.documents.units import Occurrence, Unit
from tests.support.soak import often

LONG = "Whoever gets in can ask for new passwords for your other accounts."


def unit(text: str, context: str | None = None) -> Unit:
    return Unit(context, text, (Occurrence(1, "paragraph", "Section", "p.1"),), "")


def catalogue(*entries: Entry) -> Catalogue:
    return Catalogue("es", {"Plural-Forms": "nplurals=3; plural=0;"}, entries)


def test_the_same_message_keeps_everything() -> None:
    old = Entry(None, "a", "b", "approved", comments=("mine",), flags=("no-wrap",))
    (new,) = merge([unit("a")], catalogue(old), occurrence="x.md").entries
    assert (new.text, new.state, new.comments) == ("b", "approved", ("mine",))
    assert new.flags == ("md-text", "no-wrap")
    assert (new.occurrences, new.extracted) == (("x.md",), ("§ Section", "paragraph"))


def test_what_is_gone_becomes_obsolete_and_comes_back() -> None:
    old = catalogue(Entry(None, "a", "b", "approved"))
    gone = merge([unit("something else")], old)
    assert [(e.source, e.text, e.obsolete) for e in gone.entries] == [("something else", "", False), ("a", "b", True)]
    again = merge([unit("a")], read_po(write_po(gone), "x.po"))
    assert [(e.source, e.text, e.state, e.obsolete) for e in again.entries] == [("a", "b", "approved", False)]


def test_gone_without_a_translation_is_gone() -> None:
    assert [e.source for e in merge([unit("b")], catalogue(Entry(None, "a"))).entries] == ["b"]


def test_an_edit_of_the_meaning_makes_stale_and_keeps_the_first_old_text() -> None:
    old = Entry(None, "old", "text", "approved")
    (first,) = merge([unit("new")], catalogue(old), {(None, "new"): Before((None, "old"), "meaning")}).entries
    assert (first.text, first.state, first.stale, first.previous, first.base) == (
        "text",
        "approved",
        True,
        (None, "old"),
        old.key,
    )
    (second,) = merge([unit("newer")], catalogue(first), {(None, "newer"): Before((None, "new"), "meaning")}).entries
    assert (second.stale, second.previous, second.base) == (True, (None, "old"), old.key)


def test_a_cosmetic_edit_leaves_no_trace() -> None:
    old = Entry(None, "old", "text", "approved", base=Entry(None, "old").key)
    (new,) = merge([unit("new")], catalogue(old), {(None, "new"): Before((None, "old"), "cosmetic")}).entries
    assert (new.text, new.state, new.stale, new.previous, new.base) == ("text", "approved", False, None, new.key)


def test_joined_texts_are_offered_together() -> None:
    old = catalogue(Entry(None, "a", "A", "approved"), Entry(None, "b", "B", "approved"))
    before = {(None, "a b"): Before((None, "a"), "meaning", ((None, "b"),))}
    (new,) = merge([unit("a b")], old, before).entries
    assert (new.text, new.stale) == ("A B", True)


def test_the_most_alike_is_offered_as_a_suggestion() -> None:
    edited = LONG.replace("other", "seven")
    (new,) = merge([unit(edited)], catalogue(Entry(None, LONG, "texto", "approved"))).entries
    assert (new.text, new.state, new.origin, new.previous) == ("texto", "suggested", "memory", (None, LONG))
    written = write_po(catalogue(new))
    assert "#, fuzzy" in written
    assert read_po(written, "x.po").entries[0].previous == (None, LONG)


def test_fields_are_not_filled_from_running_text() -> None:
    merged = merge([unit(LONG + "!", "front:lead")], catalogue(Entry(None, LONG, "texto", "approved")))
    assert [(e.text, e.obsolete) for e in merged.entries] == [("", False), ("texto", True)]


def test_plurals_are_kept_and_filled_up() -> None:
    template = catalogue(Entry(None, "{n} unit", plural="{n} units"), Entry(None, "one", plural="many"))
    old = catalogue(Entry(None, "{n} unit", "", "translated", plural="{n} units", plurals=((0, "u"), (1, "us"))))
    first, second = merge_entries(template.live, old).entries
    assert first.plurals == ((0, "u"), (1, "us"), (2, ""))
    assert second.plurals == ((0, ""), (1, ""), (2, ""))


TEXTS = st.sampled_from(["a", "b", LONG, LONG + " Really.", LONG.replace("new", "old"), "中文", "中文字"])
SETS = st.lists(TEXTS, unique=True, max_size=6)


@often(200)
@given(st.lists(SETS, min_size=1, max_size=5), SETS)
def test_no_text_is_lost_through_any_row_of_sources(versions: list[list[str]], translated: list[str]) -> None:
    current = catalogue(*(Entry(None, text, f"T({text})", "approved") for text in translated))
    for version in versions:
        current = read_po(write_po(merge([unit(text) for text in version], current)), "x.po")
        assert [e.source for e in current.live] == version
        assert {e.text for e in current.entries if e.text} >= {f"T({text})" for text in translated}
        for entry in current.live:
            if entry.source in translated and entry.state == "approved":
                assert entry.text == f"T({entry.source})"
        assert merge([unit(text) for text in version], current) == current
