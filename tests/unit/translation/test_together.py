"""Several people at the same moment, each in a transaction and a thread of their own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from service.model import DocumentCounter
from service.store import Database
from service.store.counters import NAMES
from service.translation import workflow
from service.translation.results import Conflict, Saved
from service.translation.submission import Submission
from tests.support.workshop import Workshop, build


@pytest.fixture
def shop(database: Database) -> Workshop:
    return build(database, [f"Sentence number {n}." for n in range(12)])


def together(works: list[Callable[[], None]]) -> None:
    """Run in threads that begin at once; what one raises fails the test."""
    barrier = threading.Barrier(len(works))
    errors: list[BaseException] = []

    def run(work: Callable[[], None]) -> None:
        try:
            barrier.wait(60)
            work()
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


def exact(shop: Workshop) -> None:
    with shop.database.reading() as uow:
        counted = uow.counters.counted([shop.document_id])
        rows = uow.session.scalars(select(DocumentCounter)).all()
        assert {(r.document_id, r.tag): [getattr(r, name) for name in NAMES] for r in rows} == {
            key: [getattr(counts, name) for name in NAMES] for key, counts in counted.items()
        }


def test_of_several_first_saves_of_one_text_one_wins_and_all_are_kept(shop: Workshop) -> None:
    unit = shop.units[0]
    results: list[Saved | Conflict] = []
    with shop.database.unit_of_work() as uow:
        actors = [shop.person(uow, f"Person{n}", "translator") for n in range(4)]

    def save(number: int) -> Callable[[], None]:
        def work() -> None:
            with shop.database.unit_of_work() as uow:
                results.append(workflow.save(uow, actors[number], unit, "es", Submission(f"Texto {number}")))

        return work

    together([save(number) for number in range(4)])
    assert sorted(type(result).__name__ for result in results) == ["Conflict"] * 3 + ["Saved"]
    with shop.database.reading() as uow:
        assert {r.text for r in uow.translations.history(unit, "es")} == {f"Texto {n}" for n in range(4)}
        assert len(uow.translations.suggestions(unit, "es")) == 3
    exact(shop)


def test_people_on_different_texts_of_one_document_do_not_disturb_one_another(shop: Workshop) -> None:
    with shop.database.unit_of_work() as uow:
        actors = [shop.person(uow, f"Person{n}", "translator") for n in range(4)]

    def translate(number: int, tag: str) -> Callable[[], None]:
        def work() -> None:
            for unit in shop.units[number::4]:
                with shop.database.unit_of_work() as uow:
                    assert isinstance(workflow.save(uow, actors[number], unit, tag, Submission(f"Texto {unit}")), Saved)

        return work

    with shop.database.unit_of_work() as uow:
        for actor in actors:
            uow.people.grant(actor.person_id, shop.programme_id, "translator", "ar")
    together([translate(number, tag) for number in range(4) for tag in ("es", "ar")])
    exact(shop)
    with shop.database.reading() as uow:
        assert [(row.tag, row.missing) for row in uow.pages.dashboard(shop.programme_id)] == [("ar", 0), ("es", 0)]
        assert [job.task for job in uow.jobs.recent() if job.state == "queued"] == ["write_back"]


def test_a_link_used_twice_at_once_works_once(shop: Workshop) -> None:
    with shop.database.unit_of_work() as uow:
        person = shop.person(uow, "Nia")
        uow.people.add_link("hash", person.person_id, "nia@example.org", "/", uow.clock() + timedelta(minutes=15))
    used: list[bool] = []

    def use() -> None:
        with shop.database.unit_of_work() as uow:
            used.append(uow.people.use_link("hash") is not None)

    together([use] * 3)
    assert sorted(used) == [False, False, True]
