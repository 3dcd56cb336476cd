"""The one parser set-up for extraction, localizing, preview and export.

Parsing is cut between the block and the inline phase: `parse_blocks` gives inline tokens whose text is raw, all that
extraction needs; a translation takes the place of that text before `parse_inline` reads it; `render_tokens` ends the
chain for comparisons. Exporters build from nodes instead (`service.localizing.localize`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from mdit_py_plugins.deflist import deflist_plugin

from service.markup.attributes import attributes_plugin
from service.markup.cjk import CjkInline, soft_break
from service.markup.directive import directive_plugin
from service.markup.footnotes import footnotes_plugin
from service.markup.labels import labels_plugin


@dataclass(frozen=True, slots=True)
class Blocks:
    """Block tokens whose inline tokens are not parsed yet, and the environment with references and footnotes."""

    tokens: list[Token]
    env: dict[str, Any] = field(default_factory=dict)


@cache
def parser() -> MarkdownIt:
    """Return the whole parser. Shared: never change its rules."""
    md = MarkdownIt("zero")
    md.inline = CjkInline()
    md.configure("commonmark", {"html": True, "maxNesting": 100}).enable(["table", "strikethrough"])
    md.use(labels_plugin).use(footnotes_plugin).use(deflist_plugin).use(attributes_plugin).use(directive_plugin)
    md.add_render_rule("list_item_open", _list_item)
    md.add_render_rule("softbreak", soft_break)
    md.normalizeLink = lru_cache(maxsize=4096)(md.normalizeLink)  # type: ignore[method-assign]
    return md


@cache
def _block_parser() -> MarkdownIt:
    md = parser.__wrapped__()
    md.core.ruler.enableOnly(["normalize", "block", "attr", "blocks"])
    return md


def parse_blocks(text: str) -> Blocks:
    """Parse the block structure only: about three times as fast as the whole."""
    env: dict[str, Any] = {}
    return Blocks(_block_parser().parse(text, env), env)


def inline_env(env: dict[str, Any]) -> dict[str, Any]:
    """Return a fresh environment for inline parsing after the block phase: the parser writes into it.

    A key that the block phase did not make stays away, for its mere presence changes how the parser scans.
    """
    fresh = dict(env)
    if "footnotes" in env:
        fresh["footnotes"] = {"refs": dict(env["footnotes"].get("refs", {})), "list": {}}
    return fresh


def parse_inline(text: str, env: dict[str, Any]) -> list[Token]:
    """Parse the text of one block; references and footnotes are looked up in ``env``."""
    md = parser()
    children: list[Token] = []
    md.inline.parse(text, md, env, children)
    return children


def render(text: str) -> str:
    """Render a text to HTML, for comparisons."""
    return str(parser().render(text))


def render_tokens(tokens: list[Token], env: dict[str, Any]) -> str:
    """Render block tokens whose inline tokens have their children; footnotes move to the end."""
    md = _tail_parser()
    state = StateCore("", md, env, tokens)
    md.core.process(state)
    return str(md.renderer.render(state.tokens, md.options, env))


@cache
def _tail_parser() -> MarkdownIt:
    md = parser.__wrapped__()
    md.core.ruler.enableOnly(["footnote_tail", "text_join"])
    return md


def render_inline(children: list[Token], env: dict[str, Any]) -> str:
    """Render parsed inline tokens to HTML."""
    md = parser()
    renderer: RendererHTML = md.renderer  # type: ignore[assignment]
    for token in children:
        if token.type == "text_special":
            token.type = "text"
    return renderer.renderInline(children, md.options, env)


def _list_item(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: dict[str, Any]
) -> str:
    """Show a task's box, which `resolve_blocks` took out of the text."""
    checked = tokens[index].meta.get("checked")
    box = "" if checked is None else f'<input type="checkbox" disabled{" checked" if checked else ""}> '
    return self.renderToken(tokens, index, options, env) + box
