"""A glossary comes in from a file: what is new, what changes, and what somebody else wrote here and stays."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from service.exchange.formats.glossary_csv import read_glossary
from service.exchange.glossary_files import (
    GlossaryLook,
    carry_out_glossary,
    glossary_table,
    glossary_tbx,
    look_at_glossary,
)
from service.store import Database, UnitOfWork
from service.store.glossary import TermFacts
from service.translation.glossary import import_csv

TABLE = (
    "term,definition,reason,do_not_translate,variants,es,es (not),ar\r\n"
    "badge,A sign.,Not a medal.,no,badges,insignia|distintivo,medalla,شارة\r\n"
    "CC BY,A licence.,,yes,,CC BY,,CC BY\r\n"
)


@dataclass(frozen=True)
class Shop:
    programme: int
    mine: int
    other: int


def build(uow: UnitOfWork) -> Shop:
    programme = uow.programmes.save("p", "P", "en", "", {})
    for tag in ("es", "ar"):
        uow.programmes.save_language(programme.id, tag, rule={})
    people = [
        uow.people.add(name, f"{name}@example.org", public_credit=True, agreed=True, confirmed=True).id
        for name in ("mine", "other")
    ]
    import_csv(uow, programme.id, TABLE, "g.csv")
    return Shop(programme.id, *people)


def look(uow: UnitOfWork, shop: Shop, text: str, *, tag: str = "es", may_terms: bool = True) -> GlossaryLook:
    file = read_glossary(text.encode(), "g.csv", tag)
    return look_at_glossary(uow, shop.programme, file, [tag], may_terms=may_terms, person_id=shop.mine)


def words(uow: UnitOfWork, shop: Shop, term: str, tag: str = "es") -> tuple[list[str], list[str]]:
    rows = [row for row in uow.glossary.terms(shop.programme, tag) if row.term == term and row.target]
    return [str(r.target) for r in rows if not r.forbidden], [str(r.target) for r in rows if r.forbidden]


def number(uow: UnitOfWork, shop: Shop, term: str) -> int:
    return next(row.term_id for row in uow.glossary.terms(shop.programme, "es") if row.term == term)


def test_the_glossary_goes_out_as_it_came_in_and_changes_nothing_then(database: Database) -> None:
    with database.unit_of_work() as uow:
        shop = build(uow)
        table = glossary_table(uow, shop.programme, ["es", "ar"])
        assert table.decode("utf-8-sig") == TABLE
        found = look_at_glossary(uow, shop.programme, read_glossary(table, "g.csv"), ["es", "ar"], may_terms=True)
        assert (found.steps, found.same, found.left) == ((), 2, ())
        assert b"medalla" in glossary_tbx(uow, shop.programme, "P", "en", ["es"])


def test_an_empty_cell_and_a_missing_row_take_nothing_away(database: Database) -> None:
    with database.unit_of_work() as uow:
        shop = build(uow)
        found = look(uow, shop, "term,definition,do_not_translate,es,es (not)\nCC BY,,,,\n")
        assert (found.steps, found.same) == ((), 1)


def test_new_and_changed_and_what_is_said_about_a_term(database: Database) -> None:
    with database.unit_of_work() as uow:
        shop = build(uow)
        found = look(uow, shop, "term,definition,do_not_translate,es\nbadge,A digital sign.,no,chapa\ntask,,no,tarea\n")
        assert [(s.line, s.term, s.what, s.now, s.file, s.kind) for s in found.steps] == [
            (2, "badge", "definition", "A sign.", "A digital sign.", "changed"),
            (2, "badge", "words", "insignia|distintivo", "chapa", "changed"),
            (3, "task", "term", "", "task", "new"),
            (3, "task", "words", "", "tarea", "new"),
        ]
        assert carry_out_glossary(uow, shop.programme, found.steps, (), person_id=shop.mine) == 4
        assert words(uow, shop, "badge") == (["chapa"], ["medalla"])
        assert words(uow, shop, "task") == (["tarea"], [])
        row = next(row for row in uow.glossary.terms(shop.programme, "es") if row.term == "badge")
        assert (row.definition, row.reason, row.variants) == ("A digital sign.", "Not a medal.", ("badges",))
        assert uow.glossary.authors(shop.programme, "es")[row.term_id, "chapa"] == shop.mine


def test_a_word_that_somebody_else_wrote_here_stays_until_it_is_agreed(database: Database) -> None:
    with database.unit_of_work() as uow:
        shop = build(uow)
        uow.glossary.save_target(number(uow, shop, "badge"), "es", "escarapela", author_id=shop.other)
        found = look(uow, shop, "term,es\nbadge,insignia|chapa\n")
        (step,) = found.steps
        assert (step.kind, step.now) == ("conflict", "insignia|distintivo|escarapela")
        assert carry_out_glossary(uow, shop.programme, found.steps, (), person_id=shop.mine) == 0
        assert words(uow, shop, "badge")[0] == ["insignia", "distintivo", "escarapela"]
        assert carry_out_glossary(uow, shop.programme, found.steps, {step.mark}, person_id=shop.mine) == 1
        assert words(uow, shop, "badge")[0] == ["insignia", "chapa"]


def test_a_word_beside_theirs_is_no_conflict_and_ones_own_words_are_ones_own(database: Database) -> None:
    with database.unit_of_work() as uow:
        shop = build(uow)
        badge = number(uow, shop, "badge")
        uow.glossary.save_target(badge, "es", "escarapela", author_id=shop.other)
        beside = look(uow, shop, "term,es\nbadge,insignia|distintivo|escarapela|chapa\n")
        assert [step.kind for step in beside.steps] == ["changed"]
        uow.glossary.drop_target(badge, "es", "escarapela")
        uow.glossary.save_target(badge, "es", "emblema", author_id=shop.mine)
        own = look(uow, shop, "term,es\nbadge,chapa\n")
        assert [step.kind for step in own.steps] == ["changed"]


def test_what_changes_between_look_and_yes_has_another_name(database: Database) -> None:
    with database.unit_of_work() as uow:
        shop = build(uow)
        before = look(uow, shop, "term,es\nbadge,chapa\n")
        uow.glossary.save_target(number(uow, shop, "badge"), "es", "emblema", author_id=shop.other)
        after = look(uow, shop, "term,es\nbadge,chapa\n")
        assert before.seen != after.seen
        assert {s.mark for s in before.steps}.isdisjoint(s.mark for s in after.steps)


def test_who_may_not_touch_terms_brings_words_only_and_only_of_one_language(database: Database) -> None:
    with database.unit_of_work() as uow:
        shop = build(uow)
        found = look(uow, shop, "term,definition,es,ar\nbadge,Other.,chapa,وسام\ntask,New.,tarea,\n", may_terms=False)
        assert [(step.what, step.tag) for step in found.steps] == [("words", "es")]
        assert found.left == ("task",)


@pytest.mark.parametrize("term", ["=cmd()", "@home", "-able", "+1"])
def test_a_term_that_looks_like_a_formula_is_guarded_and_comes_back(database: Database, term: str) -> None:
    with database.unit_of_work() as uow:
        shop = build(uow)
        uow.glossary.save_term(shop.programme, term, TermFacts(definition="=1+1"))
        table = glossary_table(uow, shop.programme, ["es"])
        assert f"'{term},'=1+1".encode() in table
        found = look_at_glossary(uow, shop.programme, read_glossary(table, "g.csv"), ["es"], may_terms=True)
        assert found.steps == ()
