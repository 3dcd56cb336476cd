"""The exporters' words in an Edition: their context decides, and a word that the workplace has too is not lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from service import interface

HEAD = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


@pytest.fixture
def words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], dict[str, str]]]:
    """Return the exporters' German words by a catalogue with these entries."""

    def read(entries: str) -> dict[str, str]:
        path = tmp_path / "de" / "LC_MESSAGES" / "interface.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEAD + entries, encoding="utf-8")
        forget()
        singles, plurals = interface.exporter_messages("de")
        return singles | {name: ", ".join(sorted(forms.values())) for name, forms in plurals.items()}

    monkeypatch.setattr(interface, "_PLACES", (tmp_path,))
    yield read
    forget()


def forget() -> None:
    for kept in (interface._catalogue, interface.translations, interface.exporter_messages):
        kept.cache_clear()


def test_words_with_the_exporters_context_are_in_an_edition_wherever_they_stand(
    words: Callable[[str], dict[str, str]],
) -> None:
    assert words(
        '#: service/web/templates/glossary.html\nmsgid "Glossary"\nmsgstr "Wörterliste"\n\n'
        '#: somewhere/else.py\nmsgctxt "exporter"\nmsgid "Glossary"\nmsgstr "Glossar"\n\n'
        '#: exporters/pdf/__init__.py\nmsgid "To print"\nmsgstr "Zum Drucken"\n\n'
        'msgctxt "exporter"\nmsgid "{n} page"\nmsgid_plural "{n} pages"\n'
        'msgstr[0] "{n} Seite"\nmsgstr[1] "{n} Seiten"\n'
    ) == {"Glossary": "Glossar", "{n} page": "{n} Seite, {n} Seiten"}
    assert interface.translations("de").gettext("Glossary") == "Wörterliste"


@pytest.mark.parametrize("state", ["", "#, fuzzy\n"])
def test_a_word_that_only_the_workplace_has_translated_is_taken_from_it(
    words: Callable[[str], dict[str, str]], state: str
) -> None:
    doubtful = "Glosse" if state else ""
    assert words(
        f'{state}msgctxt "exporter"\nmsgid "Glossary"\nmsgstr "{doubtful}"\n\n'
        'msgctxt "exporter"\nmsgid "Colophon"\nmsgstr ""\n\n'
        'msgid "Glossary"\nmsgstr "Wörterliste"\n'
    ) == {"Glossary": "Wörterliste"}


def test_the_order_of_a_catalogue_is_no_matter(words: Callable[[str], dict[str, str]]) -> None:
    entries = [f'msgctxt "exporter"\nmsgid "{name}"\nmsgstr "{name}s"\n\n' for name in "bca"]
    assert list(words("".join(entries))) == list(words("".join(reversed(entries)))) == ["a", "b", "c"]


def test_the_products_own_catalogues_know_the_context() -> None:
    singles, plurals = interface.exporter_messages("de")
    assert singles["Contents"] == "Inhalt"
    assert plurals["{n} minute"] == {"one": "{n} Minute", "other": "{n} Minuten"}
    assert "To print (PDF)" not in singles
