"""The parser's own HTML of a localized document: what splicing is checked against, and what fidelity is measured by."""

from __future__ import annotations

import copy
import html
from collections.abc import Callable

from markdown_it.token import Token

from service.catalogue.page import Page, page
from service.catalogue.source import SourceDocument
from service.catalogue.units import Unit
from service.markup.guard import RISKY, guard
from service.markup.html import escape_foreign, pieces
from service.markup.parser import parse_inline, render_tokens

Text = Callable[[Unit], str | None]
"""From a unit to its translated text; None leaves the source exactly as it is written."""


def localized_html(document: SourceDocument, text: Text) -> str:
    """Render a document's body with the texts exchanged; the front matter is not part of it."""
    found = page(document)
    env = found.inline_env()
    if found.titles:
        env["references"] = {label: dict(reference) for label, reference in env["references"].items()}
        for label, title in found.titles.items():
            env["references"][label]["title"] = text(title) or title.source
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


def localized_block(found: Page, index: int, token: Token, text: Text) -> str:
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
