"""What renders other people's text takes time in proportion to it: the one ratio of times that tests may assert."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from exporters import nodes
from exporters.pdf.pictures import Pictures
from exporters.pdf.tokens import Writer
from exporters.rendering.context import Context
from exporters.rendering.inline import inline
from tests.support.editions import load
from tests.support.growth import MOST, growth

TEXT, LINE = nodes.Text(text="x"), nodes.Break(hard=False)
SHAPES: dict[str, tuple[nodes.Inline, ...]] = {
    "soft breaks": (TEXT, LINE),
    "breaks alone": (LINE,),
    "breaks between notes": (nodes.FootnoteRef(number=1, occurrence=1), LINE),
    "breaks between empty words": (nodes.Emphasis(children=()), LINE),
    "notes": (nodes.FootnoteRef(number=1, occurrence=1),),
    "cjk lines": (nodes.Text(text="漢字"), LINE),
    "emphasis": (nodes.Emphasis(children=(TEXT, LINE, TEXT)), LINE),
}


def html() -> Callable[[Sequence[nodes.Inline]], object]:
    ctx = Context(edition=load("sample.en"), href=lambda link: None, asset=lambda path: path)
    return lambda children: inline(children, ctx)


def pdf() -> Callable[[Sequence[nodes.Inline]], object]:
    edition = load("sample.en")
    return Writer(edition, edition.documents[0], Pictures(edition, None)).inline


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("output", [html, pdf])
def test_a_paragraph_takes_time_in_proportion_to_its_text(
    output: Callable[[], Callable[[Sequence[nodes.Inline]], object]], shape: str
) -> None:
    render = output()
    small, large = (SHAPES[shape] * (size // len(SHAPES[shape])) for size in (2_000, 16_000))
    assert growth(render, small, large) <= MOST
