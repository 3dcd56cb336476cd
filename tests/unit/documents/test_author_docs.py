"""The page for authors tells the truth: its examples parse, its fields are the declared ones."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from service.documents.frontmatter import FIELDS
from service.documents.reader import read_document
from service.documents.segment import segment

PAGE = (Path(__file__).parents[3] / "docs/for-authors/source-format.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"<!-- example: (\w+) -->\n```markdown\n(.*?\n)```\n", PAGE, re.DOTALL)


def test_there_is_an_example_of_the_important_kinds() -> None:
    assert {kind for kind, _ in EXAMPLES} == {"thing", "page", "poster"}
    assert PAGE.count("```markdown") == len(EXAMPLES)


@pytest.mark.parametrize(("kind", "text"), EXAMPLES)
def test_example_is_sound(kind: str, text: str) -> None:
    assert len(segment(read_document(kind, "example", "example.md", text))) > 3


@pytest.mark.parametrize("kind", FIELDS)
def test_every_field_is_described(kind: str) -> None:
    rows = [line for line in PAGE.split("\n") if line.startswith((f"| {kind} |", "| all |"))]
    described = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert set(FIELDS[kind]) <= described


def test_no_field_is_described_that_does_not_exist() -> None:
    table = PAGE[PAGE.index("| kind | needed") : PAGE.index("<!-- example: thing -->")]
    known = {name for fields in FIELDS.values() for name in fields} | {"id", "aim"}
    assert set(re.findall(r"`(\w+)`", table)) <= known
