"""What may come back in a zip."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.packing import pack
from service.errors import CatalogueError
from service.exchange.formats.bundle import MAX_BYTES, MAX_FILES, unpack


def test_the_translation_comes_back() -> None:
    files = {"a/a.po": b"msgid", "a/preview.html": b"<p>", "a/glossary.csv": b"term"}
    assert unpack(pack(files), "x.zip") == ("a.po", b"msgid")


def test_what_desktops_add_is_passed_over() -> None:
    data = pack({"__MACOSX/a/._a.po": b"x", "a/.hidden.po": b"x", "a/a.po": b"good"})
    assert unpack(data, "x.zip") == ("a.po", b"good")


def test_the_path_in_a_zip_leads_nowhere() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("../../etc/a.po", b"good")
    assert unpack(out.getvalue(), "x.zip") == ("a.po", b"good")


def _bomb() -> bytes:
    return pack({"a.po": b"\0" * (MAX_BYTES + 1)})


def _broken() -> bytes:
    data = bytearray(pack({"a.po": b"some words that are long enough to be deflated, deflated, deflated"}))
    data[40:60] = b"\xff" * 20
    return bytes(data)


def _encrypted() -> bytes:
    data = bytearray(pack({"a.po": b"words"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK",
        _bomb(),
        _broken(),
        _encrypted(),
        pack({}),
        pack({"a.po": b"", "b.xlf": b""}),
        pack({"a.txt": b""}),
        pack({f"{n}.txt": b"" for n in range(MAX_FILES + 1)}),
    ],
)
def test_other_zips_are_refused(data: bytes) -> None:
    with pytest.raises(CatalogueError) as caught:
        unpack(data, "x.zip")
    assert str(caught.value).startswith("x.zip: ")


def test_a_member_that_claims_to_be_small_is_still_cut() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.po", b"a" * (MAX_BYTES + 10))
    with pytest.raises(CatalogueError):
        unpack(out.getvalue(), "x.zip")


@given(st.binary(max_size=300))
def test_no_bytes_raise_anything_else(data: bytes) -> None:
    with pytest.raises(CatalogueError):
        unpack(data, "x.zip")
