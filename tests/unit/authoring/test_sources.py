"""What an edit of a source costs, and which translations follow it by themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.authoring.sources import Change, Cost, cost_of, update_document
from service.changes.carried_values import Version, carried
from service.changes.worddiff import propose
from service.documents.reader import read_document
from service.documents.source import SourceDocument
from service.store import Database
from tests.support.folders import FAQ, Folder, small_programme

YES = "Yes, all of it, for 14 people."


@pytest.fixture
def folder(tmp_path: Path, sqlite: Database) -> Folder:
    folder = small_programme(tmp_path, sqlite)
    folder.translate("Is it free?", "¿Es gratis?")
    folder.translate(YES, "Sí, todo, para 14 personas.")
    folder.start()
    return folder


def version(text: str) -> SourceDocument:
    return read_document("page", "faq", "content/pages/faq.md", text)


def cost(folder: Folder, text: str, change: Change | None = None) -> Cost:
    with folder.database.reading() as uow:
        row = uow.documents.find(folder.programme_id, "page", "faq")
        assert row is not None
        return cost_of(uow, row, version(text), change)


REWRITTEN = FAQ.replace(YES, "Yes, everything costs nothing at all, for 14 people.")


def test_a_changed_meaning_costs_its_languages_units_and_words(folder: Folder) -> None:
    found = cost(folder, REWRITTEN)
    assert (found.languages, found.units, found.words, found.new_units) == (1, 1, 9, 0)


def test_the_author_may_call_it_minor_or_cosmetic(folder: Folder) -> None:
    assert cost(folder, REWRITTEN, "minor").free
    assert cost(folder, REWRITTEN, "cosmetic").free
    assert cost(folder, FAQ.replace("Is it free?", "Is it free ?"), "meaning").free


@pytest.mark.parametrize("edit", ["Yes, all of it, for 16 people.", "Yes, and all of it, for 14 people."])
def test_where_nobody_was_asked_only_cosmetic_changes_are_free(folder: Folder, edit: str) -> None:
    """As `extract` does on a folder: what merely looks minor is for people to look at."""
    edited = FAQ.replace(YES, edit)
    assert propose(YES, edit) == "minor"
    assert cost(folder, edited).units == 1
    assert cost(folder, edited, "minor").free
    assert cost(folder, FAQ.replace("Is it free?", "Is it free ?")).free


def test_a_new_text_costs_a_translation_in_each_language(folder: Folder) -> None:
    found = cost(folder, FAQ + "\nAsk us about the rest.\n")
    assert (found.units, found.new_units, found.new_words) == (0, 1, 5)


def test_moving_and_reading_the_cost_change_nothing(folder: Folder) -> None:
    head, first, second = FAQ.partition("## Is it free")[0], *FAQ.split("\n## ")[1:]
    moved = f"{head}## {second}\n## {first}\n"
    assert cost(folder, moved).free
    assert folder.history(YES) == [("file", "Sí, todo, para 14 personas.")]


def change(folder: Folder, text: str, said: Change | None = None) -> tuple[int | None, int]:
    with folder.database.unit_of_work() as uow:
        row = uow.documents.find(folder.programme_id, "page", "faq")
        assert row is not None
        made = update_document(uow, folder.programme, row, version(text), said, folder_author(folder))
        return made.revision_id, made.proposals


def folder_author(folder: Folder) -> None:
    """No person: the tests of the author's page are elsewhere."""


def test_the_same_text_is_no_new_revision(folder: Folder) -> None:
    assert change(folder, FAQ) == (None, 0)


def test_a_unit_keeps_its_number_through_any_edit(folder: Folder) -> None:
    before = folder.unit(YES)
    change(folder, REWRITTEN)
    assert folder.unit("Yes, everything costs nothing at all, for 14 people.") == before


LONG = (
    "Write the date and the place on the first page of your journal. "
    "Then write one sentence about what you want to learn this month."
)
FIRST, SECOND = LONG.split(". ")[0] + ".", LONG.split(". ")[1]


def test_of_a_split_text_one_part_keeps_the_translation_and_the_other_is_offered_it(folder: Folder) -> None:
    change(folder, FAQ + f"\n{LONG}\n")
    folder.save(LONG, "Fecha y lugar. Luego una frase.")
    change(folder, FAQ + f"\n{FIRST}\n\n{SECOND}\n")
    texts = {source: (folder.text(source), folder.suggestions(source)) for source in (FIRST, SECOND)}
    assert sorted(texts.values()) == [
        ("", ["Fecha y lugar. Luego una frase."]),
        ("Fecha y lugar. Luego una frase.", []),
    ]


def test_joined_texts_keep_one_translation_and_offer_the_other(folder: Folder) -> None:
    change(folder, FAQ + f"\n{FIRST}\n\n{SECOND}\n")
    folder.save(FIRST, "Fecha y lugar.")
    folder.save(SECOND, "Luego una frase.")
    change(folder, FAQ + f"\n{LONG}\n")
    assert sorted([folder.text(LONG), *folder.suggestions(LONG)]) == ["Fecha y lugar.", "Luego una frase."]


def test_an_edit_that_brings_an_older_text_back_is_offered_its_translation(folder: Folder) -> None:
    """The text has gone, and another one is changed into it: two units have had the same source."""
    again = "Yes, all of it, for 14 people, and more."
    change(folder, FAQ.replace(YES, ""))
    change(folder, FAQ.replace(YES, again))
    change(folder, FAQ)
    assert (folder.text(YES), folder.suggestions(YES)) in [
        ("", ["Sí, todo, para 14 personas."]),
        ("Sí, todo, para 14 personas.", []),
    ]
    folder.sync()
    shown = folder.entry(YES).text
    with folder.database.reading() as uow:
        row = uow.documents.find(folder.programme_id, "page", "faq")
        assert row is not None
        (now,) = [found for found in uow.pages.editor_rows(row.id, "es") if found.source == YES]
    assert shown == (now.text or "")


def test_a_proposal_for_a_changed_number_is_made_once(folder: Folder) -> None:
    assert change(folder, FAQ.replace("14", "16"))[1] == 1
    assert folder.suggestions("Yes, all of it, for 16 people.") == ["Sí, todo, para 16 personas."]


@pytest.mark.parametrize(
    ("old", "new", "translation", "expected"),
    [
        (
            "See [it](https://a.org/1).",
            "See [it](https://b.org/2).",
            "Ver [esto](https://a.org/1);",
            "Ver [esto](https://b.org/2);",
        ),
        ("3 of 5 days", "4 of 5 days", "5 días, de ellos 3", "5 días, de ellos 4"),
        ("1 and 2", "2 and 1", "1 y 2", "2 y 1"),
        ("At 9:30", "At 10:30", "A las 9:30", "A las 10:30"),
        ("Go <https://a.org>.", "Go <https://a.org/x>.", "Vaya a <https://a.org>。", "Vaya a <https://a.org/x>。"),
        ("[a](06-x.md)", "[a](07-x.md)", "[b](06-x.md)", "[b](07-x.md)"),
        ("3 days", "4 days", "tres días", None),
        ("3 days", "4 nights", "3 días", None),
        ("3 and 3", "3 and 4", "3 y 3", None),
        ("3 days", "3 days", "3 días", None),
        ("3 days", "4 days", "3 días o 3 noches", None),
        ("13 days", "14 days", "13 días", "14 días"),
        ("3 days", "4 days", "٣ أيام", "٤ أيام"),
        ("At 9:30", "At 10:15", "الساعة ٩:٣٠", "الساعة ١٠:١٥"),
    ],
)
def test_values(old: str, new: str, translation: str, expected: str | None) -> None:
    found = carried([Version(old), Version(new, meaning=True)], translation)
    assert (found.text if found.changes else None) == expected
