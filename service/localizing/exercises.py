"""Quizzes and self-checks: from the blocks inside their directive to questions, answers, statements and a scale."""

from __future__ import annotations

from string import ascii_lowercase
from typing import Any

from exporters.nodes import (
    AnyBlock,
    Heading,
    List,
    ListItem,
    Option,
    Paragraph,
    Phrase,
    Question,
    Quiz,
    Quote,
    SelfCheck,
    Statement,
)


def quiz(children: tuple[AnyBlock, ...], values: dict[str, str], common: dict[str, Any]) -> Quiz:
    """Headings of level 3 and deeper are questions; the list of boxes after one holds its answers."""
    before: list[AnyBlock] = []
    questions: list[tuple[Heading, list[AnyBlock], list[Option]]] = []
    for block in children:
        if isinstance(block, Heading) and block.level > 2:
            questions.append((block, [], []))
        elif not questions:
            before.append(block)
        elif isinstance(block, List) and any(item.checked is not None for item in block.items):
            options = questions[-1][2]
            options += [_option(item, len(options) + i) for i, item in enumerate(block.items)]
        else:
            questions[-1][1].append(block)
    mark = values.get("pass", "60")
    return Quiz(
        pass_mark=min(100, int(mark)) if mark.isdigit() else 60,
        children=tuple(before),
        questions=tuple(
            Question(id=heading.id or f"q{number}", prompt=heading.content, body=tuple(body), options=tuple(options))
            for number, (heading, body, options) in enumerate(questions, 1)
        ),
        **common,
    )


def _option(item: ListItem, position: int) -> Option:
    feedback: list[AnyBlock] = []
    for block in item.children[1:]:
        feedback += block.children if isinstance(block, Quote) else (block,)
    letter = ascii_lowercase[position] if position < 26 else f"o{position + 1}"
    return Option(id=letter, correct=bool(item.checked), text=_text(item), feedback=tuple(feedback))


def _text(item: ListItem) -> Phrase:
    first = item.children[0]
    if not isinstance(first, Paragraph | Heading):
        raise TypeError("the list item begins with no text")
    return first.content


def selfcheck(children: tuple[AnyBlock, ...], values: dict[str, str], common: dict[str, Any]) -> SelfCheck:
    """The first ordered list holds the statements, the first bullet list after it the scale from low to high."""
    before: list[AnyBlock] = []
    statements: tuple[Statement, ...] = ()
    scale: tuple[Phrase, ...] = ()
    for block in children:
        if isinstance(block, List) and block.ordered and not statements:
            statements = tuple(Statement(id=f"s{i}", text=_text(item)) for i, item in enumerate(block.items, 1))
        elif isinstance(block, List) and not block.ordered and statements and not scale:
            scale = tuple(_text(item) for item in block.items)
        else:
            before.append(block)
    compare = values.get("compare")
    if compare and "/" not in compare:
        compare = f"thing/{compare}"
    return SelfCheck(children=tuple(before), statements=statements, scale=scale, compare=compare, **common)
