"""Front matter and bodies: what is read, and what is wrong where."""

from __future__ import annotations

import pytest

from service.documents.frontmatter import read_front_matter, split
from service.documents.reader import read_document
from service.documents.source import SourceDocument, decode
from service.documents.validate import body_errors
from service.errors import ContentError

HEAD = "---\ntitle: T\nlead: L\n---\n"


def errors(body: str, head: str = HEAD) -> list[str]:
    path, text = "content/pages/x.md", head + body
    try:
        front = read_front_matter("page", path, text)
    except ContentError as error:
        return [str(error)]
    return [str(error) for error in body_errors(SourceDocument("page", "x", path, text, front, split(text)[2]))]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("no front matter", 1, "front matter"),
        ("---\ntitle: T: U\nlead: L\n---\n", 2, "not YAML"),
        ("---\ntitle: T\nlead: L\ntilte: X\n---\n", 4, "unknown field “tilte”"),
        ("---\ntitle: T\nlead: [a, b]\n---\n", 3, "“lead” must be a text"),
        ("---\ntitle: T\nlead: L\nposition: soon\n---\n", 4, "must be a whole number"),
        ("---\ntitle: T\nlead: L\nunder_revision: 1\n---\n", 4, "true or false"),
        ("---\ntitle: T\n---\n", 1, "“lead” is missing"),
        ("---\ntitle: T\nlead:\n---\n", 3, "“lead” is empty"),
        ("---\ntitle: T\ntitle: U\nlead: L\n---\n", 3, "twice"),
        ("---\ntitle: T\nlead: L\nrole: king\n---\n", 4, "cannot be “king”"),
        ("---\ntitle: T\nlead: L\nblocks:\n  - id: a\n    name: N\n---\n", 6, "unknown field “name”"),
        ("---\n- a\n---\n", 2, "field: value"),
    ],
)
def test_front_matter_errors_name_line_and_reason(text: str, line: int, words: str) -> None:
    with pytest.raises(ContentError) as caught:
        read_document("page", "x", "content/pages/x.md", text)
    assert caught.value.line == line
    assert words in str(caught.value)
    assert str(caught.value).startswith(f"content/pages/x.md:{line}: ")


@pytest.mark.parametrize(
    ("body", "line", "words"),
    [
        ("# A {#x}\n\n# B {#x}\n", 7, "used twice, first in line 5"),
        ("text\n\n:::note\nopen\n", 7, "“:::note” is not closed"),
        ("<script>alert(1)</script>\n", 5, "<script>"),
        ('a <span onclick="x">b</span>\n', 5, "onclick"),
        (":::quiz\n### Q\n- [ ] a\n- [ ] b\n:::\n", 6, "no answer of this question is right"),
        (":::quiz\n### Q\n- [x] a\n:::\n", 6, "two answers"),
        (":::quiz\nnothing\n:::\n", 5, "needs questions"),
        (":::selfcheck\n- a\n:::\n", 5, "ordered list"),
    ],
)
def test_body_errors_name_line_and_reason(body: str, line: int, words: str) -> None:
    (error,) = errors(body)
    assert error.startswith(f"content/pages/x.md:{line}: ")
    assert words in error


def test_all_errors_of_a_body_are_found_at_once() -> None:
    assert len(errors("# A {#x}\n\n# B {#x}\n\n<script>\n</script>\n\n:::note\n")) == 3


def test_bytes_that_are_not_utf8_name_their_line() -> None:
    with pytest.raises(ContentError, match=r"a\.md:2: the file is not UTF-8"):
        decode(b"one\ntw\xff\n", "a.md")


def test_line_ends_and_marks_are_normalised() -> None:
    assert decode(b"\xef\xbb\xbfa\r\nb\rc\n", "a.md") == "a\nb\nc\n"


def test_translatable_values_know_their_place() -> None:
    text = "---\n# note: Short, please.\ntitle: >-\n  Two\n  lines\nlead: 'It''s'\n---\n"
    document = read_document("page", "x", "x.md", text)
    title, lead = document.front.texts
    assert (title.text, title.line, title.note) == ("Two lines", 3, "Short, please.")
    assert lead.text == "It's"
    assert text[lead.start : lead.end] == "'It''s'"


def test_blocks_of_the_home_page_have_contexts_of_their_own() -> None:
    text = "---\ntitle: T\nlead: L\nblocks:\n  - id: a\n    title: Start\n    aim: Know\n---\n"
    contexts = [value.context for value in read_document("page", "home", "h.md", text).front.texts]
    assert contexts == ["front:title", "front:lead", "front:blocks.a.title", "front:blocks.a.aim"]
