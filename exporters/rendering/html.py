"""Nodes to HTML, shared by the site, the learning packages and the editor's preview.

Everything from a document is escaped. Elements and attributes come from this file and a short list for the HTML that
sources may use; addresses pass `safe`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from markupsafe import Markup

from exporters import nodes
from exporters.api import Document
from exporters.rendering import exercises
from exporters.rendering.context import HTML_ATTRIBUTES, Context, attributes, element, label, turned
from exporters.rendering.inline import bare, inline, phrase

__all__ = ["Context", "blocks", "footnotes", "inline", "phrase"]

NAME = re.compile(r"[a-z][a-z0-9-]*")


def blocks(children: Iterable[nodes.AnyBlock], ctx: Context, *, before: bool = False) -> Markup:
    """Render blocks, one a line. The first of a run of untranslated passages has a label before it.

    ``before``: the passage before these blocks is untranslated and has its label.
    """
    parts = []
    for node in children:
        if isinstance(node, nodes.List):
            parts.append(_list(node, ctx, before=before))
            before = bool(node.items) and _falls(node.items[-1].children[:1])
            continue
        falls = _falls((node,))
        if falls and not before and ctx.labels:
            parts.append(label(ctx, "p"))
        before = falls
        parts.append(_block(node, ctx))
    return Markup("\n").join(parts)


def _falls(children: Sequence[nodes.AnyBlock]) -> bool:
    """True if the first block is a passage in the source language for want of a translation."""
    first = children[0] if children else None
    return isinstance(first, nodes.Paragraph | nodes.Heading) and first.content.unit.fallback


def _block(node: nodes.AnyBlock, ctx: Context) -> Markup:
    render: Callable[[Any, Context], Markup] = _BLOCKS[node.type]
    return render(node, ctx)


def _own(node: nodes.Block, ctx: Context, *classes: str) -> dict[str, str | None]:
    """The id and the classes that the source gave a block."""
    return {"id": ctx.prefix + node.id if node.id else None, "class": " ".join((*classes, *node.classes)) or None}


def _wrap(tag: str, values: dict[str, str | None], content: Markup) -> Markup:
    return Markup("<{tag}{attributes}>{content}</{tag}>").format(
        tag=tag, attributes=attributes(values), content=content
    )


def _paragraph(node: nodes.Paragraph, ctx: Context) -> Markup:
    only = node.content.children
    if len(only) == 1 and isinstance(only[0], nodes.Image):
        return phrase(node.content, ctx, "p", id=_own(node, ctx)["id"], class_=" ".join(("picture", *node.classes)))
    return phrase(node.content, ctx, "p", id=_own(node, ctx)["id"], class_=" ".join(node.classes))


def _heading(node: nodes.Heading, ctx: Context) -> Markup:
    return phrase(node.content, ctx, f"h{node.level}", id=_own(node, ctx)["id"], class_=" ".join(node.classes))


def _list(node: nodes.List, ctx: Context, *, before: bool = False) -> Markup:
    values = _own(node, ctx, *(("tasks",) if any(item.checked is not None for item in node.items) else ()))
    if node.ordered and node.start != 1:
        values["start"] = str(node.start)
    items = []
    for item in node.items:
        falls = _falls(item.children)
        items.append(_item(item, ctx, tight=node.tight, labelled=falls and not before and ctx.labels))
        before = falls
    return _wrap("ol" if node.ordered else "ul", values, Markup("\n{}\n").format(Markup("\n").join(items)))


def _item(item: nodes.ListItem, ctx: Context, *, tight: bool, labelled: bool) -> Markup:
    parts: list[Markup] = [label(ctx)] if labelled else []
    for i, child in enumerate(item.children):
        if isinstance(child, nodes.Paragraph) and (tight or (i == 0 and item.checked is not None)):
            content = bare(child.content, ctx)
            if i == 0 and item.checked is not None:
                box = Markup('<input type="checkbox"{}>').format(Markup(" checked") if item.checked else "")
                content = element("label", box + " " + content)
            parts.append(content)
        else:
            parts.append(_block(child, ctx))
    first = item.children[0] if item.children else None
    way = turned(first.content.unit, ctx) if isinstance(first, nodes.Paragraph) else None
    return element("li", Markup("\n").join(parts), dir=way)


def _quote(node: nodes.Quote, ctx: Context) -> Markup:
    return _wrap("blockquote", _own(node, ctx), blocks(node.children, ctx))


def _code(node: nodes.CodeBlock, ctx: Context) -> Markup:
    values = {**_own(node, ctx), "dir": "ltr", "tabindex": "0"}
    if node.unit and ctx.units:
        values["data-unit"] = node.unit.id
    return _wrap("pre", values, element("code", node.text))


def _table(node: nodes.Table, ctx: Context) -> Markup:
    def cell(content: nodes.Phrase | None, column: int, tag: str) -> Markup:
        align = node.align[column] if column < len(node.align) else None
        name = f"to-{align}" if align else None
        if content is None:
            return element("td", "", class_=name)
        return phrase(content, ctx, tag, class_=name, scope="col" if tag == "th" else None)

    def row(cells: Sequence[nodes.Phrase | None], tag: str) -> Markup:
        return element("tr", Markup("").join(cell(content, i, tag) for i, content in enumerate(cells)))

    head = element("thead", row(node.header, "th"))
    body = element("tbody", Markup("\n").join(row(cells, "td") for cells in node.rows))
    # Focusable, so that a wide table can be scrolled with the keyboard.
    return element(
        "div",
        _wrap("table", _own(node, ctx), head + "\n" + body),
        class_="table",
        role="group",
        tabindex="0",
        aria_label=ctx.edition.message("Table"),
    )


def _rule(node: nodes.Rule, ctx: Context) -> Markup:
    return Markup("<hr{}>").format(attributes(_own(node, ctx)))


def _definitions(node: nodes.DefinitionList, ctx: Context) -> Markup:
    parts = []
    for item in node.items:
        parts += [phrase(term, ctx, "dt") for term in item.terms]
        known = any(term.unit.fallback for term in item.terms)
        parts += [element("dd", blocks(definition, ctx, before=known)) for definition in item.definitions]
    return _wrap("dl", _own(node, ctx), Markup("\n").join(parts))


def _element(node: nodes.Element, ctx: Context) -> Markup:
    values = {name: value for name, value in node.attributes.items() if name in HTML_ATTRIBUTES}
    own = _own(node, ctx, *values.pop("class", "").split())
    opened = {"open": ""} if node.tag == "details" and ("open" in node.attributes or ctx.units) else {}
    if node.tag in ("summary", "figcaption"):
        content = Markup(" ").join(
            bare(child.content, ctx) if isinstance(child, nodes.Paragraph) else _block(child, ctx)
            for child in node.children
        )
    else:
        content = blocks(node.children, ctx)
    return _wrap(node.tag, {**own, **dict(sorted(values.items())), **opened}, content)


def _section(node: nodes.Section, ctx: Context) -> Markup:
    if node.name == "reflect":
        return exercises.reflect(node, ctx, blocks)
    name = node.name if NAME.fullmatch(node.name) else "section"
    words = {
        "note": ctx.edition.message("Note"),
        "tip": ctx.edition.message("Tip"),
        "warning": ctx.edition.message("Warning"),
    }
    if name in words:
        title = (
            phrase(node.title, ctx, "p", class_="title") if node.title else element("p", words[name], class_="title")
        )
        values = {**_own(node, ctx, "callout", name), "role": "note"}
        return _wrap("div", values, title + "\n" + blocks(node.children, ctx))
    parts = [phrase(node.title, ctx, "p", class_="title")] if node.title else []
    role = node.attributes.get("role")
    values = {**_own(node, ctx, name), "data-role": role if role and NAME.fullmatch(role) else None}
    return _wrap("section", values, Markup("\n").join([*parts, blocks(node.children, ctx)]))


def footnotes(document: Document, ctx: Context) -> Markup:
    """Render the footnotes of a document as a section of their own; empty if it has none."""
    if not document.footnotes:
        return Markup("")
    items = []
    for note in document.footnotes:
        back = element(
            "a",
            "↩",
            href=f"#{ctx.prefix}fnref-{note.number}",
            role="doc-backlink",
            aria_label=ctx.edition.message("Back to the text"),
        )
        content = blocks(note.children, ctx)
        items.append(element("li", content + " " + back, id=f"{ctx.prefix}fn-{note.number}"))
    heading = element("h2", ctx.edition.message("Notes"))
    return element("section", heading + element("ol", Markup("\n").join(items)), class_="footnotes")


_BLOCKS: dict[str, Callable[[Any, Context], Markup]] = {
    "paragraph": _paragraph,
    "heading": _heading,
    "list": _list,
    "quote": _quote,
    "code_block": _code,
    "table": _table,
    "rule": _rule,
    "definition_list": _definitions,
    "element": _element,
    "section": _section,
    "quiz": lambda node, ctx: exercises.quiz(node, ctx, blocks),
    "self_check": lambda node, ctx: exercises.self_check(node, ctx, blocks),
}
