"""The editor's preview is the published page, with units and without what leads away."""

from __future__ import annotations

import pytest

from exporters.api import Options
from exporters.site.exporter import SiteExporter
from exporters.site.frame import page_path
from exporters.site.preview import page
from tests.support.editions import MemorySink, load
from tests.support.pages import read

AR = load("sample.ar")
DOCUMENTS = [document for document in AR.documents if document.kind != "poster"]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.id)
def test_preview_shows_the_words_of_the_published_page(document: object) -> None:
    sink = MemorySink()
    SiteExporter().export((AR,), Options(), sink)
    published = read(sink.files[f"site/ar/{page_path(document)}"].decode())  # type: ignore[arg-type]
    shown = read(page(AR, document, asset_base="/preview/"))  # type: ignore[arg-type]
    assert not shown.problems
    assert shown.text.split() == published.text.split()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.id)
def test_preview_has_units_but_no_script_and_no_way_out(document: object) -> None:
    shown = read(page(AR, document, asset_base="/preview/"))  # type: ignore[arg-type]
    assert not shown.all("script")
    assert any("data-unit" in values for _, values in shown.elements)
    inside = ("/preview/theme/", "/preview/assets/", "#", "mailto:", "https://", "data:,")
    assert [link for link in shown.links() if not link.startswith(inside)] == []


def test_title_and_lead_can_be_found() -> None:
    document = AR.document("thing/11-test-what-you-read-and-see")
    shown = read(page(AR, document, asset_base="/preview/"))
    units = {values.get("data-unit") for _, values in shown.elements}
    wanted = {document.fields[key].unit.id for key in ("title", "lead", "badge")}
    assert wanted <= units
