"""XLIFF out and in, and what a stranger may send instead."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree
from xml.sax import saxutils

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.documents.units import unit_key
from service.errors import CatalogueError
from service.exchange.formats.protect import pieces
from service.exchange.formats.row import ExchangedUnit, ExchangeFile, State
from service.exchange.formats.xliff import read_xliff, write_xliff

GOLDEN = Path(__file__).parents[3] / "golden" / "exchange"
NS = 'xmlns="urn:oasis:names:tc:xliff:document:2.0"'
any_text = st.text(st.characters(blacklist_categories=["Cs"]), max_size=40)
marks = st.sampled_from(
    ["`", "``", "<", ">", "<br>", "<kbd>", "</kbd>", "[", "](", ")", "https://", "a.md", "[^1]", "{name}", "%(n)s",
     "\\", "{.x}", " ", "\n", "\r", "\x00", "word", "<https://example.org>", "`code`", "`code`"]
)  # fmt: skip
marked_text = st.lists(marks, max_size=12).map("".join) | any_text


@st.composite
def files(draw: st.DrawFn) -> ExchangeFile:
    keys = draw(st.lists(st.from_regex(r"[0-9a-f]{12}", fullmatch=True), unique=True, max_size=5))
    rows = []
    for key in keys:
        text = draw(marked_text)
        states: list[State] = ["suggested", "translated", "approved"]
        state: State = draw(st.sampled_from(states)) if text.strip() else "missing"
        rows.append(ExchangedUnit(key, draw(marked_text), text if state != "missing" else "", state))
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


@given(marked_text)
def test_the_pieces_of_a_text_are_the_text(text: str) -> None:
    cut = list(pieces(text))
    assert "".join(piece.text for piece in cut) == text
    assert all(piece.text for piece in cut)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Open `a b` and ``c`d``.", ["`a b`", "``c`d``"]),
        ('See [it](a_(b).md#c "title") or <https://example.org>.', ["a_(b).md#c", "<https://example.org>"]),
        ("![alt](../assets/x.svg){.wide}", ["../assets/x.svg", "{.wide}"]),
        ("Press <kbd>Esc</kbd>, then H<sub>2</sub>O[^1].", ["<kbd>", "</kbd>", "<sub>", "</sub>", "[^1]"]),
        ("Go to https://example.org/a, now: {name}, %(n)s.", ["https://example.org/a", "{name}", "%(n)s"]),
        ("Nothing: **bold**, 1 < 2, \\`x\\`, \\<b>, a [link].", []),
    ],
)
def test_what_a_translator_copies(text: str, kept: list[str]) -> None:
    assert [piece.text for piece in pieces(text) if piece.kept] == kept


def test_what_a_tool_sees() -> None:
    row = ExchangedUnit(
        "0123456789ab", "Read [it](a.md) & *go*.", "Léelo.", "suggested", "front:lead", "paragraph", "Do it", "Be calm."
    )
    written = write_xliff(ExchangeFile("p", "thing/a", "en", "es", (row,))).decode()
    assert '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en" trgLang="es">' in written
    assert '<unit id="u0123456789ab" xml:space="preserve" name="front:lead">' in written
    assert '<note category="polything:section">Do it</note>' in written
    assert (
        '<originalData><data id="d1">a.md</data></originalData><segment state="initial" subState="polything:suggested">'
        '<source>Read [it](<ph id="1" dataRef="d1" disp="a.md" />) &amp; *go*.</source>' in written
    )


def test_a_code_has_one_number_in_source_and_target() -> None:
    row = ExchangedUnit("0123456789ab", "`a` then `b` then `a`", "`b`, `a`, `c`, `a`", "translated")
    root = ElementTree.fromstring(write_xliff(ExchangeFile("p", "thing/a", "en", "es", (row,))))
    name = "{urn:oasis:names:tc:xliff:document:2.0}"
    source, target = (
        [(code.get("id"), code.get("disp")) for code in root.iterfind(f".//{name}{side}/{name}ph")]
        for side in ("source", "target")
    )
    assert source == [("1", "`a`"), ("2", "`b`"), ("3", "`a`")]
    assert target == [("2", "`b`"), ("1", "`a`"), ("4", "`c`"), ("3", "`a`")]


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


def test_codes_that_say_nothing_are_refused_with_line_and_unit_and_the_others_are_read() -> None:
    unit = (
        '\n<unit id="u0123456789ab"><segment><source>a <ph id="1"/></source>'
        '<target>b <ph id="1"/></target></segment></unit>\n'
        '<unit id="u0123456789ac"><segment><source>a</source><target>b<cp hex="D800"/></target></segment></unit>'
        '<unit id="tu1" name="front:title"><segment><source>a</source><target>b</target></segment></unit>'
    )
    read = read_xliff(document(unit), "x.xlf")
    assert [(row.key, row.context, row.text) for row in read.rows] == [
        (unit_key("front:title", "a"), "front:title", "b")
    ]
    assert [remark.partition(":")[0] for remark in read.remarks] == [
        "line 2, unit u0123456789ab",
        "line 3, unit u0123456789ac",
    ]


@pytest.mark.parametrize("name", ["as-handed-out-before", "split-and-annotated", "codes-of-its-own", "older-version"])
def test_files_as_tools_send_them(name: str) -> None:
    read = read_xliff((GOLDEN / f"{name}.xlf").read_bytes(), f"{name}.xlf")
    told = {
        "programme": read.programme,
        "document": read.document,
        "languages": [read.source_tag, read.target_tag],
        "revision": read.revision,
        "rows": [[row.key, row.context, row.source, row.text, row.state] for row in read.rows],
        "remarks": list(read.remarks),
    }
    assert told == json.loads((GOLDEN / f"{name}.json").read_text("utf-8"))


def test_the_file_that_is_handed_out_now() -> None:
    rows = (
        ExchangedUnit(
            "9d8a1ec1f3a0",
            "Lock the front door",
            "Cierre la puerta",
            "approved",
            "front:title",
            "field title",
        ),
        ExchangedUnit(
            "0123456789ab",
            "Read [it](a.md#b) and press <kbd>Esc</kbd> & go[^1].",
            "Lea [esto](a.md#b)[^1].",
            "suggested",
            None,
            "paragraph",
            "Do it",
            "A picture for the account.",
        ),
        ExchangedUnit("0123456789ac", "Type `rm -r <x>`\r\nnow.", "", "missing", None, "list item"),
    )
    file = ExchangeFile("everyday-practice", "thing/06-lock-the-front-door", "en", "es", rows, revision=7)
    assert write_xliff(file) == (GOLDEN / "handed-out.xlf").read_bytes()


def test_codes_cannot_blow_a_file_up() -> None:
    codes = '<ph id="1" dataRef="d1"/>' * 1000
    unit = (
        f'<unit id="u0123456789ab"><originalData><data id="d1">{"x" * 10_000}</data></originalData>'
        f"<segment><source>{codes}</source></segment></unit>"
    )
    with pytest.raises(CatalogueError, match="too much text"):
        read_xliff(document(unit), "x.xlf")


old_texts = st.text(st.characters(blacklist_categories=["Cs", "Cc", "Cn"]), min_size=1, max_size=30).filter(
    lambda text: bool(text.strip())
)


@given(old_texts, old_texts, st.sampled_from(["ph", "it", "bpt", "ept"]))
def test_version_1_2_with_codes_that_hold_their_content(words: str, kept: str, code: str) -> None:
    say = saxutils.escape
    body = f'{say(words)}<{code} id="1">{say(kept)}</{code}><mrk mtype="seg" mid="1">{say(words)}</mrk>'
    data = (
        '<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"><file original="p:thing/a" '
        'source-language="en" target-language="es" datatype="x-markdown"><body><trans-unit id="u0123456789ab">'
        f'<source>{body}</source><target state="translated">{body}</target></trans-unit></body></file></xliff>'
    )
    (row,) = read_xliff(data.encode(), "x.xlf").rows
    assert (row.key, row.source, row.text, row.state) == (
        "0123456789ab",
        words + kept + words,
        words + kept + words,
        "translated",
    )


@pytest.mark.parametrize(
    ("unit", "target", "state"),
    [
        ("", "", "translated"),
        ("", 'state="final"', "approved"),
        ("", 'state="signed-off"', "approved"),
        ("", 'state="translated"', "translated"),
        ("", 'state="needs-review-translation"', "suggested"),
        ("", 'state="new"', "suggested"),
        ('approved="yes"', 'state="needs-translation"', "approved"),
        ('approved="no"', 'state="translated"', "translated"),
        ("", 'state="translated" state-qualifier="mt-suggestion"', "suggested"),
        ('approved="yes"', 'state-qualifier="leveraged-mt"', "suggested"),
    ],
)
def test_states_of_version_1_2(unit: str, target: str, state: str) -> None:
    data = (
        '<xliff version="1.2"><file original="p:a" source-language="en" target-language="es"><body>'
        f'<trans-unit id="u0123456789ab" {unit}><source>a</source><target {target}>b</target>'
        "<alt-trans><target>other</target></alt-trans></trans-unit></body></file></xliff>"
    )
    (row,) = read_xliff(data.encode(), "x.xlf").rows
    assert (row.text, row.state) == ("b", state)


def test_a_field_filled_with_the_source_is_no_translation() -> None:
    unit = '<unit id="u0123456789ab"><segment{}><source>a</source><target>a</target></segment></unit>'
    assert read_xliff(document(unit.format("")), "x.xlf").rows[0].state == "missing"
    assert read_xliff(document(unit.format(' state="translated"')), "x.xlf").rows[0].state == "translated"


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
    f'<xliff {NS} version="3.0"/>'.encode(),
    b'<xliff version="1.2"><file source-language="en"/></xliff>',
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
