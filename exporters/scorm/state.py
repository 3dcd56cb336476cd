"""The learner's state as kept in cmi.suspend_data: ids and bits, no words, so that a change of language costs nothing.

`static/state.js` does the same in the learner's browser; a browser test holds the two together. The form is::

    p1 ; language ; place ; day ; thing , thing …
    thing = key = seen ! . quiz . quiz …        11=f!.4c2aa

``seen`` has a bit for each step that was opened and ``!`` marks a Thing as done. A quiz has as many characters for each
question as its options need: a bit for each option chosen, and above them one that says "was answered right at least
once". ``day`` counts days since 1970-01-01 and is set when everything was done. All numbers are base 32 (0-9, a-v).
Things that nobody has touched are left out.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from exporters.scorm.course import Course, QuizPlan, ThingPlan

VERSION = "p1"
DIGITS = "0123456789abcdefghijklmnopqrstuv"


@dataclass(frozen=True)
class ThingState:
    """``seen``: bit set of steps. ``quizzes``: for each quiz a number for each question (see the module)."""

    seen: int = 0
    done: bool = False
    quizzes: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True)
class State:
    """``day`` is 0 until all Things are done. ``place`` is a key and a step, such as "11.2", or a view's name."""

    language: str = ""
    place: str = ""
    day: int = 0
    things: dict[str, ThingState] = field(default_factory=dict)


def encode(course: Course, state: State) -> str:
    """Write a state down. Only what the course has is written."""
    entries = []
    for plan in course.things:
        thing = state.things.get(plan.key)
        if thing is None or not (thing.seen or thing.done or any(any(quiz) for quiz in thing.quizzes)):
            continue
        quizzes = "".join(
            "." + "".join(_digits(value, width(quiz, i)) for i, value in enumerate(values))
            for quiz, values in zip(plan.quizzes, _whole(plan, thing.quizzes), strict=True)
        )
        entries.append(f"{plan.key}={_digits(thing.seen, 1)}{'!' if thing.done else ''}{quizzes}")
    day = _digits(state.day, 1) if state.day else ""
    return ";".join((VERSION, state.language, state.place, day, ",".join(entries)))


def decode(course: Course, text: str) -> State:
    """Read a state. Anything that does not fit the course is left out: a new version of a package may have changed."""
    parts = text.split(";")
    if len(parts) != 5 or parts[0] != VERSION:
        return State()
    plans = {plan.key: plan for plan in course.things}
    things: dict[str, ThingState] = {}
    for entry in parts[4].split(","):
        key, _, rest = entry.partition("=")
        if key in plans and rest:
            things[key] = _thing(plans[key], rest)
    return State(language=parts[1], place=parts[2], day=_number(parts[3]), things=things)


def longest(course: Course, languages: tuple[str, ...]) -> int:
    """Length of the longest state that this course can produce, in characters."""
    full = {
        plan.key: ThingState(
            seen=2**plan.steps - 1,
            done=True,
            quizzes=tuple(tuple(2 ** (len(q.options) + 1) - 1 for q in quiz.questions) for quiz in plan.quizzes),
        )
        for plan in course.things
    }
    place = max((f"{plan.key}.{plan.steps - 1}" for plan in course.things), key=len, default="")
    language = max(languages, key=len, default="")
    return len(encode(course, State(language=language, place=place, day=2**25, things=full)))


def width(quiz: QuizPlan, question: int) -> int:
    """Characters that one question takes: a bit for each option and one more, five bits a character."""
    return -(-(len(quiz.questions[question].options) + 1) // 5)


def _whole(plan: ThingPlan, quizzes: tuple[tuple[int, ...], ...]) -> tuple[tuple[int, ...], ...]:
    """Answers of every quiz of a Thing; zeros for a quiz that has none or whose number of questions differs."""
    return tuple(
        quizzes[i] if i < len(quizzes) and len(quizzes[i]) == len(quiz.questions) else (0,) * len(quiz.questions)
        for i, quiz in enumerate(plan.quizzes)
    )


def _thing(plan: ThingPlan, text: str) -> ThingState:
    head, *answers = text.split(".")
    quizzes = tuple(_answers(quiz, answers[i] if i < len(answers) else "") for i, quiz in enumerate(plan.quizzes))
    return ThingState(
        seen=_number(head.removesuffix("!")) & (2**plan.steps - 1), done=head.endswith("!"), quizzes=quizzes
    )


def _answers(quiz: QuizPlan, text: str) -> tuple[int, ...]:
    widths = [width(quiz, i) for i in range(len(quiz.questions))]
    if len(text) != sum(widths):
        return (0,) * len(widths)
    values, at = [], 0
    for question, wide in zip(quiz.questions, widths, strict=True):
        values.append(_number(text[at : at + wide]) & (2 ** (len(question.options) + 1) - 1))
        at += wide
    return tuple(values)


def _digits(value: int, wide: int) -> str:
    text = ""
    while value:
        text = DIGITS[value % 32] + text
        value //= 32
    return text.rjust(wide, "0")


def _number(text: str) -> int:
    """Read base 32; 0 for anything else."""
    return int(text, 32) if text and all(c in DIGITS for c in text) and len(text) <= 6 else 0
