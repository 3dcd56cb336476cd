"""What the first page is made of."""

from __future__ import annotations

import json

import pytest

from exporters.nodes import Text
from exporters.site import home
from tests.support.editions import load

EN = load("sample.en")


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("23 Things for Everyday Practice", ("23", "Things for Everyday Practice")),
        ("٢٣ خطوة", ("٢٣", "خطوة")),
        ("Two Things", ("", "Two Things")),
        ("2026", ("", "2026")),
        ("10000 ideas", ("", "10000 ideas")),
    ],
)
def test_a_number_in_front_stands_out(title: str, parts: tuple[str, str]) -> None:
    assert home.split_number(title) == parts


@pytest.mark.parametrize(
    ("count", "columns"), [(0, 1), (1, 1), (2, 2), (4, 2), (5, 3), (6, 3), (7, 4), (12, 6), (23, 6)]
)
def test_columns_fit_the_number_of_tiles(count: int, columns: int) -> None:
    assert home.columns(count) == columns


def test_blocks_stand_in_the_order_of_the_home_page() -> None:
    cards = home.cards(EN)
    assert [(card.id, card.title and card.title.text, card.minutes) for card in cards] == [
        ("a", "Start", 20),
        ("c", "Find", 45),
    ]


def test_things_of_a_block_that_nobody_named_are_not_lost() -> None:
    things = [
        thing.model_copy(update={"block": block}) for thing, block in zip(EN.of_kind("thing"), ("z", None), strict=True)
    ]
    rest = tuple(d for d in EN.documents if d.kind != "thing")
    cards = home.cards(EN.model_copy(update={"documents": (*things, *rest)}))
    assert [(card.id, len(card.things)) for card in cards] == [("z", 1), ("", 1)]


def test_counts_have_a_sentence_for_every_number() -> None:
    assert json.loads(home.counts(EN, 2)) == ["0 of 2 done", "1 of 2 done", "2 of 2 done"]


def test_search_words_have_no_accents_and_no_capitals() -> None:
    document = EN.documents[0]
    title = document.title.model_copy(update={"children": (Text(text="École, ÜBER, مُعَلِّم"),)})
    words = home.words(document.model_copy(update={"fields": {"title": title}}))
    assert words == "ecole, uber, معلم"
