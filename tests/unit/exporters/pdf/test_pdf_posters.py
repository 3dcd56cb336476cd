"""Posters: every design in every kind of script fits on one page, says what it should, and is the same each time."""

from __future__ import annotations

import hashlib
import io
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pypdf
import pytest

from exporters import nodes
from exporters.api import Edition
from exporters.pdf import engine, fonts, payload, sheets
from exporters.pdf.fit import measure
from tests.support import posters
from tests.support.editions import load
from tests.support.pdfs import bare, check, export, one, read

DESIGNS = ("partners", "steps", "picture")
LANGUAGES = ("en", "de", "ar", "en-XA", *(("zh-Hans",) if fonts.has_cjk() else ()))


def shown(edition: Edition) -> list[str]:
    """All texts of an edition's only document."""
    document = edition.documents[0]
    found = [phrase.text for key, phrase in document.fields.items()]
    for block in document.blocks:
        assert isinstance(block, nodes.Section)
        found += [child.content.text for child in block.children if hasattr(child, "content")]
    return found


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("design", DESIGNS)
def test_each_design_fits_one_page_in_each_kind_of_script(design: str, tag: str) -> None:
    edition = posters.edition(tag, design, sizes=("a4", "screen"))
    files, problems = export(edition)
    assert not problems
    for path, data in files.items():
        reader = pypdf.PdfReader(io.BytesIO(data))
        assert len(reader.pages) == 1, path
        found = bare(read(data))
        if tag != "ar":
            assert [text for text in shown(edition) if bare(text) not in found] == [], path


@pytest.mark.parametrize("design", DESIGNS)
def test_arabic_words_are_found_again_as_far_as_its_font_lets_them(design: str) -> None:
    edition = posters.edition("ar", design)
    text = read(one(edition))
    words = {bare(word) for word in " ".join(shown(edition)).split()} - {""}
    plain = bare(text)
    assert sum(word in plain or word[::-1] in plain for word in words) / len(words) > 0.5


def test_all_sizes_have_their_measures() -> None:
    files, _ = export(posters.edition("en", sizes=("a4", "a3", "a2", "screen")))
    boxes = {
        path.rsplit("-", 1)[1]: tuple(
            round(float(x) / 72 * 25.4) for x in pypdf.PdfReader(io.BytesIO(data)).pages[0].mediabox[2:]
        )
        for path, data in files.items()
    }
    assert boxes == {"a4.pdf": (210, 297), "a3.pdf": (297, 420), "a2.pdf": (420, 594), "screen.pdf": (339, 190)}
    assert list(files) == [f"pdf/en/poster/shared-work-{size}.pdf" for size in ("a4", "a3", "a2", "screen")]


def test_larger_paper_scales_the_same_layout() -> None:
    edition = posters.edition("de")
    fits = [measure(edition, edition.documents[0], size) for size in ("a3", "a2")]
    assert fits[0].scale == pytest.approx(fits[1].scale, abs=0.02)


def test_metadata_names_title_author_language_and_direction() -> None:
    reader = pypdf.PdfReader(io.BytesIO(one(posters.edition("ar"))))
    root = reader.trailer["/Root"]
    assert reader.metadata is not None
    assert reader.metadata.title == posters.texts("ar")["title"]
    assert reader.metadata.author == "Polything demo editors"
    assert reader.metadata["/CreationDate"].startswith("D:20261120")
    assert root["/Lang"] == "ar"
    assert root["/ViewerPreferences"]["/Direction"] == "/R2L"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize("tag", ["en", "ar"])
def test_every_design_passes_the_checks_for_access_and_archive(design: str, tag: str) -> None:
    check(one(posters.edition(tag, design)))


def test_the_black_theme_is_a_variant_of_its_own_and_uses_no_colour() -> None:
    files, _ = export(posters.edition("en"), theme="black")
    ((path, data),) = files.items()
    assert path == "pdf/en/poster/shared-work-a4-black.pdf"
    check(data)
    content = pypdf.PdfReader(io.BytesIO(data)).pages[0].get_contents()
    assert content is not None
    colours = {
        tuple(match.split()) for match in re.findall(rb"([\d.]+ [\d.]+ [\d.]+) (?:rg|RG|scn|SCN)\b", content.get_data())
    }
    assert all(len(set(colour)) == 1 for colour in colours)


def test_every_poster_carries_its_credits_and_notices() -> None:
    text = bare(read(one(posters.edition("de"))))
    for words in ("CC BY 4.0", "Polything demo editors", "Learning is shared work, version 2026.11"):
        assert bare(words) in text
    assert bare("Draft translation, made with machine help.") in text
    assert bare("It may differ from the original") in text


def test_links_and_code_lead_to_the_same_place() -> None:
    reader = pypdf.PdfReader(io.BytesIO(one(posters.edition("en"))))
    uris = {a.get_object()["/A"]["/URI"] for a in reader.pages[0]["/Annots"] if "/A" in a.get_object()}
    assert "https://creativecommons.org/licenses/by/4.0/" in uris


def test_the_same_edition_gives_the_same_bytes_here_and_in_another_process() -> None:
    first, second = one(posters.edition("ar")), one(posters.edition("ar"))
    assert first == second
    code = (
        "import hashlib; from tests.support import posters; from tests.support.editions import MemorySink; "
        "from exporters.pdf.exporter import PdfExporter; from exporters.api import Options; s = MemorySink(); "
        "PdfExporter().export([posters.edition('ar')], Options(), s); "
        "print(hashlib.sha256(*s.files.values()).hexdigest())"
    )
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert other.stdout.strip() == hashlib.sha256(first).hexdigest()


def test_threads_do_not_mix_their_texts() -> None:
    editions = [posters.edition(tag, design) for design in DESIGNS for tag in ("en", "de", "ar")]
    alone = [one(edition) for edition in editions]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(one, editions)) == alone


# --- what does not fit -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("design", DESIGNS)
def test_text_that_is_too_long_does_not_fit_and_says_by_how_much(design: str) -> None:
    long = [[title, f"{text} " * 9] for title, text in posters.texts("de")["panels"]]
    edition = posters.edition("de", design, change={"panels": long})
    fit = measure(edition, edition.documents[0])
    assert not fit.fits
    assert fit.need > 1
    files, problems = export(edition, posters.edition("en", design))
    assert list(files) == ["pdf/en/poster/shared-work-a4.pdf"]
    (problem,) = problems
    assert problem.fatal
    assert problem.language == "de"
    assert problem.document == "poster/shared-work"
    assert f"does not fit: text needs {fit.percent} % more room" in problem.message


@pytest.mark.parametrize("design", DESIGNS)
def test_a_word_too_long_for_the_title_does_not_fit(design: str) -> None:
    edition = posters.edition("de", design, change={"title": "Donaudampfschifffahrtsgesellschaftskapitän" * 4})
    assert not measure(edition, edition.documents[0]).fits


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize("size", ["a4", "screen"])
def test_more_text_never_needs_less_room_and_scale_stays_within_its_limits(design: str, size: str) -> None:
    fits = []
    for times in (1, 2, 4):
        long = [[title, " ".join([text] * times)] for title, text in posters.texts("en")["panels"]]
        edition = posters.edition("en", design, change={"panels": long})
        fits.append(measure(edition, edition.documents[0], size))
    assert fits[0].need < fits[1].need < fits[2].need
    assert all(0.85 <= fit.scale <= 1.4 for fit in fits)
    assert all(fit.fits == (fit.need <= 1) for fit in fits)


def test_the_fit_is_that_of_the_pdf() -> None:
    """What measures draws nothing; what draws must come to the same verdict."""
    for design in DESIGNS:
        edition = posters.edition("de", design)
        fit = measure(edition, edition.documents[0], "a3")
        made = payload.build(edition, edition.documents[0], sheets.SIZES["a3"])
        _, verdict = engine.pdf(made, edition.generated)
        assert (verdict.scale, verdict.fits, verdict.need, verdict.pages) == (fit.scale, fit.fits, fit.need, 1)


# --- fonts -------------------------------------------------------------------------------------------------------


def test_a_character_without_font_stops_its_own_poster_and_is_named() -> None:
    panels = posters.texts("en")["panels"]
    edition = posters.edition("en", change={"panels": [["Here \ue000", "and \u0378."], *panels[1:]]})
    files, (problem,) = export(edition, posters.edition("de"))
    assert list(files) == ["pdf/de/poster/shared-work-a4.pdf"]
    assert problem.fatal
    for part in ("English (en)", "poster/shared-work", "U+E000", "U+0378"):
        assert part in problem.message
    assert measure(edition, edition.documents[0]).missing == "\ue000\u0378"


def test_without_the_optional_fonts_chinese_fails_alone_and_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "has_cjk", lambda: False)
    files, (problem,) = export(posters.edition("zh-Hans"), posters.edition("en"))
    assert list(files) == ["pdf/en/poster/shared-work-a4.pdf"]
    assert problem.fatal
    assert "polything[cjk]" in problem.message
    assert "Chinese (zh-Hans)" in problem.message


def test_text_outside_slots_and_unknown_roles_are_refused() -> None:
    edition = posters.edition("en")
    document = edition.documents[0]
    loose = nodes.Paragraph(content=posters.phrase("Loose", edition.language))
    role = nodes.Section(name="slot", id="x", attributes={"role": "corner"}, children=(loose,))
    for block in (loose, role):
        changed = document.model_copy(update={"blocks": (*document.blocks, block)})
        _, (problem,) = export(edition.model_copy(update={"documents": (changed,)}))
        assert problem.fatal
        assert "poster/shared-work" in problem.message


@pytest.mark.parametrize(
    ("meta", "message"),
    [({"design": "cube"}, "no design “cube”"), ({"sizes": ("a9",)}, "“a9” is not a size")],
)
def test_an_unknown_design_or_size_is_named(meta: dict[str, str], message: str) -> None:
    edition = posters.edition("en")
    document = edition.documents[0].model_copy(update={"meta": dict(edition.documents[0].meta) | meta})
    files, (problem,) = export(edition.model_copy(update={"documents": (document,)}))
    assert not files
    assert message in problem.message
    assert problem.fatal


def test_golden_poster_in_arabic_marks_what_is_not_translated() -> None:
    edition = load("sample.ar")
    poster = edition.document("poster/learning-is-shared-work")
    fields = dict(poster.fields)
    unit = fields["kicker"].unit.model_copy(update={"lang": "en", "dir": "ltr", "state": "missing"})
    fields["kicker"] = nodes.Phrase(unit=unit, children=(nodes.Text(text="For libraries"),))
    changed = poster.model_copy(update={"fields": fields, "meta": dict(poster.meta) | {"sizes": ("a4",)}})
    text = read(one(edition.model_copy(update={"documents": (changed,)})))
    assert re.search(r"For libraries\s*EN", text)


def test_only_the_sizes_asked_for_are_made() -> None:
    files, _ = export(posters.edition("en", sizes=("a4", "a3")), sizes="a3")
    assert list(files) == ["pdf/en/poster/shared-work-a3.pdf"]


@pytest.mark.parametrize("design", ["partners", "picture"])
def test_a_heading_wider_than_its_column_shrinks_or_does_not_fit(design: str) -> None:
    panels = posters.texts("en")["panels"]
    fits = []
    for word in ("Learning", "Internationalisation", "Internationalisation" * 3):
        edition = posters.edition("en", design, change={"panels": [[word, "Short."], *panels[1:]]})
        fits.append(measure(edition, edition.documents[0]))
    assert fits[0].need <= fits[1].need < fits[2].need
    assert not fits[2].fits
    german = posters.edition("de", design, change={"panels": [["Weiterbildungsverantwortliche", "Kurz."], *panels[1:]]})
    assert measure(german, german.documents[0]).fits
