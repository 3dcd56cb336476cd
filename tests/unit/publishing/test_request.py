"""What a whole export depends on: the programme's files, what is asked for, and the program, in all its rooms."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from exporters.api import Options
from service.publishing import request

SERVICE = Path(request.__file__).parents[1]
ELSEWHERE = {"errors", "settings", "store", "model"}
"""Rooms that an Edition of a folder does not depend on: messages, paths, and the database."""


def test_the_rooms_that_make_an_edition_are_all_counted() -> None:
    files = [file for part in request.PARTS for file in (SERVICE / part).rglob("*.py")]
    files += [SERVICE / part for part in request.PARTS if part.endswith(".py")]
    assert all((SERVICE / part).exists() for part in request.PARTS)
    used = {room for file in files for room in re.findall(r"^from service\.(\w+)", file.read_text(), re.MULTILINE)}
    assert used <= {part.removesuffix(".py") for part in request.PARTS} | ELSEWHERE


@pytest.mark.parametrize("changed", ["content/things/a.md", "programme.toml", "locales/de/LC_MESSAGES/thing/a.po"])
def test_every_file_of_the_programme_counts(tmp_path: Path, changed: str) -> None:
    def now() -> str:
        return request.inputs(tmp_path, ["site"], ["en"], Options())

    (tmp_path / "programme.toml").write_text("")
    (tmp_path / changed).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / changed).write_text("one")
    before = now()
    assert now() == before
    (tmp_path / changed).write_text("two")
    assert now() != before


def test_what_is_asked_for_and_the_program_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(*formats: str, tag: str = "en", **values: str) -> str:
        return request.inputs(tmp_path, formats, [tag], Options(values=values))

    (tmp_path / "programme.toml").write_text("")
    different = [asked("site"), asked("pdf"), asked("site", tag="de"), asked("site", pdf_base="x")]
    elsewhere = tmp_path / "another"
    elsewhere.mkdir()
    (elsewhere / "nav.xml").write_text("<a/>")
    monkeypatch.setattr(request, "places", lambda name: (elsewhere,))
    different.append(asked("site"))
    (elsewhere / "nav.xml").write_text("<b/>")
    different.append(asked("site"))
    assert len(set(different)) == len(different)


def test_the_products_words_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "programme.toml").write_text("")
    words = tmp_path / "interface.po"
    monkeypatch.setattr(request, "catalogue_path", lambda tag: words)
    found = []
    for text in ("one", "two"):
        words.write_text(text)
        found.append(request.inputs(tmp_path, ["site"], ["de"], Options()))
    assert found[0] != found[1]
