"""Units: the texts that translators handle, and where in the page they stand."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

_WORD = re.compile(r"[^\W_]+(?:['’\-.][^\W_]+)*")
_BLANK_LINES = re.compile(r"\n\s*\n")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_BRACKET = re.compile(r"[\[\]<{]")
_MARKUP = re.compile(r"\]\([^()]*(?:\([^()]*\)[^()]*)*\)|<[^<>]*>|\{[^{}]*\}|\[\^[^\]]*\]")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place of a unit.

    ``line``: 1-based line of the source file. ``kind``: "heading 2", "paragraph", "list item", "cell", "answer" …
    ``section``: the words of the nearest heading before it, "" at the beginning. ``path``: its place in the structure.
    """

    line: int
    kind: str
    section: str
    path: str


@dataclass(frozen=True)
class Unit:
    """One text. ``source`` is raw inline Markdown; ``words`` counts what a reader sees (each CJK character is one)."""

    context: str | None
    source: str
    occurrences: tuple[Occurrence, ...] = ()
    note: str = ""

    @cached_property
    def key(self) -> str:
        return unit_key(self.context, self.source)

    @cached_property
    def words(self) -> int:
        return count_words(self.source)

    @property
    def kind(self) -> str:
        """What the text is where it stands first."""
        return self.occurrences[0].kind if self.occurrences else ""

    @property
    def section(self) -> str:
        return self.occurrences[0].section if self.occurrences else ""


def clean(unit: Unit, text: str) -> str:
    """Return a translation without blanks around it or empty lines inside; code keeps its own."""
    if unit.kind == "code":
        return text.strip("\n")
    text = text.strip()
    return _BLANK_LINES.sub("\n", text) if "\n" in text else text


def unit_key(context: str | None, source: str) -> str:
    """Return the unit's identity within its document: 12 hex digits of sha256(context, EOT, source)."""
    return hashlib.sha256(f"{context or ''}\x04{source}".encode("utf-8", "surrogatepass")).hexdigest()[:12]


def count_words(source: str) -> int:
    """Count the words a reader sees; addresses and tags are not words."""
    text = _MARKUP.sub(" ", source) if _BRACKET.search(source) else source
    text, characters = (text, 0) if text.isascii() else _CJK.subn(" ", text)
    return characters + len(_WORD.findall(text))


def join_lines(text: str) -> str:
    """Join soft-wrapped lines: with a space, with nothing between CJK characters; hard breaks stay.

    A hard break written as two blanks becomes the backslash form, which survives editors that trim lines.
    """
    if "\n" not in text:
        return text
    lines = text.split("\n")
    result = lines[0]
    for line in lines[1:]:
        line = line.lstrip(" \t")
        if result.endswith("  "):
            result = result.rstrip(" ") + "\\\n" + line
        elif _backslash(result):
            result += "\n" + line
        else:
            result = result.rstrip(" \t")
            result += line if _wide(result[-1:]) and _wide(line[:1]) else " " + line
    return result


def _backslash(text: str) -> bool:
    """True if the line ends in a backslash that is not itself escaped: a hard break."""
    return (len(text) - len(text.rstrip("\\"))) % 2 == 1


def _wide(character: str) -> bool:
    return bool(character) and unicodedata.east_asian_width(character) in "WF" and not "가" <= character <= "힣"
