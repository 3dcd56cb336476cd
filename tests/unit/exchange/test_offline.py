"""Taking a document along and bringing it back."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from service.catalogue.po import read_po, write_po
from service.errors import CatalogueError, ContentError, NotAllowed
from service.exchange.export_file import EXPORTED, export_po, export_xliff
from service.exchange.formats.xliff import read_xliff, write_xliff
from service.exchange.offline import offline_bundle
from service.exchange.upload import Sent, Upload, accept, examine
from service.model import Document
from service.store import Database, UnitOfWork
from tests.support.folders import FAQ, PAGES, Folder, small_programme

FREE = "Is it free?"
YES = "Yes, all of it, for 14 people."
MUST = "Must I sign up?"


@pytest.fixture
def folder(tmp_path: Path, sqlite: Database) -> Folder:
    folder = small_programme(tmp_path, sqlite)
    folder.translate(FREE, "¿Es gratis?")
    folder.start()
    return folder


def row(folder: Folder, uow: UnitOfWork) -> Document:
    found = uow.documents.find(folder.programme_id, "page", "faq")
    assert found is not None
    return found


def download(folder: Folder, kind: str = "po") -> bytes:
    with folder.database.reading() as uow:
        write = {"po": export_po, "xlf": export_xliff, "zip": offline_bundle}[kind]
        return write(uow, folder.programme, row(folder, uow), "es")


def upload(
    folder: Folder, data: bytes, name: str = "faq.es.po", role: str = "translator", look: bool = False
) -> Upload:
    actor = folder.actor(role)
    with folder.database.unit_of_work() as uow:
        act = examine if look else accept
        return act(uow, "small", row(folder, uow), "es", Sent(name, data), actor)


def typed(data: bytes, texts: dict[str, str]) -> bytes:
    """Work on a catalogue as a person does in a PO editor."""
    catalogue = read_po(data.decode(), "x.po")
    entries = (
        replace(entry, text=texts[entry.source], state="translated", stale=False) if entry.source in texts else entry
        for entry in catalogue.entries
    )
    return write_po(catalogue.replaced(tuple(entries))).encode()


def test_what_was_typed_offline_arrives_with_its_author(folder: Folder) -> None:
    data = typed(download(folder), {MUST: "¿Hay que registrarse?"})
    looked = upload(folder, data, look=True)
    assert [(change.source, change.now, change.file, change.outcome) for change in looked.changes] == [
        (MUST, "", "¿Hay que registrarse?", "take")
    ]
    assert looked.same == 1
    assert folder.text(MUST) == ""
    upload(folder, data)
    head = folder.head(MUST)
    assert head is not None
    assert (head.text, head.state, head.author_id) == ("¿Hay que registrarse?", "translated", folder.person())
    assert folder.history(MUST) == [("import", "¿Hay que registrarse?")]
    assert upload(folder, data).changes == ()


def test_an_unchanged_file_takes_nothing_back(folder: Folder) -> None:
    data = download(folder)
    folder.save(FREE, "¿Cuesta algo?")
    folder.sync()
    assert upload(folder, data).changes == ()
    assert folder.text(FREE) == "¿Cuesta algo?"


def test_a_text_changed_here_meanwhile_stays_and_the_files_becomes_a_suggestion(folder: Folder) -> None:
    data = typed(download(folder), {FREE: "¿Gratis del todo?"})
    folder.save(FREE, "¿Cuesta algo?")
    folder.sync()
    (change,) = upload(folder, data).changes
    assert change.outcome == "conflict"
    assert folder.text(FREE) == "¿Cuesta algo?"
    assert folder.suggestions(FREE) == ["¿Gratis del todo?"]


def test_a_text_not_changed_here_is_replaced(folder: Folder) -> None:
    folder.sync()
    data = typed(download(folder), {FREE: "¿Gratis del todo?"})
    folder.sync()
    upload(folder, data)
    assert folder.text(FREE) == "¿Gratis del todo?"
    assert folder.history(FREE) == [("file", "¿Es gratis?"), ("import", "¿Gratis del todo?")]


def test_a_suggester_suggests_through_a_file_too(folder: Folder) -> None:
    data = typed(download(folder), {FREE: "¿Gratis del todo?", MUST: "¿Hay que registrarse?"})
    upload(folder, data, role="suggester")
    head = folder.head(MUST)
    assert head is not None
    assert (folder.text(FREE), head.state) == ("¿Es gratis?", "suggested")
    assert folder.suggestions(FREE) == ["¿Gratis del todo?"]


def test_no_file_approves_anything(folder: Folder) -> None:
    data = download(folder, "xlf").replace(b'state="translated"', b'state="final"')
    upload(folder, data, "faq.xlf", role="reviewer")
    head = folder.head(FREE)
    assert head is not None
    assert head.state == "translated"


def test_an_unconfirmed_address_is_told_so(folder: Folder) -> None:
    actor = replace(folder.actor(), confirmed=False)
    with folder.database.unit_of_work() as uow, pytest.raises(NotAllowed):
        accept(uow, "small", row(folder, uow), "es", Sent("faq.po", download(folder)), actor)


def test_xliff_out_and_in(folder: Folder) -> None:
    data = download(folder, "xlf")
    assert upload(folder, data, "faq.xlf").changes == ()
    file = read_xliff(data, "faq.xlf")
    rows = tuple(
        replace(item, text="¿Hay que registrarse?", state="translated") if item.source == MUST else item
        for item in file.rows
    )
    worked = write_xliff(replace(file, rows=rows))
    upload(folder, worked, "faq.xlf")
    head = folder.head(MUST)
    assert head is not None
    assert (head.text, head.state) == ("¿Hay que registrarse?", "translated")


@pytest.mark.parametrize("named", [True, False])
def test_a_tool_sends_the_older_version_back(folder: Folder, named: bool) -> None:
    """Converted to XLIFF 1.2: names kept or new ones given, the context lost, what was protected as codes."""
    texts = {"Questions": "Preguntas", MUST: "¿Hay que registrarse?"}
    link = "No. Read [the licence](licence.md) first."
    code = '<ph id="1">licence.md</ph>'
    units = "".join(
        f'<trans-unit id="{f"u{item.key}" if named else number}">'
        f"<source>{item.source.replace('licence.md', code)}</source>"
        f'<target state="translated">{texts.get(item.source, f"No. Lea [la licencia]({code}).")}</target></trans-unit>'
        for number, item in enumerate(read_xliff(download(folder, "xlf"), "faq.xlf").rows)
        if item.source in (*texts, link)
    )
    data = (
        '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="small:page/faq" '
        f'source-language="en" target-language="es"><body>{units}</body></file></xliff>'
    )
    found = upload(folder, data.encode(), "faq.xlf")
    assert (len(found.changes), found.unknown, found.remarks) == (3, 0, ())
    assert folder.text("Questions") == "Preguntas"
    assert folder.text(link) == "No. Lea [la licencia](licence.md)."


def test_a_stale_text_can_be_confirmed_in_a_cat_tool(folder: Folder) -> None:
    folder.edit(f"{PAGES}/faq.md", FREE, "Is it really free of charge?")
    folder.sync()
    data = download(folder, "xlf")
    assert upload(folder, data, "faq.xlf").changes == ()
    done = data.replace(b'state="initial" subState="polything:suggested"', b'state="translated"')
    (change,) = upload(folder, done, "faq.xlf").changes
    assert change.outcome == "still_right"


def test_the_zip_holds_what_one_needs_and_comes_back(folder: Folder) -> None:
    data = download(folder, "zip")
    assert data == download(folder, "zip")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        preview = archive.read("faq.es/preview.html").decode()
        assert "Poedit" in archive.read("faq.es/how-to.html").decode()
    assert names == [f"faq.es/{name}" for name in ("faq.es.po", "preview.html", "glossary.csv", "how-to.html")]
    assert "¿Es gratis?" in preview
    assert "Is it free?" in preview
    assert "http" not in preview.replace("http-equiv", "")
    assert upload(folder, data, "faq.zip").changes == ()


def test_a_catalogue_from_elsewhere_fills_gaps_and_suggests_beside(folder: Folder) -> None:
    data = f'msgid "{FREE}"\nmsgstr "¿Gratis?"\n\nmsgid "{MUST}"\nmsgstr "¿Registro?"\n\nmsgid "?"\nmsgstr "¿?"\n'
    upload_ = upload(folder, data.encode())
    assert (len(upload_.changes), upload_.unknown) == (2, 1)
    assert (folder.text(FREE), folder.suggestions(FREE), folder.text(MUST)) == (
        "¿Es gratis?",
        ["¿Gratis?"],
        "¿Registro?",
    )


def test_markdown_that_is_already_translated(folder: Folder) -> None:
    spanish = (
        FAQ.replace("Questions", "Preguntas")
        .replace("Short answers.", "Respuestas cortas.")
        .replace(MUST, "¿Hay que registrarse?")
        .replace(YES, "Sí, todo, para 14 personas.")
        .replace("No. Read [the licence](licence.md) first.", "No. Lea antes [la licencia](licence.md).")
    )
    result = upload(folder, spanish.encode(), "faq.es.md")
    assert result.unknown == 0
    assert folder.text(YES) == "Sí, todo, para 14 personas."
    assert folder.text("Questions") == "Preguntas"
    assert folder.text(FREE) == "¿Es gratis?"


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("a.po", b"", CatalogueError),
        ("a.po", b'msgid "x\n', CatalogueError),
        ("a.po", b'msgid ""\nmsgstr "Language: fr\\n"\n\nmsgid "Is it free?"\nmsgstr "Gratuit ?"\n', CatalogueError),
        ("a.po", b'msgid "a"\nmsgstr "b"\n\nmsgid "c"\nmsgstr "d"\n\nmsgid "e"\nmsgstr "f"\n', CatalogueError),
        ("a.xlf", b"<x/>", CatalogueError),
        ("a.zip", b"PK", CatalogueError),
        ("a.docx", b"PK", CatalogueError),
        ("a.md", b"no front matter", ContentError),
        ("a.md", b"\xff", ContentError),
    ],
)
def test_other_files_are_refused_and_change_nothing(
    folder: Folder, name: str, data: bytes, error: type[Exception]
) -> None:
    with pytest.raises(error) as caught:
        upload(folder, data, name)
    assert str(caught.value).startswith(name)
    assert folder.history(FREE) == [("file", "¿Es gratis?")]


def test_a_file_of_another_language_or_document_is_refused(folder: Folder) -> None:
    data = download(folder, "xlf")
    for wrong in (data.replace(b'trgLang="es"', b'trgLang="fr"'), data.replace(b"small:page/faq", b"small:page/home")):
        with pytest.raises(CatalogueError):
            upload(folder, wrong, "faq.xlf")


def test_the_revision_in_a_header_is_only_believed_if_it_is_a_number(folder: Folder) -> None:
    data = download(folder).decode().replace(f"{EXPORTED}: 1", f"{EXPORTED}: ²")
    assert upload(folder, data.encode()).changes == ()
