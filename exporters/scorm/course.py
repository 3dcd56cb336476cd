"""What a package knows of its Things besides their words: steps, quizzes, blocks. The same in every language."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from exporters import nodes
from exporters.api import Document, Edition, ExportError

STEPS = 25
"""Most steps of one Thing: their bits are kept in one number."""
OPTIONS = 20
"""Most answers of one question, for the same reason."""


@dataclass(frozen=True)
class QuestionPlan:
    """``options`` and ``right`` are option ids."""

    id: str
    options: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True)
class QuizPlan:
    """``id`` is that of the element in the page; ``step`` the step that it stands in, from 0."""

    id: str
    step: int
    pass_mark: int
    questions: tuple[QuestionPlan, ...]


@dataclass(frozen=True)
class ThingPlan:
    """``key`` is the Thing's number, or its slug if it has none; ``steps`` how many steps it has."""

    key: str
    slug: str
    block: str
    steps: int
    quizzes: tuple[QuizPlan, ...]


@dataclass(frozen=True)
class Course:
    """The Things of a package in their order. ``mark``: per cent of right answers asked for, None without a quiz."""

    things: tuple[ThingPlan, ...]

    @property
    def questions(self) -> int:
        return sum(len(quiz.questions) for thing in self.things for quiz in thing.quizzes)

    @property
    def mark(self) -> int | None:
        """The quizzes' pass marks, weighted by their questions and rounded up."""
        quizzes = [quiz for thing in self.things for quiz in thing.quizzes]
        if not self.questions:
            return None
        return -(-sum(quiz.pass_mark * len(quiz.questions) for quiz in quizzes) // self.questions)


@dataclass(frozen=True)
class Step:
    """A part of a Thing that is shown at once. ``label`` is its first heading; None if it has none."""

    label: nodes.Phrase | None
    blocks: tuple[nodes.AnyBlock, ...]


def key(document: Document) -> str:
    """The name of a Thing in the state and in element ids."""
    return document.slug if document.number is None else str(document.number)


def steps(document: Document) -> tuple[Step, ...]:
    """Cut a Thing into steps: one begins at each activity, exercise and reflection that has a heading of its own.

    What follows such a part ("Go further", "Resources") belongs to it.
    """
    runs: list[list[nodes.AnyBlock]] = [[]]
    for block in document.blocks:
        parts = block.children if isinstance(block, nodes.Section | nodes.Quiz | nodes.SelfCheck) else ()
        if runs[-1] and any(isinstance(part, nodes.Heading) for part in parts):
            runs.append([])
        runs[-1].append(block)
    return tuple(Step(label=_heading(run), blocks=tuple(run)) for run in runs)


def _heading(blocks: Iterable[nodes.AnyBlock]) -> nodes.Phrase | None:
    return next((node.content for node in walk(blocks) if isinstance(node, nodes.Heading)), None)


def walk(blocks: Iterable[nodes.AnyBlock]) -> Iterator[nodes.AnyBlock]:
    """Yield blocks and all blocks inside them, in reading order."""
    for block in blocks:
        yield block
        if isinstance(block, nodes.Section | nodes.Quiz | nodes.SelfCheck | nodes.Element | nodes.Quote):
            yield from walk(block.children)
        elif isinstance(block, nodes.List):
            for item in block.items:
                yield from walk(item.children)


def plan(documents: Sequence[Document]) -> Course:
    """Return the plan of the Things of a package.

    Raises:
        ExportError: if two Things share a number, or one has more steps or answers than the state can hold.
    """
    course = Course(things=tuple(_thing(document) for document in documents))
    keys = [thing.key for thing in course.things]
    if twice := next((k for k in keys if keys.count(k) > 1), None):
        raise ExportError(f"Two Things have the number {twice}. Give each its own.")
    return course


def _thing(document: Document) -> ThingPlan:
    parts = steps(document)
    if len(parts) > STEPS:
        raise ExportError(f"{document.id} has {len(parts)} steps; a learning package keeps at most {STEPS}.")
    quizzes = tuple(
        _quiz(node, f"t{key(document)}-", step, document)
        for step, part in enumerate(parts)
        for node in walk(part.blocks)
        if isinstance(node, nodes.Quiz) and node.questions
    )
    return ThingPlan(key(document), document.slug, document.block or "", len(parts), quizzes)


def _quiz(node: nodes.Quiz, prefix: str, step: int, document: Document) -> QuizPlan:
    for question in node.questions:
        if len(question.options) > OPTIONS:
            raise ExportError(f"{document.id}: question {question.id} has more than {OPTIONS} answers.")
    questions = tuple(
        QuestionPlan(q.id, tuple(o.id for o in q.options), tuple(o.id for o in q.options if o.correct))
        for q in node.questions
    )
    return QuizPlan(prefix + (node.id or "quiz"), step, node.pass_mark, questions)


def script(
    course: Course, edition: Edition, *, identity: str, version: str, report: str, languages: Sequence[str]
) -> str:
    """Return the course as the script that the run-time reads: plain JSON behind one assignment."""
    data = {
        "id": identity,
        "scorm": version,
        "report": report,
        "mark": course.mark,
        "languages": list(languages),
        "default": edition.language.tag,
        "things": [
            {
                "key": thing.key,
                "slug": thing.slug,
                "block": thing.block,
                "steps": thing.steps,
                "quizzes": [
                    {
                        "id": quiz.id,
                        "step": quiz.step,
                        "pass": quiz.pass_mark,
                        "questions": [
                            {"id": q.id, "options": list(q.options), "right": list(q.right)} for q in quiz.questions
                        ],
                    }
                    for quiz in thing.quizzes
                ],
            }
            for thing in course.things
        ],
    }
    return f"window.polythingCourse = {json.dumps(data, indent=1, sort_keys=True)}\n"
