"""Names in the order of their readers."""

from __future__ import annotations

import pytest

from exporters.api import Language
from exporters.writing.order import sort_key
from service.languages import known


@pytest.mark.parametrize(
    ("tag", "names"),
    [
        ("en", ["apple", "Éclair", "Zebra"]),
        ("de", ["Ähre", "Apfel", "Öl", "Zebra"]),
        ("sv", ["Apfel", "Zebra", "åtta", "Ähre", "Öl"]),
        ("es", ["nube", "ñandú", "oso"]),
        ("cs", ["cena", "hora", "chleba", "ink"]),
        ("lt", ["idas", "yla", "jis"]),
        ("zh-Hans", ["阿拉伯语", "德语", "西班牙语", "中文"]),
        ("ar", ["الإسبانية", "الألمانية", "العربية"]),
        ("tr", ["ılık", "ilk", "jale"]),
    ],
)
def test_names_are_in_the_order_of_the_language(tag: str, names: list[str]) -> None:
    assert sorted([*names[1:], names[0]], key=sort_key(tag)) == names


@pytest.mark.parametrize("language", known(), ids=lambda language: language.tag)
def test_every_language_has_an_order(language: Language) -> None:
    place = sort_key(language.tag)
    assert place("a") < place("b")
    assert place("") < place("a") < place("a a")
