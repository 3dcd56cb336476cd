"""Keeps a translation from bringing anything that its source lacks: elements, attributes, URL schemes, pictures.

Translators' text is data (DESIGN, promise 5). What is not allowed stays in the output as the characters it was typed
with. Emphasis, strong, strike-through, code spans and line breaks carry no attributes or addresses and are allowed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from service.markup.html import shape

RISKY = re.compile(r"[<\[{]")
"""A text without any of these cannot bring an element with attributes, a link or a picture."""

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_OWN = {"href", "src", "alt"}


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the source of a unit holds."""

    tags: frozenset[object] = frozenset()
    schemes: frozenset[str] = frozenset()
    images: frozenset[str] = frozenset()
    attributes: frozenset[tuple[str, str, str]] = frozenset()
    footnotes: frozenset[str] = frozenset()


def scheme(address: str) -> str:
    """Classify an address: its scheme in lower case, "//" and "/" for absolute ones without, "" for relative ones."""
    match = _SCHEME.match(address)
    if match:
        return match[1].lower()
    cleaned = address.replace("%5C", "/").replace("\\", "/")
    return "//" if cleaned.startswith("//") else "/" if cleaned.startswith("/") else ""


def allowed(source: Sequence[Token]) -> Allowed:
    """Collect what the parsed source of a unit holds."""
    tags: set[object] = set()
    schemes: set[str] = set()
    images: set[str] = set()
    attributes: set[tuple[str, str, str]] = set()
    footnotes: set[str] = set()
    for token in source:
        if token.type == "html_inline":
            tags.add(shape(token.content))
        elif token.type == "link_open":
            schemes.add(scheme(str(token.attrs.get("href", ""))))
        elif token.type == "image":
            images.add(str(token.attrs.get("src", "")))
            inner = allowed(token.children or ())
            tags |= inner.tags
            schemes |= inner.schemes
            images |= inner.images
        elif token.type == "footnote_ref":
            footnotes.add(str(token.meta.get("label")))
        for name, value in token.attrs.items():
            attributes.add((token.type, name, "" if name == "title" else str(value)))
    return Allowed(frozenset(tags), frozenset(schemes), frozenset(images), frozenset(attributes), frozenset(footnotes))


def guard(translation: Sequence[Token], source: Allowed) -> list[Token]:
    """Return the translation's tokens with everything that the source lacks turned into literal text."""
    result: list[Token] = []
    links: list[str | None] = []
    for token in translation:
        if token.type == "html_inline" and shape(token.content) not in source.tags:
            result.append(_text(token.content, token))
        elif token.type == "link_open":
            address = str(token.attrs.get("href", ""))
            fine = scheme(address) in source.schemes
            auto = token.info == "auto"
            links.append(None if fine else ">" if auto else f"]({address})")
            result.append(_trim(token, source) if fine else _text("<" if auto else "[", token))
        elif token.type == "link_close":
            close = links.pop() if links else None
            result.append(token if close is None else _text(close, token))
        elif token.type == "image" and str(token.attrs.get("src", "")) not in source.images:
            result.append(_text(f"![{token.content}]({token.attrs.get('src', '')})", token))
        elif token.type == "image":
            kept = _trim(token, source)
            result.append(kept.copy(children=guard(token.children or (), source)))
        elif token.type == "footnote_ref" and str(token.meta.get("label")) not in source.footnotes:
            result.append(_text(f"[^{token.meta.get('label')}]", token))
        else:
            result.append(_trim(token, source))
    return result


def _text(content: str, like: Token) -> Token:
    return Token("text", "", 0, content=content, level=like.level)


def _trim(token: Token, source: Allowed) -> Token:
    """Drop attributes that no token of this type has in the source; addresses were judged by their scheme."""
    extra = [
        name
        for name, value in token.attrs.items()
        if name not in _OWN and (token.type, name, "" if name == "title" else str(value)) not in source.attributes
    ]
    return token.copy(attrs={n: v for n, v in token.attrs.items() if n not in extra}) if extra else token
