"""The browser that all tests of this folder share, and what happens where there is none.

POLYTHING_CHROMIUM names the program (default: chromium on the path, else Playwright's own). POLYTHING_REQUIRE_BROWSER=1
makes anything that is missing a failure instead of a line at the end of the report.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, sync_playwright

LEFT_OUT: list[str] = []


def absent(what: str) -> None:
    """Leave the test out, loudly; or fail, where everything must run."""
    if os.environ.get("POLYTHING_REQUIRE_BROWSER") == "1":
        pytest.fail(what)
    if what not in LEFT_OUT:
        LEFT_OUT.append(what)
    pytest.skip(what)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A headless Chromium, one for the whole run."""
    program = os.environ.get("POLYTHING_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        except Error as error:
            absent(f"No Chromium ({str(error).splitlines()[0]}). Set POLYTHING_CHROMIUM to its path.")
            raise
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def scorm_again() -> Path:
    """The folder of the npm package scorm-again, which plays the learning platform."""
    roots = (os.environ.get("POLYTHING_SCORM_AGAIN", ""), "node_modules/scorm-again")
    for root in roots:
        if root and (Path(root) / "dist" / "scorm12.min.js").is_file():
            return Path(root)
    absent("No scorm-again. Run `npm install scorm-again@3.4.3`, or set POLYTHING_SCORM_AGAIN to its folder.")
    raise AssertionError


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for what in LEFT_OUT:
        terminalreporter.write_line(f"LEFT OUT: browser tests. {what}", red=True, bold=True)
