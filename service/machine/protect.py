"""Hides what a machine must not touch behind ⟦n⟧ and brings it back: marks, code, addresses, HTML, places, names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from service.markup.parser import parse_inline

_HIDDEN = re.compile(
    r"(?P<code>(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`))"
    r"|(?P<auto><[a-z][a-z0-9+.-]*:[^<>\s]*>)"
    r"|(?P<html></?[A-Za-z][^<>]*>)"
    r"|(?P<close>\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+(?:\"[^\"]*\"|'[^']*'))?\)(?:\{[^{}]*\})?|\]\[[^\[\]]*\])"
    r"|(?P<note>\[\^[^\]\s]+\])"
    r"|(?P<open>!?\[)"
    r"|(?P<place>\{\{[^{}]*\}\}|\{[^{}\s]+\}|%\(\w+\)[sd]|%[sd]\b)"
    r"|(?P<url>https?://[^\s<>()\[\]]+)"
    r"|(?P<escape>\\[!-/:-@\[-`{-~]|\\\n|&(?:\#\d+|\#x[0-9a-fA-F]+|[A-Za-z]+);)"
    r"|(?P<mark>\*{1,3}|~~|(?<!\w)_{1,3}|_{1,3}(?!\w))",
    re.DOTALL,
)
_TOKEN = re.compile(r"⟦\s*(\d+)\s*⟧")


@dataclass(frozen=True)
class Protected:
    """A text for the machine with ``pieces`` to put back."""

    text: str
    pieces: tuple[str, ...]
    source: str

    @property
    def words(self) -> bool:
        """True if there is anything left to translate."""
        return any(character.isalpha() for character in _TOKEN.sub("", self.text))


def protect(source: str, keep: Sequence[str] = ()) -> Protected | None:
    """Hide what must come back as it is; ``keep`` are names from the glossary. None if the text uses ⟦⟧ itself."""
    if "⟦" in source or "⟧" in source:
        return None
    pieces: list[str] = []

    def hide(match: re.Match[str]) -> str:
        pieces.append(match[0])
        return f"⟦{len(pieces) - 1}⟧"

    names = "|".join(re.escape(name) for name in sorted(set(keep), key=len, reverse=True) if name)
    pattern = re.compile(rf"{_HIDDEN.pattern}|(?<!\w)(?:{names})(?!\w)", re.DOTALL) if names else _HIDDEN
    return Protected(pattern.sub(hide, source), tuple(pieces), source)


def restore(protected: Protected, answer: str) -> str | None:
    """Put the pieces back; None if any is missing, doubled or invented, or the structure came out different."""
    numbers = [int(number) for number in _TOKEN.findall(answer)]
    if sorted(numbers) != list(range(len(protected.pieces))):
        return None
    text = _TOKEN.sub(lambda match: protected.pieces[int(match[1])], answer)
    if "⟦" in text or "⟧" in text:
        return None
    text = _tighten(text)
    return text if structure(text) == structure(protected.source) else None


def _tighten(text: str) -> str:
    """Take away blanks that machines put inside marks: "** bold **" would not be bold."""
    text = re.sub(r"(\*\*|~~)[ \u00a0]+([^*~\n]+?)[ \u00a0]*\1", r"\1\2\1", text)
    text = re.sub(r"(\*\*|~~)([^*~\n]+?)[ \u00a0]+\1", r"\1\2\1", text)
    return re.sub(r"\[[ \u00a0]+", "[", re.sub(r"[ \u00a0]+\]\(", "](", text))


def structure(text: str) -> Counter[tuple[str, str]]:
    """Return what a translation must have in common with its source, as a multiset."""
    found: Counter[tuple[str, str]] = Counter()
    for token in parse_inline(text, {}):
        if token.type == "text":
            continue
        detail = token.content if token.type in ("code_inline", "html_inline") else ""
        detail = str(token.attrs.get("href") or token.attrs.get("src") or detail)
        found[token.type, detail] += 1
    return found
