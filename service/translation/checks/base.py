"""What checks share: findings, and a pair of texts parsed at most once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from markdown_it.token import Token

from exporters.api import Language
from service.interface import Message
from service.markup.inline import PLAIN
from service.markup.parser import parse_inline
from service.translation.glossary import TermFound

Severity = Literal["error", "warning"]
"""An error would be seen by every reader; a warning is worth a look."""


@dataclass(frozen=True)
class Fault:
    """What a check says of a text: an English message to translate, with ``params`` as ``%(name)s``.

    Title and severity are the check's own unless given; ``fix`` is the whole text mended, where there is one obvious
    way.
    """

    text: Message
    params: Mapping[str, str] = field(default_factory=dict)
    title: Message | None = None
    severity: Severity | None = None
    fix: str | None = None


@dataclass(frozen=True)
class Finding:
    """A likely error: a fault with the ``rule`` that found it. ``title`` and ``text`` are messages to translate."""

    rule: str
    severity: Severity
    title: Message
    text: Message
    params: Mapping[str, str]
    fix: str | None


@dataclass(frozen=True)
class Pair:
    """A source text and its translation. ``terms`` are the glossary terms found in the source."""

    source: str
    target: str
    source_language: Language
    language: Language
    terms: Sequence[TermFound] = ()

    @cached_property
    def source_tokens(self) -> list[Token]:
        return _parse(self.source)

    @cached_property
    def target_tokens(self) -> list[Token]:
        return _parse(self.target)

    @cached_property
    def source_words(self) -> str:
        """The source's running text, without marks, code and addresses."""
        return self.source if not PLAIN.search(self.source) else " ".join(_texts(self.source_tokens))

    @cached_property
    def target_words(self) -> str:
        return self.target if not PLAIN.search(self.target) else " ".join(_texts(self.target_tokens))


@dataclass(frozen=True)
class Check:
    """A rule with everything that is to be said about it; `check` makes one of a function.

    ``alone``: a text in which this is found is not checked any further.
    """

    rule: str
    title: str
    severity: Severity
    find: Callable[[Pair], Iterable[Fault]]
    alone: bool = False

    def findings(self, pair: Pair) -> list[Finding]:
        """Return what this check finds in a translation."""
        return [
            Finding(
                self.rule,
                fault.severity or self.severity,
                fault.title or self.title,
                fault.text,
                fault.params,
                fault.fix,
            )
            for fault in self.find(pair)
        ]


def check(
    rule: str, title: str, severity: Severity, *, alone: bool = False
) -> Callable[[Callable[[Pair], Iterable[Fault]]], Check]:
    """Declare a function as the check of this rule."""
    return lambda find: Check(rule, title, severity, find, alone)


def _parse(text: str) -> list[Token]:
    if not PLAIN.search(text) and "{" not in text:
        return []
    return parse_inline(text, {})


def _texts(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in ("text", "text_special"):
            yield token.content
        elif token.type == "image":
            yield from _texts(token.children or ())


def flat(tokens: Sequence[Token]) -> Iterator[Token]:
    """Go through inline tokens, those inside picture descriptions too."""
    for token in tokens:
        yield token
        if token.type == "image":
            yield from flat(token.children or ())


def missing_and_extra(source: Iterable[str], target: Iterable[str]) -> tuple[list[str], list[str]]:
    """Compare as multisets: what the target lacks, and what only it has, in order of first appearance."""
    first, second = Counter(source), Counter(target)
    return list((first - second).elements()), list((second - first).elements())


def swap(text: str, old: str, new: str) -> str | None:
    """Replace the only occurrence of something; None if there is none or more than one."""
    return text.replace(old, new) if text.count(old) == 1 else None


SPACE = re.compile(r"\s+")
