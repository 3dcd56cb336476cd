"""The parser's own HTML of a localized document: what splicing is checked against, and what fidelity is measured by."""

from __future__ import annotations

import copy
import html
from collections.abc import Callable
from typing import Any

from markdown_it.token import Token

from service.documents.page import DocumentPage, page
from service.documents.source import SourceDocument
from service.documents.units import Unit
from service.markup.guard import RISKY, guard
from service.markup.html import escape_foreign, pieces
from service.markup.parser import Blocks, parse_inline, render_tokens

Text = Callable[[Unit], str | None]
"""From a unit to its translated text; None leaves the source exactly as it is written."""


def localized_html(document: SourceDocument, text: Text) -> str:
    """Render a document's body with the texts exchanged; the front matter is not part of it."""
    found = page(document)
    env = _env(found, text)
    tokens = []
    for index, token in enumerate(found.tokens):
        fresh, slots = token, found.slots.get(index)
        if token.type == "inline" or slots:
            fresh = copy.copy(token)
        if token.type == "inline":
            unit = slots[0] if slots else None
            translated = text(unit) if unit else None
            fresh.children = parse_inline(token.content if translated is None else translated, env)
            if unit and translated is not None and RISKY.search(translated):
                fresh.children = guard(fresh.children, found.allowance(unit.source))
        elif slots and token.type == "html_block":
            fresh.content = localized_block(found, index, token, text)
        elif slots and slots[0] and token.type == "fence":
            translated = text(slots[0])
            fresh.content = token.content if translated is None else translated + "\n"
        tokens.append(fresh)
    return render_tokens(tokens, env)


def _env(found: DocumentPage, text: Text) -> dict[str, Any]:
    """Return a fresh environment, in which the titles of references are exchanged."""
    env = found.inline_env()
    if found.titles:
        env["references"] = {label: dict(reference) for label, reference in env["references"].items()}
        for label, title in found.titles.items():
            env["references"][label]["title"] = text(title) or title.source
    return env


def surely_localized(found: DocumentPage, blocks: Blocks, text: Text) -> bool:
    """True if blocks are those of a page with the texts exchanged, token by token: so is their HTML, unseen.

    False proves nothing: other blocks may give the same HTML.
    """
    env = _env(found, text)
    if len(blocks.tokens) != len(found.tokens) or _definitions(blocks.env) != _definitions(env):
        return False
    for index, (token, other) in enumerate(zip(found.tokens, blocks.tokens, strict=True)):
        if token.type != other.type or token.tag != other.tag or token.hidden != other.hidden:
            return False
        if token.attrs != other.attrs or token.info != other.info or token.meta != other.meta:
            return False
        if token.nesting:
            continue
        slots = found.slots.get(index)
        expected = token.content
        if slots and token.type == "html_block":
            expected = localized_block(found, index, token, text)
        elif slots and slots[0] and (translated := text(slots[0])) is not None:
            expected = translated + "\n" if token.type == "fence" else translated
            if token.type == "inline" and RISKY.search(translated):
                children = parse_inline(translated, env)
                if guard(children, found.allowance(slots[0].source)) != children:
                    return False
        if expected != other.content:
            return False
    return True


def _definitions(env: dict[str, Any]) -> tuple[dict[str, tuple[str, str]], set[str]]:
    """What inline text may refer to: links by label, labels of footnotes."""
    links = {label: (link["href"], link["title"]) for label, link in env.get("references", {}).items()}
    return links, set(env.get("footnotes", {}).get("refs", ()))


def localized_block(found: DocumentPage, index: int, token: Token, text: Text) -> str:
    """Return an HTML block with the texts of its pieces exchanged."""
    parts = []
    for piece, unit in zip(pieces(token.content), found.slots[index], strict=True):
        translated = text(unit) if unit else None
        if unit is None or translated is None or translated == unit.source:
            parts.append(piece.raw)
        elif piece.kind == "attribute":
            parts.append(html.escape(html.unescape(translated), quote=True))
        else:
            parts.append(escape_foreign(translated, unit.source))
    return "".join(parts)
