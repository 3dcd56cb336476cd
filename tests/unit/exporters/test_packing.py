"""Zips that are always the same, names that every system takes, and the pictures that documents need."""

from __future__ import annotations

import io
import zipfile

import pytest

from exporters.api import ExportError
from exporters.packing import EPOCH, MEMBER, gather, identifier, member, pack, pictures
from tests.support.editions import MemorySink, load

EN = load("sample.en")


def test_the_order_of_the_files_is_no_matter() -> None:
    files = {"b.txt": b"b" * 99, "a/c.txt": b"c", "index.html": b"<p>"}
    assert pack(files) == pack(dict(reversed(files.items())))


def test_first_members_stand_first_and_stored_ones_are_readable_in_the_bytes() -> None:
    data = pack({"a.xml": b"<a/>" * 50, "mimetype": b"application/epub+zip"}, first=("mimetype",), stored={"mimetype"})
    # The place in which a reader of EPUB looks for its name (OCF 3.3, 4.2.2).
    assert data[30:58] == b"mimetypeapplication/epub+zip"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == ["mimetype", "a.xml"]
        assert {entry.date_time for entry in archive.infolist()} == {EPOCH}
        assert {entry.external_attr >> 16 for entry in archive.infolist()} == {0o100644}
        assert [entry.compress_type for entry in archive.infolist()] == [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]


def test_a_package_without_its_first_member_is_refused() -> None:
    with pytest.raises(ExportError, match=r"imsmanifest\.xml"):
        pack({"a.html": b""}, first=("imsmanifest.xml",))


@pytest.mark.parametrize("name", ["../a.html", "a/../../b", "/a.js", "a\\b", ""])
def test_no_name_leads_out_of_the_folder(name: str) -> None:
    with pytest.raises(ExportError, match="no file name"):
        pack({name: b""})


@pytest.mark.parametrize("name", ["A.html", "a b.html", "é.js", "a..b"])
def test_names_for_strict_platforms_are_plain(name: str) -> None:
    pack({name: b""})
    with pytest.raises(ExportError, match="no file name"):
        pack({name: b""}, portable=True)


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


def test_the_pictures_of_documents_are_gathered_by_the_names_in_the_package() -> None:
    wanted = pictures(EN, EN.documents)
    assert wanted
    assert set(gather(EN, wanted, MemorySink())) == {member(path) for path in wanted}
    assert pictures(EN, ()) == set()


def test_a_picture_that_the_edition_lacks_is_named() -> None:
    bare = EN.model_copy(update={"assets": ()})
    with pytest.raises(ExportError, match=r"The picture assets/\S+ is missing"):
        gather(bare, pictures(bare, EN.documents), MemorySink())
