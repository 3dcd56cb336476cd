"""The exporter's parts: script table, fonts, isolates, themes, fit of booklets, previews."""

from __future__ import annotations

import io
import re
import struct
from pathlib import Path
from xml.etree import ElementTree

import pypdf
import pytest

from exporters import nodes
from exporters.api import ExportError
from exporters.pdf import bidi, fonts, problems, scripts, sheets, streams
from exporters.pdf.fit import Fit, measure
from exporters.pdf.preview import document_svgs, poster_svg
from tests.support import posters
from tests.support.editions import load

SVG = "{http://www.w3.org/2000/svg}"


# --- scripts -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", scripts.SCRIPTS)
def test_the_families_of_every_script_come_with_the_packages(code: str) -> None:
    row = scripts.SCRIPTS[code]
    if not row.cjk or fonts.has_cjk():
        assert {*row.text, *row.display} <= fonts.families()


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        *(("en", "Latn"), ("ar", "Arab"), ("fa", "Arab"), ("ru", "Cyrl"), ("sr-Latn", "Latn"), ("sr", "Cyrl")),
        *(("zh-Hans", "Hans"), ("zh-Hant-HK", "Hant"), ("ja", "Jpan"), ("ko", "Kore"), ("hi", "Deva"), ("xx", "Latn")),
    ],
)
def test_scripts_follow_from_tags(tag: str, code: str) -> None:
    assert scripts.script_of(tag) == code


def test_rows_tell_typst_language_region_and_fonts() -> None:
    hans, hant = scripts.locale("zh-Hans", "ltr"), scripts.locale("zh-Hant", "ltr")
    assert (hans["lang"], hans["region"], hant["region"]) == ("zh", "CN", "TW")
    assert hans["text"][0] == {"name": "Noto Sans", "covers": "latin-in-cjk"}
    assert scripts.locale("pt-BR", "ltr")["region"] == "BR"
    assert scripts.locale("fa", "rtl")["text"][0] == "Amiri"
    assert scripts.locale("ar", "rtl")["text"][0] == "Almarai"
    assert scripts.locale("ar", "rtl")["rtl"]
    assert not scripts.locale("ar", "rtl")["italic"]
    assert scripts.locale("de", "ltr")["hyphenate"]
    assert not scripts.locale("en", "ltr")["hyphenate"]


def test_titles_never_mix_two_faces() -> None:
    assert scripts.locale("en", "ltr", "Plain")["display"][0] == scripts.BRICOLAGE
    assert scripts.locale("en", "ltr", "Ж")["display"] == [scripts.NOTO]


# --- fonts -------------------------------------------------------------------------------------------------------


def test_missing_names_each_character_once_and_in_order() -> None:
    assert fonts.missing(["a\ue001b\ue000", "\ue001 \u0378"]) == "\ue001\ue000\u0378"
    assert fonts.missing(["Ж ñ ع \u2068\u200b\u00ad\u202f\t\ufe0f"]) == ""


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "PACKAGES", ("no_such_fonts",))
    fonts.folders.cache_clear()
    with pytest.raises(ExportError, match="pip install no-such-fonts"):
        fonts.folders()
    fonts.folders.cache_clear()


def test_a_file_that_is_no_font_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "x.ttf"
    file.write_bytes(b"\0\1\0\0" + struct.pack(">HHHH", 0, 0, 0, 0))
    with pytest.raises(ExportError, match=r"x\.ttf"):
        fonts.coverage(file)


def test_long_lists_of_characters_are_cut_short() -> None:
    edition = posters.edition("en")
    text = problems.lacking(edition, edition.documents[0], "".join(map(chr, range(0xE000, 0xE014))))
    assert "U+E00B" in text
    assert "U+E00C" not in text
    assert "and 8 more" in text


def test_the_extra_is_named_where_it_would_help(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "has_cjk", lambda: False)
    edition = posters.edition("en")
    assert "polything[cjk]" in problems.lacking(edition, edition.documents[0], "字")
    assert "polything[cjk]" not in problems.lacking(edition, edition.documents[0], "\ue000")


# --- isolates ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("دورة 23 Things هنا", "دورة <23 Things> هنا"),
        ("الإرشاد (Coaching) هو", "الإرشاد (<Coaching>) هو"),
        ("انظر Foo (bar) baz هنا", "انظر <Foo (bar) baz> هنا"),
        ("انظر Foo (bar) هنا", "انظر <Foo (bar)> هنا"),
        ("زر example.org/x?y=1.", "زر <example.org/x?y=1>."),
        ("من 2026 إلى 2027", "من 2026 إلى 2027"),
        ("يقول “Going online?” هنا", "يقول “<Going online?>” هنا"),
        ("يقول “Sure.” هنا", "يقول “<Sure.>” هنا"),
        ("عند Moodle. ثم", "عند <Moodle>. ثم"),
        ("ملف PDF/UA-1 و C++", "ملف <PDF/UA-1> و <C>++"),
        ("بلا شيء", "بلا شيء"),
        ("\u2068kept\u2069 هنا", "<kept> هنا"),
    ],
)
def test_runs_keep_what_belongs_to_them(text: str, expected: str) -> None:
    assert bidi.isolate(text).replace(bidi.FSI, "<").replace(bidi.PDI, ">") == expected


def test_a_string_without_right_to_left_letters_is_isolated_as_a_whole() -> None:
    assert bidi.whole("Draft. Not yet.", "rtl") == "\u2068Draft. Not yet.\u2069"
    assert bidi.whole("Draft.", "ltr") == "Draft."
    assert bidi.whole("١٢", "rtl") == "١٢"


# --- themes ------------------------------------------------------------------------------------------------------

GROUNDS = [("ink", "paper"), ("muted", "paper"), ("ink", "soft"), ("muted", "soft"), ("on-field", "field")]
GROUNDS += [("on-bold", "bold"), ("on-line", "line"), ("line", "field"), ("bold", "paper")]


def light(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("name", sheets.themes())
def test_text_and_ground_of_every_theme_keep_their_contrast(name: str) -> None:
    theme = sheets.themes()[name]
    low = {}
    for text, ground in GROUNDS:
        if name == "black" and "bold" in (text, ground) and "on-bold" not in (text, ground):
            continue  # the black theme sets its headings in ink
        high, dark = sorted((light(theme[text]), light(theme[ground])), reverse=True)
        if (high + 0.05) / (dark + 0.05) < 4.5:
            low[text, ground] = (high + 0.05) / (dark + 0.05)
    assert not low
    high, dark = sorted((light(theme["bold"]), light(theme["soft"])), reverse=True)
    assert name == "black" or (high + 0.05) / (dark + 0.05) >= 3  # large headings in the box of an activity


# --- fit ---------------------------------------------------------------------------------------------------------


def test_a_guide_fits_its_page_limit_and_a_thing_always() -> None:
    edition = load("sample.en")
    guide = measure(edition, edition.document("guide/first-meeting"))
    assert (guide.fits, guide.pages, guide.need) == (False, 5, 2.5)
    assert guide.percent == 150
    assert measure(edition, edition.document("thing/02-check-where-you-stand")).fits


def test_percent_is_nought_only_if_it_fits() -> None:
    assert Fit(True, 1.0, 0.9).percent == 0
    assert Fit(False, 0.85, 1.0001).percent == 1
    assert Fit(False, 0.85, 1.123).percent == 13


def test_measure_refuses_unknown_sizes() -> None:
    edition = posters.edition("en")
    with pytest.raises(ExportError, match="a9"):
        measure(edition, edition.documents[0], "a9")


# --- previews ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("design", sheets.POSTERS)
@pytest.mark.parametrize("tag", ["en", "ar"])
def test_every_unit_of_a_poster_has_an_area_in_its_preview(design: str, tag: str) -> None:
    edition = posters.edition(tag, design)
    root = ElementTree.fromstring(poster_svg(edition, edition.documents[0]))
    found = {a.get("data-unit") for a in root.iter(f"{SVG}a")} - {None}
    document = edition.documents[0]
    wanted = {phrase.unit.id for phrase in document.fields.values()}
    for block in document.blocks:
        assert isinstance(block, nodes.Section)
        wanted |= {child.content.unit.id for child in block.children if hasattr(child, "content")}
    assert found == wanted


def test_a_preview_is_safe_to_show() -> None:
    hostile = '"><script>alert(1)</script> javascript:alert(1) &lt; #panic() $x$'
    edition = posters.edition("en", change={"title": hostile, "lead": hostile})
    svg = poster_svg(edition, edition.documents[0])
    root = ElementTree.fromstring(svg)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        *("svg", "g", "path", "use", "defs", "symbol", "a", "rect", "clipPath", "image", "pattern", "linearGradient")
    }
    for element in root.iter():
        for name, value in element.attrib.items():
            assert not name.lower().startswith("on")
            if name.endswith("href"):
                assert re.match(r"#|https://|data:image/", value), value


def test_a_poster_that_does_not_fit_still_has_a_preview_of_one_sheet() -> None:
    long = [[title, f"{text} " * 12] for title, text in posters.texts("de")["panels"]]
    edition = posters.edition("de", change={"panels": long})
    svg = poster_svg(edition, edition.documents[0])
    box = ElementTree.fromstring(svg).get("viewBox", "").split()
    assert [round(float(x) / 72 * 25.4) for x in box[2:]] == [210, 297]


def test_a_preview_shows_a_guide_page_by_page() -> None:
    edition = load("sample.en")
    guide = edition.document("guide/first-meeting")
    assert len(document_svgs(edition, guide)) == 5


# --- stream ends -------------------------------------------------------------------------------------------------


def small_pdf(*ends: bytes) -> bytes:
    """A PDF of one empty page, with a stream for every given end of data."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>"]
    objects.append(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>")
    objects += [b"<</Length %d>>\nstream\ndata%s\nendstream" % (4 + len(end), end) for end in ends]
    data, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join([b"0000000000 65535 f\r\n", *(b"%010d 00000 n\r\n" % offset for offset in offsets)])
    size = len(objects) + 1
    trailer = b"trailer\n<</Size %d/Root 1 0 R>>\n" % size
    return data + b"xref\n0 %d\n" % size + table + trailer + b"startxref\n%d\n%%%%EOF" % len(data)


def test_data_that_ends_in_a_carriage_return_gets_a_line_end_of_its_own() -> None:
    before = small_pdf(b"", b"\r", b"x", b"\r", b"\n")
    after = streams.settle(before)
    assert len(after) == len(before) + 2
    assert after.count(b"data\r\r\nendstream") == 2
    reader = pypdf.PdfReader(io.BytesIO(after), strict=True)
    found = [reader.get_object(number).get_data() for number in range(4, 9)]  # type: ignore[union-attr]
    assert found == [b"data", b"data\r", b"datax", b"data\r", b"data\n"]
    for match in re.finditer(rb"(\d{10}) 00000 n", after):
        assert re.match(rb"\d+ 0 obj\n", after[int(match[1]) :])


def test_other_files_stay_as_they_are() -> None:
    assert streams.settle(small_pdf(b"", b"\n")) == small_pdf(b"", b"\n")
    assert streams.settle(b"no pdf\r\nendstream") == b"no pdf\r\nendstream"
    assert streams.settle(b"\r\nendstream startxref\n0\n%%EOF") == b"\r\nendstream startxref\n0\n%%EOF"
