"""The editor in a real browser: keys, drafts, preview, two people, right to left, small screens, accessibility."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.support.workplace import Workplace, serving

pytestmark = pytest.mark.browser
STEP = "Choose one account"
TRANSLATED = "**Elige una cuenta.** La que recibe tu correo."


@pytest.fixture
def address(workplace: Workplace) -> Iterator[str]:
    with serving(workplace) as served:
        yield served


Opened = Callable[..., Page]


@pytest.fixture
def opened(chromium: Browser, workplace: Workplace, address: str) -> Iterator[Opened]:
    """Open a page as somebody, at a size, in a scheme; every page complaint fails the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_page(path: str, who: str = "Ana", *, width: int = 1440, scheme: str = "light", ui: str = "") -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,  # type: ignore[arg-type]
            locale="en-GB",
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console", lambda message: complaints.append(message.text) if "Content Security" in message.text else None
        )
        if who:
            page.goto(f"{address}/sign-in")
            page.click(f"button[name=person][value='{workplace.people[who]}']")
        if ui:
            context.add_cookies([{"name": "polything-ui", "value": ui, "url": address}])
        page.goto(address + path)
        if "#open" in path and who:
            expect(page.locator("#f")).to_be_focused()
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def at(workplace: Workplace, words: str = STEP) -> str:
    return f"{workplace.thing}?at={workplace.key(words)}#open"


def preview(page: Page, workplace: Workplace, words: str) -> object:
    return page.frame_locator("iframe.preview").locator(f'[data-unit="{workplace.key(words)}"]').first


def test_the_keyboard_alone_saves_and_goes_on(opened: Opened, workplace: Workplace) -> None:
    page = opened(at(workplace))
    field = page.locator("#f")
    expect(field).to_be_focused()
    page.keyboard.type(TRANSLATED)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#open")).to_have_attribute("data-unit", workplace.key("Turn on the second step"))
    expect(page.locator("#f")).to_be_focused()
    expect(page.locator("#toast")).to_contain_text("Saved.")
    assert workplace.head(STEP) == ("translated", TRANSLATED)
    page.keyboard.press("Control+z")
    expect(page.locator("#open")).to_have_attribute("data-unit", workplace.key(STEP))
    assert workplace.head(STEP)[0] == "missing"


def test_enter_makes_a_line_and_never_saves(opened: Opened, workplace: Workplace) -> None:
    page = opened(at(workplace))
    page.keyboard.type("uno")
    page.keyboard.press("Enter")
    page.keyboard.type("dos")
    expect(page.locator("#f")).to_have_value("uno\ndos")
    assert workplace.head(STEP)[0] == "missing"


def test_keys_move_between_paragraphs_put_marks_in_and_suggest(opened: Opened, workplace: Workplace) -> None:
    page = opened(at(workplace))
    expect(page.locator("#f")).to_be_focused()
    page.keyboard.type("Elige")
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+1")
    expect(page.locator("#f")).to_have_value("**Elige**")
    expect(page.locator('.source .chip[data-mark="1"]')).not_to_have_class("lost")
    page.keyboard.press("Alt+Enter")
    expect(page.locator("#open")).to_have_attribute("data-unit", workplace.key("Turn on the second step"))
    assert workplace.head(STEP) == ("suggested", "**Elige**")
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("#open")).to_have_attribute("data-unit", workplace.key(STEP))
    page.locator("#open-h").focus()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()


def test_a_draft_survives_a_reload_and_another_browser(opened: Opened, workplace: Workplace) -> None:
    page = opened(at(workplace))
    page.keyboard.type("A medias")
    page.reload()
    expect(page.locator("#f")).to_have_value("A medias")
    expect(page.locator("[data-kept]")).to_contain_text("ept")
    other = opened(at(workplace))
    expect(other.locator("#f")).to_have_value("A medias")
    assert workplace.head(STEP)[0] == "missing"


def test_the_page_beside_follows_what_is_written(opened: Opened, workplace: Workplace) -> None:
    page = opened(at(workplace))
    there = preview(page, workplace, STEP)
    expect(there).to_contain_text("Choose one account")  # type: ignore[arg-type]
    page.keyboard.type("**Elige** una cuenta")
    expect(there).to_contain_text("Elige una cuenta")  # type: ignore[arg-type]
    expect(preview(page, workplace, "name three signs")).to_be_visible()  # type: ignore[arg-type]


def test_a_click_on_the_page_opens_its_paragraph(opened: Opened, workplace: Workplace) -> None:
    page = opened(at(workplace))
    expect(page.locator("#f")).to_be_focused()
    target = preview(page, workplace, "name three signs")
    target.click()  # type: ignore[attr-defined]
    expect(page.locator("#open")).to_have_attribute("data-unit", workplace.key("name three signs"))
    expect(page.locator("#f")).to_be_focused()


def test_a_missing_link_is_said_and_mended(opened: Opened, workplace: Workplace) -> None:
    page = opened(at(workplace, "front door to"))
    page.keyboard.type("Tu correo es la puerta de todo. Mira las preguntas.")
    expect(page.locator("#checks .check").first).to_be_visible()
    expect(page.locator(".source .chip.link")).to_have_class("chip link lost")


def test_two_people_combine_their_texts(opened: Opened, workplace: Workplace) -> None:
    ana, bea = opened(at(workplace), "Ana"), opened(at(workplace), "Bea")
    ana.locator("#f").fill("Elige una cuenta.")
    bea.locator("#f").fill("Escoge una cuenta.")
    ana.keyboard.press("Control+Enter")
    expect(ana.locator("#toast")).to_contain_text("Saved.")
    bea.keyboard.press("Control+Enter")
    expect(bea.locator("#open")).to_contain_text("Both texts are safe")
    expect(bea.locator(".two mark").first).to_be_visible()
    bea.locator("#f").fill("Escoge una sola cuenta.")
    bea.keyboard.press("Control+Enter")
    expect(bea.locator("#toast")).to_contain_text("Saved.")
    assert workplace.head(STEP) == ("translated", "Escoge una sola cuenta.")


def test_without_scripts_the_forms_do_the_same(chromium: Browser, workplace: Workplace, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/sign-in")
    page.click(f"button[name=person][value='{workplace.people['Ana']}']")
    page.goto(address + at(workplace))
    page.fill("#f", TRANSLATED)
    page.click("button[value=save]")
    expect(page.locator("#open")).to_have_attribute("data-unit", workplace.key("Turn on the second step"))
    expect(page.locator("#toast")).to_contain_text("Saved.")
    assert workplace.head(STEP) == ("translated", TRANSLATED)
    page.click("#toast button")
    assert workplace.head(STEP)[0] == "missing"
    context.close()


def test_right_to_left(opened: Opened, workplace: Workplace) -> None:
    page = opened(at(workplace).replace("/es/", "/ar/"), ui="ar")
    assert page.evaluate("document.documentElement.dir") == "rtl"
    assert page.locator("#f").get_attribute("dir") == "rtl"
    sheet, side = page.locator(".sheet").bounding_box(), page.locator(".side").bounding_box()
    assert sheet is not None
    assert side is not None
    assert sheet["x"] > side["x"]
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


SCREENS = (
    "",
    "/translate",
    "/translate/es",
    "/translate/es/thing/01-lock-the-front-door",
    "/review/es",
    "/glossary/es",
    "/downloads",
    "/welcome",
    "/translate/es/poster/learning-is-shared-work",
    "/people",
    "/languages/add",
    "/jobs",
)


@pytest.mark.parametrize("ui", ["en", "ar"])
def test_no_screen_scrolls_sideways_on_a_phone(opened: Opened, workplace: Workplace, ui: str) -> None:
    page = opened(workplace.base, "Clara", width=360, ui=ui)
    for screen in SCREENS:
        page.goto(page.url.split("/p/")[0] + workplace.base + screen)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, f"{screen} is {over} px too wide"


def test_on_a_phone_the_button_stays_at_hand(opened: Opened, workplace: Workplace) -> None:
    page = opened(at(workplace), width=360)
    button = page.locator(".bottom [data-save]")
    expect(button).to_be_in_viewport()
    page.locator("#f").fill("Elige una cuenta.")
    button.click()
    expect(page.locator("#open")).to_have_attribute("data-unit", workplace.key("Turn on the second step"))
    assert workplace.head(STEP) == ("translated", "Elige una cuenta.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_screen(opened: Opened, workplace: Workplace, scheme: str) -> None:
    workplace.client("Ana").post(
        f"{workplace.thing}/save/{workplace.key(STEP)}", data={"text": "Elige <cuenta>.", "action": "save"}
    )
    page = opened(workplace.base, "Clara", scheme=scheme)
    server = page.url.split("/p/")[0]
    history = f"/translate/es/thing/01-lock-the-front-door/history/{workplace.key(STEP)}"
    found = []
    for screen in (
        *SCREENS,
        f"/translate/es/thing/01-lock-the-front-door?at={workplace.key(STEP)}",
        history,
        "/nothing",
    ):
        page.goto(server + workplace.base + screen)
        page.wait_for_load_state("networkidle")
        results = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]})
        found += [
            f"{screen}: {violation['id']} {[node['target'] for node in violation['nodes']][:4]}"
            for violation in results.response["violations"]
        ]
    assert found == []


def test_axe_finds_nothing_for_authors_guests_and_conflicts(opened: Opened, workplace: Workplace) -> None:
    found = []
    pages = [opened("/sign-in", ""), opened(f"{workplace.base}/author/thing/01-lock-the-front-door", "Mara")]
    ana, bea = opened(at(workplace), "Ana"), opened(at(workplace), "Bea")
    ana.locator("#f").fill("Una")
    ana.keyboard.press("Control+Enter")
    expect(ana.locator("#toast")).to_contain_text("Saved.")
    bea.locator("#f").fill("Otra")
    bea.keyboard.press("Control+Enter")
    expect(bea.locator("#open")).to_contain_text("Both texts are safe")
    for page in (*pages, ana, bea, opened(workplace.thing, "", width=360)):
        results = Axe().run(page)
        found += [
            f"{page.url}: {v['id']} {[n['target'] for n in v['nodes']][:4]}" for v in results.response["violations"]
        ]
    assert found == []


def test_a_cold_editor_asks_for_little(opened: Opened, workplace: Workplace, chromium: Browser, address: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{address}/sign-in")
    page.click(f"button[name=person][value='{workplace.people['Ana']}']")
    cold = context.new_page()
    asked: list[str] = []
    cold.on("request", lambda request: asked.append(request.url) if request.frame == cold.main_frame else None)
    cold.goto(address + at(workplace))
    cold.wait_for_load_state("networkidle")
    assert len(asked) <= 8, asked
    assert all(url.startswith((address, "data:")) for url in asked)
    context.close()
