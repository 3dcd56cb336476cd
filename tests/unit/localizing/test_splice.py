"""Localized Markdown: the source with other texts, and not a sign more."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.documents.reader import read_document
from service.localizing.localize import Translation
from service.localizing.splice import splice, splice_document
from service.localizing.yaml_text import yaml_scalar
from service.markup.parser import render
from tests.support.markdown import bare

CASES = Path(__file__).parents[2] / "cases" / "splice.md"


def cases() -> list[tuple[str, str, str]]:
    chunks = [part.strip("\n") for part in CASES.read_text(encoding="utf-8").split("\n.\n")]
    return [(chunks[i], chunks[i + 1], chunks[i + 2]) for i in range(0, len(chunks) - 2, 3)]


def spliced(text: str, texts: dict[str, str]) -> str:
    def look(unit: object) -> Translation | None:
        found = texts.get(unit.source)  # type: ignore[attr-defined]
        return Translation(found, "approved") if found else None

    return splice(bare(text), look)


@pytest.mark.parametrize(("title", "text", "expected"), cases(), ids=[case[0] for case in cases()])
def test_case(title: str, text: str, expected: str) -> None:
    """Every text of the input is translated by putting it in capitals."""
    result = splice(bare(text + "\n"), lambda unit: Translation(unit.source.upper(), "approved"))
    assert result == expected + "\n"


@pytest.mark.parametrize(
    ("translation", "expected"),
    [
        ("# no heading", "\\# no heading\n"),
        ("- no list", "\\- no list\n"),
        ("1. no list", "1\\. no list\n"),
        ("<script>x</script>", "\\<script>x\\</script>\n"),
        ("two\nlines", "two\nlines\n"),
        ("a\n\nb", "a\nb\n"),
        ("```", "\\```\n"),
        ("> no quote", "\\> no quote\n"),
    ],
)
def test_a_translation_that_would_change_the_structure_is_escaped(translation: str, expected: str) -> None:
    assert spliced("Hello.\n", {"Hello.": translation}) == expected


def test_what_cannot_be_placed_keeps_its_source_and_is_named() -> None:
    document = bare("Hello.\n\nBye.\n")
    texts = {"Hello.": "[x](https://evil.example)", "Bye.": "Adiós."}
    result = splice_document(document, lambda unit: Translation(texts[unit.source], "approved"))
    assert "Adiós." in result.text
    assert "<a" not in render(result.text)


def test_a_cell_escapes_its_pipes() -> None:
    assert spliced("| a |\n|---|\n| b |\n", {"b": "x | y"}) == "| a |\n|---|\n| x \\| y |\n"


FRONT = """---
title: Plain title
lead: >-
  Folded
  lead
summary: 'Quoted'  # remark
blocks:
  - id: a
    title: "Start"
---

Text.
"""


def test_front_matter_values_are_replaced_in_their_own_style() -> None:
    document = read_document("page", "x", "x.md", FRONT)
    texts = {"Plain title": "A: b", "Folded lead": "Otro", "Quoted": "It's", "Start": 'Di "sí"'}
    result = splice(document, lambda u: Translation(texts[u.source], "approved") if u.source in texts else None)
    assert result == FRONT.replace("Plain title", '"A: b"').replace(">-\n  Folded\n  lead", "Otro").replace(
        "'Quoted'", "'It''s'"
    ).replace('"Start"', '"Di \\"sí\\""')
    again = read_document("page", "x", "x.md", result)
    assert [value.text for value in again.front.texts] == ["A: b", "Otro", "It's", 'Di "sí"']


@pytest.mark.parametrize(
    "text", ["yes", "12", "null", "- x", "a # b", "#x", "a: b", "[x]", "{x}", "*x*", "“x”", "x,y", "~"]
)
@pytest.mark.parametrize("style", ["", "'", '"', ">"])
def test_any_text_is_read_back_from_yaml(text: str, style: str) -> None:
    head = f"---\ntitle: {yaml_scalar(text, style)}\nlead: L\n---\n"
    assert read_document("page", "x", "x.md", head).title == text
