"""Which texts become units, and what is said about them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from service.documents.joining import unit_text
from service.documents.page import page, slugify
from service.documents.segment import segment
from service.documents.units import Unit, count_words, join_lines, unit_key
from tests.support.markdown import bare
from tests.unit.conftest import Page

CASES = Path(__file__).parents[2] / "cases" / "units.md"


def cases() -> list[tuple[str, str, str]]:
    """Read title, input and expected from the fixture."""
    parts = CASES.read_text(encoding="utf-8").split("\n.\n")
    chunks = [part.strip("\n") for part in parts]
    return [(chunks[i], chunks[i + 1], chunks[i + 2]) for i in range(0, len(chunks) - 2, 3)]


def shown(unit: Unit) -> str:
    context = f"{{{unit.context}}} " if unit.context else ""
    times = f" ×{len(unit.occurrences)}" if len(unit.occurrences) > 1 else ""
    note = f" (note: {unit.note})".replace("\n", "\\n") if unit.note else ""
    return f"{unit.kind}: {context}{json.dumps(unit.source, ensure_ascii=False)[1:-1]}{times}{note}"


@pytest.mark.parametrize(("title", "text", "expected"), cases(), ids=[case[0] for case in cases()])
def test_case(title: str, text: str, expected: str) -> None:
    assert "\n".join(shown(unit) for unit in segment(bare(text + "\n"))) == expected


def test_there_are_many_cases() -> None:
    assert len(cases()) >= 40


def test_a_units_key_depends_on_context_and_text() -> None:
    assert unit_key(None, "a") != unit_key("x", "a") != unit_key(None, "xa")
    assert len(unit_key(None, "")) == 12


def test_occurrences_tell_line_section_and_path(page_of: Page) -> None:
    unit = segment(page_of("# One\n\n- Yes\n- No\n\n## Two\n\nYes\n"))[3]
    assert [(o.line, o.kind, o.section, o.path) for o in unit.occurrences] == [
        (7, "list item", "One", "ul.2/li.1/p.1"),
        (12, "paragraph", "Two", "p.4"),
    ]


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("one\ntwo", "one two"),
        ("one  \ntwo", "one\\\ntwo"),
        ("one\\\ntwo", "one\\\ntwo"),
        ("one\\\\\ntwo", "one\\\\ two"),
        ("中文\n字", "中文字"),
        ("中文\nLatin", "中文 Latin"),
        ("한국어\n문장", "한국어 문장"),
        ("one\n   two", "one two"),
    ],
)
def test_lines_are_joined(text: str, joined: str) -> None:
    assert join_lines(text) == joined


@pytest.mark.parametrize("text", ["**\n*", "<a\nhref='x'>\nb</a>\nc\\", "one\n<pre>\ntwo</pre>"])
def test_lines_stay_where_joining_would_change_something(text: str) -> None:
    assert unit_text(text, {}) in (text, join_lines(text))
    assert "\n" in unit_text("**\n*", {})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("one two", 2),
        ("[a link](https://example.org/very/long)", 2),
        ("<kbd>Ctrl</kbd> + C", 2),
        ("中文字", 3),
        ("don’t stop", 2),
        ("", 0),
        ("![a cat](x.svg)", 2),
        ("see[^1]", 1),
        ("用GitHub学习 2.5 次", 6),
        ("well-known e.g. déjà-vu", 3),
        ("добре-відоме слово", 2),
        ("हिन्दी में लिखें", 3),
        ("สวัสดีครับผม", 3),
        ("السَّلَامُ عَلَيْكُمْ", 2),
        ("한국어는 좋다", 2),
        ("かな", 2),
        ("a 😀 b — c", 3),
    ],
)
def test_words_are_those_a_reader_sees(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("words", "slug"), [("Why it matters", "why-it-matters"), ("What’s *new*?", "whats-new"), ("C & D", "c--d")]
)
def test_slugs_are_githubs(words: str, slug: str) -> None:
    assert slugify(words) == slug


def test_heading_ids_are_unique_and_leave_explicit_ones_alone() -> None:
    found = page(bare("# A\n\n# A\n\n# B {#a-1}\n\n# A\n\n# !\n"))
    assert list(found.headings.values()) == ["a", "a-2", "a-1", "a-3", "section"]
