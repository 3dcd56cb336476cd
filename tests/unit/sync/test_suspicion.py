"""Files that must not be believed."""

from __future__ import annotations

import pytest

from service.sync.merge import Side
from service.sync.suspicion import Suspicion, suspect_catalogue, suspect_source

BASE = {f"k{number}": Side(f"texto número {number}") for number in range(6)}
ENTRIES = list(BASE.items())


def test_the_file_as_it_was_written_is_believed() -> None:
    assert suspect_catalogue(BASE, ENTRIES, set(BASE)) is None


def test_no_entries_at_all() -> None:
    assert suspect_catalogue(BASE, [], set(BASE)) is Suspicion.EMPTY
    assert suspect_catalogue({}, [], set(BASE)) is Suspicion.EMPTY
    assert suspect_catalogue({}, [], set()) is None


@pytest.mark.parametrize("kept", [1, 3, 5])
def test_only_the_beginning_is_left(kept: int) -> None:
    assert suspect_catalogue(BASE, ENTRIES[:kept], set(BASE)) is Suspicion.TRUNCATED


def test_cut_inside_the_last_text() -> None:
    entries = [*ENTRIES[:-1], ("k5", Side("texto nú"))]
    assert suspect_catalogue(BASE, entries, set(BASE)) is Suspicion.TRUNCATED


def test_an_entry_taken_out_of_the_middle_is_no_reason_to_refuse() -> None:
    assert suspect_catalogue(BASE, ENTRIES[:2] + ENTRIES[3:], set(BASE)) is None


def test_untranslated_entries_missing_at_the_end_are_no_reason_to_refuse() -> None:
    base = {**BASE, "k6": Side("", "missing")}
    assert suspect_catalogue(base, ENTRIES, set(base)) is None


def test_emptying_the_last_entry_is_left_to_the_merge() -> None:
    assert suspect_catalogue(BASE, [*ENTRIES[:-1], ("k5", Side("", "missing"))], set(BASE)) is None


def test_another_programme() -> None:
    entries = [(f"x{number}", Side("ajeno")) for number in range(6)]
    assert suspect_catalogue(BASE, entries, set(BASE)) is Suspicion.FOREIGN
    assert suspect_catalogue({}, [*entries, ENTRIES[0]], set(BASE)) is Suspicion.FOREIGN


def test_sources() -> None:
    text = "---\ntitle: A\n---\n\nOne.\n\nTwo.\n"
    assert suspect_source(text, text.replace("Two", "Three"), 0.7) is None
    assert suspect_source(text, "", 0.0) is Suspicion.EMPTY
    assert suspect_source(text, text[:-7], 0.6) is Suspicion.TRUNCATED
    assert suspect_source(text, "---\ntitle: B\n---\n\nElse.\n", 0.1) is Suspicion.FOREIGN
