"""Whatever a translator types is printed as it stands: nothing is run, nothing is lost, nothing breaks the sheet."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from exporters import nodes
from exporters.api import Edition, ExportError
from exporters.pdf import bidi, engine, fonts, payload, sheets
from tests.support import posters
from tests.support.pdfs import read
from tests.support.soak import often

EN, AR = posters.LANGUAGES["en"], posters.LANGUAGES["ar"]

TYPST = ("#panic()", "$x$", "$#panic(1)$", '");', '#read("/etc/passwd")', "#import`raw`", "*b*", "_i_", "=", "-", "+")
MARKS = (
    "@label",
    "<label>",
    "\\u{41}",
    "\\",
    "\\n",
    "//",
    "/*",
    "*/",
    "#{",
    "}",
    "[",
    "]",
    "~",
    "--",
    "---",
    "...",
    "'",
)
OTHER = (
    "<script>alert(1)</script>",
    "</svg>",
    "javascript:alert(1)",
    '"',
    "&amp;",
    "%s",
    "{0}",
    "{n}",
    "https://a.b/c",
)
SNIPPETS = st.sampled_from(TYPST + MARKS + OTHER)
ASCII = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=24)
HOSTILE = st.lists(st.one_of(SNIPPETS, ASCII), min_size=1, max_size=4).map(" ".join)
ANY = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)


def everywhere(text: str, language: nodes.Node = EN) -> Edition:
    """The text in every kind of place."""

    def say() -> nodes.Phrase:
        return posters.phrase(text, language)  # type: ignore[arg-type]

    leaf = nodes.Text(text=text)
    par = nodes.Paragraph(content=say())
    document = posters.guide(
        nodes.Heading(level=2, id="h", content=say()),
        par,
        nodes.List(ordered=True, items=(nodes.ListItem(children=(par,)),)),
        nodes.Table(align=("end",), header=(say(),), rows=((say(),),)),
        nodes.CodeBlock(text=text),
        nodes.Section(name="note", title=say(), children=(par,)),
        nodes.Paragraph(
            content=posters.phrase(
                "",
                language,  # type: ignore[arg-type]
                nodes.Strong(children=(leaf,)),
                nodes.Code(text=text),
                nodes.Link(children=(leaf,), href="https://example.org/"),
            )
        ),
        tag=language.tag,  # type: ignore[attr-defined]
        fields={"title": say(), "lead": say(), "kicker": say()},
    )
    return posters.wrap(language, document)  # type: ignore[arg-type]


def make(edition: Edition) -> tuple[str, bytes]:
    made = payload.build(edition, edition.documents[0], sheets.SIZES["a4"])
    return made.missing, engine.pdf(made, edition.generated)[0]


@often(40)
@given(HOSTILE)
@example('#read("../exporter.py") #panic("x")')
def test_hostile_text_is_printed_letter_by_letter(text: str) -> None:
    _, data = make(everywhere(text))
    found = re.sub(r"[\s\u00ad\u2010-]", "", read(data))
    wanted = re.sub(r"[\s-]", "", text)
    assert found.count(wanted) >= 8


@often(40)
@given(ANY)
@example("\x00\x07\ufeff\u2028")
@example("e\u0301\u0332 👩\u200d💻 ﷽")
@example("\ufffe")
def test_any_text_is_set_or_its_characters_are_named(text: str) -> None:
    """What `fonts.missing` lets through, Typst must be able to set, in both directions."""
    for language in (EN, AR):
        edition = everywhere(text, language)
        made = payload.build(edition, edition.documents[0], sheets.SIZES["a4"])
        if made.missing:
            assert set(made.missing) <= set(text)
        else:
            engine.pdf(made, edition.generated)


@often(40)
@given(HOSTILE, HOSTILE)
def test_posters_of_hostile_text_fit_or_say_so(title: str, text: str) -> None:
    words = {"title": title, "lead": text, "note": text, "call": [title, text]}
    edition = posters.edition("en", "steps", change=words)
    made = payload.build(edition, edition.documents[0], sheets.SIZES["a3"])
    data, verdict = engine.pdf(made, edition.generated)
    assert verdict.fits == (verdict.need <= 1)
    if verdict.fits:
        assert verdict.pages == 1
        assert re.sub(r"[\s-]", "", text) in re.sub(r"[\s\u00ad\u2010-]", "", read(data))


@given(st.text(st.sampled_from("ab1 .,()[]?“”\"'/:دع٢\u0651\u00a0-"), max_size=40))
def test_isolating_only_adds_balanced_isolates(text: str) -> None:
    done = bidi.isolate(text)
    assert done.replace(bidi.FSI, "").replace(bidi.PDI, "") == text
    depth = 0
    for char in done:
        depth += (char == bidi.FSI) - (char == bidi.PDI)
        assert depth in (0, 1)
    assert depth == 0
    outside = re.sub("\u2068.*?\u2069", "", done)
    assert not any(unicodedata.bidirectional(char) == "L" for char in outside)


@given(st.characters(exclude_categories=("Cs", "Cn", "Co")))
def test_missing_is_stable_and_never_names_marks_without_a_picture(char: str) -> None:
    gone = fonts.missing([char, char])
    assert gone in ("", char)
    if unicodedata.category(char) in ("Cc", "Cf", "Zs"):
        assert gone == ""


def test_an_error_of_typst_is_an_export_error() -> None:
    edition = everywhere("x")
    made = payload.build(edition, edition.documents[0], sheets.SIZES["a4"])
    made.data["theme"] = {}
    with pytest.raises(ExportError, match="does not contain key"):
        engine.pdf(made, edition.generated)
