"""The sync of folder and database: what each side may do to the other, and what no file can do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from service.catalogue.po import Entry
from service.errors import JobError
from service.store import Database
from service.sync.lease import LENGTH, lease
from service.translation import workflow
from tests.support.folders import ES, FAQ, PAGES, Folder, small_programme

FREE = "Is it free?"
YES = "Yes, all of it, for 14 people."
MUST = "Must I sign up?"
PO = f"{ES}/faq.po"


@pytest.fixture
def folder(tmp_path: Path, sqlite: Database) -> Folder:
    return _started(tmp_path, sqlite)


def _started(root: Path, database: Database) -> Folder:
    folder = small_programme(root, database)
    folder.translate(FREE, "¿Es gratis?")
    folder.translate(YES, "Sí, todo, para 14 personas.")
    folder.start()
    folder.sync()
    return folder


class Crash(Exception):
    """The lights go out."""


def crash_after(step: str) -> Iterator[None]:
    """A checkpoint that raises the first time a step has been done."""

    def checkpoint(done: str) -> None:
        if done == step:
            raise Crash

    return checkpoint  # type: ignore[return-value]


def test_on_both_databases_a_save_reaches_the_file_and_an_edit_the_database(tmp_path: Path, database: Database) -> None:
    folder = _started(tmp_path, database)
    folder.save(FREE, "¿Cuesta algo?")
    folder.translate(MUST, "¿Hay que registrarse?")
    report = folder.sync()
    assert report.counts == {"take": 1}
    assert folder.entry(FREE).text == "¿Cuesta algo?"
    assert folder.text(MUST) == "¿Hay que registrarse?"
    assert folder.history(MUST) == [("file", "¿Hay que registrarse?")]
    assert folder.sync().quiet


def test_a_save_touches_one_entry_of_the_file(folder: Folder) -> None:
    before = folder.read(PO).split("\n")
    folder.save(FREE, "¿Cuesta algo?")
    folder.sync()
    changed = [line for line in folder.read(PO).split("\n") if line not in before]
    assert changed == ['msgstr "¿Cuesta algo?"']


def test_both_changed_keeps_the_database_and_suggests_the_file(folder: Folder) -> None:
    folder.save(FREE, "Del navegador")
    folder.translate(FREE, "Del archivo")
    report = folder.sync()
    assert report.counts == {"conflict": 1}
    assert (folder.text(FREE), folder.entry(FREE).text) == ("Del navegador", "Del navegador")
    assert folder.suggestions(FREE) == ["Del archivo"]
    assert folder.sync().quiet


def test_the_fuzzy_flag_set_by_hand_flags_the_text_and_lowers_nothing(folder: Folder) -> None:
    folder.change(FREE, lambda entry: replace(entry, state="suggested"))
    assert folder.sync().counts == {"doubt": 1}
    head = folder.head(FREE)
    assert head is not None
    assert (head.state, head.to_check) == ("translated", True)
    assert folder.sync().quiet


def test_a_rejected_text_does_not_come_back(folder: Folder) -> None:
    folder.save(MUST, "Malo", role="suggester")
    folder.sync()
    head = folder.head(MUST)
    assert head is not None
    with folder.database.unit_of_work() as uow:
        workflow.reject(uow, folder.actor("reviewer"), head.unit_id, "es", head.revision_id, "Another meaning.")
    folder.sync()
    assert (folder.text(MUST), folder.entry(MUST).text) == ("", "")


@pytest.mark.parametrize(
    ("damage", "kind", "mended"),
    [
        ("", "empty", True),
        (None, "missing", True),
        ("head", "truncated", False),
        ("inside", "unreadable", False),
        ("garbage", "unreadable", False),
        ("foreign", "foreign", False),
        ("language", "unreadable", False),
        ("bytes", "unreadable", False),
    ],
)
def test_a_file_that_is_not_to_be_believed_changes_nothing(
    folder: Folder, damage: str | None, kind: str, mended: bool
) -> None:
    good = folder.read(PO)
    path = folder.root / PO
    if damage is None:
        path.unlink()
    elif damage == "head":
        path.write_text(good[: good.index("#. § Is it free?")])
    elif damage == "inside":
        path.write_text(good[: good.index("Sí, todo") + 4])
    elif damage == "foreign":
        path.write_text("".join(f'msgid "Other {n}"\nmsgstr "Otro {n}"\n\n' for n in range(9)))
    elif damage == "language":
        path.write_text(good.replace("Language: es", "Language: fr").replace("¿Es gratis?", "Gratuit ?"))
    elif damage == "bytes":
        path.write_bytes(good.encode("latin-1"))
    else:
        path.write_text(damage)
    left = path.read_bytes() if path.exists() else None
    report = folder.sync()
    assert [notice.kind for notice in report.notices] == [kind]
    assert folder.history(FREE) == [("file", "¿Es gratis?")]
    assert folder.history(YES) == [("file", "Sí, todo, para 14 personas.")]
    if mended:
        assert folder.read(PO) == good
    else:
        assert path.read_bytes() == left
        assert [notice.kind for notice in folder.sync().notices] == [kind]
        path.unlink()
        folder.sync()
        assert folder.read(PO) == good


def test_entries_taken_out_or_emptied_by_hand_come_back(folder: Folder) -> None:
    good = folder.read(PO)
    folder.change(FREE, lambda entry: replace(entry, text="", state="missing"))
    assert folder.sync().counts == {"emptied": 1}
    assert folder.read(PO) == good
    catalogue = folder.catalogue()
    start = good.index('#. heading 2\n#: content/pages/faq.md\n#, md-text\nmsgid "Is it free?"')
    folder.write(PO, good[:start] + good[good.index("#. § Is it free?") :])
    assert len(folder.catalogue().entries) == len(catalogue.entries) - 1
    assert folder.sync().counts == {"absent": 1}
    assert folder.read(PO) == good


def test_remarks_headers_and_texts_without_a_unit_stay_in_the_file(folder: Folder) -> None:
    folder.change(MUST, lambda entry: replace(entry, comments=("Ask the organiser.",)))
    folder.change(FREE, lambda entry: replace(entry, comments=("Formal.",)))
    folder.edit(PO, "Language-Team: Spanish", "Language-Team: Equipo <es@example.org>")
    folder.write(PO, folder.read(PO) + '\nmsgid "Long gone"\nmsgstr "Hace mucho"\n')
    assert folder.sync().counts == {"unknown": 1}
    assert folder.entry(MUST).comments == ("Ask the organiser.",)
    assert folder.entry(FREE).comments == ("Formal.",)
    assert folder.entry("Long gone").obsolete
    assert "es@example.org" in folder.read(PO)
    assert folder.sync().quiet


def test_an_obsolete_text_comes_back_when_the_source_does(folder: Folder) -> None:
    folder.write(PO, folder.read(PO) + '\n#~ msgid "Where is it?"\n#~ msgstr "¿Dónde está?"\n')
    folder.sync()
    folder.write(f"{PAGES}/faq.md", FAQ + "\n## Where is it?\n\nHere.\n")
    folder.sync()
    assert folder.text("Where is it?") == "¿Dónde está?"


def test_a_source_edit_in_the_folder_makes_stale_what_it_must_and_no_more(folder: Folder) -> None:
    folder.edit(f"{PAGES}/faq.md", "Yes, all of it, for 14 people.", "Yes, all that you see here, for 14 people.")
    report = folder.sync()
    assert report.counts == {"edited": 1}
    entry = folder.entry("Yes, all that you see here, for 14 people.")
    assert (entry.text, entry.stale, entry.previous) == ("Sí, todo, para 14 personas.", True, (None, YES))
    assert not folder.entry(FREE).stale
    assert folder.sync().quiet


@pytest.mark.parametrize("edit", ["Is it quite free?", "Is it free ?"])
def test_an_edited_source_leaves_no_second_copy_of_its_translation(folder: Folder, edit: str) -> None:
    folder.edit(f"{PAGES}/faq.md", FREE, edit)
    folder.sync()
    assert folder.entry(edit).text == "¿Es gratis?"
    assert "#~" not in folder.read(PO)
    assert folder.sync().quiet


def test_a_suggestion_whose_source_changed_is_no_news_in_its_own_file(folder: Folder) -> None:
    folder.save(MUST, "¿Hay que inscribirse?", role="suggester")
    folder.sync()
    folder.edit(f"{PAGES}/faq.md", MUST, "Must everybody sign up today?")
    folder.sync()
    entry = folder.entry("Must everybody sign up today?")
    assert (entry.text, entry.state, entry.previous) == ("¿Hay que inscribirse?", "suggested", (None, MUST))
    assert folder.sync().quiet
    head = folder.head("Must everybody sign up today?")
    assert head is not None
    assert not head.to_check


def test_still_right_in_a_po_editor(folder: Folder) -> None:
    folder.edit(f"{PAGES}/faq.md", "all of it", "all that you see here")
    folder.sync()
    new = "Yes, all that you see here, for 14 people."
    folder.change(new, lambda entry: replace(entry, stale=False))
    assert folder.sync().counts == {"still_right": 1}
    assert not folder.entry(new).stale
    assert folder.history(new)[-1] == ("still_right", "Sí, todo, para 14 personas.")


def test_a_po_made_from_the_older_source_still_finds_its_unit(folder: Folder) -> None:
    """Somebody worked offline while the author changed the source."""
    offline = folder.read(PO)
    folder.edit(f"{PAGES}/faq.md", "all of it", "all that you see here")
    folder.sync()
    folder.write(PO, offline.replace("Sí, todo, para 14", "Claro que sí, para 14"))
    folder.sync()
    new = "Yes, all that you see here, for 14 people."
    entry = folder.entry(new)
    assert (entry.text, entry.stale) == ("Claro que sí, para 14 personas.", True)


def test_only_a_number_changed_is_proposed_to_every_language(folder: Folder) -> None:
    folder.edit(f"{PAGES}/faq.md", "for 14 people", "for 16 people")
    folder.sync()
    assert folder.suggestions("Yes, all of it, for 16 people.") == ["Sí, todo, para 16 personas."]
    assert folder.text("Yes, all of it, for 16 people.") == "Sí, todo, para 14 personas."


def test_a_text_that_goes_and_comes_back_keeps_its_translation(folder: Folder) -> None:
    without = FAQ.replace("## Is it free? {#free}\n\nYes, all of it, for 14 people.\n\n", "")
    folder.write(f"{PAGES}/faq.md", without)
    folder.sync()
    assert folder.entry(FREE).obsolete
    folder.write(f"{PAGES}/faq.md", FAQ)
    folder.sync()
    assert (folder.entry(FREE).text, folder.entry(FREE).obsolete) == ("¿Es gratis?", False)
    assert folder.text(YES) == "Sí, todo, para 14 personas."


def test_a_source_changed_on_both_sides_waits_for_the_author(folder: Folder) -> None:
    _edit_in_browser(folder, FAQ.replace("Short answers.", "Quick answers."))
    folder.edit(f"{PAGES}/faq.md", "Short answers.", "Brief answers.")
    report = folder.sync()
    assert report.counts == {"proposed": 1}
    assert "Quick answers." in folder.read(f"{PAGES}/faq.md")
    with folder.database.unit_of_work() as uow:
        document = uow.documents.find(folder.programme_id, "page", "faq")
        assert document is not None
        (proposed,) = uow.documents.revisions(document.id, status="proposed")
    assert "Brief answers." in proposed.text
    assert folder.sync().quiet


@pytest.mark.parametrize("cut", ["\n## Must I sign up", "\nYes, all", "No. Read"])
def test_a_source_that_is_cut_off_waits_for_the_author(folder: Folder, cut: str) -> None:
    folder.write(f"{PAGES}/faq.md", FAQ[: FAQ.index(cut)])
    assert folder.sync().counts == {"proposed": 1}
    assert folder.read(f"{PAGES}/faq.md") == FAQ
    assert folder.sync().quiet


@pytest.mark.parametrize("damage", [None, "", "---\ntitle: [\n---\n"])
def test_a_source_that_is_gone_empty_or_wrong_changes_nothing(folder: Folder, damage: str | None) -> None:
    path = folder.root / PAGES / "faq.md"
    if damage is None:
        path.unlink()
    else:
        path.write_text(damage)
    report = folder.sync()
    assert [notice.kind for notice in report.notices] == ["invalid" if damage else "missing"]
    assert path.read_text() == (damage or FAQ)
    assert not folder.entry(FREE).obsolete
    assert folder.text(FREE) == "¿Es gratis?"


def test_a_renamed_document_keeps_everything(folder: Folder) -> None:
    (folder.root / PAGES / "faq.md").rename(folder.root / PAGES / "questions.md")
    folder.edit(f"{PAGES}/questions.md", "Short answers.", "Brief answers.")
    report = folder.sync()
    assert report.counts == {"renamed": 1, "edited": 1}
    assert folder.text(FREE, "questions") == "¿Es gratis?"
    assert not (folder.root / PO).exists()
    assert 'msgstr "¿Es gratis?"' in folder.read(f"{ES}/questions.po")
    assert folder.sync().quiet


def test_new_and_strange_files(folder: Folder) -> None:
    folder.write(f"{PAGES}/about.md", "---\ntitle: About\nlead: Who we are.\n---\n\nPeople.\n")
    folder.write(f"{ES}/nobody.po", 'msgid "a"\nmsgstr "b"\n')
    assert {notice.kind: notice.path for notice in folder.sync().notices} == {
        "new": f"{PAGES}/about.md",
        "orphan": f"{ES}/nobody.po",
    }
    assert folder.catalogue("about").entries
    assert folder.read(f"{ES}/nobody.po") == 'msgid "a"\nmsgstr "b"\n'


def test_a_document_made_in_the_browser_gets_its_file(folder: Folder) -> None:
    (folder.root / PAGES / "faq.md").unlink()
    (folder.root / "locales/pot/page/faq.pot").unlink()
    folder.sync()
    assert folder.read(f"{PAGES}/faq.md") == FAQ
    assert (folder.root / "locales/pot/page/faq.pot").exists()


def test_a_language_started_in_the_browser_gets_its_files_and_its_rule_stays(folder: Folder) -> None:
    with folder.database.unit_of_work() as uow:
        uow.programmes.save_language(folder.programme_id, "pt-BR", rule={"states": ["approved"]}, machine=True)
    assert "programme.toml" in folder.sync().written
    assert folder.programme.config.languages["pt-BR"].states == ("approved",)
    assert folder.programme.config.languages["pt-BR"].machine
    assert folder.catalogue("faq", "locales/pt_BR/LC_MESSAGES/page").entries
    assert folder.sync().quiet


def test_a_rule_set_in_the_browser_stays_until_the_file_says_something_new(folder: Folder) -> None:
    def rule() -> tuple[list[str], bool]:
        with folder.database.reading() as uow:
            row = uow.programmes.language(folder.programme_id, "es")
            return row.rule["states"], row.draft

    with folder.database.unit_of_work() as uow:
        uow.programmes.save_language(folder.programme_id, "es", rule={"states": ["approved"]}, draft=True)
    folder.sync()
    assert rule() == (["approved"], True)
    folder.edit("programme.toml", 'states = ["translated", "approved"]', 'states = ["suggested", "approved"]')
    folder.sync()
    assert rule() == (["suggested", "approved"], False)


@pytest.mark.parametrize("step", ["decided", "prepared", "replaced", "remembered"])
def test_interrupted_anywhere_the_next_run_finishes(folder: Folder, step: str) -> None:
    folder.save(FREE, "Del navegador")
    folder.translate(MUST, "Del archivo")
    folder.translate(FREE, "Del archivo también")
    _edit_in_browser(folder, FAQ.replace("Short answers.", "Quick answers."))
    with pytest.raises(Crash):
        folder.sync(crash_after(step))  # type: ignore[arg-type]
    folder.sync()
    assert "Quick answers." in folder.read(f"{PAGES}/faq.md")
    assert (folder.entry(FREE).text, folder.text(FREE)) == ("Del navegador", "Del navegador")
    assert (folder.entry(MUST).text, folder.text(MUST)) == ("Del archivo", "Del archivo")
    assert folder.suggestions(FREE) == ["Del archivo también"]
    assert folder.history(MUST) == [("file", "Del archivo")]
    assert folder.sync().quiet
    assert [path.name for path in folder.root.rglob("*.tmp")] == []


def test_a_save_after_a_crash_is_not_undone_by_the_file(folder: Folder) -> None:
    """The file was replaced, that was not recorded, and then somebody restored the text from before."""
    folder.save(FREE, "Segundo")
    with pytest.raises(Crash):
        folder.sync(crash_after("replaced"))  # type: ignore[arg-type]
    folder.save(FREE, "¿Es gratis?")
    folder.sync()
    assert (folder.text(FREE), folder.entry(FREE).text) == ("¿Es gratis?", "¿Es gratis?")


def test_a_source_restored_after_a_crash_is_not_undone_by_the_file(folder: Folder) -> None:
    _edit_in_browser(folder, FAQ.replace("Short answers.", "Quick answers."))
    with pytest.raises(Crash):
        folder.sync(crash_after("replaced"))  # type: ignore[arg-type]
    _edit_in_browser(folder, FAQ)
    folder.sync()
    assert folder.read(f"{PAGES}/faq.md") == FAQ


def test_a_file_saved_while_the_sync_runs_is_left_for_the_next(folder: Folder) -> None:
    folder.save(FREE, "Del navegador")

    def meanwhile(step: str) -> None:
        if step == "prepared":
            folder.translate(MUST, "Justo ahora")

    report = folder.sync(meanwhile)
    assert report.counts == {"busy": 1}
    assert folder.entry(MUST).text == "Justo ahora"
    folder.sync()
    assert (folder.text(MUST), folder.entry(FREE).text) == ("Justo ahora", "Del navegador")


def test_one_sync_at_a_time_and_a_dead_one_is_not_waited_for(folder: Folder) -> None:
    with lease(folder.database, folder.programme_id), pytest.raises(JobError):
        folder.sync()
    clock = folder.database.clock
    abandoned = lease(folder.database, folder.programme_id)
    held = abandoned.__enter__()
    folder.database.clock = lambda: clock() + LENGTH + timedelta(seconds=1)
    folder.sync()
    with pytest.raises(JobError):
        held.renew()


def test_what_the_translator_wrote_in_a_machines_entry_is_the_translators(folder: Folder) -> None:
    folder.change(MUST, lambda e: replace(e, text="Máquina", state="suggested", origin="machine:google"))
    folder.sync()
    folder.change(MUST, _accept)
    folder.sync()
    head = folder.head(MUST)
    assert head is not None
    assert (head.text, head.state, head.origin) == ("Máquina", "translated", "assisted")


def _accept(entry: Entry) -> Entry:
    """Taking the fuzzy flag away; the comment stays, so write as a PO editor leaves it."""
    return replace(entry, state="translated", origin="assisted")


def _edit_in_browser(folder: Folder, text: str) -> None:
    from service.authoring.sources import update_document
    from service.documents.reader import read_document

    with folder.database.unit_of_work() as uow:
        row = uow.documents.find(folder.programme_id, "page", "faq")
        assert row is not None
        update_document(uow, folder.programme, row, read_document("page", "faq", row.path, text))
