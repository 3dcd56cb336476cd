"""Nodes to HTML: every node type, marks of language and state, and text that tries to be code."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters import nodes
from exporters.api import Footnote
from exporters.rendering import html
from exporters.rendering.context import Context, safe
from tests.support.editions import load
from tests.support.pages import read

EN, AR = load("sample.en"), load("sample.ar")
UNIT = nodes.UnitRef(id="0123456789ab", lang="en", dir="ltr", state="source")
HOSTILE = (
    "<script>alert(1)</script>\"' onmouseover=alert(1) style=x <img src=x onerror=alert(1)> ${x} {{ x }} &lt;b&gt;"
)


def context(edition: Any = EN, **more: Any) -> Context:
    return Context(
        edition=edition, href=lambda link: f"/{link.document or link.asset}", asset=lambda p: f"/{p}", **more
    )


def phrase(*children: Any, unit: nodes.UnitRef = UNIT) -> nodes.Phrase:
    return nodes.Phrase(unit=unit, children=tuple(nodes.Text(text=c) if isinstance(c, str) else c for c in children))


def para(*children: Any, unit: nodes.UnitRef = UNIT) -> nodes.Paragraph:
    return nodes.Paragraph(content=phrase(*children, unit=unit))


def inline(*children: Any) -> str:
    return str(html.inline(phrase(*children).children, context()))


# --- links ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("href", ["https://example.org/a?b=c&d", "http://example.org", "mailto:a@example.org", "#top"])
def test_good_addresses_become_links(href: str) -> None:
    out = read(inline(nodes.Link(children=(nodes.Text(text="x"),), href=href)))
    assert out.all("a")[0]["href"] == href


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "\x01javascript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,<script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//example.org/x",
        "other.html",
        "https://example.org/\nx",
    ],
)
def test_other_addresses_leave_the_words(href: str) -> None:
    assert inline(nodes.Link(children=(nodes.Text(text="words"),), href=href)) == "words"


@pytest.mark.parametrize("answer", ["javascript:alert(1)", "//example.org", "data:x", None])
def test_an_address_from_the_callback_is_checked_too(answer: str | None) -> None:
    ctx = Context(edition=EN, href=lambda link: answer, asset=lambda p: p)
    assert html.inline((nodes.Link(children=(nodes.Text(text="words"),), document="thing/x"),), ctx) == "words"


def test_fragments_get_the_prefix_of_the_page() -> None:
    link = nodes.Link(children=(nodes.Text(text="x"),), href="#table")
    assert 'href="#t6-table"' in html.inline((link,), context(prefix="t6-"))


def test_links_to_other_sites_can_open_beside() -> None:
    outer = nodes.Link(children=(nodes.Text(text="x"),), href="https://example.org/")
    inner = nodes.Link(children=(nodes.Text(text="x"),), document="thing/x")
    page = read(str(html.inline((outer, inner), context(blank=True))))
    assert [a.get("target") for a in page.all("a")] == ["_blank", None]
    assert page.all("a")[0]["rel"] == "noopener"


def test_a_picture_with_a_bad_address_has_none() -> None:
    ctx = Context(edition=EN, href=lambda link: None, asset=lambda path: "javascript:alert(1)")
    assert html.inline((nodes.Image(asset="assets/x.svg", alt='"x"'),), ctx) == '<img alt="&#34;x&#34;">'


# --- inline -----------------------------------------------------------------------------------------------------------


def test_inline_marks() -> None:
    out = inline(
        nodes.Emphasis(children=(nodes.Text(text="a"),)),
        nodes.Strong(children=(nodes.Text(text="b"),)),
        nodes.Strike(children=(nodes.Text(text="c"),)),
        nodes.Code(text="<d>"),
        nodes.Break(hard=True),
    )
    assert out == '<em>a</em><strong>b</strong><del>c</del><code dir="ltr">&lt;d&gt;</code><br>'


@pytest.mark.parametrize(
    ("before", "after", "between"), [("a", "b", "\n"), ("中", "文", ""), ("中", "b", "\n"), ("한", "국", "\n")]
)
def test_soft_breaks_are_no_space_between_ideographs(before: str, after: str, between: str) -> None:
    assert inline(before, nodes.Break(hard=False), after) == before + between + after


def test_only_listed_attributes_of_source_html_pass() -> None:
    bad = {"onclick": "alert(1)", "style": "x", "class": "a", "lang": "fr", "id": "x", "href": "x"}
    element = nodes.InlineElement(tag="span", attributes=bad, children=())
    assert inline(element) == '<span class="a" lang="fr"></span>'
    block = nodes.Element(tag="details", attributes={**bad, "open": ""}, children=())
    assert str(html.blocks((block,), context())) == '<details class="a" lang="fr" open></details>'


def test_footnotes_lead_there_and_back() -> None:
    document = EN.document("guide/first-meeting")
    again = document.model_copy(update={"footnotes": (Footnote(number=1, children=(para("why"),)),)})
    refs = html.inline((nodes.FootnoteRef(number=1), nodes.FootnoteRef(number=1, occurrence=2)), context(prefix="p-"))
    page = read(str(refs) + str(html.footnotes(again, context(prefix="p-"))))
    assert not page.problems
    assert {link.removeprefix("#") for link in page.links()} <= set(page.ids)
    assert page.ids == ["p-fnref-1", "p-fnref-1-2", "p-fn-1"]


# --- whose text -------------------------------------------------------------------------------------------------------


def missing(key: str = "aaaaaaaaaaaa") -> nodes.UnitRef:
    return nodes.UnitRef(id=key, lang="en", dir="ltr", state="missing")


def test_fallback_has_its_own_language_direction_and_label() -> None:
    out = str(html.blocks((para("one", unit=missing()), para("two", unit=missing())), context(AR)))
    page = read(out)
    assert [p.get("lang") for p in page.all("p", class_="fallback")] == ["en", "en"]
    assert [p.get("dir") for p in page.all("p", class_="fallback")] == ["ltr", "ltr"]
    assert [p["lang"] for p in page.all("p", class_="tag")] == ["ar"], "one label for the run"


def test_a_list_after_untranslated_words_has_no_second_label() -> None:
    items = tuple(nodes.ListItem(children=(para(w, unit=missing()),)) for w in ("one", "two"))
    plain = nodes.List(ordered=False, items=items)
    assert "tag" not in str(html.blocks((para("x", unit=missing()), plain), context(AR))).split("</p>", 2)[2]
    assert str(html.blocks((plain,), context(AR))).count('class="tag"') == 1
    assert 'class="tag"' not in html.blocks((plain,), context(AR, labels=False))


def test_a_wholly_untranslated_text_runs_in_its_own_direction() -> None:
    item = nodes.ListItem(children=(para("one", unit=missing()),))
    plain = nodes.List(ordered=False, items=(item,))
    assert read(str(html.blocks((plain,), context(AR)))).all("li") == [{}], "one passage stays in its place"
    assert read(str(html.blocks((plain,), context(AR, labels=False)))).all("li") == [{"dir": "ltr"}]


def test_machine_and_stale_text_say_so() -> None:
    unit = nodes.UnitRef(id="bbbbbbbbbbbb", lang="ar", dir="rtl", state="suggested", machine=True, stale=True)
    assert (
        html.phrase(phrase("x", unit=unit), context(AR), "h1", class_="big") == '<h1 class="big machine stale">x</h1>'
    )


def test_units_are_named_only_when_asked_for() -> None:
    document = EN.document("guide/first-meeting")
    assert "data-unit" not in html.blocks(document.blocks, context())
    marked = read(str(html.blocks(document.blocks, context(units=True))))
    shown = {values["data-unit"] for _, values in marked.elements if "data-unit" in values}
    titles = {field.unit.id for field in document.fields.values()}
    assert len(shown) == document.progress.units - len(titles) - 1, "all but the fields and the footnote"


@pytest.mark.parametrize("identity", ["thing/11-test-what-you-read-and-see", "thing/02-check-where-you-stand"])
def test_every_unit_of_an_exercise_is_named(identity: str) -> None:
    document = EN.document(identity)
    marked = read(str(html.blocks(document.blocks, context(units=True))))
    shown = {values["data-unit"] for _, values in marked.elements if "data-unit" in values}
    assert len(shown) == document.progress.units - len({field.unit.id for field in document.fields.values()})


# --- exercises --------------------------------------------------------------------------------------------------------


def test_quiz_speaks_the_agreed_markup() -> None:
    page = read(str(html.blocks(EN.document("thing/11-test-what-you-read-and-see").blocks, context())))
    (quiz,) = page.all("div", data_quiz="check")
    assert quiz["data-pass"] == "60"
    assert [f["data-question"] for f in page.all("fieldset")] == ["q1", "q2"]
    assert [(i["type"], i["value"], i["data-ok"]) for i in page.all("input")] == [
        ("radio", "a", "0"),
        ("radio", "b", "1"),
        ("radio", "c", "0"),
        ("checkbox", "a", "1"),
        ("checkbox", "b", "1"),
        ("checkbox", "c", "0"),
    ]
    results = json.loads(quiz["data-results"])
    assert len(results) == 3
    assert results[2] == "2 of 2 answers are right. That is enough."
    assert all("hidden" in button for button in page.all("button")), "what needs the script is hidden without it"
    assert set(page.ids) >= {f["aria-labelledby"] for f in page.all("fieldset")}


def test_quiz_in_the_preview_shows_all_questions() -> None:
    page = read(str(html.blocks(EN.document("thing/11-test-what-you-read-and-see").blocks, context(units=True))))
    assert ["open" in d for d in page.all("details", class_="question")] == [True, True]


def test_self_check_can_be_compared() -> None:
    block = next(b for b in EN.document("thing/02-check-where-you-stand").blocks if isinstance(b, nodes.SelfCheck))
    later = block.model_copy(update={"compare": "thing/02-check-where-you-stand"})
    page = read(str(html.blocks((later,), context(prefix="t23-"))))
    (found,) = page.all("div", data_selfcheck="t23-skills")
    assert found["data-compare"] == "02-check-where-you-stand"
    assert len(json.loads(found["data-results"])) == 4
    assert [i["value"] for i in page.all("input", name="t23-skills-s1")] == ["0", "1", "2", "3"]


def test_reflection_has_a_field_for_each_question_or_none() -> None:
    block = next(
        b
        for b in EN.document("thing/02-check-where-you-stand").blocks
        if isinstance(b, nodes.Section) and b.name == "reflect"
    )
    page = read(str(html.blocks((block,), context())))
    assert (
        [t["id"] for t in page.all("textarea")]
        == [label["for"] for label in page.all("label")]
        == ["think-0", "think-1"]
    )
    bare = read(str(html.blocks((block,), context(notes=False))))
    assert not bare.all("textarea")
    assert len(bare.all("li")) == 2


def test_table_cells_name_columns_and_alignment() -> None:
    page = read(str(html.blocks(EN.document("guide/first-meeting").blocks, context())))
    assert [th["scope"] for th in page.all("th")] == ["col", "col", "col"]
    assert len(page.all("td", class_="to-end")) == 3
    assert page.all("div", class_="table")[0]["tabindex"] == "0"


def test_lists_keep_their_start_and_a_loose_list_its_paragraphs() -> None:
    item = nodes.ListItem(children=(para("a"), para("b")))
    out = str(html.blocks((nodes.List(ordered=True, start=4, tight=False, items=(item,)),), context()))
    assert out == '<ol start="4">\n<li><p>a</p>\n<p>b</p></li>\n</ol>'


# --- text is never code -----------------------------------------------------------------------------------------------


def everywhere(text: str) -> tuple[nodes.AnyBlock, ...]:
    """The same text in every place that can hold words from a document."""
    words, one = phrase(text), para(text)
    option = nodes.Option(id="a", correct=True, text=words, feedback=(one,))
    wrapped = nodes.Link(children=(nodes.Text(text=text),), href="https://example.org/", title=text)
    marked: tuple[Any, ...] = (
        nodes.Emphasis(children=words.children),
        nodes.Code(text=text),
        wrapped,
        nodes.Image(asset="assets/x.svg", alt=text, title=text),
        nodes.InlineElement(tag="abbr", attributes={"title": text, "class": text}, children=words.children),
    )
    return (
        nodes.Heading(level=2, id=text, content=words),
        nodes.Paragraph(id=text, classes=(text,), content=phrase(*marked)),
        nodes.List(ordered=False, items=(nodes.ListItem(checked=True, children=(one,)),)),
        nodes.Quote(children=(one,)),
        nodes.CodeBlock(text=text, info=text),
        nodes.Table(align=(None,), header=(words,), rows=((words,),)),
        nodes.DefinitionList(items=(nodes.Definition(terms=(words,), definitions=((one,),)),)),
        nodes.Element(tag="div", attributes={"class": text}, children=(one,)),
        nodes.Section(name=text, title=words, attributes={"role": text}, children=(one,)),
        nodes.Section(name="note", title=words, children=(one,)),
        nodes.Section(
            name="reflect", id=text, children=(nodes.List(ordered=False, items=(nodes.ListItem(children=(one,)),)),)
        ),
        nodes.Quiz(id=text, children=(one,), questions=(nodes.Question(id="q1", prompt=words, options=(option,)),)),
        nodes.SelfCheck(
            id=text, children=(one,), statements=(nodes.Statement(id="s", text=words),), scale=(words,), compare=text
        ),
    )


def check(text: str) -> None:
    plain, page = (read(str(html.blocks(everywhere(t), context()))) for t in ("harmless", text))
    assert [tag for tag, _ in page.elements] == [tag for tag, _ in plain.elements]
    for (_, values), (_, expected) in zip(page.elements, plain.elements, strict=True):
        assert set(values) <= set(expected) | {"id", "class", "title", "data-role"}
    assert not [name for _, values in page.elements for name in values if name.startswith("on") or name == "style"]
    assert all(safe(link) == link for link in page.links())


def test_hostile_text_stays_text() -> None:
    check(HOSTILE)
    page = read(str(html.blocks((para(HOSTILE),), context())))
    assert page.text == HOSTILE


@given(st.text(st.sampled_from("<>&\"'`=/ \n\tabjs:;(){}[]#%\\\x00\u202e\u2028"), max_size=40))
def test_any_text_stays_text(text: str) -> None:
    check(text)
    clean = text.replace("\x00", "")
    assert read(str(html.blocks((para(clean),), context()))).text == clean
