"""Names and titles that every platform takes."""

from __future__ import annotations

import pytest

from exporters.api import ExportError
from exporters.scorm.archive import pack
from exporters.scorm.names import MEMBER, identifier, member, title


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("everyday-practice", "everyday-practice"),
        ("Año Nuevo", "ano-nuevo"),
        ("zh-Hans", "zh-hans"),
        ("  --  ", "x"),
    ],
)
def test_identifiers_are_ascii(text: str, expected: str) -> None:
    assert identifier(text).startswith(expected)
    assert identifier(text).isascii()


def test_names_without_latin_letters_stay_apart() -> None:
    assert identifier("二十三") != identifier("件事")


def test_file_names_are_kept_or_made_safe() -> None:
    assert member("assets/tile-06.svg") == "assets/tile-06.svg"
    made = {
        member(path) for path in ("assets/Straße.SVG", "assets/strasse.svg", "../x.svg", "a b/.png", "assets/二.png")
    }
    assert len(made) == 5
    assert all(MEMBER.fullmatch(name) and ".." not in name for name in made)


def test_titles_are_folded_and_never_cut() -> None:
    assert title(" a\n b ") == "a b"
    assert title("x" * 255) == "x" * 255
    with pytest.raises(ExportError, match="256 characters"):
        title("x" * 256)
    with pytest.raises(ExportError, match="needs a title"):
        title(" \n")


@pytest.mark.parametrize("name", ["A.html", "a b.html", "../a.html", "é.js", "/a.js"])
def test_other_file_names_are_refused(name: str) -> None:
    with pytest.raises(ExportError, match="no file name"):
        pack({"imsmanifest.xml": b"", name: b""})
    with pytest.raises(ExportError, match=r"imsmanifest\.xml"):
        pack({"a.html": b""})
