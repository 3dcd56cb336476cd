"""What `make extract` would write is what is committed, so that a new word is the only change in its commit."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
READ = ("service", "exporters", "content", "locales", "pyproject.toml", "babel.cfg", "programme.toml", "Makefile")


def test_the_catalogues_are_as_extract_leaves_them(tmp_path: Path) -> None:
    if shutil.which("make") is None:
        pytest.fail("make is missing, and with it what this test compares")
    for name in READ:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, tmp_path / name)
    own = {name: value for name, value in os.environ.items() if not name.startswith("MAKE") and name != "MFLAGS"}
    asked = ["make", "--no-print-directory", "-n", "extract"]
    said = subprocess.run(asked, cwd=ROOT, env=own, capture_output=True, text=True, check=True).stdout
    script = said[said.index(".venv/bin/polything extract") :].replace(".venv/bin/", f"{Path(sys.executable).parent}/")
    subprocess.run(["bash", "-ec", script], cwd=tmp_path, check=True, capture_output=True)
    changed = [
        path.relative_to(tmp_path).as_posix()
        for path in sorted((tmp_path / "locales").rglob("*.po*"))
        if path.read_bytes() != (ROOT / path.relative_to(tmp_path)).read_bytes()
    ]
    assert changed == [], "run make extract"
