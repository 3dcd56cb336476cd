"""The Babel extractor gives what the engine gives."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

from babel.messages.extract import extract
from babel.messages.pofile import read_po

from service.catalogue.extract import extract_exporter, extract_exporter_template, extract_program
from service.documents.reader import read_document
from service.documents.segment import segment
from tests.unit.conftest import THING

ROOT = Path(__file__).parents[3]


def test_every_unit_is_extracted_with_its_context_and_line(folder: Path) -> None:
    path = folder / "content/things/01-first.md"
    with path.open("rb") as file:
        found = list(extract("service.catalogue.extract:extract_markdown", file, {"pgettext": ((1, "c"), 2)}))
    units = segment(read_document("thing", "01-first", str(path), THING))
    assert {(context, message) for _, message, _, context in found} == {(u.context, u.source) for u in units}
    assert [line for line, message, _, _ in found if message == "Yes"] == [16, 18]
    (comments,) = [c for _, message, c, _ in found if str(message).startswith("Hello")]
    assert "Note: A greeting." in comments


def test_the_programs_words_are_extracted_as_babel_knows_them() -> None:
    code = b'_("a")\nngettext("b", "bs", n)\nwords.plural("d", "ds", n)\nN_("e")\nother("f")\nmessage("g")\n'
    found = [messages[1:3] for messages in extract_program(io.BytesIO(code), {"_": None, "ngettext": None}, (), {})]
    assert found == [("_", "a"), ("ngettext", ("b", "bs", None)), ("ngettext", ("d", "ds")), ("N_", "e")]


def test_the_exporters_words_have_a_context_of_their_own() -> None:
    code = b'edition.message("a")\nedition.plural("b", "bs", n)\nN_("For the menu")\nother("c")\nmessage(name)\n'
    found = [messages[1:3] for messages in extract_exporter(io.BytesIO(code), {}, (), {})]
    assert found == [
        ("pgettext", ("exporter", "a")), ("npgettext", ("exporter", "b", "bs")), ("N_", "For the menu"),
    ]  # fmt: skip
    page = b'<p title="{{ _("a") }}">{{ ngettext("b", "bs", n) }}{% trans %}c{% endtrans %}{{ _(name) }}</p>'
    found = [messages[1:3] for messages in extract_exporter_template(io.BytesIO(page), {}, (), {})]
    assert found == [
        ("pgettext", ("exporter", "a")), ("npgettext", ("exporter", "b", "bs")), ("pgettext", ("exporter", "c")),
    ]  # fmt: skip


def test_a_word_of_an_exporter_is_not_that_of_the_workplace(tmp_path: Path) -> None:
    """By the mappings of `make extract`, whose patterns say which files are an exporter's."""
    for name, text in {
        "exporters/new/templates/nav.xml": '<a>{{ _("Glossary") }}</a>',
        "exporters/new/exporter.py": 'edition.message("Answers")\nN_("To read (EPUB)")\n',
        "service/web/templates/glossary.html": '<a>{{ _("Glossary") }}</a>',
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    for mapping in ("pyproject.toml", "babel.cfg"):
        command = [sys.executable, "-m", "babel.messages.frontend", "-q", "extract", "-F", str(ROOT / mapping)]
        command += ["-o", "all.pot", "."]
        run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stderr
        with (tmp_path / "all.pot").open("rb") as file:
            found = {(message.context, message.id) for message in read_po(file) if message.id}
        assert found == {
            ("exporter", "Glossary"), ("exporter", "Answers"), (None, "Glossary"), (None, "To read (EPUB)"),
        }, mapping  # fmt: skip


def test_pybabel_extracts_the_whole_programme_without_options(tmp_path: Path) -> None:
    out = tmp_path / "all.pot"
    command = [sys.executable, "-m", "babel.messages.frontend", "-q", "extract", "-F", "babel.cfg", "-o", str(out), "."]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    text = out.read_text(encoding="utf-8")
    assert 'msgctxt "front:title"\nmsgid "Lock the front door"' in text
    assert "#: exporters/" in text
