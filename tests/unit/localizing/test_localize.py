"""From documents and translations to nodes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from exporters import nodes
from exporters.api import Document
from service.documents.links import resolver
from service.documents.programme import ProgrammeFolder, load_programme
from service.documents.source import SourceDocument
from service.documents.units import Unit
from service.languages import language
from service.localizing.localize import Translation, localize
from tests.unit.conftest import Page

EN, AR = language("en"), language("ar")


def localized(document: SourceDocument, programme: ProgrammeFolder, texts: dict[str, str], **more: object) -> Document:
    def look(unit: Unit) -> Translation | None:
        text = texts.get(unit.source)
        return Translation(text, "approved", **more) if text is not None else None  # type: ignore[arg-type]

    return localize(document, look, EN, AR, resolver(programme))


def only(document: Document) -> nodes.Paragraph:
    (block,) = document.blocks
    assert isinstance(block, nodes.Paragraph)
    return block


def types(children: tuple[nodes.Node, ...]) -> set[str]:
    """The types of all nodes below, and every address and attribute."""
    text = json.dumps([child.model_dump() for child in children])
    return {t for t in ("link", "image", "inline_element", "footnote_ref", "emphasis", "code") if f'"{t}"' in text}


def test_a_translation_takes_the_place_of_its_text(programme: ProgrammeFolder, page_of: Page) -> None:
    document = localized(page_of("Hello *there*.\n"), programme, {"Hello *there*.": "أهلا *بك*."})
    phrase = only(document).content
    assert phrase.text == "أهلا بك."
    assert (phrase.unit.lang, phrase.unit.dir, phrase.unit.state) == ("ar", "rtl", "approved")
    assert isinstance(phrase.children[1], nodes.Emphasis)


def test_a_missing_text_falls_back_marked_as_such(programme: ProgrammeFolder, page_of: Page) -> None:
    unit = only(localized(page_of("Hello.\n"), programme, {})).content.unit
    assert (unit.lang, unit.dir, unit.state, unit.fallback) == ("en", "ltr", "missing", True)


def test_in_the_source_language_nothing_is_looked_up(programme: ProgrammeFolder, page_of: Page) -> None:
    def never(unit: Unit) -> Translation:
        raise AssertionError(unit)

    document = localize(page_of("Hello.\n"), never, EN, EN, resolver(programme))
    assert only(document).content.unit.state == "source"
    assert document.progress.approved == document.progress.units == 3


def test_only_published_states_are_shown_but_all_are_counted(programme: ProgrammeFolder, page_of: Page) -> None:
    document = localize(
        page_of("Hello.\n"),
        lambda unit: Translation("x", "suggested"),
        EN,
        AR,
        resolver(programme),
        publish={"approved"},
    )
    assert only(document).content.text == "Hello."
    assert (document.progress.suggested, document.progress.missing) == (3, 0)


def test_stale_and_machine_texts_say_so(programme: ProgrammeFolder, page_of: Page) -> None:
    document = localized(page_of("Hello.\n"), programme, {"Hello.": "x"}, stale=True, machine=True)
    unit = only(document).content.unit
    assert unit.stale
    assert unit.machine
    assert (document.progress.stale, document.progress.machine) == (1, 1)


def test_heading_ids_are_those_of_the_source(programme: ProgrammeFolder, page_of: Page) -> None:
    document = localized(page_of("## Why it matters\n\n## Two {#second}\n"), programme, {"Why it matters": "لماذا"})
    assert [block.id for block in document.blocks if isinstance(block, nodes.Heading)] == ["why-it-matters", "second"]


def test_links_lead_to_documents_assets_and_sites(programme: ProgrammeFolder) -> None:
    document = localized(programme.document("thing/01-first"), programme, {})
    (paragraph,) = [b for b in document.blocks if isinstance(b, nodes.Paragraph)]
    links = [child for child in paragraph.content.children if isinstance(child, nodes.Link)]
    assert [(x.document, x.fragment, x.href) for x in links] == [
        ("thing/02-second", "do", None),
        (None, None, "https://example.org/a"),
    ]
    assert document.meta["picture"] == "assets/tile.svg"
    assert (document.number, document.block, document.minutes) == (1, "a", 10)
    assert document.fields["lead"].text == "Begin here."


def test_one_language_can_have_links_of_its_own(programme: ProgrammeFolder) -> None:
    links = resolver(programme, {"https://example.org/a": "https://example.org/ar"})
    document = localize(programme.document("thing/01-first"), lambda unit: None, EN, AR, links)
    assert "https://example.org/ar" in document.model_dump_json()
    assert 'https://example.org/a"' not in document.model_dump_json()


def test_one_language_can_have_pictures_of_its_own(programme: ProgrammeFolder, folder: Path) -> None:
    (folder / "content/assets/other.svg").write_text("<svg/>", encoding="utf-8")
    own = load_programme(folder)
    links = resolver(own, {"assets/tile.svg": "assets/other.svg"})
    document = localize(own.document("thing/01-first"), lambda unit: None, EN, AR, links)
    assert document.meta["picture"] == "assets/other.svg"


def test_references_keep_their_target_and_get_their_title(programme: ProgrammeFolder, page_of: Page) -> None:
    body = 'See [this][r].\n\n[r]: https://example.org "Title"\n'
    document = localized(page_of(body), programme, {"See [this][r].": "انظر [هذا][r].", "Title": "عنوان"})
    link = only(document).content.children[1]
    assert isinstance(link, nodes.Link)
    assert (link.href, link.title) == ("https://example.org", "عنوان")


def test_footnotes_are_numbered_as_they_are_read(programme: ProgrammeFolder, page_of: Page) -> None:
    body = "A[^x] b[^y] c[^y].\n\n[^y]: Why.\n[^x]: Ex.\n\n[^z]: Never.\n"
    document = localized(page_of(body), programme, {"A[^x] b[^y] c[^y].": "b[^y] A[^x] c[^y]."})
    refs = [c for c in only(document).content.children if isinstance(c, nodes.FootnoteRef)]
    assert [(ref.number, ref.occurrence) for ref in refs] == [(1, 1), (2, 1), (1, 2)]
    assert [note.number for note in document.footnotes] == [1, 2]
    assert "Why." in document.footnotes[0].model_dump_json()


ATTACKS = [
    "<script>alert(1)</script>",
    "<b>bold</b> <span onclick='x()'>x</span>",
    "[x](https://evil.example)",
    "[x](javascript:alert(1))",
    "<https://evil.example>",
    "![x](https://evil.example/x.png)",
    "![x](../assets/tile.svg)",
    "note[^n]",
    "<kbd class='x'>k</kbd>",
    "[r][r]",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_translation_brings_nothing_that_its_source_lacks(
    attack: str, programme: ProgrammeFolder, page_of: Page
) -> None:
    document = localized(
        page_of("Plain.\n\n[r]: https://example.org\n\nNote[^n].\n\n[^n]: N.\n"), programme, {"Plain.": attack}
    )
    first = document.blocks[0]
    assert isinstance(first, nodes.Paragraph)
    assert types(first.content.children) == set()
    letters = "".join(c for c in attack if c.isalpha())
    assert "x" not in letters or "x" in first.content.text


@pytest.mark.parametrize(
    ("source", "translation", "kept"),
    [
        ("[a](https://a.example)", "[b](https://b.example)", {"link"}),
        ("[a](https://a.example)", "[b](mailto:x@example.org)", set()),
        ("[a](https://a.example)", "[b](//evil.example)", set()),
        ("Press <kbd>Ctrl</kbd>", "<kbd>Strg</kbd>", {"inline_element"}),
        ("Press <kbd>Ctrl</kbd>", '<kbd title="x">Strg</kbd>', set()),
        ('<abbr title="one">A</abbr>', '<abbr title="eins">A</abbr>', {"inline_element"}),
        ("![a](../assets/tile.svg)", "![b](../assets/tile.svg)", {"image"}),
        ("Plain", "*with* `code`", {"emphasis", "code"}),
    ],
)
def test_what_the_source_has_may_stay(
    source: str, translation: str, kept: set[str], programme: ProgrammeFolder, page_of: Page
) -> None:
    document = localized(page_of(source + "\n"), programme, {source: translation})
    assert types(only(document).content.children) == kept


def test_exercises(programme: ProgrammeFolder, page_of: Page) -> None:
    body = (
        ":::quiz {#q pass=50}\nIntro.\n\n### Which? {#one}\n- [x] This.\n  > Right.\n- [ ] That.\n:::\n\n"
        ':::selfcheck {#s compare="02-second"}\n1. I can.\n\n- No\n- Yes\n:::\n'
    )
    quiz, selfcheck = localized(page_of(body), programme, {"This.": "هذا."}).blocks
    assert isinstance(quiz, nodes.Quiz)
    assert isinstance(selfcheck, nodes.SelfCheck)
    (question,) = quiz.questions
    assert (quiz.id, quiz.pass_mark, question.id, question.prompt.text) == ("q", 50, "one", "Which?")
    assert [(o.id, o.correct, o.text.text) for o in question.options] == [("a", True, "هذا."), ("b", False, "That.")]
    assert isinstance(question.options[0].feedback[0], nodes.Paragraph)
    assert [s.id for s in selfcheck.statements] == ["s1"]
    assert [phrase.text for phrase in selfcheck.scale] == ["No", "Yes"]
    assert selfcheck.compare == "thing/02-second"


def test_blocks_of_every_kind(programme: ProgrammeFolder, page_of: Page) -> None:
    body = (
        "> Quote\n\n- [x] done\n- [ ] open\n\n3. three\n\n| a | b |\n|:-:|--:|\n| c |  |\n\n"
        "Term\n: Meaning\n\n```py\nx\n```\n\n```txt {.translate}\nletter\n```\n\n***\n\n"
        '<details class="wide">\n<summary>More</summary>\n\nHidden.\n\n</details>\n\n'
        ":::tip A *title* {#t .x level=2}\nIn.\n:::\n"
    )
    blocks = localized(page_of(body), programme, {"letter": "رسالة", "More": "المزيد"}).blocks
    quote, tasks, three, table, terms, code, letter, rule, details, tip = blocks
    assert isinstance(quote, nodes.Quote)
    assert isinstance(tasks, nodes.List)
    assert [item.checked for item in tasks.items] == [True, False]
    assert isinstance(three, nodes.List)
    assert (three.ordered, three.start, three.tight) == (True, 3, True)
    assert isinstance(table, nodes.Table)
    assert (table.align, table.rows[0][1]) == (("center", "end"), None)
    assert isinstance(terms, nodes.DefinitionList)
    assert terms.items[0].terms[0].text == "Term"
    assert isinstance(code, nodes.CodeBlock)
    assert (code.text, code.info, code.unit) == ("x\n", "py", None)
    assert isinstance(letter, nodes.CodeBlock)
    assert (letter.text, letter.info) == ("رسالة\n", "txt")
    assert isinstance(rule, nodes.Rule)
    assert isinstance(details, nodes.Element)
    assert (details.tag, details.classes) == ("details", ("wide",))
    summary, hidden = details.children
    assert isinstance(summary, nodes.Element)
    assert "المزيد" in summary.model_dump_json()
    assert isinstance(hidden, nodes.Paragraph)
    assert isinstance(tip, nodes.Section)
    assert (tip.name, tip.id, tip.classes, tip.attributes) == ("tip", "t", ("x",), {"level": "2"})
    assert tip.title is not None
    assert tip.title.text == "A title"


def test_the_tree_survives_a_round_trip_through_json(programme: ProgrammeFolder) -> None:
    document = localized(programme.document("thing/01-first"), programme, {"Yes": "نعم"})
    assert Document.model_validate_json(document.model_dump_json()) == document
    assert document.model_dump_json().count("نعم") == 2
