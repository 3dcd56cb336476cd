"""The published site in a browser, opened from a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from exporters.api import Document, Options
from exporters.nodes import SelfCheck
from exporters.site.exporter import SiteExporter
from exporters.site.preview import page as preview
from tests.support.editions import MemorySink, load

pytestmark = pytest.mark.browser

AR, EN = load("sample.ar"), load("sample.en")
QUIZ = "things/11-test-what-you-read-and-see.html"
CHECK = "things/02-check-where-you-stand.html"
LATER = "things/23-look-back.html"
PAGES = (
    "index.html",
    QUIZ,
    CHECK,
    "posters/learning-is-shared-work.html",
    "guides/first-meeting.html",
    "downloads.html",
)


def later(document: Document) -> Document:
    """Thing 2 once more as Thing 23, whose self-check compares."""
    blocks = tuple(
        block.model_copy(update={"compare": "02-check-where-you-stand"}) if isinstance(block, SelfCheck) else block
        for block in document.blocks
    )
    return document.model_copy(
        update={"id": "thing/23-look-back", "slug": "23-look-back", "number": 23, "blocks": blocks}
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder, sink = tmp_path_factory.mktemp("site"), MemorySink()
    editions = [
        edition.model_copy(
            update={"documents": (*edition.documents[:2], later(edition.documents[0]), *edition.documents[2:])}
        )
        for edition in (EN, AR)
    ]
    SiteExporter().export(editions, Options(values={"pdf_base": "../pdf"}), sink)
    for path, data in sink.files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return (folder / "site").as_uri()


def said(question: Any) -> str:
    """The verdict that is shown, with single spaces."""
    return " ".join(question.locator(".say").inner_text().split())


def violations(page: Any) -> list[str]:
    found = Axe().run(page, options={"resultTypes": ["violations"], "preload": False}).response["violations"]
    return [f"{v['id']}: {node['target']} {node.get('failureSummary', '')}" for v in found for node in v["nodes"]]


@pytest.mark.parametrize(
    ("tag", "width", "scheme"), [("en", 360, "light"), ("en", 1280, "dark"), ("ar", 360, "dark"), ("ar", 1280, "light")]
)
def test_pages_are_accessible_quiet_and_fit(site: str, visit: Any, tag: str, width: int, scheme: str) -> None:
    for path in PAGES:
        found = visit(f"{site}/{tag}/{path}", width=width, color_scheme=scheme)
        assert found.complaints == [], path
        assert violations(found.page) == [], path
        assert all(address.startswith("file://") or address == "data:," for address in found.requests), path
        assert found.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} is too wide"


def test_the_choice_of_language_is_accessible_and_marks_the_readers_own(site: str, visit: Any) -> None:
    found = visit(f"{site}/index.html", locale="ar-EG")
    assert violations(found.page) == []
    assert found.page.locator(".yours-first").get_attribute("lang") == "ar"
    assert found.page.url.endswith("/index.html"), "nobody is sent anywhere"


def test_pages_can_be_read_and_answered_without_a_script(site: str, visit: Any) -> None:
    page = visit(f"{site}/en/{QUIZ}", java_script_enabled=False).page
    page.locator(".answer summary").first.click()
    assert page.get_by_text("Strong feelings are a reason to slow down.").is_visible()
    assert page.locator("button:visible").count() == 0
    page.locator(".langs summary").click()
    page.locator(".langs a[hreflang=ar]").click()
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.url.endswith(f"/ar/{QUIZ}")


def test_quiz_judges_explains_remembers_and_sums_up(site: str, visit: Any) -> None:
    first = visit(f"{site}/en/{QUIZ}")
    page = first.page
    page.evaluate("addEventListener('polything:answer', e => (window.heard = window.heard || []).push(e.detail))")
    one, two = page.locator(".question").nth(0), page.locator(".question").nth(1)
    one.get_by_role("button", name="Check my answer").click()
    assert said(one) == "Choose an answer first."
    one.get_by_label("I share it with a warning.").check()
    one.get_by_role("button", name="Check my answer").click()
    assert said(one) == "Not quite. A warning spreads the claim too."
    one.get_by_label("I stop and find out who is behind it.").check()
    assert said(one) == "", "a new choice takes the old verdict away"
    one.get_by_role("button", name="Check my answer").click()
    assert said(one) == "Right. Strong feelings are a reason to slow down."
    one.get_by_role("button", name="Next question").click()
    assert not one.evaluate("e => e.open")
    two.get_by_label("What you checked.").check()
    two.get_by_label("What is still open.").check()
    two.get_by_label("What is still open.").press("Enter")
    assert page.locator(".quiz .result").inner_text() == "2 of 2 answers are right. That is enough."
    assert page.evaluate("window.heard[2]") == {
        "quiz": "check",
        "question": "q2",
        "choices": ["a", "b"],
        "correct": True,
    }
    again = visit(f"{site}/ar/{QUIZ}", beside=first).page
    assert again.locator(".question[data-is=right]").count() == 2, "answers hold in every language"
    assert violations(again) == []


def test_self_check_is_compared_with_the_earlier_one(site: str, visit: Any) -> None:
    first = visit(f"{site}/en/{CHECK}")
    for statement, value in enumerate((0, 1, 2)):
        first.page.locator(".statement").nth(statement).locator("input").nth(value).check()
    after = visit(f"{site}/en/{LATER}", beside=first).page
    assert after.locator(".then").all_inner_texts() == ["Earlier: Not yet", "Earlier: With help", "Earlier: On my own"]
    for statement, value in enumerate((3, 1, 1)):
        after.locator(".statement").nth(statement).locator("input").nth(value).check()
    assert after.locator(".then").all_inner_texts() == [
        "Earlier: Not yet – higher now",
        "Earlier: With help – the same",
        "Earlier: On my own – lower now",
    ]
    assert after.locator(".selfcheck .result").inner_text().startswith("You rate yourself higher in 1 of 3")
    assert violations(after) == []


def test_a_comparison_without_earlier_answers_says_so(site: str, visit: Any) -> None:
    page = visit(f"{site}/en/{LATER}").page
    assert page.locator(".selfcheck .result").inner_text() == "No earlier answers were found in this browser."


def test_things_done_and_notes_stay_in_the_browser(site: str, visit: Any) -> None:
    first = visit(f"{site}/en/{QUIZ}")
    first.page.get_by_role("button", name="Mark as done").click()
    first.page.locator("textarea").first.fill("my own words")
    home = visit(f"{site}/en/index.html", beside=first).page
    assert home.locator("#page-things + p b").inner_text() == "1 of 3 done"
    assert home.locator("#page-block-c .bar .on").count() == 1
    again = visit(f"{site}/ar/{QUIZ}", beside=first).page
    assert again.locator("[data-done]").get_attribute("aria-pressed") == "true"
    assert again.locator("textarea").first.input_value() == "my own words"
    again.locator("[data-done]").click()
    assert visit(f"{site}/en/index.html", beside=first).page.locator("#page-things + p b").inner_text() == "0 of 3 done"


def test_pages_work_where_nothing_may_be_kept(site: str, visit: Any) -> None:
    found = visit("about:blank")
    found.page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('refused') }})")
    found.page.goto(f"{site}/en/{QUIZ}")
    found.page.get_by_role("button", name="Mark as done").click()
    assert found.page.locator("[data-done]").get_attribute("aria-pressed") == "true"
    found.page.get_by_label("I share it with a warning.").check()
    found.page.get_by_role("button", name="Check my answer").first.click()
    assert "Not quite." in found.page.locator(".say").first.inner_text()
    assert found.complaints == []


def test_search_finds_titles_and_summaries(site: str, visit: Any) -> None:
    page = visit(f"{site}/en/index.html").page
    page.get_by_label("Search titles and summaries").fill("CLAIM picture")
    assert page.locator(".list li:visible").all_inner_texts()[0].startswith("11")
    assert page.locator(".card:visible").count() == 1
    assert page.locator("output").inner_text() == "1 text found"
    arabic = visit(f"{site}/ar/index.html").page
    arabic.locator("#page-find").fill("تَحقّق")
    assert arabic.locator(".list li:visible").count() == 1, "vowel signs do not matter"
    arabic.locator("#page-find").fill("")
    assert arabic.locator(".list li:visible").count() == 3


def test_keyboard_skip_link_and_escape(site: str, visit: Any) -> None:
    page = visit(f"{site}/en/{QUIZ}").page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.locator(".langs summary").click()
    page.keyboard.press("Escape")
    assert not page.locator(".langs").evaluate("e => e.open")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_paper_has_all_questions_and_no_buttons(site: str, visit: Any) -> None:
    page = visit(f"{site}/en/{QUIZ}").page
    page.emulate_media(media="print")
    assert page.get_by_text("What you checked.", exact=True).first.is_visible()
    assert page.locator("button:visible").count() == 0
    assert page.locator(".credits").is_visible()
    assert not page.locator(".langs").is_visible()


def test_preview_looks_like_the_page_in_a_sandbox(site: str, visit: Any, tmp_path: Path) -> None:
    document = AR.document("thing/11-test-what-you-read-and-see")
    (tmp_path / "page.html").write_text(preview(AR, document, asset_base=f"{site}/"), encoding="utf-8")
    (tmp_path / "frame.html").write_text('<!doctype html><title>x</title><iframe sandbox src="page.html"></iframe>')
    page = visit((tmp_path / "frame.html").as_uri()).page
    frame = page.frame_locator("iframe")
    assert frame.locator(f"h1[data-unit='{document.title.unit.id}']").is_visible()
    assert frame.locator("h1").evaluate("e => getComputedStyle(e).fontWeight") == "700", "styles are there"
    assert frame.locator(".question[open]").count() == 2
