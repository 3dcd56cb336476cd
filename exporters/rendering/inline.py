"""Inline nodes and phrases to HTML. Everything is escaped; addresses pass `safe`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markupsafe import Markup, escape

from exporters import nodes
from exporters.rendering.context import HTML_ATTRIBUTES, Context, attributes, element, marks, safe
from exporters.rendering.numbers import number
from exporters.writing.letters import joins


def inline(children: Sequence[nodes.Inline], ctx: Context) -> Markup:
    """Render inline nodes."""
    parts = []
    for i, node in enumerate(children):
        if isinstance(node, nodes.Break) and not node.hard:
            parts.append(escape("" if joins(*nodes.around(children, i)) else "\n"))
        else:
            parts.append(_inline(node, ctx))
    return Markup("").join(parts)


def _inline(node: nodes.Inline, ctx: Context) -> Markup:
    match node:
        case nodes.Text():
            return escape(node.text)
        case nodes.Emphasis():
            return element("em", inline(node.children, ctx))
        case nodes.Strong():
            return element("strong", inline(node.children, ctx))
        case nodes.Strike():
            return element("del", inline(node.children, ctx))
        case nodes.Code():
            return element("code", node.text, dir="ltr")
        case nodes.Break():
            return Markup("<br>")
        case nodes.Link():
            return _link(node, ctx)
        case nodes.Image():
            values = {"src": safe(ctx.asset(node.asset)), "title": node.title or None}
            return Markup('<img alt="{}"{}>').format(node.alt, attributes(values))
        case nodes.FootnoteRef():
            return _reference(node, ctx)
        case nodes.InlineElement():
            return Markup("<{tag}{attributes}>{content}</{tag}>").format(
                tag=node.tag, attributes=_html(node.tag, node.attributes), content=inline(node.children, ctx)
            )


def _link(node: nodes.Link, ctx: Context) -> Markup:
    content = inline(node.children, ctx)
    if node.href is None:
        address = ctx.href(node)
    elif node.href.startswith("#"):
        address = f"#{ctx.prefix}{node.href[1:]}"
    else:
        # A relative address here would be a link that the publisher could not resolve.
        address = node.href if re.match(r"(https?|mailto):", node.href, re.IGNORECASE) else None
    address = safe(address) if address else None
    if address is None:
        return content
    blank = ctx.blank and address.lower().startswith("http")
    return element(
        "a",
        content,
        href=address,
        title=node.title or None,
        target="_blank" if blank else None,
        rel="noopener" if blank else None,
    )


def _reference(node: nodes.FootnoteRef, ctx: Context) -> Markup:
    again = f"-{node.occurrence}" if node.occurrence > 1 else ""
    anchor = element(
        "a",
        number(ctx.edition, node.number),
        id=f"{ctx.prefix}fnref-{node.number}{again}",
        href=f"#{ctx.prefix}fn-{node.number}",
        role="doc-noteref",
    )
    return element("sup", anchor)


def _html(tag: str, values: dict[str, str]) -> Markup:
    """The attributes that a source may give its HTML."""
    allowed = HTML_ATTRIBUTES | ({"title"} if tag == "abbr" else set()) | ({"open"} if tag == "details" else set())
    return attributes({name: values[name] for name in sorted(values) if name in allowed})


def phrase(phrase: nodes.Phrase, ctx: Context, tag: str = "span", **values: str | None) -> Markup:
    """Render a phrase as an element with its marks. ``class_`` stands for class, "_" in other names for "-"."""
    classes = (values.pop("class_", None) or "").split()
    named = {name.rstrip("_").replace("_", "-"): value for name, value in values.items()}
    return Markup("<{tag}{attributes}>{content}</{tag}>").format(
        tag=tag,
        attributes=attributes({**named, **marks(phrase.unit, ctx, *classes)}),
        content=inline(phrase.children, ctx),
    )


def bare(content: nodes.Phrase, ctx: Context) -> Markup:
    """Render a phrase without an element of its own, unless its marks need one."""
    if any(marks(content.unit, ctx).values()):
        return phrase(content, ctx)
    return inline(content.children, ctx)
