"""HTML as XML: the same elements, attributes and text, and every XML parser reads it."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html
from markupsafe import escape

from exporters.api import Document, Edition
from exporters.rendering import html
from exporters.rendering.xml import NEWER, well_formed
from tests.support.editions import load

EDITIONS = [load("sample.en"), load("sample.ar")]
EVERY = [(edition, document) for edition in EDITIONS for document in edition.documents]


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        ('<p>a<br>b<img alt="" src="a.svg"></p>', '<p>a<br/>b<img alt="" src="a.svg"/></p>'),
        ('<input type="checkbox" checked>', '<input type="checkbox" checked="checked"/>'),
        ('<details open="open"><summary>x</summary></details>', '<details open="open"><summary>x</summary></details>'),
        ("<p>1 &lt; 2 &amp; “a”&nbsp;b</p>", "<p>1 &lt; 2 &amp; “a”\N{NO-BREAK SPACE}b</p>"),
        ('<a href="?a=1&amp;b=2" title="&#34;">x</a>', '<a href="?a=1&amp;b=2" title="&#34;">x</a>'),
        ('<details name="q1">x</details><input name="q1">', '<details>x</details><input name="q1"/>'),
        ("<p>a\x0bb\ufffe</p>", "<p>ab</p>"),
    ],
)
def test_html_becomes_xml(made: str, expected: str) -> None:
    assert well_formed(made) == expected


@pytest.mark.parametrize(("edition", "document"), EVERY, ids=lambda item: getattr(item, "id", ""))
def test_the_renderers_html_of_every_node_is_the_same_document_as_xml(edition: Edition, document: Document) -> None:
    ctx = html.Context(edition=edition, href=lambda link: "a.html", asset=lambda path: path, units=True)
    made = html.blocks(document.blocks, ctx) + html.footnotes(document, ctx)
    root = ElementTree.fromstring(f"<div>{well_formed(made)}</div>")
    expected = lxml_html.fragment_fromstring(f"<div>{made}</div>")
    ours, theirs = list(root.iter()), list(expected.iter())
    assert [node.tag for node in ours] == [node.tag for node in theirs]
    assert ["".join(node.itertext()) for node in ours] == ["".join(node.itertext()) for node in theirs]
    for mine, other in zip(ours, theirs, strict=True):
        kept = {name: value for name, value in other.attrib.items() if (other.tag, name) not in NEWER}
        assert mine.attrib == {name: value or mine.attrib[name] for name, value in kept.items()}


@given(st.text())
def test_any_text_comes_through_as_far_as_xml_can_hold_it(text: str) -> None:
    root = ElementTree.fromstring(well_formed(f'<p title="{escape(text)}">{escape(text)}</p>'))
    kept = "".join(c for c in text if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))
    assert (root.text or "").replace("\r\n", "\n") == kept.replace("\r\n", "\n").replace("\r", "\n")
