"""Promise 1 and 2, and exact counters: whatever several people do in whatever order, on a source that changes too.

* Every text that anybody saved is in the history, and every text that got an ok stays there.
* A suggestion never displaces an accepted text; an accepted head only changes by somebody who may.
* Heads are what their revision says; counters equal a recount; nothing open refers to nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, select

from service.errors import TranslationError
from service.model import Actor, DocumentCounter, Table
from service.store import Database, UnitOfWork
from service.store.counters import NAMES
from service.translation import workflow
from service.translation.permissions import RANK
from service.translation.results import Conflict
from service.translation.submission import Submission
from tests.support.databases import ENGINES
from tests.support.soak import often
from tests.support.workshop import Workshop, build, change, new_unit

TEXTS = ("Cierra la puerta.", "Echa la llave.", "Texto de máquina.", "Otra cosa.", "Cierra.")
SOURCES = ("Lock the front door.", "Lock the back door.", "Choose a claim.")
PEOPLE = ("Nia", "Tomas", "Rosa", "Saul", "Una")

STEP = st.one_of(
    st.tuples(
        st.just("save"),
        st.sampled_from(PEOPLE),
        st.integers(0, 1),
        st.sampled_from(TEXTS),
        st.sampled_from(["save", "suggest", "approve"]),
        st.sampled_from(["fresh", "old", "none"]),
        st.booleans(),
    ),
    st.tuples(
        st.sampled_from(["approve", "reject", "restore", "undo", "still_right"]),
        st.sampled_from(PEOPLE),
        st.integers(0, 1),
        st.integers(0, 30),
    ),
    st.tuples(
        st.just("source"),
        st.integers(0, 1),
        st.sampled_from(["cosmetic", "minor", "meaning", "gone", "new"]),
        st.sampled_from(SOURCES),
    ),
    st.tuples(st.just("confirm")),
    st.tuples(st.just("draft"), st.sampled_from(PEOPLE), st.integers(0, 1), st.sampled_from(TEXTS)),
)


@dataclass
class Run:
    """One sequence of steps and what must hold after each."""

    shop: Workshop
    uow: UnitOfWork
    saved: set[tuple[int, str]] = field(default_factory=set)
    accepted: set[tuple[int, str]] = field(default_factory=set)
    released: bool = False

    def actor(self, name: str) -> Actor:
        role = {"Tomas": "translator", "Rosa": "reviewer", "Saul": "coordinator"}.get(name)
        return self.shop.person(self.uow, name, role, confirmed=name != "Una" or self.released)  # type: ignore[arg-type]

    def step(self, step: tuple[object, ...]) -> None:
        before = {unit: self.head(unit) for unit in self.shop.units}
        try:
            getattr(self, f"do_{step[0]}", self.do_judge)(*step)
        except TranslationError:
            assert {unit: self.head(unit) for unit in self.shop.units} == before

    def head(self, unit: int) -> tuple[str, str, int] | None:
        found = self.uow.translations.head(unit, "es")
        return (found.text, found.state, found.revision_id) if found is not None else None

    def do_save(self, _: str, who: str, index: int, text: str, action: str, base: str, check: bool) -> None:
        unit, actor, head = self.shop.units[index], self.actor(who), self.head(self.shop.units[index])
        history = self.uow.translations.history(unit, "es")
        number = {"fresh": head[2] if head else None, "old": history[0].id if history else None, "none": None}[base]
        result = workflow.save(self.uow, actor, unit, "es", Submission(text, number, to_check=check), action)  # type: ignore[arg-type]
        self.saved.add((unit, text))
        after = self.head(unit)
        if isinstance(result, Conflict):
            assert after == head
        if head is not None and RANK[head[1]] >= 2 and (not actor.confirmed or not actor.reaches("translator", "es")):
            assert after == head

    def do_judge(self, what: str, who: str, index: int, which: int) -> None:
        unit, actor = self.shop.units[index], self.actor(who)
        history = self.uow.translations.history(unit, "es")
        if not history:
            return
        revision = history[which % len(history)].id
        if what == "reject":
            workflow.reject(self.uow, actor, unit, "es", revision, "Because.")
        elif what == "restore":
            head = self.head(unit)
            workflow.restore(self.uow, actor, unit, "es", revision, head[2] if head else None)
        else:
            getattr(workflow, what)(self.uow, actor, unit, "es", revision)

    def do_source(self, _: str, index: int, effect: str, source: str) -> None:
        unit = self.uow.units.get(self.shop.units[index])
        others = {u.source for u in self.uow.units.of_document(self.shop.document_id) if u.id != unit.id}
        if effect == "new" and not unit.active:
            if unit.source not in others:
                self.uow.units.apply(self.shop.document_id, [new_unit(unit.source)], None)
        elif effect != "new" and unit.active and (source not in others or effect == "gone"):
            self.uow.units.apply(self.shop.document_id, [change(effect, unit.id, source)], None)

    def do_confirm(self, _: str) -> None:
        person = self.uow.people.get(self.actor("Una").person_id)
        person.confirmed = person.confirmed or self.uow.clock()
        self.uow.flush()
        self.released = True
        workflow.release(self.uow, person.id)

    def do_draft(self, _: str, who: str, index: int, text: str) -> None:
        workflow.keep_draft(self.uow, self.actor(who), self.shop.units[index], "es", text)

    def check(self) -> None:
        for unit in self.shop.units:
            history = self.uow.translations.history(unit, "es")
            self.accepted |= {(unit, r.text) for r in history if RANK[r.state] >= 2}
            kept = {(unit, r.text) for r in history}
            assert {item for item in self.saved | self.accepted if item[0] == unit} <= kept
            head = self.uow.translations.head(unit, "es")
            if head is not None:
                revision = self.uow.translations.revision(head.revision_id)
                assert head.state == revision.state
                assert head.text == ("" if head.state == "missing" else revision.text)
                assert head.base_unit_revision_id == revision.base_unit_revision_id
            if not self.released:
                una = self.actor("Una").person_id
                assert head is None or head.author_id != una or head.state == "missing"
            for suggestion in self.uow.translations.suggestions(unit, "es"):
                assert suggestion.state == "suggested"
                assert head is None or suggestion.id != head.revision_id
        counted = self.uow.counters.counted([self.shop.document_id])
        rows = self.uow.session.scalars(select(DocumentCounter)).all()
        assert {(row.document_id, row.tag): [getattr(row, name) for name in NAMES] for row in rows} == {
            key: [getattr(counts, name) for name in NAMES] for key, counts in counted.items()
        }


@pytest.mark.soak
@pytest.mark.parametrize("engine", ENGINES)
def test_nothing_is_lost_and_the_counters_are_right(engine: str, make_database: Callable[[str], Database]) -> None:
    database = make_database(engine)

    @often(40 if engine == "sqlite" else 12)
    @given(st.lists(STEP, min_size=3, max_size=14))
    def work(steps: list[tuple[object, ...]]) -> None:
        with database.unit_of_work() as uow:
            for table in reversed(Table.metadata.sorted_tables):
                uow.session.execute(delete(table))
        shop = build(database, SOURCES[:2])
        with database.unit_of_work() as uow:
            run = Run(shop, uow)
            for name in PEOPLE:
                run.actor(name)
            for step in steps:
                run.step(step)
                run.check()

    work()
