"""The site as files: complete, self-contained, the same every time."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

import pytest

from exporters import registry
from exporters.api import Edition, ExportError, Options
from exporters.site.exporter import SiteExporter
from exporters.site.frame import page_path
from tests.support.editions import MemorySink, load
from tests.support.pages import Page, read

EN, AR = load("sample.en"), load("sample.ar")
THING = "things/11-test-what-you-read-and-see.html"


def export(*editions: Edition, **values: str) -> MemorySink:
    sink = MemorySink()
    SiteExporter().export(editions or (EN, AR), Options(values=values), sink)
    return sink


SITE = export()


def page(path: str, sink: MemorySink = SITE) -> Page:
    return read(sink.files[f"site/{path}"].decode())


def pages(sink: MemorySink = SITE) -> Iterator[tuple[str, Page]]:
    for path in sink.files:
        if path.endswith(".html"):
            yield path, read(sink.files[path].decode())


# --- the files --------------------------------------------------------------------------------------------------------


def test_every_document_has_a_page_in_every_language() -> None:
    for edition in (EN, AR):
        for document in edition.documents:
            assert f"site/{edition.language.tag}/{page_path(document)}" in SITE.files
    assert {"site/index.html", "site/en/index.html", "site/en/downloads.html", "site/theme/theme.css"} <= set(
        SITE.files
    )
    assert not SITE.problems


def test_pages_are_well_formed() -> None:
    assert {path: found.problems for path, found in pages() if found.problems} == {}


def test_every_link_and_picture_leads_to_a_file_or_an_id_of_the_site() -> None:
    broken = []
    for path, found in pages():
        for link in found.links():
            if link.startswith(("https:", "mailto:", "data:,")):
                continue
            target, _, fragment = link.partition("#")
            file = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(target))) if target else path
            if file not in SITE.files or (fragment and unquote(fragment) not in read(SITE.files[file].decode()).ids):
                broken.append((path, link))
    assert broken == []


def test_nothing_is_loaded_from_elsewhere_and_nothing_is_inline() -> None:
    for path, found in pages():
        for tag, values in found.elements:
            assert not [name for name in values if name.startswith("on") or name == "style"], (path, tag)
            assert tag not in {"style", "iframe", "object", "embed", "base"}, path
            if "src" in values or tag == "link":
                assert not re.match(r"(https?:)?//", values.get("src", values.get("href", ""))), (path, values)
        assert all("src" in script for script in found.all("script")), path
        (policy,) = found.all("meta", http_equiv="Content-Security-Policy")
        assert "default-src 'none'" in policy["content"]
        assert "unsafe" not in policy["content"]
    for path, data in SITE.files.items():
        if path.endswith((".css", ".js")):
            text = data.decode()
            assert "@import" not in text
            assert not re.search(r"url\(|fetch\(|XMLHttpRequest|sendBeacon|\beval\b|innerHTML|document\.write", text), (
                path
            )
            assert set(re.findall(r"https?://[^\s'\"]*", text)) <= {"http://www.w3.org/2000/svg"}


def test_styles_use_logical_properties_only() -> None:
    physical = re.compile(
        r"(?<![\w-])(?:(?:margin|padding|border)-(?:left|right|top|bottom)|left|right|top|bottom|width|height)\s*:"
    )
    for path, data in SITE.files.items():
        if path.endswith(".css"):
            assert physical.findall(data.decode()) == [], path


def test_the_same_data_gives_the_same_bytes() -> None:
    assert export().files == SITE.files


def test_plan_names_one_folder_and_depends_on_data_and_options() -> None:
    exporter = SiteExporter()
    (first,) = exporter.plan((EN, AR), Options())
    assert (first.path, first.languages) == ("site/", ("en", "ar"))
    assert exporter.plan((EN, AR), Options()) == [first]
    other = EN.model_copy(update={"draft": True})
    inputs = [exporter.plan((other, AR), Options())[0].inputs, exporter.plan((EN,), Options())[0].inputs]
    inputs.append(exporter.plan((EN, AR), Options(values={"pdf_base": "../pdf"}))[0].inputs)
    assert len({first.inputs, *inputs}) == 4
    assert exporter.plan((), Options()) == []


def test_what_is_skipped_is_not_written() -> None:
    sink = MemorySink()
    assert SiteExporter().export((EN,), Options(), sink, skip=frozenset({"site/"})) == []
    assert sink.files == {}


def test_a_language_twice_is_refused() -> None:
    with pytest.raises(ExportError, match="en, en"):
        export(EN, EN)


def test_a_missing_picture_is_reported_and_the_site_made() -> None:
    broken = EN.assets[0].model_copy(update={"path": "assets/gone.svg"})
    sink = export(EN.model_copy(update={"assets": (*EN.assets, broken)}))
    assert [problem.message for problem in sink.problems] == ["The picture assets/gone.svg is missing."]
    assert "site/index.html" in sink.files


def test_registry_knows_the_site() -> None:
    assert registry.get("site").format == "site"
    with pytest.raises(ExportError, match="“word” is not a format"):
        registry.get("word")


# --- the pages --------------------------------------------------------------------------------------------------------


def test_language_and_direction_are_said() -> None:
    assert page("ar/index.html").all("html")[0] | {"lang": "ar", "dir": "rtl"} == page("ar/index.html").all("html")[0]
    assert page("en/" + THING).all("html")[0]["dir"] == "ltr"
    (passage,) = page("ar/" + THING).all("span", class_="fallback")
    assert (passage["lang"], passage["dir"]) == ("en", "ltr")


def test_another_language_is_the_same_page() -> None:
    switch = [a for a in page("en/" + THING).all("a") if a.get("hreflang") == "ar"]
    assert [a["href"] for a in switch] == ["../../ar/" + THING]
    alternates = page("ar/" + THING).all("link", rel="alternate")
    assert [(a["hreflang"], a["href"]) for a in alternates] == [
        ("en", "../../en/" + THING),
        ("ar", "11-test-what-you-read-and-see.html"),
        ("x-default", "../../en/" + THING),
    ]


def test_a_page_that_a_language_lacks_leads_to_its_first_page() -> None:
    fewer = AR.model_copy(update={"documents": tuple(d for d in AR.documents if d.kind != "guide")})
    found = page("en/guides/first-meeting.html", export(EN, fewer))
    assert [a["href"] for a in found.all("a") if a.get("hreflang") == "ar"] == ["../../ar/index.html"]
    assert [a["hreflang"] for a in found.all("link", rel="alternate")] == ["en", "x-default"]


def test_previous_and_next() -> None:
    first, last = page("en/things/02-check-where-you-stand.html"), page("en/" + THING)
    assert [a["href"] for a in first.all("a", rel="next")] == ["11-test-what-you-read-and-see.html"]
    assert first.all("a", rel="prev") == []
    assert [a["href"] for a in last.all("a", rel="prev")] == ["02-check-where-you-stand.html"]


def test_every_document_page_says_who_and_under_which_licence() -> None:
    for document in AR.documents:
        found = page("ar/" + page_path(document))
        assert "https://creativecommons.org/licenses/by/4.0/deed.ar" in found.links(), document.id
        assert "ليلى حداد" in found.text
        assert "No native speaker has reviewed it yet." in found.text


def test_a_mistake_can_be_reported_from_every_page() -> None:
    letters = [link for link in page("ar/" + THING).links() if link.startswith("mailto:")]
    subject = "mailto:hello@example.org?subject=%5Bthing%2F11-test-what-you-read-and-see%5D%20%5Bar%5D"
    assert [letter.replace("%2F", "/") for letter in set(letters)] == [subject.replace("%2F", "/")]
    form = page("ar/" + THING, export(report_base="https://example.org/report"))
    assert "https://example.org/report?document=thing%2F11-test-what-you-read-and-see&language=ar" in form.links()


def test_pdfs_are_offered_where_the_site_is_told_of_them() -> None:
    poster = "en/posters/learning-is-shared-work.html"
    assert not [link for link in page(poster).links() if link.endswith(".pdf")]
    sink = export(pdf_base="../pdf")
    assert "../../../pdf/en/poster/learning-is-shared-work-a3.pdf" in page(poster, sink).links()
    offered = page("en/downloads.html", sink).links()
    assert "../../pdf/ar/poster/learning-is-shared-work-screen.pdf" in offered
    elsewhere = export(pdf_base="https://example.org/{slug}.{language}.{size}.pdf")
    assert "https://example.org/learning-is-shared-work.en.a4.pdf" in page(poster, elsewhere).links()


def test_the_first_page_offers_all_languages_without_a_script() -> None:
    found = page("index.html")
    choices = [(a["href"], a["lang"], a["dir"]) for a in found.all("a")]
    assert choices == [("en/index.html", "en", "ltr"), ("ar/index.html", "ar", "rtl")]
    assert "خطوتان للممارسة اليومية" in found.text


def test_home_shows_blocks_things_posters_and_languages() -> None:
    found = page("en/index.html")
    assert {"page-block-a", "page-block-c", "page-things", "page-languages"} <= set(found.ids)
    assert len(found.all("li", class_="card")) == 2
    assert "posters/learning-is-shared-work.html" in found.links()
    assert "Draft, not reviewed yet" in found.text


def test_what_needs_a_script_is_hidden_without_it() -> None:
    for path, found in pages():
        assert all("hidden" in button for button in found.all("button")), path
    assert "hidden" in page("en/index.html").all("p", class_="search")[0]


def test_pictures_have_the_words_of_their_document() -> None:
    alts = {img["alt"] for img in page("ar/" + THING).all("img")}
    assert alts == {"", "عدسة مكبّرة فوق صورة مستديرة من أربعة أجزاء"}


def test_hostile_words_stay_words() -> None:
    bad = '"><script src=//evil.example/x></script>'
    document = EN.documents[0]
    title = document.title.model_copy(
        update={"children": (document.title.children[0].model_copy(update={"text": bad}),)}
    )
    fields = {**document.fields, "title": title, "summary": title, "picture_alt": title, "badge": title}
    hostile = document.model_copy(update={"fields": fields})
    programme = EN.programme.model_copy(update={"organisation": bad, "title": bad, "contact": bad})
    sink = export(EN.model_copy(update={"documents": (hostile, *EN.documents[1:]), "programme": programme}))
    for path, found in pages(sink):
        assert found.problems == [], path
        assert all(s["src"].endswith(("theme/quiz.js", "theme/site.js")) for s in found.all("script")), path
        assert not [link for link in found.links() if "evil.example" in link and not link.startswith("mailto:")], path


def test_ids_of_a_text_and_of_its_page_do_not_meet() -> None:
    document = EN.page("licence")
    assert document
    own = [name.removeprefix("page-") for name in page("en/pages/licence.html").ids]
    heading = EN.document("page/faq").blocks[0]
    blocks = tuple(heading.model_copy(update={"id": name}) for name in own)
    others = tuple(d for d in EN.documents if d is not document)
    sink = export(EN.model_copy(update={"documents": (*others, document.model_copy(update={"blocks": blocks}))}))
    assert own
    assert page("en/pages/licence.html", sink).problems == []


def test_a_programme_without_home_page_and_blocks_has_a_site() -> None:
    things = tuple(d.model_copy(update={"block": None}) for d in EN.of_kind("thing"))
    sink = export(EN.model_copy(update={"documents": things}))
    found = page("en/index.html", sink)
    assert len(found.all("li", class_="card")) == 1
    assert "Two Things for Everyday Practice" in found.text
