"""What a page says about the languages beside it."""

from __future__ import annotations

import pytest

from exporters.api import Edition, Options, Progress
from exporters.site.frame import Frame, state
from tests.support.editions import load

EN, AR = load("sample.en"), load("sample.ar")


def arabic(*, draft: bool = False, **counts: int) -> Edition:
    return AR.model_copy(update={"draft": draft, "progress": Progress(units=10, **counts)})


@pytest.mark.parametrize(
    ("other", "kind", "text"),
    [
        (EN, "ok", "Original"),
        (arabic(missing=10), "part", "Not translated yet"),
        (arabic(missing=10, draft=True), "part", "Not translated yet"),
        (arabic(approved=10, draft=True), "draft", "Draft, not reviewed yet"),
        (arabic(approved=10, stale=1), "old", "1 passage behind"),
        (arabic(approved=10, stale=2), "old", "2 passages behind"),
        (arabic(approved=6, missing=4), "part", "60% translated"),
        (arabic(approved=6, translated=4), "ok", "Complete"),
        (arabic(approved=10), "ok", "Complete, reviewed"),
    ],
)
def test_state_of_a_language(other: Edition, kind: str, text: str) -> None:
    found = state(EN, other)
    assert (found.kind, found.text) == (kind, text)


def frame(path: str, **options: str) -> Frame:
    return Frame(EN, (EN, AR), path, Options(values=options), {"assets/x y.svg": "assets/x y.svg"})


def test_addresses_are_relative_and_quoted() -> None:
    assert frame("en/things/a.html").url("theme/theme.css") == "../../theme/theme.css"
    assert frame("en/index.html").here("things/ü.html#ab") == "things/%C3%BC.html#ab"
    assert frame("index.html").asset("assets/x y.svg") == "assets/x%20y.svg"
    assert frame("index.html").asset("assets/none.svg") == ""


def test_a_page_of_no_document_has_its_twin_in_every_language() -> None:
    links = [tongue.href for tongue in frame("en/downloads.html").tongues()]
    assert links == ["downloads.html", "../ar/downloads.html"]


def test_only_web_addresses_are_used_for_reports() -> None:
    assert frame("en/index.html", report_base="javascript:alert(1)//").report().startswith("mailto:hello@example.org?")
    asked = frame("en/index.html", report_base="https://example.org/r?p=1").report()
    assert asked == "https://example.org/r?p=1&document=en%2Findex.html&language=en"
