"""XLIFF out and in, and what a stranger may send instead."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.catalogue.exchange.row import ExchangeFile, Row, State
from service.catalogue.exchange.xliff import read_xliff, write_xliff
from service.errors import CatalogueError

NS = 'xmlns="urn:oasis:names:tc:xliff:document:2.0"'
any_text = st.text(st.characters(blacklist_categories=["Cs"]), max_size=40)


@st.composite
def files(draw: st.DrawFn) -> ExchangeFile:
    keys = draw(st.lists(st.from_regex(r"[0-9a-f]{12}", fullmatch=True), unique=True, max_size=5))
    rows = []
    for key in keys:
        text = draw(any_text)
        states: list[State] = ["suggested", "translated", "approved"]
        state: State = draw(st.sampled_from(states)) if text.strip() else "missing"
        rows.append(Row(key, draw(any_text), text if state != "missing" else "", state))
    return ExchangeFile(
        "everyday-practice",
        "thing/06-lock",
        "en",
        "zh-Hans",
        tuple(rows),
        revision=draw(st.none() | st.integers(0, 10**9)),
    )


@given(files())
def test_out_and_in_again_is_the_same(file: ExchangeFile) -> None:
    assert read_xliff(write_xliff(file), "x.xlf") == file


def test_what_a_tool_sees() -> None:
    row = Row(
        "0123456789ab", "Read [it](a.md) & *go*.", "Léelo.", "suggested", "front:lead", "paragraph", "Do it", "Be calm."
    )
    written = write_xliff(ExchangeFile("p", "thing/a", "en", "es", (row,))).decode()
    assert '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en" trgLang="es">' in written
    assert '<unit id="u0123456789ab" xml:space="preserve" name="front:lead">' in written
    assert '<note category="polything:section">Do it</note>' in written
    assert (
        '<segment state="initial" subState="polything:suggested"><source>Read [it](a.md) &amp; *go*.</source>'
        in written
    )


def document(unit: str) -> bytes:
    head = f'<xliff {NS} version="2.0" srcLang="en" trgLang="es"><file id="f1" original="p:thing/a">'
    return f"{head}{unit}</file></xliff>".encode()


def test_segments_that_a_tool_split_are_joined_and_the_least_finished_counts() -> None:
    unit = (
        '<unit id="u0123456789ab"><segment state="final"><source>One.</source><target>Uno.</target></segment>'
        "<ignorable><source> </source></ignorable>"
        '<segment state="translated"><source>Two.</source><target><mrk id="m1">Dos</mrk>.</target></segment></unit>'
    )
    (row,) = read_xliff(document(unit), "x.xlf").rows
    assert (row.source, row.text, row.state) == ("One. Two.", "Uno. Dos.", "translated")


def test_a_half_translated_unit_is_a_suggestion() -> None:
    unit = (
        '<unit id="u0123456789ab"><segment state="final"><source>One.</source><target>Uno.</target></segment>'
        "<segment><source>Two.</source></segment></unit>"
    )
    (row,) = read_xliff(document(unit), "x.xlf").rows
    assert (row.text, row.state) == ("Uno.", "suggested")


def test_codes_and_foreign_units_are_left_out_with_a_remark() -> None:
    unit = (
        '<unit id="u0123456789ab"><segment><source>a <ph id="1"/></source>'
        '<target>b <ph id="1"/></target></segment></unit>'
        '<unit id="tu1"><segment><source>a</source><target>b</target></segment></unit>'
    )
    read = read_xliff(document(unit), "x.xlf")
    assert read.rows == ()
    assert len(read.remarks) == 2


HOSTILE = [
    b'<!DOCTYPE x [<!ENTITY a "b">]><xliff version="2.0"/>',
    b'<!DOCTYPE x SYSTEM "http://example.org/x.dtd"><xliff version="2.0"/>',
    b'<!DOCTYPE x [<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;]><xliff version="2.0"/>',
    b'<xliff version="2.0">&undeclared;</xliff>',
    b"<a>" * 1000,
    b"<a>" * 70 + b"</a>" * 70,
    b"<xliff",
    b"",
    b"\x00\x01\x02",
    b'<?xml version="1.0" encoding="nothing"?><xliff version="2.0"/>',
    b'<?xml version="1.0" encoding="utf-7"?><xliff version="2.0"/>',
    f'<xliff {NS} version="1.2"/>'.encode(),
    f'<xliff {NS} version="2.0" trgLang="es"/>'.encode(),
    b'<html xmlns="x" version="2.0"/>',
    document("")[:-20] + b"\xff",
]


@pytest.mark.parametrize("data", HOSTILE)
def test_hostile_or_broken_files_are_refused_with_their_name(data: bytes) -> None:
    with pytest.raises(CatalogueError) as caught:
        read_xliff(data, "sent.xlf")
    assert str(caught.value).startswith("sent.xlf")


@given(st.binary(max_size=200))
def test_no_bytes_raise_anything_else(data: bytes) -> None:
    with pytest.raises(CatalogueError):
        read_xliff(data, "sent.xlf")
