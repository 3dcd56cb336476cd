"""The folder without a database: what is written, what is left alone, what an edit changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.catalogue.folder import add_language, extract_folder, po_path, pot_path, read_translations, status_folder
from service.catalogue.po import read_po, write_po
from service.documents.programme import load_programme
from service.documents.segment import segment
from service.documents.units import Unit
from service.errors import SettingsError
from service.languages import language
from tests.support.gettext import assert_msgfmt_accepts, needs_msgfmt
from tests.unit.conftest import THING

FIRST = "content/things/01-first.md"
PO = "locales/es/LC_MESSAGES/thing/01-first.po"


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted((folder / "locales").rglob("*")) if p.is_file()
    }


def extract(folder: Path, **more: object) -> object:
    return extract_folder(load_programme(folder), **more)  # type: ignore[arg-type]


def translate(folder: Path, texts: dict[str, str]) -> None:
    """Translate as somebody would in another program: texts only, nothing of ours."""
    path = folder / PO
    text = path.read_text(encoding="utf-8")
    for source, translation in texts.items():
        before = f'msgid "{source}"\nmsgstr ""\n'
        assert before in text
        text = text.replace(before, f'msgid "{source}"\nmsgstr "{translation}"\n')
    path.write_text(text, encoding="utf-8")


def edit(folder: Path, old: str, new: str) -> None:
    path = folder / FIRST
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_templates_and_catalogues_are_written_once(folder: Path) -> None:
    report = extract_folder(load_programme(folder))
    assert len(report.written) == 6
    before = snapshot(folder)
    assert set(before) >= {PO, "locales/pot/thing/01-first.pot", "locales/ar/LC_MESSAGES/thing/02-second.po"}
    assert extract_folder(load_programme(folder)).changes == ()
    assert snapshot(folder) == before
    assert b"POT-Creation-Date" not in b"".join(before.values())


def test_a_dry_run_writes_nothing(folder: Path) -> None:
    report = extract_folder(load_programme(folder), write=False)
    assert report.written
    assert not (folder / "locales").exists()


def test_a_catalogue_tells_translators_what_they_need(folder: Path) -> None:
    extract(folder)
    text = (folder / PO).read_text(encoding="utf-8")
    assert "#. Note: A greeting.\n" in text
    assert f"#: {FIRST}\n" in text
    assert "#. list item, 2 times\n" in text
    assert '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n' in text
    assert 'msgctxt "front:picture_alt"\nmsgid "A door"\n' in text


@needs_msgfmt
def test_msgfmt_accepts_every_catalogue(folder: Path) -> None:
    extract(folder)
    paths = sorted(folder.rglob("*.po"))
    assert paths
    for path in paths:
        assert_msgfmt_accepts(path)


def test_translations_are_read_back(folder: Path) -> None:
    extract(folder)
    translate(folder, {"Yes": "Sí"})
    programme = load_programme(folder)
    look = read_translations(programme, programme.document("thing/01-first"), "es")
    found = look(Unit(None, "Yes"))
    assert found is not None
    assert (found.text, found.state) == ("Sí", "translated")
    rows, errors = status_folder(programme)
    row = next(r for r in rows if (r.document, r.language) == ("thing/01-first", "es"))
    assert (row.units, row.translated, row.missing, errors) == (7, 1, 6, [])
    assert row.words_left == row.words - 1


def test_one_word_of_a_source_touches_one_entry_of_a_catalogue(folder: Path) -> None:
    edit(folder, "- Yes\n- No", "- Quite sure about it all\n- No")
    extract(folder)
    translate(folder, {"Quite sure about it all": "Muy seguro de todo", "No": "No"})
    before = (folder / PO).read_text(encoding="utf-8").split("\n\n")
    edit(folder, "Quite sure about it all", "Very sure about it all")
    report = extract_folder(load_programme(folder))
    after = (folder / PO).read_text(encoding="utf-8").split("\n\n")
    assert len(set(after) - set(before)) == 1
    (changed,) = set(after) - set(before)
    assert changed.startswith("# polything: state=translated origin=person base=")
    assert '#, fuzzy, md-text\n#| msgid "Quite sure about it all"\nmsgid "Very sure' in changed
    assert report.changes[0].changed == 1


def test_the_authors_word_counts(folder: Path) -> None:
    edit(folder, "- Yes\n- No", "- Quite sure about it all\n- No")
    extract(folder)
    translate(folder, {"Quite sure about it all": "Muy seguro de todo"})
    edit(folder, "Quite sure about it all", "Very sure about it all")
    extract(folder, effect="cosmetic")
    text = (folder / PO).read_text(encoding="utf-8")
    assert 'msgid "Very sure about it all"\nmsgstr "Muy seguro de todo"\n' in text
    assert "fuzzy" not in text


def test_a_move_changes_nothing_but_order(folder: Path) -> None:
    extract(folder)
    translate(folder, {"Yes": "Sí", "No": "No"})
    edit(folder, "- Yes\n- No\n- Yes\n", "- No\n- Yes\n- Yes\n")
    extract(folder)
    found = read_po((folder / PO).read_text(encoding="utf-8"), PO)
    assert [(e.source, e.text, e.state) for e in found.entries][-2:] == [
        ("No", "No", "translated"),
        ("Yes", "Sí", "translated"),
    ]


def test_a_renamed_document_takes_its_translations_along(folder: Path) -> None:
    extract(folder)
    translate(folder, {"Yes": "Sí"})
    (folder / FIRST).rename(folder / "content/things/01-begin.md")
    report = extract_folder(load_programme(folder))
    assert report.renamed == (("thing/01-begin", "thing/01-first"),)
    moved = folder / "locales/es/LC_MESSAGES/thing/01-begin.po"
    assert 'msgid "Yes"\nmsgstr "Sí"' in moved.read_text(encoding="utf-8")
    assert (folder / PO).exists()


@pytest.mark.parametrize("damage", ["", "nonsense\n", 'msgid "a"\nmsgstr "b\n', 'msgid "a"\nmsgstr "b"\n\nmsgid "c"\n'])
def test_a_damaged_catalogue_is_left_alone_and_named(folder: Path, damage: str) -> None:
    extract(folder)
    (folder / PO).write_text(damage, encoding="utf-8")
    edit(folder, "- No", "- Never")
    report = extract_folder(load_programme(folder))
    assert (folder / PO).read_text(encoding="utf-8") == damage
    (error,) = report.errors
    assert str(error).startswith(f"{PO}:")
    assert "locales/ar/LC_MESSAGES/thing/01-first.po" in report.written
    assert len(status_folder(load_programme(folder))[1]) == 1


def test_a_document_with_an_error_keeps_its_files(folder: Path) -> None:
    extract(folder)
    before = snapshot(folder)
    (folder / FIRST).write_text(THING.replace("block: a", "blok: a"), encoding="utf-8")
    programme = load_programme(folder)
    assert str(programme.errors[0]).startswith(f"{FIRST}:4: unknown field “blok”")
    assert programme.broken == {"thing/01-first"}
    report = extract_folder(programme)
    assert (report.orphans, report.written) == ((), ())
    assert snapshot(folder) == before


def test_a_document_that_is_gone_leaves_its_files(folder: Path) -> None:
    extract(folder)
    before = snapshot(folder)
    (folder / FIRST).unlink()
    assert extract_folder(load_programme(folder)).orphans == ("thing/01-first",)
    assert snapshot(folder) == before


def test_a_language_is_added(folder: Path) -> None:
    programme = load_programme(folder)
    written = add_language(programme, "zh-CN")
    assert written == ("locales/zh_CN/LC_MESSAGES/thing/01-first.po", "locales/zh_CN/LC_MESSAGES/thing/02-second.po")
    assert "nplurals=1" in (folder / written[0]).read_text(encoding="utf-8")
    assert add_language(programme, "zh-CN") == ()
    with pytest.raises(SettingsError):
        add_language(programme, "en")
    with pytest.raises(SettingsError):
        add_language(programme, "xx-Qaaa")


def test_paths_follow_the_kind(folder: Path) -> None:
    programme = load_programme(folder)
    document = programme.document("thing/01-first")
    assert pot_path(programme, document).relative_to(folder).as_posix() == "locales/pot/thing/01-first.pot"
    assert po_path(programme, document, language("es")).relative_to(folder).as_posix() == PO


def test_every_entry_of_a_written_file_survives_our_own_reading(folder: Path) -> None:
    extract(folder)
    text = (folder / PO).read_text(encoding="utf-8")
    assert write_po(read_po(text, PO)) == text
    assert {e.key for e in read_po(text, PO).live} == {u.key for u in segment(load_programme(folder).documents[0])}
