"""The whole CommonMark specification: no example may come out otherwise than it went in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from service.documents.page import page
from service.documents.segment import segment
from service.localizing.localize import Translation
from service.localizing.rendering import localized_html
from service.localizing.splice import splice, splice_document
from service.markup.parser import render
from tests.support.markdown import bare, letters, seen, tags
from tests.support.pseudo import pseudo

EXAMPLES = json.loads((Path(__file__).parents[2] / "cases" / "commonmark-0.31.2.json").read_text(encoding="utf-8"))
BROKEN_TAGS = {156, 157, 158, 616}
"""Examples whose "text" is inside of a tag that is damaged or has odd attributes: nobody sees it."""


def test_it_is_the_whole_specification() -> None:
    assert [example["example"] for example in EXAMPLES] == list(range(1, 653))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: str(example["example"]))
def test_example(example: dict[str, str]) -> None:
    text = example["markdown"]
    document, html = bare(text), render(text)
    assert localized_html(document, lambda unit: None) == html
    assert seen(localized_html(document, lambda unit: unit.source)) == seen(html)
    assert splice(document, lambda unit: Translation(unit.source, "approved")) == text
    found = page(document)
    texts = {unit.key: pseudo(unit, found.inline_env()) for unit in segment(document)}
    changed = localized_html(document, lambda unit: texts[unit.key])
    assert tags(seen(changed)) == tags(seen(html))
    if example["example"] not in BROKEN_TAGS:
        assert letters(changed) == ""
    spliced = splice_document(document, lambda unit: Translation(texts[unit.key], "approved"))
    assert len(spliced.kept) == (1 if example["example"] == 196 else 0)
    if not spliced.kept:
        assert seen(render(spliced.text)) == seen(changed)
