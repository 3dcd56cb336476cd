"""Suggestions beside the open paragraph: from the memory, from the glossary, from others, from a machine."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True)
class Suggestion:
    """One suggestion. ``text`` is what is put in; ``origin`` what is written into the history if it is taken."""

    number: int
    text: str
    shown: Markup
    source: str
    origin: str
    icon: str
    detail: str = ""
    score: int = 0
    term: str = ""
    unchecked: bool = False
    source_diff: Markup | None = None


@dataclass(frozen=True)
class Help:
    """All suggestions for a paragraph; ``machine`` is the address to ask for the machine's, "" where there is none."""

    items: tuple[Suggestion, ...]
    machine: str = ""

    @property
    def best(self) -> int:
        return max((item.score for item in self.items), default=0)
