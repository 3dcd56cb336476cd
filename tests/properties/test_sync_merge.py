"""Laws of the three-way decision, for any three sides."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from service.sync.merge import NOTHING, RANK, Outcome, Side, State, merge

TEXTS = st.sampled_from(["", " ", "a", "b", "c", "d"])
STATES: list[State] = ["suggested", "translated", "approved"]


@st.composite
def sides(draw: st.DrawFn) -> Side:
    text = draw(TEXTS)
    return Side(
        text,
        draw(st.sampled_from(STATES)) if text.strip() else "missing",
        draw(st.sampled_from(["person", "memory"])),
        draw(st.booleans()),
    )


optional = st.none() | sides()
known_texts = st.frozensets(st.sampled_from(["a", "b", "c", "d"]))


@given(optional, optional, optional, known_texts)
def test_no_accepted_text_is_lost(
    base: Side | None, database: Side | None, file: Side | None, known: frozenset[str]
) -> None:
    """An accepted text of the database gives way only to a newer accepted text of the file, never to a blank."""
    decision = merge(base, database, file, known)
    if database is not None and database.accepted and decision.result.text != database.text:
        assert decision.outcome is Outcome.TAKE
        assert file is not None
        assert file.accepted
        assert base is not None
        assert base.text == database.text
        assert decision.result.text == file.text


@given(optional, optional, optional, known_texts)
def test_nothing_typed_into_the_file_is_lost(
    base: Side | None, database: Side | None, file: Side | None, known: frozenset[str]
) -> None:
    """A text that only the file has ends up in the result, beside it, or is in the history already."""
    if file is None or file.blank or (base is not None and base.text == file.text):
        return
    decision = merge(base, database, file, known)
    beside = decision.suggestion.text if decision.suggestion else None
    assert file.text in {decision.result.text, beside} | known


@given(optional, optional, optional, known_texts)
def test_the_database_wins_where_both_changed(
    base: Side | None, database: Side | None, file: Side | None, known: frozenset[str]
) -> None:
    if database is None or file is None or database.blank or file.blank:
        return
    if base is not None and base.text in {database.text, file.text}:
        return
    decision = merge(base, database, file, known)
    assert decision.result == database
    if file.text not in known | {database.text}:
        assert decision.suggestion is not None
        assert decision.suggestion.state == "suggested"


@given(optional, optional, optional, known_texts)
def test_a_second_sync_has_nothing_to_do(
    base: Side | None, database: Side | None, file: Side | None, known: frozenset[str]
) -> None:
    result = merge(base, database, file, known).result
    again = merge(result, result, result, known)
    assert again.outcome is Outcome.SAME
    assert again.result == (result if not result.blank else again.result)
    assert again.suggestion is None


@given(optional, optional, sides(), known_texts)
def test_interrupted_before_the_file_was_written(
    base: Side | None, database: Side | None, file: Side, known: frozenset[str]
) -> None:
    """The database took its part, the file did not: base is then what the file says, and nothing is decided twice."""
    first = merge(base, database, file, known)
    history = known | {text for side in (database, first.result, first.suggestion) if side for text in [side.text]}
    second = merge(file, first.result, file, history)
    assert second.result == first.result or second.result.blank
    assert second.suggestion is None
    assert second.outcome in {Outcome.SAME, Outcome.WRITE, Outcome.EMPTIED}


@given(optional, optional, sides(), sides(), known_texts)
def test_interrupted_after_the_file_was_written(
    base: Side | None, database: Side | None, file: Side, later: Side, known: frozenset[str]
) -> None:
    """The new base did not get recorded; a text saved on the web in between is not put back by the file.

    Only where that text is the very one the file showed before, base and result tell nothing; there the sync's own
    record of what it was about to write decides (tests/unit/sync/test_run.py).
    """
    first = merge(base, database, file, known)
    history = known | {text for side in (database, first.result, first.suggestion) if side for text in [side.text]}
    if later.blank or first.result.blank:
        return
    second = merge(file, later, first.result, history)
    if later.text != file.text:
        assert second.result.text == later.text


@given(optional, sides())
def test_a_file_that_says_nothing_changes_nothing(base: Side | None, database: Side) -> None:
    for file in (None, NOTHING):
        decision = merge(base, database, file)
        assert decision.result == database
        assert decision.suggestion is None


@given(optional, optional, optional)
def test_no_state_falls(base: Side | None, database: Side | None, file: Side | None) -> None:
    """Only a newer text may have a lower state, or the same one that is confirmed for a newer source."""
    decision = merge(base, database, file)
    if decision.outcome is Outcome.STILL_RIGHT:
        assert decision.result.accepted
        return
    if database is not None and not database.blank and decision.result.text == database.text:
        assert RANK[decision.result.state] >= RANK[database.state]
