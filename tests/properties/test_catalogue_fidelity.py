"""Structure survives (DESIGN, promise 9): identity, pseudo-translation and splicing on documents that nobody wrote.

`POLYTHING_SOAK=1` (`make soak`) tries 100,000 documents, any larger number that many; without it some hundreds are
tried.
"""

from __future__ import annotations

import os
from random import Random

import pytest
from hypothesis import given

from service.documents.page import page
from service.documents.segment import segment
from service.localizing.localize import Translation
from service.localizing.rendering import localized_html
from service.localizing.splice import splice, splice_document
from service.markup.parser import render
from tests.support.markdown import DOCUMENTS, WILD, Writer, bare, seen, tags
from tests.support.pseudo import pseudo
from tests.support.soak import often, while_there_is_time

_ASKED = int(os.environ.get("POLYTHING_SOAK") or "0")
SEEDS = 100_000 if _ASKED == 1 else _ASKED or 100
CHUNKS = 50 if _ASKED else 1


def check(text: str) -> None:
    """Everything that must hold for any text at all."""
    document = bare(text)
    html = render(text)
    assert localized_html(document, lambda unit: None) == html
    assert seen(localized_html(document, lambda unit: unit.source)) == seen(html)
    assert splice(document, lambda unit: None) == text
    assert splice(document, lambda unit: Translation(unit.source, "approved")) == text
    found = page(document)
    texts = {unit.key: pseudo(unit, found.inline_env()) for unit in segment(document)}
    changed = localized_html(document, lambda unit: texts[unit.key])
    assert tags(seen(changed)) == tags(seen(html))
    spliced = splice_document(document, lambda unit: Translation(texts[unit.key], "approved"))
    kept = {unit.key for unit in spliced.kept}
    expected = localized_html(document, lambda unit: None if unit.key in kept else texts[unit.key])
    assert seen(render(spliced.text)) == seen(expected)


@often(120)
@given(DOCUMENTS)
def test_nested_documents(text: str) -> None:
    check(text)


@often(120)
@given(WILD)
def test_wild_characters(text: str) -> None:
    check(text)


@pytest.mark.soak
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_many_documents_by_seed(chunk: int) -> None:
    """A failure names its seed."""
    for seed in while_there_is_time(range(chunk, SEEDS, CHUNKS)):
        writer = Writer(Random(seed))
        text = writer.wild() if seed % 4 == 0 else writer.document()
        try:
            check(text)
        except Exception as error:
            raise AssertionError(f"seed {seed}: {text!r}") from error
