"""Guides and Things: every node on paper, answers at the end, digits, footnotes, pictures, and what paper cannot do."""

from __future__ import annotations

import hashlib
import io
import re
import struct
import zlib
from typing import Any

import pypdf
import pytest

from exporters import api, nodes
from exporters.api import Options
from exporters.pdf import engine, payload, sheets
from exporters.pdf.exporter import PdfExporter
from exporters.pdf.pictures import Pictures, as_svg
from exporters.pdf.tokens import Writer
from tests.support import posters
from tests.support.editions import MemorySink, load
from tests.support.pdfs import bare, check, export, one, pages, read

EN = posters.LANGUAGES["en"]
AR = posters.LANGUAGES["ar"]


def p(text: str, *children: Any, language: api.Language = EN) -> nodes.Paragraph:
    return nodes.Paragraph(content=posters.phrase(text, language, *children))


def golden(name: str, document: str) -> api.Edition:
    edition = load(name)
    return edition.model_copy(update={"documents": (edition.document(document),)})


def texts_of(node: Any) -> list[str]:
    """Every text node's words in a tree of nodes."""
    if isinstance(node, nodes.Text | nodes.Code):
        return [node.text]
    if isinstance(node, nodes.CodeBlock):
        return [node.text]
    if isinstance(node, tuple | list):
        return [text for item in node for text in texts_of(item)]
    if isinstance(node, dict):
        return [text for item in node.values() for text in texts_of(item)]
    if isinstance(node, nodes.Node):
        return [text for key in type(node).model_fields for text in texts_of(getattr(node, key))]
    return []


@pytest.mark.parametrize("name", ["sample.en", "sample.ar"])
@pytest.mark.parametrize(
    "document", ["guide/first-meeting", "thing/02-check-where-you-stand", "thing/11-test-what-you-read-and-see"]
)
def test_golden_booklets_pass_the_checks_for_access_and_archive(name: str, document: str) -> None:
    check(one(golden(name, document)))


@pytest.mark.parametrize(
    "document", ["guide/first-meeting", "thing/02-check-where-you-stand", "thing/11-test-what-you-read-and-see"]
)
def test_every_text_of_a_document_is_printed(document: str) -> None:
    edition = golden("sample.en", document)
    made = edition.documents[0]
    found = bare(read(one(edition)))
    wrong = {
        bare(text)
        for block in made.blocks
        if isinstance(block, nodes.Quiz)
        for question in block.questions
        for option in question.options
        if not option.correct
        for text in texts_of(option.feedback)
    }
    lost = [text for text in texts_of((made.blocks, made.footnotes)) if bare(text) not in found]
    assert {bare(text) for text in lost} <= wrong
    for key in ("title", "lead"):
        assert bare(made.fields[key].text) in found


def test_answers_stand_on_the_last_page_only() -> None:
    sheets_ = [bare(text) for text in pages(one(golden("sample.en", "thing/11-test-what-you-read-and-see")))]
    why = bare("Strong feelings are a reason to slow down.")
    option = bare("I stop and find out who is behind it.")
    assert [why in text for text in sheets_] == [False] * (len(sheets_) - 1) + [True]
    assert option in sheets_[0]
    assert bare("Likes show reach, not truth.") not in "".join(sheets_)


def test_pages_and_steps_are_counted_in_the_digits_of_the_language() -> None:
    text = read(one(golden("sample.ar", "thing/11-test-what-you-read-and-see")))
    for shown in ("١١", "٤٥", "١", "٢", "٣"):
        assert shown in text
    latin = read(one(golden("sample.en", "thing/11-test-what-you-read-and-see")))
    assert not re.search("[٠-٩]", latin)


def test_a_fallback_keeps_its_language_and_is_marked() -> None:
    edition = golden("sample.ar", "thing/11-test-what-you-read-and-see")
    writer = Writer(edition, edition.documents[0], Pictures(edition, None))
    tokens = writer.blocks(edition.documents[0].blocks)
    found = [token for token in walk(tokens) if isinstance(token, dict) and token.get("m")]
    assert [(token["l"], token["m"]) for token in found] == [("en", "EN")]
    assert "\u2068" not in str(found)
    assert re.search(r"season\.\s*EN", read(one(edition)))


def test_contents_headings_and_footnotes_of_a_guide() -> None:
    reader = pypdf.PdfReader(io.BytesIO(one(golden("sample.en", "guide/first-meeting"))))
    titles = [item["/Title"] for item in reader.outline if not isinstance(item, list)]
    assert [t for t in titles if t in ("Before you meet", "Two meetings", "Worksheet")] == [
        "Before you meet",
        "Two meetings",
        "Worksheet",
    ]
    contents, text = reader.pages[1].extract_text(), reader.pages[2].extract_text()
    assert re.search(r"Two meetings\s*3", contents)
    assert "At least three days before." in text
    assert "At least three days before." not in contents


def test_what_paper_can_only_put_into_words_is_named() -> None:
    _, problems = export(golden("sample.en", "guide/first-meeting"))
    messages = [problem.message for problem in problems]
    assert any("only by their words: abbr, details" in message for message in messages)
    assert any("5 pages, 2 are allowed" in message for message in messages)
    assert not any(problem.fatal for problem in problems)


def test_no_heading_level_is_skipped() -> None:
    blocks = (
        nodes.Heading(level=2, id="a", content=posters.phrase("Chapter", EN)),
        nodes.Heading(level=5, id="b", content=posters.phrase("Deep", EN)),
        nodes.Heading(level=3, id="c", content=posters.phrase("Less deep", EN)),
    )
    check(one(posters.wrap(EN, posters.guide(*blocks))))


# --- unknown things ----------------------------------------------------------------------------------------------


class Hologram(nodes.Block):
    type: str = "hologram"


class Blink(nodes.Node):
    type: str = "blink"


def test_an_unknown_node_stops_its_document_and_is_named() -> None:
    block = posters.guide().model_copy(update={"blocks": (Hologram(),)})
    phrase = nodes.Phrase.model_construct(unit=posters.phrase("x", EN).unit, children=(Blink(),))
    inline = posters.guide().model_copy(update={"blocks": (nodes.Paragraph.model_construct(content=phrase),)})
    for document, name in ((block, "hologram"), (inline, "blink")):
        sink = MemorySink()
        edition = posters.wrap(EN, posters.guide()).model_copy(update={"documents": (document,)})
        with pytest.raises(api.ExportError, match=f"guide/sample.*“{name}”"):
            payload.build(edition, document, sheets.SIZES["a4"], read=sink.asset)


def test_an_unknown_token_stops_typst_too() -> None:
    edition = posters.wrap(EN, posters.guide(p("Text")))
    made = payload.build(edition, edition.documents[0], sheets.SIZES["a4"])
    made.data["doc"]["chapters"][0]["blocks"].append({"t": "hologram"})
    with pytest.raises(api.ExportError, match="unknown block token: hologram"):
        engine.pdf(made, edition.generated)


def test_every_node_type_of_the_contract_has_a_branch() -> None:
    """A new node must be drawn: this list fails when `exporters.nodes` grows."""
    blocks = {m.model_fields["type"].default for m in vars(nodes).values() if is_node(m, nodes.Block)}
    inline = {m.model_fields["type"].default for m in vars(nodes).values() if is_node(m, nodes.Node)} - blocks
    golden_blocks, golden_inline = set(), set()
    for name in ("sample.en", "sample.ar"):
        for document in load(name).documents:
            for node in walk_nodes((document.blocks, document.footnotes)):
                kind = getattr(node, "type", None)
                (golden_blocks if isinstance(node, nodes.Block) else golden_inline).add(kind)
    assert blocks <= golden_blocks
    assert inline - {"strike", "break"} <= golden_inline
    extra = p(
        "",
        nodes.Strike(children=(nodes.Text(text="gone"),)),
        nodes.Break(hard=True),
        nodes.Text(text="a"),
        nodes.Break(hard=False),
        nodes.Text(text="b"),
    )
    assert "a b" in read(one(posters.wrap(EN, posters.guide(extra))))


def is_node(model: Any, base: type) -> bool:
    return isinstance(model, type) and issubclass(model, base) and "type" in getattr(model, "model_fields", {})


def walk_nodes(value: Any) -> list[Any]:
    if isinstance(value, tuple | list):
        return [node for item in value for node in walk_nodes(item)]
    if isinstance(value, nodes.Node):
        return [value, *(node for key in type(value).model_fields for node in walk_nodes(getattr(value, key)))]
    return []


def walk(value: Any) -> list[Any]:
    """Every token in a tree of tokens."""
    if isinstance(value, list):
        return [token for item in value for token in walk(item)]
    if isinstance(value, dict):
        return [value, *(token for item in value.values() for token in walk(item))]
    return [value]


# --- Latin in Arabic ---------------------------------------------------------------------------------------------


def containers() -> dict[str, Any]:
    """The same mixed text in every place that holds one."""

    def say() -> nodes.Phrase:
        return posters.phrase("دورة 23 Things هنا", AR)

    par = nodes.Paragraph(content=say())
    text = nodes.Text(text="دورة 23 Things هنا")
    return {
        "paragraph": par,
        "heading": nodes.Heading(level=2, id="h", content=say()),
        "list item": nodes.List(ordered=False, items=(nodes.ListItem(children=(par,)),)),
        "quote": nodes.Quote(children=(par,)),
        "table head": nodes.Table(align=(None,), header=(say(),), rows=()),
        "table cell": nodes.Table(align=(None,), header=(None,), rows=((say(),),)),
        "term": nodes.DefinitionList(items=(nodes.Definition(terms=(say(),), definitions=()),)),
        "definition": nodes.DefinitionList(items=(nodes.Definition(terms=(), definitions=((par,),)),)),
        "summary": nodes.Element(tag="details", children=(nodes.Element(tag="summary", children=(par,)),)),
        "caption": nodes.Element(tag="figure", children=(nodes.Element(tag="figcaption", children=(par,)),)),
        "section": nodes.Section(name="note", children=(par,)),
        "section title": nodes.Section(name="note", title=say(), children=()),
        "question": nodes.Quiz(questions=(nodes.Question(id="q", prompt=say(), options=()),)),
        "option": nodes.Quiz(
            questions=(
                nodes.Question(
                    id="q", prompt=posters.phrase("؟", AR), options=(nodes.Option(id="a", correct=True, text=say()),)
                ),
            )
        ),
        "feedback": nodes.Quiz(
            questions=(
                nodes.Question(
                    id="q",
                    prompt=posters.phrase("؟", AR),
                    options=(nodes.Option(id="a", correct=True, text=posters.phrase("نعم", AR), feedback=(par,)),),
                ),
            )
        ),
        "statement": nodes.SelfCheck(statements=(nodes.Statement(id="s", text=say()),), scale=()),
        "scale": nodes.SelfCheck(statements=(), scale=(say(),)),
        "emphasis": p("", nodes.Emphasis(children=(text,)), language=AR),
        "strong": p("", nodes.Strong(children=(text,)), language=AR),
        "strike": p("", nodes.Strike(children=(text,)), language=AR),
        "link text": p("", nodes.Link(children=(text,), href="https://example.org/a"), language=AR),
        "element": p("", nodes.InlineElement(tag="sup", children=(text,)), language=AR),
    }


@pytest.mark.parametrize("place", containers())
def test_latin_runs_are_isolated_in_every_container(place: str) -> None:
    document = posters.guide(containers()[place], tag="ar")
    edition = posters.wrap(AR, document)
    writer = Writer(edition, document, Pictures(edition, None))
    strings = [t for t in walk(writer.blocks(document.blocks)) if isinstance(t, str) and "Things" in t]
    assert strings == ["دورة \u206823 Things\u2069 هنا"]


def test_latin_runs_are_isolated_in_footnotes_and_fields_and_never_in_addresses() -> None:
    text = posters.phrase("دورة 23 Things هنا", AR)
    link = nodes.Link(children=(nodes.Text(text="دورة"),), href="https://example.org/23 Things")
    document = posters.guide(
        p("", link, nodes.FootnoteRef(number=1), language=AR),
        tag="ar",
        fields={"title": text},
        footnotes=(api.Footnote(number=1, children=(nodes.Paragraph(content=text),)),),
    )
    made = payload.build(posters.wrap(AR, document), document, sheets.SIZES["a4"])
    strings = [t for t in walk([made.data["doc"], made.data["notes"]]) if isinstance(t, str) and "Things" in t]
    addresses = [t for t in strings if t.startswith("https:")]
    assert addresses == ["https://example.org/23 Things"]
    rest = [t for t in strings if "example" not in t]
    assert len(rest) == 2
    assert all("\u206823 Things\u2069" in t for t in rest)
    assert "\u2068" not in made.data["meta"]["title"]


# --- links and pictures ------------------------------------------------------------------------------------------


def test_links_only_where_they_lead_somewhere() -> None:
    def link(**target: str) -> nodes.Link:
        return nodes.Link(children=(nodes.Text(text="words"),), **target)

    document = posters.guide(
        nodes.Heading(level=2, id="here", content=posters.phrase("Here", EN)),
        p("", link(href="https://example.org/a"), link(href="mailto:a@example.org"), link(href="#here")),
        p("", link(href="javascript:alert(1)"), link(href="#nowhere"), link(document="thing/x"), link(asset="a.svg")),
    )
    reader = pypdf.PdfReader(io.BytesIO(one(posters.wrap(EN, document))))
    actions = [a.get_object() for sheet in reader.pages[2:3] for a in sheet.get("/Annots", ())]
    uris = [a["/A"]["/URI"] for a in actions if "/URI" in a.get("/A", {})]
    assert uris == ["https://example.org/a", "mailto:a@example.org"]
    assert len([a for a in actions if "/URI" not in a.get("/A", {})]) == 1
    assert "(example.org/a)" in reader.pages[2].extract_text()


def png(width: int = 3, height: int = 2) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\xf4\xbd\x4a" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def with_picture(data: bytes, media_type: str, alt: str = "Three squares") -> tuple[api.Edition, MemorySink]:
    path = "assets/picture.bin"
    asset = api.Asset(path=path, digest=hashlib.sha256(data).hexdigest(), media_type=media_type, size=len(data))
    document = posters.guide(p("", nodes.Image(asset=path, alt=alt)))
    return posters.wrap(EN, document, assets=(asset,)), MemorySink({path: data})


@pytest.mark.parametrize("alt", ["Three squares", ""])
def test_a_png_is_printed_with_its_words_for_readers(alt: str) -> None:
    edition, sink = with_picture(png(), "image/png", alt)
    PdfExporter().export([edition], Options(), sink)
    (data,) = sink.files.values()
    assert not sink.problems
    check(data)
    images = [str(image.name) for sheet in pypdf.PdfReader(io.BytesIO(data)).pages for image in sheet.images]
    assert len(images) == 1
    alts = [obj["/Alt"] for obj in objects(data) if "/Alt" in obj]
    assert (alt in alts) == bool(alt)


def objects(data: bytes) -> list[Any]:
    reader = pypdf.PdfReader(io.BytesIO(data))
    found = [reader.get_object(number) for number in range(1, reader.trailer["/Size"])]
    return [obj for obj in found if isinstance(obj, dict)]


def test_sizes_of_pictures_come_from_their_heads() -> None:
    assert 'width="3" height="2"' in as_svg(png(), "image/png")
    jpeg = (
        b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xc0\x00\x11\x08\x00\x05\x00\x07\x03"
    )
    assert 'width="7" height="5"' in as_svg(jpeg + b"\0" * 12, "image/jpeg")
    for data, kind in ((b"GIF89a", "image/gif"), (b"no", "image/png"), (b"no", "image/jpeg")):
        with pytest.raises(ValueError, match=r".+"):
            as_svg(data, kind)


def test_a_picture_that_paper_cannot_show_leaves_its_words_and_a_remark() -> None:
    edition, sink = with_picture(b"GIF89a", "image/gif")
    PdfExporter().export([edition], Options(), sink)
    (data,) = sink.files.values()
    assert "Three squares" in read(data)
    (problem,) = sink.problems
    assert not problem.fatal
    assert "assets/picture.bin" in problem.message


def test_a_missing_or_changed_picture_stops_its_document() -> None:
    edition, _ = with_picture(png(), "image/png")
    for sink in (MemorySink(), MemorySink({"assets/picture.bin": b"other"})):
        assert PdfExporter().export([edition], Options(), sink) == []
        (problem,) = sink.problems
        assert problem.fatal
        assert "assets/picture.bin" in problem.message
    unknown = posters.wrap(EN, posters.guide(p("", nodes.Image(asset="assets/none.svg", alt=""))))
    _, (problem,) = export(unknown)
    assert "assets/none.svg" in problem.message


# --- planning ----------------------------------------------------------------------------------------------------


def plan(edition: api.Edition, **values: str) -> dict[str, str]:
    return {a.path: a.inputs for a in PdfExporter().plan([edition], Options(values=values))}


def test_the_plan_is_what_export_makes_and_pages_have_no_paper() -> None:
    edition = load("sample.en")
    planned = PdfExporter().plan([edition], Options())
    sink = MemorySink()
    made = PdfExporter().export([edition], Options(), sink, skip=frozenset({planned[0].path}))
    assert made == planned[1:]
    assert list(sink.files) == [artifact.path for artifact in made]
    assert {artifact.path.split("/")[2] for artifact in planned} == {"thing", "poster", "guide"}


def test_digests_follow_what_the_bytes_depend_on() -> None:
    edition = load("sample.en")
    before = plan(edition)
    thing, other = "pdf/en/thing/02-check-where-you-stand-a4.pdf", "pdf/en/thing/11-test-what-you-read-and-see-a4.pdf"
    documents = tuple(
        d.model_copy(update={"minutes": 99}) if d.id.startswith("thing/02") else d for d in edition.documents
    )
    changed = plan(edition.model_copy(update={"documents": documents}))
    assert [path for path in before if before[path] != changed[path]] == [thing]
    assets = tuple(
        a.model_copy(update={"digest": "f" * 64}) if a.path == "assets/tile-11.svg" else a for a in edition.assets
    )
    assert [p for p, d in plan(edition.model_copy(update={"assets": assets})).items() if d != before[p]] == [other]
    words = plan(edition.model_copy(update={"messages": {"Answers": "Solutions"}}))
    assert all(words[path] != before[path] for path in before)
    assert not set(plan(edition, theme="black")) & set(before)


def test_an_unknown_theme_is_named() -> None:
    with pytest.raises(api.ExportError, match=r"“neon” is no value of theme\. Use: harbour, grove"):
        export(golden("sample.en", "guide/first-meeting"), theme="neon")
    edition = load("sample.en")
    with pytest.raises(api.ExportError, match="no theme “neon”"):
        payload.build(edition, edition.document("guide/first-meeting"), sheets.SIZES["a4"], theme="neon")


def test_pages_that_do_not_settle_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    class Restless:
        def compile_with_warnings(self, *_: Any, **__: Any) -> tuple[bytes, list[Any]]:
            return b"%PDF", [type("Warning", (), {"message": "layout did not converge within 5 attempts"})]

    monkeypatch.setattr(engine, "_compiler", Restless)
    edition = posters.wrap(EN, posters.guide(p("Text")))
    made = payload.build(edition, edition.documents[0], sheets.SIZES["a4"])
    with pytest.raises(api.ExportError, match="do not settle"):
        engine.pdf(made, edition.generated)


def test_marks_are_left_out_where_nothing_is_translated() -> None:
    edition = golden("sample.ar", "thing/11-test-what-you-read-and-see")
    document = edition.documents[0]
    none = api.Progress(units=document.progress.units, missing=document.progress.units)
    bare_document = document.model_copy(update={"progress": none})
    made = payload.build(
        edition.model_copy(update={"documents": (bare_document,)}),
        bare_document,
        sheets.SIZES["a4"],
        read=MemorySink().asset,
    )
    assert not [token for token in walk(made.data["doc"]) if isinstance(token, dict) and "m" in token]
