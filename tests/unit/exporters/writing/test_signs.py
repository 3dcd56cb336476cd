"""Signs of every language that Polything offers, against CLDR's own files (tests/cases/cldr-48.csv)."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from exporters.api import Language
from exporters.writing import library, signs
from service.languages import known

CASES = Path(__file__).parents[3] / "cases"
TABLE = {row["tag"]: row for row in csv.DictReader((CASES / "cldr-48.csv").open(encoding="utf-8", newline=""))}
TAGS = [language.tag for language in known()]

OLDER = {"nso", "sq", "yue-Hans"}
"""ICU 77 has CLDR 47, in which these had other marks. Take a tag away when a newer ICU knows better."""
LACKING = {"az-Arab", "ht", "kk-Arab", "lld", "ms-Arab", "sdh", "tyv"}
"""Languages with marks of their own that ICU does not carry: they get those of CLDR's root."""


def test_the_table_holds_every_language_that_is_offered() -> None:
    assert sorted(TABLE) == sorted(TAGS)


def test_quotation_marks_are_those_of_cldr() -> None:
    wrong = {tag for tag in TAGS if signs.quotation_marks(tag) != (TABLE[tag]["open"], TABLE[tag]["close"])}
    assert wrong == OLDER | LACKING


def test_a_language_that_icu_lacks_gets_the_marks_of_the_root_and_no_neighbours() -> None:
    unknown = [tag for tag in TAGS if library.locale_name(tag) == library.ROOT]
    assert 80 < len(unknown) < 100
    assert set(unknown) > LACKING
    assert {signs.quotation_marks(tag) for tag in unknown} == {("“", "”")}


@pytest.mark.parametrize(
    ("tag", "marks"),
    [
        ("pt", "“”"), ("pt-BR", "“”"), ("pt-PT", "«»"), ("zh-Hans", "“”"), ("zh-Hant", "「」"), ("zh-Hant-HK", "「」"),
        ("zh-TW", "「」"), ("sr", "„”"), ("sr-Latn", "„”"), ("ca-valencia", "«»"),
        ("de-x-leicht", "„“"), ("de-CH", "„“"),
        ("hr", "„“"), ("nl", "‘’"), ("es", "“”"), ("fr", "«»"), ("ar", "”“"), ("da", "“”"), ("en-XA", "“”"),
        ("nb", "«»"), ("az-Arab", "“”"), ("az", "“”"), ("qaa", "“”"),
    ],
)  # fmt: skip
def test_quotation_marks_are_inherited_within_a_script(tag: str, marks: str) -> None:
    assert "".join(signs.quotation_marks(tag)) == marks


def test_digits_stand_in_groups_as_in_cldr() -> None:
    wrong = {tag for tag in TAGS if signs.group_sizes(tag) != _sizes(TABLE[tag]["pattern"])}
    assert wrong == {"kok", "kok-Deva"}  # CLDR 48 counts in lakhs, ICU 77 not yet


def _sizes(pattern: str) -> tuple[int, int]:
    groups = [len(re.sub(r"[^#0]", "", part)) for part in pattern.split(";")[0].split(".")[0].split(",")]
    return groups[-1], groups[-2] if len(groups) > 2 else groups[-1]


def test_numbers_stand_in_groups_from_the_length_that_cldr_says() -> None:
    for tag in TAGS:
        least = int(TABLE[tag]["minimum"]) + signs.group_sizes(tag)[0]
        longest = next(length for length in range(4, 8) if signs.grouped(10 ** (length - 1), tag))
        assert longest == max(4, least) or tag == "hy", tag  # hy: as in CLDR 47


def test_small_numbers_need_no_icu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signs, "icu", lambda: pytest.fail("loaded"))
    assert not signs.grouped(999, "en")


@pytest.mark.parametrize("language", known(), ids=lambda language: language.tag)
def test_every_language_has_ten_digits(language: Language) -> None:
    digits = signs.digits(language.digits)
    assert len(digits) == 10
    assert [int(digit) for digit in digits] == list(range(10))


@pytest.mark.parametrize("system", ["roman", "hebr", "no such system", ""])
def test_systems_that_do_not_count_in_tens_stay_latin(system: str) -> None:
    assert signs.digits(system) == "0123456789"


@pytest.mark.parametrize("tag", TAGS)
def test_a_full_stop_ends_a_sentence_in_every_language(tag: str) -> None:
    assert all(signs.ends_sentence(sign, tag) for sign in ".!?…。")
    assert not any(signs.ends_sentence(sign, tag) for sign in ",a:—”")


@pytest.mark.parametrize(
    ("sign", "tag"),
    [("۔", "ur"), ("؟", "ar"), ("።", "am"), ("፧", "am"), ("।", "hi"), ("᱾", "sat"), ("։", "hy"), (";", "el"),
     ("\u037e", "el"), ("။", "my"), ("？", "ja"), ("…", "de")],
)  # fmt: skip
def test_ends_of_sentences(sign: str, tag: str) -> None:
    assert signs.ends_sentence(sign, tag)


def test_a_semicolon_asks_in_greek_alone() -> None:
    assert [tag for tag in TAGS if signs.ends_sentence(";", tag)] == ["el"]


@pytest.mark.parametrize("sign", [":", "：", "׃", "፥", "᠄"])
def test_colons(sign: str) -> None:
    assert signs.colon(sign)


@pytest.mark.parametrize("sign", [";", ".", "a", "ः", "،"])
def test_no_colons(sign: str) -> None:
    assert not signs.colon(sign)


@pytest.mark.parametrize("tag", TAGS)
def test_every_closing_quotation_mark_may_stand_behind_a_sentence(tag: str) -> None:
    assert signs.closes(signs.quotation_marks(tag)[1][-1])


def test_separators_are_signs_and_blanks() -> None:
    assert set(".,'’\u00a0\u202f\u2009\u066b\u066c ") <= set(signs.separators())
    assert not any(sign.isalnum() for sign in signs.separators())


@pytest.mark.parametrize(
    ("number", "tag", "form"), [(150000, "zh-Hans", "15万"), (2000000, "es", "2 millones"), (150000, "hi", "1.5 लाख")]
)
def test_short_forms(number: int, tag: str, form: str) -> None:
    assert form in signs.short_forms(number, tag)


def test_a_short_form_that_rounds_is_none() -> None:
    assert signs.short_forms(150123, "zh-Hans") == []
