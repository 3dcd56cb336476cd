"""TBX out: the glossary for terminology tools and CAT tools. Source: ISO 30042:2019, dialect TBX-Basic, style DCA."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, tostring

from service.exchange.formats.glossary_csv import GlossaryRow
from service.exchange.formats.xml import XML_LANG, allowed

NAMESPACE = "urn:iso:std:iso:30042:ed-2"


def write_tbx(rows: Iterable[GlossaryRow], title: str, source_tag: str) -> bytes:
    """Return a TBX-Basic file: an entry for each term, with its definition and what it is called in each language.

    A word to avoid is marked as deprecated; a name that is not translated stands in every language as itself. Equal
    input gives equal bytes.
    """
    root = Element("tbx", {"type": "TBX-Basic", "style": "dca", XML_LANG: source_tag, "xmlns": NAMESPACE})
    described = SubElement(SubElement(root, "tbxHeader"), "fileDesc")
    _say(SubElement(SubElement(described, "titleStmt"), "title"), title)
    _say(SubElement(SubElement(described, "sourceDesc"), "p"), "Polything")
    body = SubElement(SubElement(root, "text"), "body")
    for number, row in enumerate(rows, 1):
        _entry(SubElement(body, "conceptEntry", id=f"c{number}"), row, source_tag)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _entry(entry: Element, row: GlossaryRow, source_tag: str) -> None:
    if row.about.get("definition"):
        _say(SubElement(entry, "descrip", type="definition"), row.about["definition"])
    if row.about.get("reason"):
        _say(SubElement(entry, "note"), row.about["reason"])
    forms = (row.term, *filter(None, row.about.get("variants", "").split("|")))
    _language(entry, source_tag, forms, ())
    for tag in dict.fromkeys((*row.words, *row.avoid)):
        _language(entry, tag, row.words.get(tag, ()), row.avoid.get(tag, ()))


def _language(entry: Element, tag: str, words: Iterable[str], avoid: Iterable[str]) -> None:
    section = SubElement(entry, "langSec", {XML_LANG: tag})
    for place, word in enumerate(words):
        _term(section, word, "admittedTerm-admn-sts" if place else "preferredTerm-admn-sts")
    for word in avoid:
        _term(section, word, "deprecatedTerm-admn-sts")


def _term(section: Element, word: str, status: str) -> None:
    holder = SubElement(section, "termSec")
    _say(SubElement(holder, "term"), word)
    SubElement(holder, "termNote", type="administrativeStatus").text = status


def _say(element: Element, text: str) -> None:
    element.text = "".join(character for character in text if allowed(character))
