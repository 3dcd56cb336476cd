"""Files for other tools in a real browser: chosen, looked at, taken over; no accessibility complaint on the way."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from service.translation.glossary import import_csv
from tests.support.workplace import Workplace, serving

pytestmark = pytest.mark.browser
HERE = "/p/trial/exchange"


@pytest.fixture
def workplace(workplace: Workplace) -> Workplace:
    with workplace.database.unit_of_work() as uow:
        programme = uow.programmes.all()[0]
        import_csv(
            uow, programme.id, "term,definition,es,ar\nbadge,A sign.,insignia,شارة\nblock,,bloque,مجموعة\n", "g.csv"
        )
        for row in uow.glossary.terms(programme.id, "es"):
            if row.term == "badge":
                uow.glossary.save_target(row.term_id, "es", "chapita", author_id=workplace.people["Rafael"])
    return workplace


@pytest.fixture
def address(workplace: Workplace) -> Iterator[str]:
    with serving(workplace) as served:
        yield served


def opened(chromium: Browser, workplace: Workplace, address: str, *, width: int, scheme: str, ui: str) -> Page:
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{address}/sign-in")
    page.click(f"button[name=person][value='{workplace.people['Clara']}']")
    if ui:
        context.add_cookies([{"name": "polything-ui", "value": ui, "url": address}])
    return page


def fits(page: Page) -> None:
    """No violation, and nothing to scroll sideways."""
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(
    ("width", "scheme", "ui", "tag"),
    [(1440, "light", "", "es"), (360, "dark", "", "es"), (1440, "dark", "ar", "ar"), (360, "light", "ar", "ar")],
)
def test_a_glossary_and_a_memory_are_looked_at_and_taken(
    chromium: Browser, workplace: Workplace, address: str, width: int, scheme: str, ui: str, tag: str
) -> None:
    page = opened(chromium, workplace, address, width=width, scheme=scheme, ui=ui)
    page.goto(f"{address}/p/trial/glossary/{tag}")
    page.click(f"a[href='{HERE}/{tag}']")
    fits(page)
    glossary = f"term;{tag};{tag} (not)\nbadge;{'insignia' if tag == 'es' else 'وسام'};medal\nblock;x;\n;y;\n"
    page.set_input_files("#gf", {"name": "g.csv", "mimeType": "text/csv", "buffer": glossary.encode("utf-16")})
    page.click("form:has(#gf) button")
    expect(page.locator("input[name=seen]")).to_have_count(1)
    page.locator("details summary").last.click()
    fits(page)
    if tag == "es":
        page.get_by_label("Take the file’s").check()
    page.click("main .btn.primary")
    expect(page.locator(".banner[role=status]")).to_be_visible()
    rows = "".join(f"en,{tag},Sentence {number}.,Frase {number}.\n" for number in range(20))
    memory = f"source_language,language,source,translation\n{rows}en,fr,Yes,Oui\n"
    page.set_input_files("#mf", {"name": "m.csv", "mimeType": "text/csv", "buffer": memory.encode()})
    page.click("form:has(#mf) button")
    expect(page.locator(".list > li")).to_have_count(12)
    fits(page)
    page.click("main .btn.primary")
    expect(page.locator(".banner[role=status]")).to_be_visible()
    with page.expect_download() as download:
        page.click(f"a[href='{HERE}/{tag}/memory.tmx']")
    assert "<seg>Frase 3.</seg>" in download.value.path().read_text("utf-8")
    page.set_input_files("#mf", {"name": "m.docx", "mimeType": "text/plain", "buffer": b"x"})
    page.click("form:has(#mf) button")
    expect(page.locator("[role=alert].banner")).to_be_visible()
    fits(page)
    with workplace.database.reading() as uow:
        words = [r.target for r in uow.glossary.terms(uow.programmes.all()[0].id, tag) if r.term == "badge"]
    assert words == (["insignia", "medal"] if tag == "es" else ["وسام", "medal"])
    page.context.close()
