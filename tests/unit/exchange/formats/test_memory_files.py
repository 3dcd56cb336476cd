"""TMX and CSV: out and in, other people's dialects, and files that are something else."""

from __future__ import annotations

import codecs
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from service.errors import CatalogueError
from service.exchange.formats.memory_csv import memory_csv_parts, read_memory_csv
from service.exchange.formats.memory_rows import Segment, alike
from service.exchange.formats.table import read_lines, write_table
from service.exchange.formats.tmx import read_tmx, tmx_parts

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
    assert list(read_tmx(b"".join(tmx_parts(given_segments, "en")), "m.tmx", ["en"]).segments) == given_segments


@given(segments)
def test_csv_out_and_in(given_segments: list[Segment]) -> None:
    assert list(read_memory_csv(b"".join(memory_csv_parts(given_segments)), "m.csv").segments) == given_segments


cells = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), max_size=20)


@given(st.lists(st.tuples(cells, cells), max_size=5))
@example([("", "\r")])
def test_any_cell_survives_a_table(rows: list[tuple[str, str]]) -> None:
    kept = [dict(zip(("a", "b"), row, strict=True)) for row in rows if any(cell.strip() for cell in row)]
    written = write_table(("a", "b"), [dict(zip(("a", "b"), row, strict=True)) for row in rows])
    assert [row for _, row in read_lines(written, "t.csv", ("a", "b"))] == kept


@pytest.mark.parametrize("cell", ["=1+1", "+a", "-a", "@a", "\ta", "＝1+1", "＋a", "－a", "＠a", "'=1", "''＝1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    written = write_table(("a",), [{"a": cell}])
    assert written.decode("utf-8-sig").splitlines()[1].lstrip('"').startswith("'")
    assert [row for _, row in read_lines(written, "t.csv", ("a",))] == [{"a": cell}]


def test_a_spreadsheet_with_semicolons_and_other_capitals() -> None:
    data = "Source_Language;Language;SOURCE;Translation\nen;es;Hello, you;Hola\n".encode("utf-16")
    assert read_memory_csv(data, "m.csv").segments == (Segment("en", "es", "Hello, you", "Hola"),)


HEADER = "source_language{0}language{0}source{0}translation{1}"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("said", [False, True])
def test_what_spreadsheets_of_other_countries_write(encoding: str, separator: str, end: str, said: bool) -> None:
    text = f"sep={separator}{end}" if said else ""
    text += HEADER.format(separator, end) + separator.join(["en", "de", "A – b", "Ä, “b”; c"][:3]) + separator
    text += f'"Ä, “b”; c"{end}'
    mark = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}.get(encoding, b"")
    read = read_memory_csv(mark + text.encode(encoding), "m.csv")
    assert read.segments == (Segment("en", "de", "A – b", "Ä, “b”; c"),)


def test_a_row_that_cannot_be_used_is_named_by_its_line_and_the_others_are_read() -> None:
    data = HEADER.format(",", "\n").encode() + b'en,es,"two\nlines",dos\n\nen,!,a,b\nen,es,c,d\n'
    read = read_memory_csv(data, "m.csv")
    assert [segment.target for segment in read.segments] == ["dos", "d"]
    assert len(read.remarks) == 1
    assert read.remarks[0].startswith("line 5: ")


@pytest.mark.parametrize(
    ("tag", "wanted", "same"),
    [("es", "es", True), ("es-MX", "es", True), ("en", "en-GB", True), ("zh-Hant", "zh-Hans", False),
     ("sr-Latn", "sr-Cyrl", False), ("es", "eu", False), ("xx-yy", "xx", False)],
)  # fmt: skip
def test_regions_differ_and_scripts_never(tag: str, wanted: str, same: bool) -> None:
    assert alike(tag, wanted) is same


def test_a_tmx_of_another_tool() -> None:
    data = b"""<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.1"><header srclang="EN-US"/><body>
<tu><tuv lang="EN-US"><seg>Press <bpt i="1">&lt;b&gt;</bpt><hi>Save</hi><ept i="1">&lt;/b&gt;</ept>.</seg></tuv>
<tuv xml:lang="ES_es"><seg>Pulse Guardar.</seg></tuv><tuv xml:lang="ar"><seg> </seg></tuv></tu>
<tu><tuv xml:lang="de"><seg>Ja</seg></tuv><tuv xml:lang="es"><seg>S\xc3\xad</seg></tuv></tu></body></tmx>"""
    assert read_tmx(data, "m.tmx", ["en"]).segments == (Segment("en", "es-ES", "Press Save.", "Pulse Guardar."),)


def test_a_tmx_with_a_namespace_and_a_language_that_is_none() -> None:
    data = b"""<tmx xmlns="http://www.lisa.org/tmx14" version="1.4"><body><tu>
<tuv xml:lang="en-GB"><seg>Yes</seg></tuv><tuv xml:lang="en"><seg>yes</seg></tuv>
<tuv xml:lang="?"><seg>x</seg></tuv><tuv xml:lang="es"><prop type="x">y</prop><seg>s\xc3\xad</seg></tuv>
</tu></body></tmx>"""
    read = read_tmx(data, "m.tmx", ["en"])
    assert Segment("en", "es", "yes", "sí") in read.segments
    assert [remark[:8] for remark in read.remarks] == ["line 3: "]


def test_a_memory_out_of_two_languages() -> None:
    given_segments = [
        Segment("en", "es", "Yes", "Sí"),
        Segment("fr", "es", "Oui", "Sí"),
        Segment("fr", "en", "Oui", "Yes"),
    ]
    written = b"".join(tmx_parts(given_segments, "en"))
    assert list(read_tmx(written, "m.tmx", ["en", "fr"]).segments) == given_segments
    assert list(read_tmx(written, "m.tmx", ["fr"]).segments) == given_segments[1:]


def test_a_tmx_is_what_others_expect() -> None:
    written = b"".join(tmx_parts([Segment("en", "ar", "a < b & c", "\r\x00أ")], "en")).decode()
    root = ElementTree.fromstring(written)
    header = root.find("header")
    assert header is not None
    assert (root.get("version"), header.get("srclang"), header.get("segtype")) == ("1.4", "en", "block")
    assert [segment.text for segment in root.iter("seg")] == ["a < b & c", "أ"]


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
        read_tmx(data, "m.tmx", ["en"])


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "m.csv:1: no column"),
        (b"a,b\n1,2\n", "m.csv:1: no column"),
        (b"source_language,language,source,translation\nen,es,a,b,c\n", "m.csv:2: more cells"),
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
