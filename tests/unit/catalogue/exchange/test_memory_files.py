"""TMX and CSV: out and in, other people's dialects, and files that are something else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.catalogue.exchange.memory_csv import read_memory_csv, write_memory_csv
from service.catalogue.exchange.memory_rows import Segment
from service.catalogue.exchange.table import read_table, write_table
from service.catalogue.exchange.tmx import read_tmx, write_tmx
from service.errors import CatalogueError

printable = st.text(st.characters(blacklist_categories=["Cs", "Cc", "Cn"]), min_size=1, max_size=30).filter(
    lambda text: bool(text.strip())
)
segments = st.lists(
    st.builds(Segment, st.just("en"), st.sampled_from(["es", "ar", "zh-Hans"]), printable, printable),
    min_size=1,
    max_size=6,
)


@given(segments)
def test_tmx_out_and_in(given_segments: list[Segment]) -> None:
    assert read_tmx(write_tmx(given_segments, "en"), "m.tmx", "en") == given_segments


@given(segments)
def test_csv_out_and_in(given_segments: list[Segment]) -> None:
    assert read_memory_csv(write_memory_csv(given_segments), "m.csv") == given_segments


cells = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), max_size=20)


@given(st.lists(st.tuples(cells, cells), max_size=5))
def test_any_cell_survives_a_table(rows: list[tuple[str, str]]) -> None:
    kept = [dict(zip(("a", "b"), row, strict=True)) for row in rows if any(cell.strip() for cell in row)]
    written = write_table(("a", "b"), [dict(zip(("a", "b"), row, strict=True)) for row in rows])
    assert read_table(written, "t.csv", ("a", "b")) == kept


@pytest.mark.parametrize("cell", ["=1+1", "+a", "-a", "@a", "\ta"])
def test_no_cell_is_a_formula(cell: str) -> None:
    written = write_table(("a",), [{"a": cell}]).decode("utf-8-sig")
    assert written.splitlines()[1].lstrip('"').startswith("'")


def test_a_spreadsheet_with_semicolons_and_other_capitals() -> None:
    data = "Source_Language;Language;SOURCE;Translation\nen;es;Hello, you;Hola\n".encode("utf-16")
    assert read_memory_csv(data, "m.csv") == [Segment("en", "es", "Hello, you", "Hola")]


def test_a_tmx_of_another_tool() -> None:
    data = b"""<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.1"><header srclang="EN-US"/><body>
<tu><tuv lang="EN-US"><seg>Press <bpt i="1">&lt;b&gt;</bpt><hi>Save</hi><ept i="1">&lt;/b&gt;</ept>.</seg></tuv>
<tuv xml:lang="ES_es"><seg>Pulse Guardar.</seg></tuv><tuv xml:lang="ar"><seg> </seg></tuv></tu>
<tu><tuv xml:lang="de"><seg>Ja</seg></tuv><tuv xml:lang="es"><seg>S\xc3\xad</seg></tuv></tu></body></tmx>"""
    assert read_tmx(data, "m.tmx", "en") == [Segment("en", "es-ES", "Press Save.", "Pulse Guardar.")]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html/>",
        b"<tmx><body/></tmx>",
        b'<!DOCTYPE tmx [<!ENTITY a "aaaa">]><tmx>&a;</tmx>',
        b'<!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx>&a;</tmx>',
    ],
)
def test_what_is_no_memory_is_refused(data: bytes) -> None:
    with pytest.raises(CatalogueError):
        read_tmx(data, "m.tmx", "en")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "m.csv:1: no column"),
        (b"a,b\n1,2\n", "m.csv:1: no column"),
        (b"source_language,language,source,translation\nen,es,a,b,c\n", "m.csv:2: more cells"),
        (b"source_language,language,source,translation\nen,!,a,b\n", "m.csv:2: "),
        (b"source_language,language,source,translation\nen,es,\xff,b\n", "m.csv:2: not UTF-8"),
        (b'source_language,language,source,translation\nen,es,"a,b\n', "m.csv:2: not a table"),
        (b"source_language,source_language,language,source,translation\n", "m.csv:1: column"),
        (b"P\x00K", "m.csv:1: not a text file"),
    ],
)
def test_a_broken_table_is_refused_at_its_line(data: bytes, message: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        read_memory_csv(data, "m.csv")
    assert str(caught.value).startswith(message)


@given(st.binary(max_size=100))
def test_no_bytes_raise_anything_else(data: bytes) -> None:
    with pytest.raises(CatalogueError):
        read_memory_csv(data, "m.csv")
