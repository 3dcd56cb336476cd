"""The HTML of the golden editions, readable in a diff. ``tests/golden/rendering/build.py`` writes the files by hand."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

BUILD = runpy.run_path(str(Path(__file__).parents[3] / "golden" / "rendering" / "build.py"))


@pytest.mark.parametrize("tag", ["en", "ar"])
@pytest.mark.parametrize("identity", BUILD["DOCUMENTS"])
def test_html_is_as_agreed(tag: str, identity: str) -> None:
    assert BUILD["render"](tag, identity) == BUILD["path"](tag, identity).read_text(encoding="utf-8")
