"""Nodes of an Edition: the text of a document after localizing, as plain data.

The tree is our own and versioned (`api.SCHEMA`), not a dump of the parser's tokens. Every node is a frozen pydantic
model told apart by its ``type``. A block that holds a translator's text carries a `UnitRef`, so that any renderer can
mark language, direction and state, and the editor can find the unit again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

State = Literal["source", "missing", "suggested", "translated", "approved"]
Direction = Literal["ltr", "rtl"]


class Node(BaseModel):
    """Base of all nodes: immutable, and strict about unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class UnitRef(Node):
    """Which unit a text is, and what the reader sees of it.

    ``id`` is the unit's key within its document (12 hex digits). ``lang`` and ``dir`` are those of the text shown,
    which for a fallback is the source's. ``state`` is "source" in an edition of the source language. ``stale``: the
    source has changed its meaning since. ``machine``: nobody has taken responsibility for this machine text.
    """

    id: str
    lang: str
    dir: Direction
    state: State
    stale: bool = False
    machine: bool = False

    @property
    def fallback(self) -> bool:
        """True if the source text is shown because no translation may be published."""
        return self.state == "missing"


# --- inline -----------------------------------------------------------------------------------------------------------


class Text(Node):
    type: Literal["text"] = "text"
    text: str


class Emphasis(Node):
    type: Literal["emphasis"] = "emphasis"
    children: tuple[Inline, ...]


class Strong(Node):
    type: Literal["strong"] = "strong"
    children: tuple[Inline, ...]


class Strike(Node):
    type: Literal["strike"] = "strike"
    children: tuple[Inline, ...]


class Code(Node):
    type: Literal["code"] = "code"
    text: str


class Break(Node):
    """A line break; ``hard`` ones are shown, soft ones are white space (none between CJK characters)."""

    type: Literal["break"] = "break"
    hard: bool


class Link(Node):
    """A link. Exactly one of ``href`` (absolute URL, mailto:, or #fragment) and ``document`` is set.

    ``document`` is a document id such as "thing/10-ask-a-better-question"; ``fragment`` a heading id in it.
    A link with ``asset`` set (and document/href unset) leads to a file of the edition.
    """

    type: Literal["link"] = "link"
    children: tuple[Inline, ...]
    href: str | None = None
    document: str | None = None
    fragment: str | None = None
    asset: str | None = None
    title: str | None = None


class Image(Node):
    """A picture of the edition's assets (``asset`` is a path of `api.Asset`). Empty ``alt``: decorative."""

    type: Literal["image"] = "image"
    asset: str
    alt: str
    title: str | None = None


class FootnoteRef(Node):
    """A reference to `api.Document.footnotes` by ``number`` (1-based); ``occurrence`` counts repeats, from 1."""

    type: Literal["footnote_ref"] = "footnote_ref"
    number: int
    occurrence: int = 1


class InlineElement(Node):
    """Inline HTML that the source is allowed to use (sub, sup, kbd, abbr, span, bdi, br-free)."""

    type: Literal["inline_element"] = "inline_element"
    tag: Literal["sub", "sup", "kbd", "abbr", "span", "bdi"]
    attributes: dict[str, str] = {}
    children: tuple[Inline, ...]


Inline = Annotated[
    Text | Emphasis | Strong | Strike | Code | Break | Link | Image | FootnoteRef | InlineElement,
    Field(discriminator="type"),
]


class Phrase(Node):
    """One translated run of inline text outside the block flow: a title, a field, a cell, a label."""

    unit: UnitRef
    children: tuple[Inline, ...]

    @property
    def text(self) -> str:
        """The words alone, for titles, metadata and search."""
        return plain(self.children)


# --- blocks -----------------------------------------------------------------------------------------------------------


class Block(Node):
    """Base of block nodes. ``id`` and ``classes`` come from the source's ``{#id .class}``, never from a translation."""

    id: str | None = None
    classes: tuple[str, ...] = ()


class Paragraph(Block):
    type: Literal["paragraph"] = "paragraph"
    content: Phrase


class Heading(Block):
    """A heading; ``id`` is always set and is that of the source text, the same in every language."""

    type: Literal["heading"] = "heading"
    level: int = Field(ge=1, le=6)
    content: Phrase


class ListItem(Node):
    """``checked`` is None except for task-list items."""

    checked: bool | None = None
    children: tuple[AnyBlock, ...]


class List(Block):
    type: Literal["list"] = "list"
    ordered: bool
    start: int = 1
    tight: bool = True
    items: tuple[ListItem, ...]


class Quote(Block):
    type: Literal["quote"] = "quote"
    children: tuple[AnyBlock, ...]


class CodeBlock(Block):
    """Literal text, kept as written. ``unit`` is set only if the author asked for its translation."""

    type: Literal["code_block"] = "code_block"
    text: str
    info: str = ""
    unit: UnitRef | None = None


class Table(Block):
    """``rows`` are as long as ``header``; ``align`` has one entry a column."""

    type: Literal["table"] = "table"
    align: tuple[Literal["start", "center", "end"] | None, ...]
    header: tuple[Phrase | None, ...]
    rows: tuple[tuple[Phrase | None, ...], ...]


class Rule(Block):
    type: Literal["rule"] = "rule"


class Definition(Node):
    """Terms that share one or more definitions."""

    terms: tuple[Phrase, ...]
    definitions: tuple[tuple[AnyBlock, ...], ...]


class DefinitionList(Block):
    type: Literal["definition_list"] = "definition_list"
    items: tuple[Definition, ...]


class Element(Block):
    """Block HTML that the source is allowed to use. A `summary`, `figcaption` or `p` holds its words in a Paragraph."""

    type: Literal["element"] = "element"
    tag: Literal["details", "summary", "figure", "figcaption", "div"]
    attributes: dict[str, str] = {}
    children: tuple[AnyBlock, ...]


class Section(Block):
    """A directive: activity, reflect, resources, note, tip, warning, worksheet, slot …

    ``title`` is the text after the directive's name, if any. ``attributes`` are language-neutral (minutes, role …).
    """

    type: Literal["section"] = "section"
    name: str
    attributes: dict[str, str] = {}
    title: Phrase | None = None
    children: tuple[AnyBlock, ...]


class Option(Node):
    """One answer; ``id`` is language-neutral ("a", "b", …); ``feedback`` is shown once it was chosen."""

    id: str
    correct: bool
    text: Phrase
    feedback: tuple[AnyBlock, ...] = ()


class Question(Node):
    """``multiple`` is True if more than one option is right: then all right ones and no other must be chosen."""

    id: str
    prompt: Phrase
    body: tuple[AnyBlock, ...] = ()
    options: tuple[Option, ...]

    @property
    def multiple(self) -> bool:
        return sum(option.correct for option in self.options) > 1


class Quiz(Block):
    """A scored quiz; ``pass_mark`` in per cent of right answers; ``children`` stand before the questions."""

    type: Literal["quiz"] = "quiz"
    pass_mark: int = Field(default=60, ge=0, le=100)
    children: tuple[AnyBlock, ...] = ()
    questions: tuple[Question, ...]


class Statement(Node):
    id: str
    text: Phrase


class SelfCheck(Block):
    """Statements rated on a scale from low to high, never scored. ``compare``: the document with earlier answers."""

    type: Literal["self_check"] = "self_check"
    children: tuple[AnyBlock, ...] = ()
    statements: tuple[Statement, ...]
    scale: tuple[Phrase, ...]
    compare: str | None = None


AnyBlock = Annotated[
    Paragraph
    | Heading
    | List
    | Quote
    | CodeBlock
    | Table
    | Rule
    | DefinitionList
    | Element
    | Section
    | Quiz
    | SelfCheck,
    Field(discriminator="type"),
]


def plain(children: tuple[Inline, ...]) -> str:
    """Return the words of inline nodes without marks; a picture counts as its alternative text."""
    parts: list[str] = []
    for node in children:
        if isinstance(node, Text | Code):
            parts.append(node.text)
        elif isinstance(node, Break):
            parts.append(" ")
        elif isinstance(node, Image):
            parts.append(node.alt)
        elif not isinstance(node, FootnoteRef):
            parts.append(plain(node.children))
    return "".join(parts)


def around(children: Sequence[Inline], at: int) -> tuple[str, str]:
    """Return the characters of `plain` before and behind one of the nodes, "" where there is none.

    Looks no further than it must, so that asking it of every line end of a text takes time in proportion to the text.
    """
    before = next((found for i in range(at - 1, -1, -1) if (found := _edge(children[i], -1))), "")
    after = next((found for i in range(at + 1, len(children)) if (found := _edge(children[i], 0))), "")
    return before, after


def _edge(node: Inline, side: Literal[0, -1]) -> str:
    if isinstance(node, Text | Code):
        return node.text[side : side + 1 or None]
    if isinstance(node, Break):
        return " "
    if isinstance(node, Image):
        return node.alt[side : side + 1 or None]
    if isinstance(node, FootnoteRef):
        return ""
    inner = node.children if side == 0 else reversed(node.children)
    return next((found for child in inner if (found := _edge(child, side))), "")


for _model in list(globals().values()):
    if isinstance(_model, type) and issubclass(_model, Node):
        _model.model_rebuild()
