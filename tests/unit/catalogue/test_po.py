"""PO files: states, round trips, and what other tools read."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import polib
import pytest
from babel.messages.pofile import read_po as babel_read
from hypothesis import given
from hypothesis import strategies as st

from service.catalogue import po as reading
from service.catalogue.po import Catalogue, Entry, read_po, write_po
from service.errors import CatalogueError
from tests.support.gettext import assert_msgfmt_accepts, needs_msgfmt
from tests.support.soak import often

HEADERS = {
    "Project-Id-Version": "x",
    "PO-Revision-Date": "2000-01-01 00:00+0000",
    "Last-Translator": "A <a@example.org>",
    "Language-Team": "Spanish",
    "Language": "es",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}


def catalogue(*entries: Entry) -> Catalogue:
    return Catalogue("es", HEADERS, entries, "A title")


def again(*entries: Entry) -> tuple[Entry, ...]:
    return read_po(write_po(catalogue(*entries)), "x.po").entries


@pytest.mark.parametrize(
    "entry",
    [
        Entry(None, "a"),
        Entry(None, "a", "b", "translated"),
        Entry("front:title", "a", "b", "approved", base="0123456789ab"),
        Entry(None, "a", "b", "suggested", origin="machine:google"),
        Entry(None, "a", "b", "approved", stale=True, base="0123456789ab", previous=("ctx", "old")),
        Entry(None, "a", "b", "translated", stale=True, previous=(None, "old")),
        Entry(None, "a", "b", "translated", comments=("mine", "two"), extracted=("§ S", "cell"), flags=("md-text",)),
        Entry(None, "a", "b", "translated", obsolete=True),
        Entry(None, "one", "", "translated", plural="many", plurals=((0, "uno"), (1, "muchos"))),
    ],
)
def test_every_state_survives_writing_and_reading(entry: Entry) -> None:
    if entry.state == "approved" and not entry.stale:
        entry = Entry(entry.context, entry.source, entry.text, "approved", base=entry.key)
    assert again(entry) == (entry,)


def test_the_usual_entry_carries_no_comment_of_ours() -> None:
    assert "polything" not in write_po(catalogue(Entry(None, "a", "b", "translated")))


def po(body: str) -> Entry:
    (entry,) = read_po(f'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n{body}', "x.po").entries
    return entry


@pytest.mark.parametrize(
    ("body", "state", "stale", "origin"),
    [
        ('msgid "a"\nmsgstr ""\n', "missing", False, "person"),
        ('msgid "a"\nmsgstr "b"\n', "translated", False, "person"),
        ('#, fuzzy\nmsgid "a"\nmsgstr "b"\n', "suggested", False, "person"),
        ('#, fuzzy\n#| msgid "old"\nmsgid "a"\nmsgstr "b"\n', "translated", True, "person"),
        ('# polything: state=approved origin=person\n#, fuzzy\nmsgid "a"\nmsgstr "b"\n', "approved", True, "person"),
        (
            '# polything: state=suggested origin=machine:x\n#, fuzzy\nmsgid "a"\nmsgstr "b"\n',
            "suggested",
            False,
            "machine:x",
        ),
        ('# polything: state=suggested origin=machine:x\nmsgid "a"\nmsgstr "b"\n', "translated", False, "assisted"),
        (
            '# polything: state=approved origin=file base=000000000000\nmsgid "a"\nmsgstr "b"\n',
            "translated",
            False,
            "file",
        ),
    ],
)
def test_what_other_tools_leave_is_understood(body: str, state: str, stale: bool, origin: str) -> None:
    entry = po(body)
    assert (entry.state, entry.stale, entry.origin) == (state, stale, origin)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "empty"),
        ("hello\n", 1, "not a PO file"),
        ('msgid "a"\nmsgstr "b\n', 2, "not a PO file"),
        ('msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n', 4, "twice, first in line 1"),
        ('msgid "a"\nmsgstr "b"\n\nmsgid "c"\n', 4, "middle of this message"),
        ('msgid ""\nmsgstr ""\n\n#. a\nmsgid "a"\nmsgstr "b\n', 6, "this line is damaged"),
        ('msgid ""\nmsgstr ""\n\nmsgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n', 7, "twice, first in line 4"),
        ('msgid ""\nmsgstr ""\n\nmsgid "a"\nmsgstr "b"\n\n#| msgid\nmsgid "c"\nmsgstr ""\n', 7, "not a PO file"),
        ('msgid "a"\n\nmsgid "c"\nmsgstr "d"\n', 1, "no msgstr"),
    ],
)
def test_errors_name_file_and_line(text: str, line: int, words: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        read_po(text, "es/x.po")
    assert str(caught.value).startswith(f"es/x.po:{line}: ")
    assert words in str(caught.value)


TEXT = st.text(st.sampled_from("ab Z*[]<>\"'\\\n\té中م—#~,:%{}"), min_size=1, max_size=200).filter(lambda t: t.strip())
STATES = st.sampled_from(["suggested", "translated"])
ENTRIES = st.lists(
    st.builds(Entry, st.none() | st.just("front:title"), TEXT, TEXT, STATES),
    min_size=1,
    max_size=6,
    unique_by=lambda entry: entry.id,
)


@often(150)
@given(ENTRIES)
def test_any_text_survives_and_polib_and_babel_agree(entries: list[Entry]) -> None:
    text = write_po(catalogue(*entries))
    assert read_po(text, "x.po").entries == tuple(entries)
    assert write_po(read_po(text, "x.po")) == text
    assert [(e.msgctxt, e.msgid, e.msgstr) for e in polib.pofile(text)] == [(*e.id, e.text) for e in entries]
    found = babel_read(io.BytesIO(text.encode()))
    assert {(m.context, m.id, m.string) for m in found if m.id} == {(*e.id, e.text) for e in entries}


ANY = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from('\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"\\\n '), max_size=60
)
SOME = ANY.filter(bool)
LINE = st.text(st.sampled_from('ab §é|~#"\\:,'), max_size=12).map(str.strip)
WORD = st.text(st.sampled_from("ab./:é~|1"), min_size=1, max_size=8)
FULL = st.builds(
    Entry,
    st.none() | SOME,
    SOME,
    ANY,
    state=st.sampled_from(["suggested", "translated", "approved"]),
    origin=st.sampled_from(["person", "machine:x"]),
    base=st.sampled_from(["", "0123456789ab"]),
    stale=st.booleans(),
    comments=st.lists(LINE, max_size=3).map(tuple),
    extracted=st.lists(LINE.filter(bool), max_size=2).map(tuple),
    occurrences=st.lists(WORD, max_size=2).map(tuple),
    flags=st.sampled_from([(), ("md-text",), ("md-text", "c-format")]),
    previous=st.none() | st.tuples(st.none() | SOME, SOME),
    obsolete=st.booleans(),
)


@often(400)
@given(st.lists(FULL, max_size=6, unique_by=lambda entry: (entry.id, entry.obsolete)))
def test_both_readers_agree_on_anything_that_is_written(entries: list[Entry]) -> None:
    text = write_po(catalogue(*entries))
    fast = read_po(text, "x.po")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "scan", lambda text: None)
        slow = read_po(text, "x.po")
    assert [_trimmed(entry) for entry in fast.entries] == [_trimmed(entry) for entry in slow.entries]
    assert (fast.headers, fast.comment, fast.language) == (slow.headers, slow.comment, slow.language)
    assert {(e.id, e.text) for e in fast.entries} == {(e.id, e.text) for e in entries}
    assert write_po(fast) == write_po(read_po(write_po(fast), "x.po"))


def _trimmed(entry: Entry) -> Entry:
    """Without empty lines before the first comment, which polib drops."""
    comments = "\n".join(entry.comments).lstrip("\n")
    return replace(entry, comments=tuple(comments.split("\n")) if comments else ())


@often(300)
@given(st.lists(FULL, max_size=3, unique_by=lambda entry: (entry.id, entry.obsolete)), st.data())
def test_both_readers_agree_on_damaged_files(entries: list[Entry], data: st.DataObject) -> None:
    """One place is cut, doubled or overwritten: either both read the same, or both refuse the file."""
    text = write_po(catalogue(*entries))
    at = data.draw(st.integers(0, len(text) - 1))
    to = data.draw(st.integers(at, min(len(text), at + 30)))
    text = (
        text[:at]
        + data.draw(st.sampled_from(["", text[at:to] * 2, "\n", '"', "#", "msgid ", "\\", "\n\n", "~"]))
        + text[to:]
    )
    fast = _read(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "scan", lambda text: None)
        assert _read(text) == fast


def _read(text: str) -> tuple[Entry, ...] | str:
    try:
        return tuple(_trimmed(entry) for entry in read_po(text, "x.po").entries)
    except CatalogueError as error:
        return str(error)


@needs_msgfmt
def test_msgfmt_accepts_what_is_written(tmp_path: Path) -> None:
    entries = (
        Entry(
            "front:title",
            "x " * 80,
            "y " * 80,
            "approved",
            base="0" * 12,
            stale=True,
            previous=("front:title", "z " * 90),
        ),
        Entry(None, 'quote " and \\ and\nlines\n', 'otra " y \\\ncosa\n', "suggested"),
        Entry(None, "one", "", "translated", plural="many", plurals=((0, "uno"), (1, "muchos"))),
        Entry(None, "gone", "ido", "translated", obsolete=True, comments=("kept",)),
    )
    path = tmp_path / "x.po"
    path.write_text(write_po(catalogue(*entries)), encoding="utf-8")
    assert_msgfmt_accepts(path)


@pytest.mark.parametrize("said", ['"Ann" <a@example.org>', "C:\\new", "one\ntwo", "a\u2028b"])
def test_a_header_may_say_anything(said: str) -> None:
    written = Catalogue("es", {**HEADERS, "Last-Translator": said}, (Entry(None, "a", "b", "translated"),))
    assert read_po(write_po(written), "x.po") == written


def test_a_character_at_which_python_ends_a_line_may_stand_in_a_header() -> None:
    read = read_po('msgid ""\nmsgstr ""\n"Language: es\\n"\n"X-A: a\x85b\\n"\n\nmsgid "a"\nmsgstr "b"\n', "x.po")
    assert read.headers["X-A"] == "a\x85b"
    assert len(read.entries) == 1


def test_two_headers_are_an_error_since_one_of_them_would_be_lost() -> None:
    head = 'msgid ""\nmsgstr ""\n"Language: es\\n"\n\n'
    with pytest.raises(CatalogueError, match="twice"):
        read_po(f'{head}msgid "a"\nmsgstr "b"\n\n{head}msgid "c"\nmsgstr "d"\n', "x.po")
