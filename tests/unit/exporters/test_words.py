"""Translated words of the exporters are data: a placeholder fills in what is given, and does nothing else."""

from __future__ import annotations

import pytest

from exporters.api import Edition
from tests.support.editions import load


def edition(**messages: str) -> Edition:
    return load("sample.ar").model_copy(update={"messages": messages})


@pytest.mark.parametrize(
    ("translation", "shown"),
    [
        ("{n} شيئًا", "3 شيئًا"),
        ("بلا عدد", "بلا عدد"),
        ("{wrong} و{n}", "{wrong} و3"),
        ("{n.__class__} {n[0]} {n!r} {n:>9}", "{n.__class__} {n[0]} {n!r} {n:>9}"),
        ("{} {0} { n } {", "{} {0} { n } {"),
    ],
)
def test_a_wrong_placeholder_neither_stops_nor_reads_anything(translation: str, shown: str) -> None:
    assert edition(key=translation).message("key").format(n=3) == shown


def test_plural_forms_are_words_too() -> None:
    forms = {"one": "{x} واحد", "other": "{n}"}
    found = load("sample.ar").model_copy(update={"plurals": {"{n} thing": forms}})
    assert found.plural("{n} thing", "{n} things", 1).format(n="١") == "{x} واحد"
    assert found.plural("{n} thing", "{n} things", 300).format(n="٣٠٠") == "٣٠٠"


def test_english_stands_in() -> None:
    assert edition().message("{n} left").format(n=2) == "2 left"
    assert load("sample.en").plural("{n} minute", "{n} minutes", 1).format(n=1) == "1 minute"
