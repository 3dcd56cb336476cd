"""The memory: exact and near matches, the same on both databases."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from service.jobs.registry import load
from service.jobs.worker import Worker
from service.settings import Settings
from service.store import Database, UnitOfWork
from service.store.memory import Learnt
from service.translation import grams, memory, reindexing, workflow
from service.translation.results import Saved
from service.translation.submission import Submission
from tests.support.workshop import SOURCES, build

WORDS = [
    "people",
    "library",
    "service",
    "badge",
    "learn",
    "teach",
    "read",
    "write",
    "share",
    "licence",
    "credit",
    "door",
    "front",
    "lock",
    "note",
    "plan",
    "week",
    "month",
    "claim",
    "check",
    "picture",
    "source",
    "search",
    "group",
    "talk",
    "coach",
    "listen",
    "choose",
    "change",
    "open",
    "close",
    "first",
    "second",
    "every",
    "small",
]


def sentences(number: int, seed: int = 1) -> list[str]:
    choose = random.Random(seed)
    made = {" ".join(choose.choices(WORDS, k=choose.randint(6, 14))).capitalize() + "." for _ in range(number * 2)}
    return sorted(made)[:number]


def fill(uow: UnitOfWork, texts: list[str]) -> None:
    rows = [Learnt(text, f"ES {text}", "approved", "person") for text in texts]
    assert memory.learn_many(uow, "en", "es", rows) == len(texts)


def test_exact_and_near_matches_come_best_first(database: Database) -> None:
    with database.unit_of_work() as uow:
        for source, target in (
            ("Lock the front door.", "Cierra la puerta principal."),
            ("Lock the back door.", "Cierra la puerta trasera."),
            ("Something else altogether, really.", "Otra cosa."),
        ):
            memory.learn(uow, "en", "es", Learnt(source, target, "approved", "person"))
        memory.learn(uow, "en", "ar", Learnt("Lock the front door.", "أغلق الباب.", "approved", "person"))
        found = memory.suggest(uow, "en", "es", "Lock  the front door.")
        assert [(m.text, m.where) for m in found] == [
            ("Cierra la puerta principal.", "import"),
            ("Cierra la puerta trasera.", "import"),
        ]
        assert found[0].score == 100
        assert 70 <= found[1].score < 100
        assert found[1].source == "Lock the back door."
        assert memory.suggest(uow, "en", "fr", "Lock the front door.") == []
        assert memory.suggest(uow, "en", "es", "") == []


def test_approved_goes_before_translated_and_machine_text_loses_points(database: Database) -> None:
    shop = build(database)
    one, two, three = shop.units
    with database.unit_of_work() as uow:
        for unit, text, state, origin in (
            (one, "Traducido.", "translated", "person"),
            (two, "Aprobado.", "approved", "person"),
            (three, "De máquina.", "approved", "machine:google"),
        ):
            learnt = Learnt("Lock it.", text, state, origin, unit)
            memory.learn(uow, "en", "es", learnt, programme_id=shop.programme_id)
        found = memory.suggest(uow, "en", "es", "Lock it.", here=memory.Here(shop.programme_id))
        assert [(m.text, m.score, m.where) for m in found] == [
            ("Aprobado.", 100, "programme"),
            ("Traducido.", 100, "programme"),
            ("De máquina.", 95, "programme"),
        ]
        assert memory.suggest(uow, "en", "es", "Lock it.", here=memory.Here(unit_id=two))[0].text == "Traducido."


def test_the_memory_follows_the_workflow(database: Database) -> None:
    shop = build(database)
    unit = shop.units[0]

    def offered(uow: UnitOfWork) -> list[str]:
        return [m.text for m in memory.suggest(uow, "en", "es", SOURCES[0])]

    with database.unit_of_work() as uow:
        nia, rosa = shop.person(uow, "Nia"), shop.person(uow, "Rosa", "reviewer")
        first = workflow.save(uow, nia, unit, "es", Submission("Cierra."))
        assert isinstance(first, Saved)
        assert offered(uow) == []
        approved = workflow.approve(uow, rosa, unit, "es", first.revision_id)
        assert offered(uow) == ["Cierra."]
        second = workflow.save(uow, rosa, unit, "es", Submission("Echa la llave.", approved.revision_id))
        assert isinstance(second, Saved)
        assert offered(uow) == ["Echa la llave."]
        workflow.undo(uow, rosa, unit, "es", second.revision_id)
        assert offered(uow) == ["Cierra."]
        head = uow.translations.head(unit, "es")
        assert head is not None
        workflow.reject(uow, rosa, unit, "es", head.revision_id, "No.")
        assert offered(uow) == []


@pytest.mark.parametrize("indexed", [False, True])
def test_near_matches_are_those_that_a_full_scan_finds(database: Database, indexed: bool) -> None:
    texts = sentences(400)
    with database.unit_of_work() as uow:
        fill(uow, texts)
    if indexed:
        assert reindexing.reindex(database, "en", "es") == 400
    choose = random.Random(7)
    wanted = got = 0
    with database.reading() as uow:
        for text in choose.sample(texts, 40):
            words = text.split()
            words[choose.randrange(len(words))] = choose.choice(WORDS)
            query = " ".join(words)
            best = {t for t in texts if fuzz.ratio(grams.fold(query), grams.fold(t)) >= 80}
            found = {m.source for m in memory.suggest(uow, "en", "es", query, 5)}
            wanted += len(best)
            got += len(best & found)
    assert wanted >= 30
    assert got / wanted >= 0.95


def test_growth_asks_for_a_new_index_and_the_worker_builds_it(database: Database) -> None:
    texts = sentences(520)
    with database.unit_of_work() as uow:
        fill(uow, texts[:499])
        assert uow.jobs.recent() == []
        fill(uow, texts[499:])
        assert [job.task for job in uow.jobs.recent()] == [memory.REINDEX]
    assert Worker(database, Settings(), load()).run_pending() == 1
    with database.unit_of_work() as uow:
        pair = uow.memory.pair("en", "es")
        assert pair is not None
        assert (pair.version, pair.sample) == (1, 520)
        memory.learn(uow, "en", "es", Learnt("A wholly new sentence.", "Nueva.", "approved", "person"))
        assert [m.score for m in memory.suggest(uow, "en", "es", "A wholly new sentence!")] == [95]
        assert uow.jobs.recent()[0].state == "done"
        assert [m.source for m in memory.suggest(uow, "en", "es", texts[3], 1)] == [texts[3]]


def test_chinese_is_found_by_pairs_of_characters(database: Database) -> None:
    with database.unit_of_work() as uow:
        memory.learn(uow, "zh-Hans", "es", Learnt("请锁好图书馆的前门。", "Cierra.", "approved", "person"))
        [match] = memory.suggest(uow, "zh-Hans", "es", "请锁好图书馆的后门。")
        assert match.score == 90


@given(st.text(max_size=200), st.integers(1, 2**31 - 1))
def test_keys_fit_both_databases_and_say_what_they_hold(text: str, number: int) -> None:
    made = grams.keys(number, text, {})
    assert 1 <= len(made) <= grams.STORED
    for key in made:
        assert 0 < key < 2**63
        assert key & grams.ID_MASK == number
        longer, shorter = grams.reach(key >> 39, len(grams.fold(text)))
        assert longer[0] <= key <= longer[1]
        assert shorter[0] <= shorter[1] + 1 <= longer[0] + 1


@given(st.text(min_size=1, max_size=60))
def test_stored_grams_are_apart_and_among_those_asked_for(text: str) -> None:
    own = grams.grams(text)
    stored = grams.rarest(own, {}, grams.STORED, apart=True)
    assert set(stored) <= set(own)
    assert len(set(stored)) == len(stored)
