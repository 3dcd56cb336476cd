"""Scripts of languages and letters, and line ends between them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from exporters.api import Language
from exporters.writing.letters import RIGHT_TO_LEFT, joins, script_of, scripts_of, unspaced
from exporters.writing.library import ROOT, icu, locale_name
from service.languages import known as offered

SEVERAL = {"Jpan": {"Hira", "Kana", "Hani"}, "Kore": {"Hang", "Hani"}, "Hans": {"Hani"}, "Hant": {"Hani"}}
REPOSITORY = Path(__file__).parents[4]
BOPOMOFO = {"Bopo"}
"""Beside Han in some rows of Traditional Chinese; no text consists of it."""


@pytest.mark.parametrize("language", offered(), ids=lambda language: language.tag)
def test_the_letters_of_a_language_are_of_its_script(language: Language) -> None:
    assert scripts_of(language.tag) - BOPOMOFO == SEVERAL.get(language.script, {language.script})


@pytest.mark.parametrize(
    ("tag", "script"),
    [
        ("sr-Latn", "Latn"), ("uz-Cyrl", "Cyrl"), ("be-Latn", "Latn"), ("ug-Latn", "Latn"), ("ca-valencia", "Latn"),
        ("pt-PT", "Latn"), ("pa-PK", "Arab"), ("sm", "Latn"), ("ay", "Latn"), ("de-x-leicht", "Latn"),
    ],
)  # fmt: skip
def test_a_tag_says_its_script(tag: str, script: str) -> None:
    assert scripts_of(tag) == {script}


def test_unicode_knows_no_script_of_a_made_up_language() -> None:
    assert scripts_of("qaa") == frozenset()


@pytest.mark.parametrize(
    ("letter", "script"), [("a", "Latn"), ("а", "Cyrl"), ("ế", "Latn"), ("ー", "Zyyy"), ("字", "Hani")]
)
def test_scripts_of_letters(letter: str, script: str) -> None:
    assert script_of(letter) == script


def test_scripts_without_blanks() -> None:
    assert all(map(unspaced, "ก\u0e34ກកမ字𠀀あア々ー"))
    assert not any(map(unspaced, "aа한अא،1 😀"))


@pytest.mark.parametrize("pair", ["字字", "。「", "あア", "ｱ字", "：字", "𠀀字"])
def test_a_line_end_between_these_is_no_blank(pair: str) -> None:
    assert joins(*pair)


@pytest.mark.parametrize("pair", ["字a", "a字", "한국", "ㄱㄴ", "ﾡﾢ", "กข", "aa", "字“"])
def test_a_line_end_between_these_is_a_blank(pair: str) -> None:
    assert not joins(*pair)


def test_nothing_joins_at_the_edge_of_a_text() -> None:
    assert not joins("", "字")
    assert not joins("字", "")


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("es-MX", "es_MX"), ("es-XX", "es"), ("ca-valencia", "ca"), ("de-x-leicht", "de"), ("de-CH-1901", "de_CH"),
        ("zh-TW", "zh_Hant_TW"), ("zh-Hant-HK", "zh_Hant_HK"), ("pa-PK", "pa_Arab_PK"), ("uz-Cyrl", "uz_Cyrl"),
        ("en-XA", "en"), ("ar-XB", "ar"), ("az-Arab", ROOT), ("be-Latn", ROOT), ("sm", ROOT), ("qaa", ROOT),
        ("und", ROOT), ("", ROOT),
    ],
)  # fmt: skip
def test_a_language_inherits_within_its_script_and_never_from_the_machine(tag: str, name: str) -> None:
    icu().Locale.setDefault(icu().Locale("ar"))
    assert locale_name(tag) == name


def test_icu_is_loaded_when_it_is_needed() -> None:
    script = "import sys, service.web.app, service.translation.checks, exporters.registry; print('icu' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=REPOSITORY)
    assert done.stdout.strip() == "False"


def test_the_scripts_that_run_from_right_to_left_are_those_of_unicode() -> None:
    codes = {icu().Script.getScript(chr(code)).getScriptCode() for code in range(0x20000)}
    scripts = [icu().Script(code) for code in sorted(codes)]
    assert {one.getShortName() for one in scripts if one.isRightToLeft()} == RIGHT_TO_LEFT
