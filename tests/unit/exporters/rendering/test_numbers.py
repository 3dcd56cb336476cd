"""Numbers, dates and names as readers write them."""

from __future__ import annotations

from datetime import date

import pytest

from exporters.api import Edition, Language
from exporters.rendering.numbers import day, digits, language_name, names, number, percent
from tests.support.editions import load


def edition(tag: str, cldr: str, system: str = "latn") -> Edition:
    base = load("sample.en")
    language = Language(
        tag=tag, autonym=tag, english=tag, dir="ltr", script="Latn", gettext=tag, cldr=cldr, digits=system
    )
    return base.model_copy(update={"language": language})


@pytest.mark.parametrize(
    ("tag", "cldr", "system", "written"),
    [
        ("en", "en", "latn", "12,345"),
        ("de", "de", "latn", "12.345"),
        ("ar", "ar", "arab", "١٢٬٣٤٥"),
        ("fa", "fa", "arabext", "۱۲٬۳۴۵"),
        ("hi", "hi", "deva", "१२,३४५"),
    ],
)
def test_numbers(tag: str, cldr: str, system: str, written: str) -> None:
    assert number(edition(tag, cldr, system), 12345) == written


def test_dates() -> None:
    when = date(2026, 11, 8)
    assert day(edition("en", "en"), when) == "November 8, 2026"
    assert day(edition("ar", "ar", "arab"), when) == "٨ نوفمبر ٢٠٢٦"
    assert day(edition("zh-Hans", "zh_Hans"), when) == "2026年11月8日"


def test_percent() -> None:
    assert percent(edition("en", "en"), 7) == "7%"
    assert "٧" in percent(edition("ar", "ar", "arab"), 7)


def test_names_are_a_list_of_the_language() -> None:
    assert names(edition("en", "en"), ["A", "B", "C"]) == "A, B, and C"
    assert names(edition("de", "de"), ["A", "B", "C"]) == "A, B und C"
    assert names(edition("ar", "ar"), ["A"]) == "A"
    assert names(edition("en", "en"), []) == ""


def test_language_names_fall_back_to_english() -> None:
    arabic = load("sample.ar")
    assert language_name(arabic, arabic.source) == "الإنجليزية"
    unknown = arabic.source.model_copy(update={"cldr": "xx", "english": "Unknownish"})
    assert language_name(arabic, unknown) == "Unknownish"


def test_unknown_digits_stay_latin() -> None:
    assert digits("12", load("sample.en").language.model_copy(update={"digits": "roman"})) == "12"
