"""The export driver works language by language; the package of all languages must come out of it all the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporters.api import Options
from service.publishing.export import Files, export
from tests.support.editions import EDITIONS, load
from tests.support.scorm import packages

ASSETS = {asset.path: EDITIONS / asset.path for asset in load("sample.en").assets}


def test_the_driver_makes_every_package_once_and_then_nothing(tmp_path: Path) -> None:
    editions = [load("sample.en"), load("sample.ar")]
    first = export(editions, ["scorm12"], Options(), Files(tmp_path, ASSETS), jobs=1)
    assert sorted(a.path for a in first.made) == sorted(packages("scorm12"))
    assert {path: (tmp_path / path).read_bytes() for path in first.files} == packages("scorm12")
    second = export(editions, ["scorm12"], Options(), Files(tmp_path, ASSETS), jobs=1)
    assert second.made == []
    assert len(second.unchanged) == len(packages("scorm12"))


@pytest.mark.parametrize(("asked", "names"), [("programme", ["en", "ar"]), ("all", ["all"])])
def test_only_the_packages_asked_for_are_made(tmp_path: Path, asked: str, names: list[str]) -> None:
    editions = [load("sample.en"), load("sample.ar")]
    made = export(editions, ["scorm2004"], Options(values={"packages": asked}), Files(tmp_path, ASSETS), jobs=1).made
    assert [a.path for a in made] == [f"scorm2004/two-things-{name}.zip" for name in names]
