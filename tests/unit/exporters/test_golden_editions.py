"""The golden editions are what their builder makes, and hold what every exporter must be able to show."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from exporters.api import Edition
from exporters.nodes import Quiz, SelfCheck, UnitRef
from tests.support.editions import EDITIONS, MemorySink, load


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_file_is_what_the_builder_makes(tag: str) -> None:
    made = runpy.run_path(str(Path(EDITIONS) / "build.py"))["edition"](tag)
    assert made == load(f"sample.{tag}")


def test_arabic_has_one_fallback_one_machine_and_one_stale_unit() -> None:
    progress = load("sample.ar").progress
    assert (progress.missing, progress.machine, progress.stale) == (1, 1, 1)


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_assets_are_there_with_their_digests(tag: str) -> None:
    edition, sink = load(f"sample.{tag}"), MemorySink()
    assert [len(sink.asset(asset)) == asset.size for asset in edition.assets] == [True] * 3


def test_both_languages_have_the_same_units() -> None:
    def units(edition: Edition) -> list[str]:
        return [unit.id for document in edition.documents for unit in _walk(document)]

    assert units(load("sample.en")) == units(load("sample.ar"))


def test_exercises_are_there() -> None:
    blocks = [block for document in load("sample.en").documents for block in document.blocks]
    assert sum(isinstance(block, Quiz) for block in blocks) == 1
    assert sum(isinstance(block, SelfCheck) for block in blocks) == 1


def _walk(value: object) -> list[UnitRef]:
    if isinstance(value, UnitRef):
        return [value]
    if isinstance(value, dict):
        return [unit for item in value.values() for unit in _walk(item)]
    if isinstance(value, tuple):
        return [unit for item in value for unit in _walk(item)]
    if hasattr(value, "model_fields_set"):
        return [unit for name in type(value).model_fields for unit in _walk(getattr(value, name))]
    return []
