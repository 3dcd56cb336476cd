"""The author's pages in a real browser: one click for all languages, a text from a file, small and right-to-left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from service.store import Database
from tests.support.databases import Shelf
from tests.support.workplace import Trial, Workplace, build, serving
from tests.web.test_author import FAQ, edit, propose, source

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def trial_with_numbers(tmp_path_factory: pytest.TempPathFactory, trial: Trial, shelf: Shelf) -> Trial:
    """A programme in which a number has changed, and a text from a file waits that is older than the text."""
    folder = tmp_path_factory.mktemp("numbers")
    place = build(folder / "first", trial, shelf.sqlite("numbers", trial.file))
    edit(place, "No. Take what you need.", "No. Take 14 of 23 [tasks](home.md).")
    key = place.key("Take 14")
    for tag, text in (("es", "No. Elige 14 de 23 [tareas](home.md)."), ("ar", "لا. اختر ١٤ من ٢٣ [مهمة](home.md).")):
        place.client("Ana").post(
            f"{place.base}/translate/{tag}/page/faq/save/{key}", data={"text": text, "action": "save"}
        )
    text = source(place.client("Mara"), place.base + FAQ)[1]
    propose(place, text.replace("Must I do it all?", "Must I really do it all?"))
    edit(place, "14 of 23", "16 of 23")
    return place.keep(folder)


@pytest.fixture
def workplace(tmp_path: Path, trial_with_numbers: Trial, make_database: Callable[..., Database]) -> Workplace:
    return build(tmp_path, trial_with_numbers, make_database("sqlite", trial_with_numbers.file))


@pytest.fixture
def address(workplace: Workplace) -> Iterator[str]:
    with serving(workplace) as served:
        yield served


def signed_in(chromium: Browser, workplace: Workplace, address: str, who: str, **more: object) -> Page:
    page = chromium.new_context(locale="en-GB", **more).new_page()  # type: ignore[arg-type]
    page.goto(f"{address}/sign-in")
    page.click(f"button[name=person][value='{workplace.people[who]}']")
    return page


def test_an_author_clicks_once_and_decides_about_a_file(chromium: Browser, workplace: Workplace, address: str) -> None:
    page = signed_in(chromium, workplace, address, "Mara")
    page.goto(f"{address}{workplace.base}/author")
    page.get_by_role("link", name="Open Questions and answers").first.click()
    page.get_by_role("button", name="Apply in all languages").click()
    expect(page.get_by_role("status").first).to_contain_text("2 texts have the source’s addresses and numbers now")
    assert workplace.head("Take 16") == ("translated", "No. Elige 16 de 23 [tareas](home.md).")
    assert workplace.head("Take 16", "ar") == ("translated", "لا. اختر ١٦ من ٢٣ [مهمة](home.md).")
    page.get_by_role("button", name="Use this text").click()
    expect(page.get_by_role("alert").first).to_contain_text("older than the text here")
    page.get_by_role("link", name="Use it as a start").click()
    field = page.get_by_label("Text, in Markdown")
    expect(field).to_have_value(
        source(workplace.client("Mara"), workplace.base + FAQ)[1]
        .replace("Must I do it all?", "Must I really do it all?")
        .replace("16 of 23", "14 of 23")
    )
    field.fill(field.input_value().replace("14 of 23", "16 of 23"))
    page.get_by_role("button", name="What would this cost?").click()
    expect(page.get_by_role("heading", name="What this costs")).to_be_visible()
    page.get_by_role("button", name="Save the text").click()
    expect(page.get_by_role("status").first).to_contain_text("The text is saved.")
    expect(page.get_by_role("button", name="Leave it")).to_have_count(0)
    page.context.close()


@pytest.mark.parametrize(
    ("ui", "width", "scheme"), [("en", 1440, "light"), ("ar", 1440, "dark"), ("ar", 360, "light"), ("de", 360, "dark")]
)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    chromium: Browser, workplace: Workplace, address: str, ui: str, width: int, scheme: str
) -> None:
    page = signed_in(
        chromium, workplace, address, "Mara", viewport={"width": width, "height": 900}, color_scheme=scheme
    )
    page.context.add_cookies([{"name": "polything-ui", "value": ui, "url": address}])
    with workplace.database.reading() as uow:
        document = uow.documents.find(uow.programmes.all()[0].id, "page", "faq")
        assert document is not None
        newest = document.source_revision_id
    found = []
    for screen in ("/author", FAQ, f"{FAQ}/history?look={newest}", "/values/es", "/values/ar?page=page/faq"):
        page.goto(address + workplace.base + screen)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        found += [f"{screen} is {over} px too wide"] if over > 0 else []
        results = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]})
        found += [
            f"{screen}: {v['id']} {[node['target'] for node in v['nodes']][:4]}" for v in results.response["violations"]
        ]
    page.context.close()
    assert found == []
