"""Attributes in braces, ``{#id .class key=value}``, after the text of a block or on a line of their own before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_block_plugin
from mdit_py_plugins.attrs.parse import ParseError, parse

_ITEM = r"""(?:\#[^\s{}"'=]+|\.[^\s{}"'=#.]+|[A-Za-z][\w:-]*=(?:"[^"{}]*"|[^\s{}"']+))"""
_GROUP = re.compile(rf"(?:^|(?<=\s))\{{\s*({_ITEM}(?:\s+{_ITEM})*)\s*\}}\s*$")
_SPLIT = re.compile(_ITEM)
_CARRIERS = {"heading_open", "paragraph_open", "td_open", "th_open", "dt_open"}
_RENDERED = {"id", "class", "lang", "dir"}
_BEARERS = {"image", "code_inline", "link_close"}
_INLINE = {"id", "class", "lang", "dir", "width"}
_ADDRESSES = {"href", "src", "action", "formaction", "xlink:href"}
_LONGEST = 1000
_TASK = re.compile(r"\[([ xX])\](?:[ \t]+|$)")


@dataclass(frozen=True, slots=True)
class Attributes:
    """What stood between the braces; ``values`` keeps the order of the source."""

    id: str | None = None
    classes: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()


def split_trailing(text: str) -> tuple[str, Attributes | None]:
    """Split an attribute group off the end of a text. ``(text, None)`` if there is none."""
    if not text.endswith("}"):
        return text, None
    match = _GROUP.search(text)
    return (text[: match.start()].rstrip(), parse_attributes(match[1])) if match else (text, None)


def parse_attributes(inner: str) -> Attributes:
    """Read the inside of the braces."""
    identity, classes, values = None, [], []
    for item in _SPLIT.findall(inner):
        if item[0] == "#":
            identity = item[1:]
        elif item[0] == ".":
            classes.append(item[1:])
        else:
            name, _, value = item.partition("=")
            values.append((name, value.strip('"')))
    return Attributes(identity, tuple(classes), tuple(values))


def apply_attributes(token: Token, found: Attributes) -> None:
    """Put attributes on a block's opening token: what is rendered in ``attrs``, the others in ``meta``."""
    if found.id:
        token.attrs["id"] = found.id
        token.meta["explicit_id"] = True
    if found.classes:
        before = str(token.attrs.get("class", ""))
        token.attrs["class"] = " ".join([*before.split(), *found.classes])
    for name, value in found.values:
        if name in _RENDERED:
            token.attrs[name] = value
        else:
            token.meta.setdefault("values", {})[name] = value


def attributes_plugin(md: MarkdownIt) -> None:
    """Teach a parser attributes of blocks, pictures, code spans and links, and the boxes of tasks."""
    md.use(attrs_block_plugin)
    md.core.ruler.at("attr", attach_lines)
    md.core.ruler.after("attr", "blocks", resolve_blocks)
    md.inline.ruler.push("attr", inline_attributes)


def inline_attributes(state: StateInline, silent: bool) -> bool:
    """Inline rule: all groups, of at most 1,000 characters each, after a picture, a code span or a link.

    In place of the plug-in's, which goes back to the link's beginning and copies the rest of the text for each group.
    """
    source, pos = state.src, state.pos
    if source[pos] != "{" or state.pending or not state.tokens or state.tokens[-1].type not in _BEARERS:
        return False
    values: dict[str, str] = {}
    classes: list[str] = []
    while source.startswith("{", pos, state.posMax):
        try:
            length, found = parse(source[pos : min(pos + _LONGEST, state.posMax)])
        except ParseError:
            break
        pos += length + 1
        classes += found.get("class", "").split()
        values |= {name: value for name, value in found.items() if name in _INLINE}
    if pos == state.pos:
        return False
    state.pos = pos
    if not silent:
        if classes:
            values["class"] = " ".join(classes)
        _opening(state.tokens).attrs.update(values)
    return True


def _opening(tokens: Sequence[Token]) -> Token:
    """Return the opening of the element that the last token ends."""
    level = 0
    for token in reversed(tokens):
        level += token.nesting
        if level == 0:
            return token
    return tokens[-1]


def attach_lines(state: StateCore) -> None:
    """Core rule after ``block``: attributes on lines of their own go to the block that opens after them.

    In place of the plug-in's, which moves all later tokens for each line.
    """
    tokens: list[Token] = []
    waiting: list[Token] = []
    for token in state.tokens:
        if token.type == "attrs_block":
            waiting.append(token)
            continue
        if waiting and token.nesting >= 0:
            _attach(token, waiting)
        waiting = []
        tokens.append(token)
    state.tokens = tokens


def _attach(token: Token, lines: Sequence[Token]) -> None:
    """Give a token the attributes of some lines: classes of all, of anything else what stands last.

    Handlers of events and addresses are nobody's to give.
    """
    found: dict[str, str | int | float] = {}
    for line in reversed(lines):
        for name, value in line.attrs.items():
            if name.lower() not in _ADDRESSES and not name.lower().startswith("on"):
                found.setdefault(name, value)
    classes = [str(each.attrs["class"]) for each in (*lines, token) if "class" in each.attrs]
    token.attrs.update(found)
    if classes:
        token.attrs["class"] = " ".join(classes)


def resolve_blocks(state: StateCore) -> None:
    """Core rule after ``block``: take attribute groups and task boxes out of the text of blocks."""
    tokens = state.tokens
    for index, token in enumerate(tokens):
        if token.attrs and token.nesting >= 0 and token.type != "directive_open":
            _settle(token)
        if token.type == "inline" and index:
            before = tokens[index - 1]
            if token.content.startswith("[") and before.type == "paragraph_open":
                _task(tokens, index)
            if token.content.endswith("}") and before.type in _CARRIERS:
                text, found = split_trailing(token.content)
                if found and (text or before.type != "paragraph_open"):
                    token.content = text
                    token.meta["braces"] = True
                    apply_attributes(before, found)
        elif token.type == "fence" and token.info.rstrip().endswith("}"):
            info, found = split_trailing(token.info.rstrip())
            if found:
                token.info = info
                apply_attributes(token, found)


def _settle(token: Token) -> None:
    """Attributes that came from a line of their own: keep the harmless ones to render, move the others to meta."""
    for name in [name for name in token.attrs if name not in _RENDERED]:
        if (name, token.type) in (("start", "ordered_list_open"), ("style", "td_open"), ("style", "th_open")):
            continue
        token.meta.setdefault("values", {})[name] = str(token.attrs.pop(name))
    if "id" in token.attrs:
        token.meta["explicit_id"] = True


def _task(tokens: Sequence[Token], index: int) -> None:
    """A paragraph that begins a list item with ``[ ]`` or ``[x]`` makes it a task or an answer."""
    match = _TASK.match(tokens[index].content)
    if not match or index < 2 or tokens[index - 2].type != "list_item_open":
        return
    tokens[index - 2].meta["checked"] = match[1] in "xX"
    tokens[index].meta["task"] = match[0]
    tokens[index].content = tokens[index].content[match.end() :].lstrip()
