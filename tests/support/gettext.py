"""gettext's own tool, to say whether it takes what is written here."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

needs_msgfmt = pytest.mark.skipif(
    shutil.which("msgfmt") is None,
    reason="gettext's msgfmt is missing; `.ci/run` installs it and refuses any skip",
)


def assert_msgfmt_accepts(path: Path) -> None:
    """Check a catalogue as translators' tools do, every warning counted."""
    run = subprocess.run(["msgfmt", "-c", "-o", "-", str(path)], capture_output=True, check=False)
    assert (run.returncode, run.stderr) == (0, b"")
