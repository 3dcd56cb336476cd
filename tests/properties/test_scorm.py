"""The learner's state: whatever happens, it comes back as it was, in any language, and it fits."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from exporters.scorm.course import Course, QuestionPlan, QuizPlan, ThingPlan
from exporters.scorm.names import SUSPEND
from exporters.scorm.state import State, ThingState, decode, encode, longest
from tests.support.soak import often

LANGUAGES = st.sampled_from(["", "en", "ar", "zh-Hans", "sr-Latn-RS", "ca-valencia"])


@st.composite
def courses(draw: st.DrawFn) -> Course:
    """Courses of a few Things with quizzes of any shape."""
    things = []
    for i in range(draw(st.integers(1, 9))):
        steps = draw(st.integers(1, 8))
        quizzes = []
        for j in range(draw(st.integers(0, 2))):
            questions = []
            for k in range(draw(st.integers(1, 6))):
                options = tuple("abcdefghij"[: draw(st.integers(1, 10))])
                questions.append(QuestionPlan(f"q{k}", options, options[:1]))
            quizzes.append(QuizPlan(f"t{i}-quiz{j}", draw(st.integers(0, steps - 1)), 60, tuple(questions)))
        key = draw(st.sampled_from([str(i + 1), f"slug-{i}"]))
        things.append(ThingPlan(key, f"slug-{i}", "a", steps, tuple(quizzes)))
    return Course(tuple(things))


@st.composite
def states(draw: st.DrawFn, course: Course) -> State:
    """Any state that a learner can reach in a course; every Thing has an entry."""
    things = {
        thing.key: ThingState(
            seen=draw(st.integers(0, 2**thing.steps - 1)),
            done=draw(st.booleans()),
            quizzes=tuple(
                tuple(draw(st.integers(0, 2 ** (len(q.options) + 1) - 1)) for q in quiz.questions)
                for quiz in thing.quizzes
            ),
        )
        for thing in course.things
    }
    place = draw(st.sampled_from(["", "start", "done", f"{course.things[-1].key}.0"]))
    return State(draw(LANGUAGES), place, draw(st.integers(0, 2**25)), things)


def touched(state: State) -> State:
    """A state without the Things that nobody touched, as it is read back."""
    kept = {k: t for k, t in state.things.items() if t.seen or t.done or any(any(quiz) for quiz in t.quizzes)}
    return State(state.language, state.place, state.day, kept)


@often(60)
@given(st.data())
def test_a_state_comes_back_as_it_was(data: st.DataObject) -> None:
    course = data.draw(courses())
    state = data.draw(states(course))
    text = encode(course, state)
    assert decode(course, text) == touched(state)
    assert encode(course, decode(course, text)) == text
    assert text.isascii()
    assert len(text) <= longest(course, (state.language,)) + len("start")


@often(60)
@given(courses(), st.text())
def test_foreign_text_is_never_an_error(course: Course, text: str) -> None:
    for thing in decode(course, f"p1;;;;{text}").things.values():
        assert thing.seen >= 0
    assert decode(course, text).day >= 0


@often(60)
@given(st.data())
def test_a_newer_course_keeps_what_still_fits(data: st.DataObject) -> None:
    """A package is replaced while people learn: Things go, questions come."""
    old, new = data.draw(courses()), data.draw(courses())
    state = data.draw(states(old))
    found = decode(new, encode(old, state))
    for thing in new.things:
        if thing.key in found.things:
            kept = found.things[thing.key]
            assert kept.seen < 2**thing.steps
            assert len(kept.quizzes) == len(thing.quizzes)
            for quiz, values in zip(thing.quizzes, kept.quizzes, strict=True):
                assert all(v < 2 ** (len(q.options) + 1) for q, v in zip(quiz.questions, values, strict=True))


def test_23_things_with_answers_take_little() -> None:
    """The target: 1000 characters for the whole programme, were every Thing to have a quiz of five questions."""
    questions = tuple(QuestionPlan(f"q{i}", ("a", "b", "c"), ("a",)) for i in range(1, 6))
    things = tuple(
        ThingPlan(str(n), f"{n:02}-thing", "a", 5, (QuizPlan(f"t{n}-check", 3, 60, questions),)) for n in range(1, 24)
    )
    length = longest(Course(things), ("en", "zh-Hans"))
    assert length <= 1000 < SUSPEND
