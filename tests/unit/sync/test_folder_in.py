"""The first start: a folder with translations becomes a database."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from service.documents.units import unit_key
from service.store import Database
from service.sync.folder_in import import_programme
from service.translation import memory
from tests.support.folders import ES, FAQ, PAGES, Folder, small_programme

FREE = "Is it free?"
YES = "Yes, all of it, for 14 people."


@pytest.fixture
def folder(tmp_path: Path, database: Database) -> Folder:
    return small_programme(tmp_path, database)


def test_states_origins_and_staleness_come_from_the_catalogue(folder: Folder) -> None:
    folder.change(FREE, lambda e: replace(e, text="¿Es gratis?", state="approved"))
    folder.change("Questions", lambda e: replace(e, text="Preguntas", state="suggested", origin="machine:google"))
    folder.change(
        YES,
        lambda e: replace(
            e, text="Sí.", state="translated", stale=True, base=unit_key(None, "Yes."), previous=(None, "Yes.")
        ),
    )
    report = folder.start()
    assert (report.documents, report.translations, report.problems) == (2, 3, [])
    approved = folder.head(FREE)
    suggested = folder.head("Questions")
    assert approved is not None
    assert suggested is not None
    assert (approved.text, approved.state, approved.origin) == ("¿Es gratis?", "approved", "person")
    assert (suggested.state, suggested.origin) == ("suggested", "machine:google")
    with folder.database.reading() as uow:
        (row,) = [row for row in uow.pages.editor_rows(uow.units.get(folder.unit(YES)).document_id, "es") if row.stale]
    assert (row.source, row.old_source, row.text) == (YES, "Yes.", "Sí.")
    assert folder.sync().notices == []
    assert folder.sync().quiet


def test_a_second_start_changes_nothing(folder: Folder) -> None:
    folder.translate(FREE, "¿Es gratis?")
    folder.start()
    folder.save(FREE, "¿Gratis?")
    report = folder.start()
    assert (report.documents, report.translations) == (0, 0)
    assert folder.history(FREE) == [("file", "¿Es gratis?"), ("save", "¿Gratis?")]


def test_counters_and_memory_know_what_came(folder: Folder) -> None:
    folder.translate(FREE, "¿Es gratis?")
    folder.start()
    with folder.database.unit_of_work() as uow:
        rows = {row.tag: row for row in uow.pages.dashboard(folder.programme_id)}
        (match, *_) = memory.suggest(uow, "en", "es", FREE)
    assert rows["es"].translated == 1
    assert rows["ar"].missing == rows["ar"].units
    assert (match.text, match.score) == ("¿Es gratis?", 100)


def test_broken_files_are_named_and_the_rest_comes_in(folder: Folder) -> None:
    folder.write(f"{ES}/faq.po", 'msgid "broken\n')
    folder.write(f"{PAGES}/broken.md", "---\ntitle: [\n---\n")
    report = folder.start()
    assert report.documents == 2
    assert [problem.split(": ")[0] for problem in report.problems] == [f"{PAGES}/broken.md:3", f"{ES}/faq.po:1"]


def test_an_interrupted_start_goes_on(folder: Folder) -> None:
    programme = folder.programme
    half = replace(programme, documents=programme.documents[:1])
    import_programme(folder.database, half)
    assert folder.start().documents == 1
    assert folder.read(f"{PAGES}/faq.md") == FAQ


def test_the_translator_in_the_header_is_the_author(folder: Folder) -> None:
    known = folder.person()
    folder.translate(FREE, "¿Es gratis?")
    folder.translate("Licence", "Licencia", "licence")
    folder.edit(f"{ES}/faq.po", "Last-Translator: Test people <>", "Last-Translator: Ana M. <ANA@example.org>")
    folder.edit(f"{ES}/licence.po", "Last-Translator: Test people <>", "Last-Translator: Luis <luis@example.org>")
    folder.start()
    head = folder.head(FREE)
    assert head is not None
    assert head.author_id == known
    with folder.database.unit_of_work() as uow:
        (revision,) = uow.translations.history(folder.unit("Licence", "licence"), "es")
    assert (revision.author_id, revision.reason) == (None, "From a file, last translated by Luis.")
