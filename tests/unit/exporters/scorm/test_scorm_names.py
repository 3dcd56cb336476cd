"""Titles that every platform takes."""

from __future__ import annotations

import pytest

from exporters.api import ExportError
from exporters.scorm.names import title


def test_titles_are_folded_and_never_cut() -> None:
    assert title(" a\n b ") == "a b"
    assert title("x" * 255) == "x" * 255
    with pytest.raises(ExportError, match="256 characters"):
        title("x" * 256)
    with pytest.raises(ExportError, match="needs a title"):
        title(" \n")
