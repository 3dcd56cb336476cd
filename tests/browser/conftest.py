"""The browser that all tests of this folder share, and what happens where there is none.

POLYTHING_CHROMIUM names the program (default: the first of `PROGRAMS` on the path, else Playwright's own).
POLYTHING_REQUIRE_BROWSER=1 makes anything that is missing a failure instead of a line at the end of the report.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, sync_playwright

from tests.support.workplace import trial, workplace  # noqa: F401 - fixtures

LEFT_OUT: list[str] = []
PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser")
"""The first is the same engine without a window for each page, which takes half the processor time."""


def absent(what: str) -> None:
    """Leave the test out, loudly; or fail, where everything must run."""
    if os.environ.get("POLYTHING_REQUIRE_BROWSER") == "1":
        pytest.fail(what)
    if what not in LEFT_OUT:
        LEFT_OUT.append(what)
    pytest.skip(what)  # on a machine without it; `.ci/run` installs it, sets the variable above and refuses any skip


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A headless Chromium, one for the whole run."""
    program = os.environ.get("POLYTHING_CHROMIUM") or next(filter(None, map(shutil.which, PROGRAMS)), None)
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


@dataclass
class Visit:
    """A page that was opened, what it asked for, and what it complained about."""

    page: Any
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


Open = Callable[..., Visit]


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Open]:
    """A function that opens an address in a context of its own.

    ``width`` in CSS pixels; further arguments go to `Browser.new_context` (color_scheme, java_script_enabled …).
    ``beside`` opens in the context of an earlier visit, so that what it keeps is there.
    """
    contexts = []

    def open_page(address: str, *, width: int = 1280, beside: Visit | None = None, **more: Any) -> Visit:
        if beside is None:
            context = chromium.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce", **more)
            contexts.append(context)
        else:
            context = beside.page.context
        found = Visit(context.new_page())
        found.page.on("request", lambda request: found.requests.append(request.url))
        found.page.on("requestfailed", lambda request: found.complaints.append(f"failed: {request.url}"))
        found.page.on("pageerror", lambda error: found.complaints.append(f"error: {error}"))
        found.page.on("console", lambda message: found.complaints.append(f"console: {message.text}"))
        found.page.goto(address)
        return found

    yield open_page
    for context in contexts:
        context.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for what in LEFT_OUT:
        terminalreporter.write_line(f"LEFT OUT: browser tests. {what}", red=True, bold=True)
