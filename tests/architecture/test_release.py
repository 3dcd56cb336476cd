"""What has to be true of a version that is handed out; warnings in `make test`, errors in `make release-check`."""

from __future__ import annotations

import os
import re
import tomllib
import warnings
from pathlib import Path

ROOT = Path(__file__).parents[2]
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


def test_the_version_stands_in_one_place() -> None:
    """Everything else asks the installed package, or is tested against it."""
    for path in [*(ROOT / "service").rglob("*.py"), *(ROOT / "exporters").rglob("*.py")]:
        assert f'"{VERSION}"' not in path.read_text(encoding="utf-8"), path
    named = {
        found
        for path in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
        for found in re.findall(r"polything-([0-9][0-9.a-z]*)(?:-py3|\.tar)", path.read_text(encoding="utf-8"))
    }
    assert named <= {VERSION}


def test_the_changelog_tells_of_this_version() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## \[(.+?)\](?: - (\d{4}-\d{2}-\d{2}))?$", text, re.MULTILINE)
    assert headings, "no version has a heading"
    if (VERSION not in {name for name, date in headings if date}) or headings[0][0] == "Unreleased":
        said = f"CHANGELOG.md: what is under Unreleased needs the heading [{VERSION}] with a date"
        if os.environ.get("POLYTHING_RELEASE"):
            raise AssertionError(said)
        warnings.warn(said, stacklevel=1)
