"""Nodes of an edition as plain JSON tokens for the Typst designs.

Nothing here makes Typst source: a text stays a string in the data. Every node type of `exporters.nodes` has a branch;
a node without one is an error, never a gap on paper.

Inline tokens: a string, or ``{"t": kind, …}``. Phrases: ``{"c": [inline], "l": language, "m": mark, "u": unit}``, where
``l`` is set if the text is not in the edition's language and ``m`` if it is a fallback. Blocks: ``{"t": kind, …}``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from urllib.parse import urlsplit

from exporters import nodes
from exporters.api import Document, Edition, ExportError
from exporters.pdf import bidi, scripts
from exporters.pdf.pictures import Pictures
from exporters.writing.letters import RIGHT_TO_LEFT, joins

Token = Any
"""A string or a dict of JSON values."""

_SPACE = re.compile(r"[\t\n\v\f\r \u0085\u2028\u2029]+")
_SCHEMES = ("https", "http", "mailto")


def clean(text: str) -> str:
    """Make white space single, and drop control characters, which no font draws and PDF forbids."""
    spaced = _SPACE.sub(" ", text)
    return "".join(c for c in spaced if c != "\ufeff" and unicodedata.category(c) != "Cc")


def blank(phrase: nodes.Phrase) -> bool:
    """True if a phrase shows nothing at all: PDF/UA forbids headings without words."""
    return all(unicodedata.category(c) in ("Cc", "Cf", "Zs", "Zl", "Zp") for c in phrase.text)


class Writer:
    """Turns one document's nodes into tokens and remembers what the document needs.

    After the walk, ``texts`` holds all words by language (for fonts and missing characters), ``unprintable`` the HTML
    elements that paper can only render by words, and ``pictures`` the pictures used.
    """

    def __init__(
        self,
        edition: Edition,
        document: Document,
        pictures: Pictures,
        *,
        units: bool = False,
    ) -> None:
        self.edition = edition
        self.document = document
        self.pictures = pictures
        self.units = units
        self.texts: dict[str, list[str]] = {edition.language.tag: []}
        self.directions: dict[str, str] = {edition.language.tag: edition.language.dir}
        self.unprintable: dict[str, None] = {}
        self.fallbacks = 0
        self._anchors = set(_anchors(document.blocks))
        self._lang = edition.language.tag
        self._rtl = edition.language.dir == "rtl"

    # --- words ---------------------------------------------------------------------------------------------------

    def _keep(self, text: str) -> str:
        self.texts.setdefault(self._lang, []).append(text)
        return text

    def text(self, text: str) -> str:
        """One text node: cleaned, and with its Latin runs isolated in right-to-left text."""
        plain = self._keep(clean(text))
        return bidi.isolate(plain) if self._rtl else plain

    def words(self, text: str) -> str:
        """Words of the exporter or of the edition's data, in the edition's language, as one string."""
        language = self.edition.language
        return str(self._within(language.tag, language.dir, lambda: bidi.whole(self._keep(clean(text)), language.dir)))

    def _within(self, lang: str, direction: str, make: Callable[[], Any]) -> Any:
        before = self._lang, self._rtl
        self._lang, self._rtl = lang, direction == "rtl"
        self.directions.setdefault(lang, direction)
        try:
            return make()
        finally:
            self._lang, self._rtl = before

    def phrase(self, phrase: nodes.Phrase) -> Token:
        """One translated text with its language, its mark if it is a fallback, and its unit if asked for."""
        unit = phrase.unit
        token: dict[str, Any] = {"c": self._within(unit.lang, unit.dir, lambda: self.inline(phrase.children))}
        if unit.lang != self.edition.language.tag:
            token["l"] = unit.lang
        if unit.fallback:
            self.fallbacks += 1
            # where nothing at all is translated a notice says so once, and marks would only be noise
            if self.document.progress.published or not self.document.progress.units:
                token["m"] = unit.lang.upper()
        if self.units:
            token["u"] = unit.id
        return token

    def optional(self, phrase: nodes.Phrase | None) -> Token:
        return None if phrase is None else self.phrase(phrase)

    # --- inline --------------------------------------------------------------------------------------------------

    def inline(self, children: Sequence[nodes.Inline]) -> list[Token]:
        """Inline nodes as tokens. Raises ExportError on a node of an unknown type."""
        return [token for i, node in enumerate(children) for token in self._inline(node, children, i)]

    def _inline(self, node: nodes.Inline, around: Sequence[nodes.Inline], at: int) -> list[Token]:
        match node:
            case nodes.Text():
                return [self.text(node.text)]
            case nodes.Emphasis():
                return [{"t": "em", "c": self.inline(node.children)}]
            case nodes.Strong():
                return [{"t": "strong", "c": self.inline(node.children)}]
            case nodes.Strike():
                return [{"t": "strike", "c": self.inline(node.children)}]
            case nodes.Code():
                plain = self._keep(clean(node.text))
                return [{"t": "code", "v": bidi.literal(plain) if self._rtl else plain}]
            case nodes.Break():
                return [{"t": "br"}] if node.hard else [_soft(around, at)]
            case nodes.Link():
                return [self._link(node)]
            case nodes.Image():
                return [self.picture(node.asset, node.alt)]
            case nodes.FootnoteRef():
                return [{"t": "fn", "n": node.number, "first": node.occurrence == 1}]
            case nodes.InlineElement():
                return self._element(node)
            case _:
                raise _unknown(node, self.document)

    def _link(self, node: nodes.Link) -> Token:
        children = self.inline(node.children)
        target = node.href
        if target is None:
            return {"t": "plain", "c": children}
        if target.startswith("#"):
            known = target[1:] in self._anchors
            return {"t": "jump", "to": target[1:], "c": children} if known else {"t": "plain", "c": children}
        if urlsplit(target).scheme not in _SCHEMES:
            return {"t": "plain", "c": children}
        return {"t": "link", "h": target, "c": children, "s": self._address(target, nodes.plain(node.children))}

    def _address(self, target: str, shown: str) -> str | None:
        """The address as paper shows it behind a link, None if the link's text is the address."""
        scheme, rest = target.split(":", 1)
        address = rest.removeprefix("//").rstrip("/")
        if scheme == "mailto":
            address = rest.split("?")[0]
        if address in shown or shown.strip().rstrip("/").endswith(address):
            return None
        return bidi.literal(self._keep(clean(address)))

    def _element(self, node: nodes.InlineElement) -> list[Token]:
        lang = node.attributes.get("lang")
        if lang and lang != self._lang:
            direction = node.attributes.get("dir") or _direction(lang)
            children = self._within(lang, direction, lambda: self.inline(node.children))
            children = [{"t": "lang", "l": lang, "c": children}]
        else:
            children = self.inline(node.children)
        if node.tag in ("sub", "sup", "kbd"):
            return [{"t": node.tag, "c": children}]
        if node.tag == "bdi":
            return [{"t": "isolate", "c": children}]
        title = node.attributes.get("title")
        if node.tag == "abbr" and title and self._lang == self.document.source_language:
            self.unprintable["abbr"] = None
            children.append(" " + self.text(f"({title})"))
        return children

    def picture(self, asset: str, alt: str) -> Token:
        """A picture of the programme; its words where the file is of a kind that paper cannot show."""
        self.pictures.use(asset)
        return {"t": "img", "a": asset, "alt": clean(alt)}

    # --- blocks --------------------------------------------------------------------------------------------------

    def blocks(self, children: Iterable[nodes.AnyBlock]) -> list[Token]:
        """Block nodes as tokens. Raises ExportError on a node of an unknown type."""
        return [self.block(node) for node in children]

    def block(self, node: nodes.AnyBlock) -> Token:
        match node:
            case nodes.Paragraph():
                return {"t": "p", "p": self.phrase(node.content)}
            case nodes.Heading():
                if blank(node.content):
                    return {"t": "p", "p": self.phrase(node.content)}
                return {"t": "h", "n": node.level, "id": node.id, "p": self.phrase(node.content)}
            case nodes.List():
                items = [{"x": item.checked, "c": self.blocks(item.children)} for item in node.items]
                return {"t": "list", "o": node.ordered, "s": node.start, "tight": node.tight, "i": items}
            case nodes.Quote():
                return {"t": "quote", "c": self.blocks(node.children)}
            case nodes.CodeBlock():
                lines = [clean(line.expandtabs(4)) for line in node.text.rstrip("\n").split("\n")]
                return {"t": "pre", "v": self._keep("\n".join(lines))}
            case nodes.Table():
                return self._table(node)
            case nodes.Rule():
                return {"t": "rule"}
            case nodes.DefinitionList():
                return {"t": "dl", "i": [self._definition(item) for item in node.items]}
            case nodes.Element():
                return self._block_element(node)
            case nodes.Section():
                token = {"t": "section", "n": node.name, "id": node.id, "title": self.optional(node.title)}
                return token | {"c": self.blocks(node.children)}
            case nodes.Quiz():
                return self._quiz(node)
            case nodes.SelfCheck():
                return {
                    "t": "selfcheck",
                    "c": self.blocks(node.children),
                    "s": [self.phrase(statement.text) for statement in node.statements],
                    "scale": [self.phrase(step) for step in node.scale],
                }
            case _:
                raise _unknown(node, self.document)

    def _definition(self, item: nodes.Definition) -> Token:
        return {
            "terms": [self.phrase(term) for term in item.terms],
            "c": [self.blocks(definition) for definition in item.definitions],
        }

    def _table(self, node: nodes.Table) -> Token:
        rows = [[self.optional(cell) for cell in row] for row in node.rows]
        columns = list(zip(node.header, *node.rows, strict=True))
        longest = [max((len(cell.text) for cell in column if cell), default=1) for column in columns]
        return {
            "t": "table",
            "align": [a or "start" for a in node.align],
            "head": [self.optional(cell) for cell in node.header],
            "rows": rows,
            "w": _widths(longest),
        }

    def _block_element(self, node: nodes.Element) -> Token:
        if node.tag == "details":
            self.unprintable["details"] = None
        lang = node.attributes.get("lang")
        direction = node.attributes.get("dir") or (_direction(lang) if lang else "")
        children = self.blocks(node.children)
        return {"t": node.tag, "c": children, "dir": direction or None}

    def _quiz(self, node: nodes.Quiz) -> Token:
        questions = []
        for question in node.questions:
            options = [
                {"n": option.id.upper(), "ok": option.correct, "p": self.phrase(option.text)}
                | {"why": self.blocks(option.feedback) if option.correct else []}
                for option in question.options
            ]
            body = self.blocks(question.body)
            questions.append({"p": self.phrase(question.prompt), "c": body, "o": options, "many": question.multiple})
        return {"t": "quiz", "c": self.blocks(node.children), "q": questions}

    # --- afterwards ----------------------------------------------------------------------------------------------

    def footnotes(self) -> dict[str, list[Token]]:
        """The document's footnotes by number."""
        return {str(note.number): self.blocks(note.children) for note in self.document.footnotes}

    def locales(self) -> dict[str, Any]:
        """The script table's rows for every language of the document."""
        return {
            tag: scripts.locale(tag, self.directions.get(tag, "ltr"), "".join(texts))
            for tag, texts in self.texts.items()
        }


def _anchors(blocks: Iterable[Any]) -> Iterable[str]:
    for node in blocks:
        if isinstance(node, nodes.Heading) and node.id:
            yield node.id
        yield from _anchors(getattr(node, "children", ()))


def _soft(around: Sequence[nodes.Inline], at: int) -> str:
    """A line end of the source: a space, but nothing between two CJK characters."""
    return "" if joins(*nodes.around(around, at)) else " "


def _widths(longest: Sequence[int]) -> list[int]:
    """Shares of a table's width by the longest cell of each column; 0 for a narrow column that takes what it needs."""
    narrow = [length <= 14 for length in longest]
    if sum(length for length, short in zip(longest, narrow, strict=True) if short) > 42 or all(narrow):
        narrow = [False] * len(longest)
    return [0 if short else min(max(n, 7), 44) for n, short in zip(longest, narrow, strict=True)]


def _direction(lang: str) -> str:
    return "rtl" if scripts.script_of(lang) in RIGHT_TO_LEFT else "ltr"


def _unknown(node: Any, document: Document) -> ExportError:
    kind = getattr(node, "type", type(node).__name__)
    return ExportError(f"{document.id}: the PDF exporter does not know the node “{kind}”.", node=kind)
