from __future__ import annotations

import pytest

from service.errors import ContentError
from service.store import Database
from service.translation import glossary
from service.translation.glossary import Finder, Term
from tests.support.workshop import build

CSV = """term,definition,reason,do_not_translate,variants,es,zh-Hans
Thing,One of the 23 tasks.,Not a lesson.,no,,Cosa,事
licence,What others may do with a work.,"Not for driving, ever.",no,license,licencia|permiso de uso,许可
CC BY,Short name.,Keep it.,yes,,CC BY,CC BY
"""


def term(text: str, *forms: str, match_case: bool = False) -> Term:
    return Term(hash(text), text, (text, *forms), "", "", False, match_case, (), (), ())


def found(terms: list[Term], text: str, tag: str = "en") -> list[tuple[str, str, str]]:
    return [(hit.term.term, text[hit.start : hit.end], hit.how) for hit in Finder(terms, tag).find(text)]


def test_terms_are_found_exactly_in_other_case_and_inflected() -> None:
    terms = [term("licence"), term("credit line"), term("screen reader")]
    assert found(terms, "A licence, Licence or licences; credit lines for the Screen reader’s user") == [
        ("licence", "licence", "exact"),
        ("licence", "Licence", "case"),
        ("licence", "licences", "stem"),
        ("credit line", "credit lines", "stem"),
        ("screen reader", "Screen reader’s", "stem"),
    ]


def test_the_longest_term_wins_and_neighbours_are_both_found() -> None:
    terms = [term("licence"), term("open licence"), term("badge")]
    assert [hit[1] for hit in found(terms, "An open licence badge licence")] == ["open licence", "badge", "licence"]


def test_a_term_inside_a_word_is_no_term() -> None:
    assert found([term("art")], "Start the party; art.") == [("art", "art", "exact")]


def test_a_name_is_told_from_a_word_by_its_capital() -> None:
    terms = [term("Thing", match_case=True)]
    assert [hit[1] for hit in found(terms, "Things are a thing. Thing 3.")] == ["Things", "Thing"]


@pytest.mark.parametrize(
    ("tag", "word", "text"),
    [
        ("es", "licencia", "las licencias abiertas"),
        ("de", "Lizenz", "unter freien Lizenzen"),
        ("ru", "лицензия", "без лицензии"),
        ("fi", "kirja", "kirjassa on kuvia"),
        ("sv", "märke", "alla märken"),
        ("fr", "licence", "des licences libres"),
        ("it", "licenza", "le licenze libere"),
        ("zh-Hans", "许可", "这个许可很好"),
        ("ar", "رخصة", "هذه رخصة حرة"),
        ("th", "ห้อง", "ในห้องสมุด"),
    ],
)
def test_inflected_forms_in_many_languages(tag: str, word: str, text: str) -> None:
    assert found([term(word)], text, tag)


def test_a_csv_is_read_twice_to_the_same_end_and_found_in_texts(database: Database) -> None:
    shop = build(database)
    with database.unit_of_work() as uow:
        assert glossary.import_csv(uow, shop.programme_id, CSV, "content/glossary/glossary.csv") == (3, 7)
        assert glossary.import_csv(uow, shop.programme_id, CSV, "content/glossary/glossary.csv") == (3, 7)
        assert len(uow.glossary.terms(shop.programme_id, "ar")) == 3
        hits = glossary.terms_in(uow, shop.programme_id, "en", "Each Thing has a license: CC BY. A licence.", "es")
        assert [(h.term.term, h.term.targets, h.how) for h in hits] == [
            ("Thing", ("Cosa",), "exact"),
            ("licence", ("licencia", "permiso de uso"), "exact"),
            ("CC BY", ("CC BY",), "exact"),
        ]
        assert hits[1].term.reason == "Not for driving, ever."
        assert hits[2].term.do_not_translate


def test_a_changed_glossary_is_seen_at_once(database: Database) -> None:
    shop = build(database)
    with database.unit_of_work() as uow:
        made = uow.glossary.save_term(shop.programme_id, "door")
        assert glossary.terms_in(uow, shop.programme_id, "en", "The door.", "es")[0].term.targets == ()
        uow.glossary.save_target(made.id, "es", "puerta")
        uow.glossary.save_target(made.id, "es", "portón", forbidden=True)
        [hit] = glossary.terms_in(uow, shop.programme_id, "en", "The door.", "es")
        assert (hit.term.targets, hit.term.forbidden) == (("puerta",), ("portón",))
        uow.glossary.drop_target(made.id, "es", "puerta")
        assert glossary.terms_in(uow, shop.programme_id, "en", "The door.", "es")[0].term.targets == ()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("word,es\n", 1),
        ("term,klingonese\nThing,x\n", 1),
        ("term,es\nThing,Cosa\n,x\n", 3),
        ("term,es\na,b,c\n", 2),
        ('term,es\n"a,b\n', 1),
    ],
)
def test_a_wrong_csv_is_refused_with_its_line(sqlite: Database, text: str, line: int) -> None:
    shop = build(sqlite)
    with sqlite.unit_of_work() as uow, pytest.raises(ContentError) as caught:
        glossary.import_csv(uow, shop.programme_id, text, "glossary.csv")
    assert (caught.value.path, caught.value.line) == ("glossary.csv", line)
