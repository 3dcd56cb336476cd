"""Which packages are made, what is in them, and that they never differ without a reason."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree, html

from exporters.api import Edition, ExportError, Options
from exporters.nodes import Phrase, Text
from exporters.packing import MEMBER
from exporters.scorm.exporter import ScormExporter
from exporters.scorm.validate import validate
from tests.support.editions import MemorySink, load
from tests.support.scorm import VERSIONS, members, packages

GOLDEN = Path(__file__).parents[3] / "golden" / "scorm"
EVERY = [(f, path) for f in VERSIONS for path in packages(f)]


def retitled(edition: Edition, title: str) -> Edition:
    """The edition with another title of its first Thing."""
    first = edition.documents[0]
    phrase = Phrase(unit=first.title.unit, children=(Text(text=title),))
    changed = first.model_copy(update={"fields": {**first.fields, "title": phrase}})
    return edition.model_copy(update={"documents": (changed, *edition.documents[1:])})


def test_programme_things_and_all_languages_are_planned() -> None:
    paths = [a.path for a in ScormExporter("scorm12").plan([load("sample.en"), load("sample.ar")], Options())]
    assert paths == [
        "scorm12/two-things-en.zip",
        "scorm12/02-check-where-you-stand-en.zip",
        "scorm12/11-test-what-you-read-and-see-en.zip",
        "scorm12/two-things-ar.zip",
        "scorm12/02-check-where-you-stand-ar.zip",
        "scorm12/11-test-what-you-read-and-see-ar.zip",
        "scorm12/two-things-all.zip",
    ]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (Options(documents=("thing/02-check-where-you-stand",)), ["02-check-where-you-stand-en.zip"]),
        (Options(values={"packages": "programme"}), ["two-things-en.zip"]),
        (Options(documents=("guide/first-meeting",)), []),
    ],
)
def test_what_is_asked_for_is_planned(options: Options, expected: list[str]) -> None:
    planned = ScormExporter("scorm2004").plan([load("sample.en")], options)
    assert [a.path for a in planned] == [f"scorm2004/{name}" for name in expected]


def test_unknown_options_are_refused() -> None:
    with pytest.raises(ExportError, match="is no value of report"):
        ScormExporter("scorm12").plan([load("sample.en")], Options(values={"report": "applause"}))
    with pytest.raises(ExportError, match="scorm2004"):
        ScormExporter("scorm13")


@pytest.mark.parametrize(("format_", "path"), EVERY)
def test_every_package_passes_the_validator_and_the_zip_rules(format_: str, path: str) -> None:
    data = packages(format_)[path]
    assert validate(data) == []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
    names = [entry.filename for entry in entries]
    assert names[0] == "imsmanifest.xml"
    assert names[1:] == sorted(names[1:])
    assert all(MEMBER.fullmatch(name) for name in names)
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert not any(name.endswith((".json", ".woff", ".woff2", ".xsd", ".zip")) for name in names)
    assert len(data) < 300_000


@pytest.mark.parametrize(("format_", "path"), EVERY)
def test_every_member_is_listed_exactly_once(format_: str, path: str) -> None:
    files = members(packages(format_)[path])
    root = etree.fromstring(files.pop("imsmanifest.xml"))
    listed = root.xpath("//*[local-name()='file']/@href")
    assert sorted(listed) == sorted(files)
    assert root.xpath("//@*[local-name()='schemaLocation']") == []
    identifiers = root.xpath("//@identifier")
    assert all(re.fullmatch(r"[a-z][a-z0-9-]*", identifier) for identifier in identifiers), identifiers
    assert len(root.xpath("//*[local-name()='item']")) == 1


@pytest.mark.parametrize("format_", VERSIONS)
def test_rebuilding_gives_the_same_bytes_in_any_order(format_: str) -> None:
    sink = MemorySink()
    made = ScormExporter(format_).export([load("sample.ar"), load("sample.en")], Options(), sink)
    assert {a.path for a in made} == set(packages(format_))
    assert sink.files == packages(format_)


@pytest.mark.parametrize(
    ("format_", "path", "report"),
    [
        ("scorm12", "two-things-en", "completed"),
        ("scorm12", "two-things-all", "completed"),
        ("scorm12", "two-things-ar", "passed"),
        ("scorm2004", "two-things-ar", "completed"),
        ("scorm2004", "11-test-what-you-read-and-see-en", "passed"),
    ],
)
def test_manifests_are_as_agreed(format_: str, path: str, report: str) -> None:
    files = members(packages(format_, report)[f"{format_}/{path}.zip"])
    golden = GOLDEN / f"{format_}-{path}-{report}.xml"
    assert files["imsmanifest.xml"].decode() == golden.read_text(encoding="utf-8")


def test_a_thing_without_a_quiz_has_no_pass_mark() -> None:
    for format_ in VERSIONS:
        files = members(packages(format_, "passed")[f"{format_}/02-check-where-you-stand-en.zip"])
        assert b"masteryscore" not in files["imsmanifest.xml"]
        assert b"minNormalizedMeasure" not in files["imsmanifest.xml"]


@pytest.mark.parametrize(("format_", "path"), EVERY)
def test_the_page_is_whole_and_asks_nobody(format_: str, path: str) -> None:
    files = members(packages(format_)[path])
    page = html.document_fromstring(files["index.html"].decode())
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    for address in page.xpath("//@src | //link/@href | //a/@href"):
        assert address.startswith(("#", "data:,", "https://")) or address in files, address
    fragments = [a[1:] for a in page.xpath("//a/@href") if a.startswith("#")]
    assert set(fragments) <= set(ids), set(fragments) - set(ids)
    # Nothing is loaded from elsewhere, and no script stands in the page.
    assert not re.search(r"(src|srcset)=\"(https?:)?//", files["index.html"].decode())
    assert b"url(http" not in files["look.css"]
    assert b"@import" not in files["look.css"]
    assert all(script.get("src") or script.get("type") == "application/json" for script in page.iter("script"))
    assert not re.search(rb"\b(unload|beforeunload|fetch|XMLHttpRequest|eval)\s*[('\"]", files["learn.js"])
    assert not re.search(rb"^\s*(import|export)\b", files["learn.js"], re.MULTILINE)
    assert json.loads(page.xpath("//script[@class='words']")[0].text)["saved"]


def test_translations_are_marked_and_drafts_say_so() -> None:
    page = html.document_fromstring(members(packages("scorm12")["scorm12/two-things-ar.zip"])["index.html"].decode())
    assert page.get("dir") == "rtl"
    assert page.get("lang") == "ar"
    assert page.xpath("//*[contains(@class,'fallback')][@lang='en'][@dir='ltr']")
    draft = load("sample.ar").message(
        "Draft translation, made with machine help. No native speaker has reviewed it yet."
    )
    assert draft in page.xpath("string(//section[@id='v-start'])")
    assert draft in page.xpath("string(//article[@id='v-11'])")
    assert "CC BY 4.0" in page.xpath("string(//article[@id='v-11'])")
    assert "ليلى حداد" in page.xpath("string(//section[@id='v-start'])")


def test_the_package_of_all_languages_holds_each_as_a_script() -> None:
    files = members(packages("scorm12")["scorm12/two-things-all.zip"])
    for tag in ("en", "ar"):
        text = files[f"text-{tag}.js"].decode()
        body = json.loads(text.removeprefix("polythingText(").removesuffix(")\n"))
        assert body["tag"] == tag
        assert html.fromstring(body["html"]).xpath("count(//*[@data-step])") == 8
    assert files["course.js"].decode().count('"ar"') == 1


def test_a_title_that_is_too_long_stops_its_package_only() -> None:
    sink = MemorySink()
    made = ScormExporter("scorm12").export([retitled(load("sample.en"), "x" * 256)], Options(), sink)
    assert [a.path for a in made] == [
        "scorm12/two-things-en.zip",
        "scorm12/11-test-what-you-read-and-see-en.zip",
    ]
    (problem,) = sink.problems
    assert problem.fatal
    assert problem.document == "thing/02-check-where-you-stand"
    assert "256 characters" in problem.message
    assert "255" in problem.message


def test_markup_in_a_title_stays_text() -> None:
    sink = MemorySink()
    edition = retitled(load("sample.en"), '</title><script>alert("1")</script>&')
    ScormExporter("scorm2004").export([edition], Options(values={"packages": "things,programme"}), sink)
    for data in sink.files.values():
        assert validate(data) == []
        assert b"<script>alert" not in members(data)["index.html"]


def test_a_picture_that_is_missing_is_reported() -> None:
    edition = load("sample.en").model_copy(update={"assets": ()})
    sink = MemorySink()
    assert ScormExporter("scorm12").export([edition], Options(), sink) == []
    assert all("is missing" in problem.message for problem in sink.problems)
    assert len(sink.problems) == 3


def test_languages_with_other_questions_do_not_share_a_package() -> None:
    arabic = load("sample.ar")
    first, second, *rest = arabic.documents
    shorter = second.model_copy(update={"blocks": second.blocks[:3]})
    sink = MemorySink()
    editions = [load("sample.en"), arabic.model_copy(update={"documents": (first, shorter, *rest)})]
    ScormExporter("scorm12").export(editions, Options(values={"packages": "all"}), sink)
    assert "other steps or questions in Arabic" in sink.problems[0].message


def test_a_change_of_one_thing_plans_only_what_holds_it() -> None:
    exporter, before, after = ScormExporter("scorm12"), load("sample.en"), retitled(load("sample.en"), "Another")
    changed = {
        old.path
        for old, new in zip(exporter.plan([before], Options()), exporter.plan([after], Options()), strict=True)
        if old.inputs != new.inputs
    }
    assert changed == {"scorm12/two-things-en.zip", "scorm12/02-check-where-you-stand-en.zip"}


def test_what_is_up_to_date_is_skipped() -> None:
    sink = MemorySink()
    skip = frozenset({"scorm12/two-things-en.zip"})
    made = ScormExporter("scorm12").export([load("sample.en")], Options(), sink, skip=skip)
    assert len(made) == 2
    assert "scorm12/two-things-en.zip" not in sink.files
