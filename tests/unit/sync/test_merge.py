"""Every row of the decision table of `service.sync.merge`."""

from __future__ import annotations

import pytest

from service.sync.merge import NOTHING, Decision, Outcome, Side, merge

OLD = Side("viejo", "translated")
NEW = Side("nuevo", "translated")
OTHER = Side("otro", "translated")
HINT = Side("quizás", "suggested", "memory")
APPROVED = Side("viejo", "approved")
STALE = Side("viejo", "translated", stale=True)
BLANK = NOTHING


@pytest.mark.parametrize(
    ("base", "database", "file", "expected"),
    [
        (OLD, OLD, OLD, Decision(Outcome.SAME, OLD)),
        (BLANK, BLANK, BLANK, Decision(Outcome.SAME, Side("", "missing", ""))),
        (OLD, NEW, OLD, Decision(Outcome.WRITE, NEW)),
        (BLANK, NEW, BLANK, Decision(Outcome.WRITE, NEW)),
        (OLD, OLD, NEW, Decision(Outcome.TAKE, NEW)),
        (BLANK, BLANK, NEW, Decision(Outcome.TAKE, NEW)),
        (None, None, NEW, Decision(Outcome.TAKE, NEW)),
        (OLD, NEW, NEW, Decision(Outcome.SAME, NEW)),
        (OLD, NEW, OTHER, Decision(Outcome.CONFLICT, NEW, Side("otro", "suggested"))),
        (None, NEW, OTHER, Decision(Outcome.CONFLICT, NEW, Side("otro", "suggested"))),
        (OLD, OLD, BLANK, Decision(Outcome.EMPTIED, OLD)),
        (OLD, NEW, BLANK, Decision(Outcome.EMPTIED, NEW)),
        (OLD, OLD, None, Decision(Outcome.ABSENT, OLD)),
        (BLANK, NEW, None, Decision(Outcome.WRITE, NEW)),
        (OLD, OLD, HINT, Decision(Outcome.SUGGEST, OLD, HINT)),
        (APPROVED, APPROVED, HINT, Decision(Outcome.SUGGEST, APPROVED, HINT)),
        (HINT, HINT, Side("quizás", "translated"), Decision(Outcome.RAISE, Side("quizás", "translated", "memory"))),
        (
            HINT,
            Side("quizás", "approved", "memory"),
            HINT,
            Decision(Outcome.WRITE, Side("quizás", "approved", "memory")),
        ),
        (OLD, OLD, Side("viejo", "suggested"), Decision(Outcome.DOUBT, OLD)),
        (OLD, APPROVED, Side("viejo", "suggested"), Decision(Outcome.WRITE, APPROVED)),
        (STALE, STALE, OLD, Decision(Outcome.STILL_RIGHT, OLD)),
        (
            Side("viejo", "approved", stale=True),
            Side("viejo", "approved", stale=True),
            OLD,
            Decision(Outcome.STILL_RIGHT, OLD),
        ),
        (OLD, STALE, OLD, Decision(Outcome.WRITE, STALE)),
        (STALE, OLD, STALE, Decision(Outcome.WRITE, OLD)),
        (OLD, OLD, STALE, Decision(Outcome.DOUBT, OLD)),
        (STALE, STALE, NEW, Decision(Outcome.TAKE, NEW)),
    ],
)
def test_decision_table(base: Side | None, database: Side | None, file: Side | None, expected: Decision) -> None:
    assert merge(base, database, file) == expected


def test_an_approval_does_not_pass_to_a_changed_text() -> None:
    """The comment `state=approved` survives in other tools although the person changed the text below it."""
    decision = merge(APPROVED, APPROVED, Side("nuevo", "approved"))
    assert decision == Decision(Outcome.TAKE, Side("nuevo", "translated"))


def test_a_machine_text_that_a_person_changed_is_no_longer_the_machines() -> None:
    machine = Side("viejo", "suggested", "machine:google")
    decision = merge(machine, machine, Side("nuevo", "suggested", "machine:google"))
    assert decision == Decision(Outcome.TAKE, Side("nuevo", "suggested", "assisted"))


def test_an_approval_in_a_folder_seen_for_the_first_time_counts() -> None:
    assert merge(None, None, APPROVED).result == APPROVED


def test_a_text_that_a_reviewer_refused_does_not_come_back_through_the_file() -> None:
    assert merge(OLD, None, OLD) == Decision(Outcome.WRITE, NOTHING)
    assert merge(None, None, OLD, known={"viejo"}) == Decision(Outcome.WRITE, NOTHING)
    assert merge(OLD, None, NEW, known={"viejo"}) == Decision(Outcome.TAKE, NEW)


def test_a_file_that_shows_an_earlier_text_adds_nothing() -> None:
    assert merge(OLD, NEW, OTHER, known={"otro"}) == Decision(Outcome.WRITE, NEW)
