"""The glossary as a table and as TBX."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.errors import CatalogueError
from service.exchange.formats.glossary_csv import GlossaryRow, read_glossary, write_glossary
from service.exchange.formats.tbx import write_tbx
from service.exchange.formats.xml import XML_LANG

words = st.text(
    st.characters(blacklist_categories=["Cs", "Cc", "Cn", "Z"], blacklist_characters="|"), min_size=1, max_size=12
)
groups = st.lists(words, min_size=1, max_size=3, unique=True).map(tuple)
abouts = st.fixed_dictionaries(
    {
        "definition": words | st.just(""),
        "reason": words | st.just(""),
        "do_not_translate": st.sampled_from(["yes", "no"]),
        "variants": groups.map("|".join) | st.just(""),
    }
)
by_tag = st.dictionaries(st.sampled_from(["es", "ar", "zh-Hans"]), groups)
tables = st.lists(
    st.builds(lambda term, about, use, avoid: GlossaryRow(0, term, about, use, avoid), words, abouts, by_tag, by_tag),
    max_size=5,
    unique_by=lambda row: row.term,
)


@given(tables)
def test_any_glossary_comes_back_as_it_went(rows: list[GlossaryRow]) -> None:
    read = read_glossary(write_glossary(rows, ("ar", "es", "zh-Hans")), "g.csv")
    assert read.remarks == ()
    assert [GlossaryRow(0, row.term, row.about, row.words, row.avoid) for row in read.rows] == rows


def test_the_table_of_the_package_for_working_without_a_network() -> None:
    data = (
        "term;translation;do_not_translate;definition;note\nbadge;insignia;;A sign.;x\nbadge;not: medalla;;A sign.;\n"
    )
    (row,) = read_glossary(data.encode("utf-16"), "g.csv", "es").rows
    assert (row.line, row.words, row.avoid) == (2, {"es": ("insignia",)}, {"es": ("medalla",)})
    assert row.about == {"definition": "A sign.", "do_not_translate": ""}


def test_rows_that_cannot_be_used_are_named_by_line() -> None:
    data = f'term,do_not_translate,es\na,maybe,x\n,no,x\nb,no,{"x" * 201}\n"c\nd",yes,x\ne,no,y\n'
    read = read_glossary(data.encode(), "g.csv")
    assert [row.term for row in read.rows] == ["c\nd", "e"]
    assert [remark.partition(":")[0] for remark in read.remarks] == ["line 2", "line 3", "line 4"]


def test_two_rows_that_contradict_each_other() -> None:
    read = read_glossary(b"term,definition,es\na,One.,x\na,Two.,y\n", "g.csv")
    assert read.rows[0].about == {"definition": "One."}
    assert read.rows[0].words == {"es": ("x", "y")}
    assert len(read.remarks) == 1


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "g.csv:1: no column"),
        (b"word,es\na,b\n", "g.csv:1: no column"),
        (b"term,klingonese\na,b\n", "g.csv:1: the column"),
        (b"term,es\na,b,c\n", "g.csv:2: more cells"),
        (b'term,es\n"a,b\n', "g.csv:2: not a table"),
        (b"term,es\na,\xe4\n", "g.csv:2: not UTF-8"),
    ],
)
def test_a_broken_table_is_refused_at_its_line(data: bytes, message: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        read_glossary(data, "g.csv")
    assert str(caught.value).startswith(message)


@given(st.binary(max_size=100))
def test_no_bytes_raise_anything_else(data: bytes) -> None:
    with pytest.raises(CatalogueError):
        read_glossary(data, "g.csv")


def test_tbx_says_what_the_glossary_says() -> None:
    rows = [
        GlossaryRow(
            0,
            "badge",
            {"definition": "A <sign>.", "reason": "Not a medal.", "variants": "badges"},
            {"es": ("insignia", "distintivo")},
            {"es": ("medalla",), "ar": ("وسام",)},
        ),
        GlossaryRow(0, "CC BY", {"do_not_translate": "yes"}),
    ]
    root = ElementTree.fromstring(write_tbx(rows, "Glossary & more", "en"))
    space = "{urn:iso:std:iso:30042:ed-2}"
    assert (root.tag, root.get("type"), root.get("style"), root.get(XML_LANG)) == (
        f"{space}tbx",
        "TBX-Basic",
        "dca",
        "en",
    )
    first, second = root.iter(f"{space}conceptEntry")
    assert first.findtext(f"{space}descrip[@type='definition']") == "A <sign>."
    found = [
        (section.get(XML_LANG), term.findtext(f"{space}term"), term.findtext(f"{space}termNote"))
        for section in first.iter(f"{space}langSec")
        for term in section.iter(f"{space}termSec")
    ]
    assert found == [
        ("en", "badge", "preferredTerm-admn-sts"),
        ("en", "badges", "admittedTerm-admn-sts"),
        ("es", "insignia", "preferredTerm-admn-sts"),
        ("es", "distintivo", "admittedTerm-admn-sts"),
        ("es", "medalla", "deprecatedTerm-admn-sts"),
        ("ar", "وسام", "deprecatedTerm-admn-sts"),
    ]
    assert [term.text for term in second.iter(f"{space}term")] == ["CC BY"]
