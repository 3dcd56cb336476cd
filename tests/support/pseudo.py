"""Pseudo-translation: every visible letter changed, nothing else. To try layouts (en-XA) and to prove fidelity."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from markdown_it.token import Token

from service.documents.units import Unit
from service.markup.html import shape, tokens
from service.markup.parser import parse_inline

_FROM = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_TO = "ÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽåƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýž"
_TABLE = str.maketrans(_FROM, _TO)
_WORD = re.compile(r"[A-Za-z]+")
_LABEL = re.compile(r"\[((?:[^\[\]\\]|\\.)+)\](\[\])?")
_ENTITY = re.compile(r"(&(?:#[xX][0-9a-fA-F]{1,6}|#\d{1,7}|[A-Za-z][A-Za-z0-9]{1,31});)")
_ATTRIBUTE = re.compile(r"(\s(?:alt|title|aria-label)\s*=\s*)(\"[^\"]*\"|'[^']*')", re.IGNORECASE)
_GUESS = re.compile(r"`[^`]+`|<[^<>]*>|&[#\w]+;|\]\([^()]*\)|\[\^[^\]]*\]|\]\[[^\]]*\]|\\.|\{[^{}]*\}")


def accent(text: str) -> str:
    """Accent ASCII letters."""
    return text.translate(_TABLE)


def pseudo(unit: Unit, env: dict[str, Any]) -> str:
    """Return a unit's text with every letter accented that a reader would see.

    Code, addresses, tags and labels stay, texts in titles and ``alt`` change: a word is changed if its change leaves
    the structure as it was, which is asked of the parser. ``env``: the page's environment (`DocumentPage.inline_env`).
    """
    if unit.kind == "html":
        return "".join(_tag(raw) if is_tag else _entities(raw) for is_tag, raw in tokens(unit.source))
    if unit.kind == "description":
        return _entities(unit.source)
    if unit.kind in ("code", "link title"):
        return accent(unit.source)
    return _markdown(unit.source, env)


def _markdown(text: str, env: dict[str, Any]) -> str:
    if not re.search(r"[`<&\[\\{]", text):
        return accent(text)
    form = structure(parse_inline(text, env))
    at, parts = 0, []
    for match in _GUESS.finditer(text):
        parts += [accent(text[at : match.start()]), match[0]]
        at = match.end()
    guess = "".join([*parts, accent(text[at:])])
    if structure(parse_inline(guess, env)) != form:
        guess = text
    if env.get("references"):
        guess = _labels(guess, form, env)
    if not _WORD.search(_seen(parse_inline(guess, env))):
        return guess
    return _words(guess, form, env)


def _labels(text: str, form: object, env: dict[str, Any]) -> str:
    """``[label]`` that is its own text: the text changes, the label stays as the address."""
    at = 0
    while match := _LABEL.search(text, at):
        changed = f"[{accent(match[1])}][{match[1]}]"
        tried = text[: match.start()] + changed + text[match.end() :]
        fine = structure(parse_inline(tried, env)) == form
        text = tried if fine else text
        at = match.start() + len(changed) if fine else match.start() + 1
    return text


def _words(text: str, form: object, env: dict[str, Any]) -> str:
    """Try every word that is left; accenting keeps the length, so that positions stay."""
    for match in list(_WORD.finditer(text)):
        tried = text[: match.start()] + accent(match[0]) + text[match.end() :]
        if structure(parse_inline(tried, env)) == form:
            text = tried
    return text


def structure(children: Sequence[Token]) -> object:
    """What of parsed text must not change: everything but the letters of texts, titles and alternative texts."""
    result: list[object] = []
    automatic = 0
    for token in children:
        automatic += (token.type == "link_open" and token.info == "auto") - (
            token.type == "link_close" and token.info == "auto"
        )
        if token.type in ("text", "text_special"):
            text = token.content if automatic else accent(token.content)
            if result and isinstance(result[-1], str):
                result[-1] += text
            else:
                result.append(text)
        elif token.type == "html_inline":
            result.append((token.type, shape(token.content)))
        else:
            kept = tuple((n, v) for n, v in token.attrs.items() if n not in ("title", "alt"))
            inner = structure(token.children or ()) if token.type == "image" else None
            content = token.content if token.type == "code_inline" else ""
            titled = accent(str(token.attrs.get("title", "")))
            result.append((token.type, kept, titled, content, str(token.meta.get("label", "")), inner))
    return result


def _seen(children: Sequence[Token]) -> str:
    """The letters that a pseudo-translation has to reach."""
    return " ".join(_own(token) for token in children)


def _own(token: Token) -> str:
    if token.type in ("text", "text_special"):
        return token.content
    inside = _seen(token.children or ()) + str(token.attrs.get("title", ""))
    return inside + (token.content if token.type == "html_inline" else "")


def _tag(raw: str) -> str:
    return _ATTRIBUTE.sub(lambda m: m[1] + _entities(m[2]), raw)


def _entities(text: str) -> str:
    return "".join(part if i % 2 else accent(part) for i, part in enumerate(_ENTITY.split(text)))
