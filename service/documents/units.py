"""Units: the texts that translators handle, and where in the page they stand."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property

from exporters.writing.breaking import IDEOGRAPHIC, pieces
from exporters.writing.letters import joins

_WORD = re.compile(r"[^\W_]+(?:['’\-.][^\W_]+)*")
_JOINING = ("'", "’", "-", ".")
_BLANK_LINES = re.compile(r"\n\s*\n")
_LATIN = re.compile(r"[\x00-\u02ff\u2000-\u206f]*")
"""Latin letters and general punctuation, in which one expression finds every word that ICU does, and faster."""
_BRACKET = re.compile(r"[\[\]<{]")
_MARKUP = re.compile(r"\]\([^()]*(?:\([^()]*\)[^()]*)*\)|<[^<>]*>|\{[^{}]*\}|\[\^[^\]]{0,999}+\]")


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
    return len(_WORD.findall(text)) if _LATIN.fullmatch(text) else _counted(text)


def _counted(text: str) -> int:
    """The words of a text in any script; as in `_WORD`, those that a sign joins are one ("be-bop")."""
    total, before, between = 0, False, ""
    for piece, status in pieces(text):
        if status >= IDEOGRAPHIC:
            total += len(piece)
        elif status:
            total += not (before and between in _JOINING)
        else:
            between = piece
            continue
        before, between = status < IDEOGRAPHIC, ""
    return total


def join_lines(text: str) -> str:
    """Join soft-wrapped lines: with a space, with nothing between CJK characters; hard breaks stay.

    A hard break written as two blanks becomes the backslash form, which survives editors that trim lines.
    """
    if "\n" not in text:
        return text
    first, *lines = text.split("\n")
    done: list[str] = []
    end = first
    for line in lines:
        line = line.lstrip(" \t")
        if end.endswith("  "):
            end, between = end.rstrip(" "), "\\\n"
        elif _backslash(end):
            between = "\n"
        else:
            end = end.rstrip(" \t")
            between = "" if joins(end[-1:], line[:1]) else " "
        if line:
            done += end, between
            end = line
        else:
            end += between
    return "".join((*done, end))


def _backslash(text: str) -> bool:
    """True if the line ends in a backslash that is not itself escaped: a hard break."""
    return (len(text) - len(text.rstrip("\\"))) % 2 == 1
