"""The Babel extractor gives what the engine gives."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

from babel.messages.extract import extract

from service.catalogue.extract import extract_python
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


def test_the_exporters_words_are_extracted_as_babel_knows_them() -> None:
    code = b'_("a")\nngettext("b", "bs", n)\nedition.message("c")\nedition.plural("d", "ds", n)\nN_("e")\nother("f")\n'
    found = [
        (function, messages) for _, function, messages, _ in extract_python(io.BytesIO(code), {"_", "ngettext"}, (), {})
    ]  # type: ignore[arg-type]
    assert ("gettext", "c") in found
    assert ("ngettext", ("d", "ds")) in found
    assert {f for f, _ in found} == {"_", "ngettext", "gettext", "N_"}


def test_pybabel_extracts_the_whole_programme_without_options(tmp_path: Path) -> None:
    out = tmp_path / "all.pot"
    command = [sys.executable, "-m", "babel.messages.frontend", "-q", "extract", "-F", "babel.cfg", "-o", str(out), "."]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    text = out.read_text(encoding="utf-8")
    assert 'msgctxt "front:title"\nmsgid "Lock the front door"' in text
    assert "#: exporters/" in text
