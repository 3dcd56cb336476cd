"""What a form leaves out, leaves empty or sends twice."""

from __future__ import annotations

import pytest

from tests.support.workplace import Workplace

STEP = "name three signs"
TEXT = "nombrar tres señales;"


@pytest.mark.parametrize("more", [{}, {"action": "", "base": "", "to_check": "", "choose": ""}, {"unknown": "x"}])
def test_a_text_is_saved_whatever_else_the_form_leaves_out(workplace: Workplace, more: dict[str, str]) -> None:
    address = f"{workplace.thing}/save/{workplace.key(STEP)}"
    assert workplace.client("Ana").post(address, data={"text": TEXT, **more}).status_code == 303
    assert workplace.head(STEP) == ("translated", TEXT)


@pytest.mark.parametrize("more", [{}, {"text": ""}, {"text": " "}, {"choose": "mine"}])
def test_nothing_is_no_text(workplace: Workplace, more: dict[str, str]) -> None:
    address = f"{workplace.thing}/save/{workplace.key(STEP)}"
    assert workplace.client("Ana").post(address, data=more).status_code == 422
    assert workplace.head(STEP) == ("missing", "")


def test_the_last_of_two_fields_of_a_name_counts(workplace: Workplace) -> None:
    address = f"{workplace.thing}/save/{workplace.key(STEP)}"
    workplace.client("Ana").post(address, data={"text": ["Otro.", TEXT]})
    assert workplace.head(STEP)[1] == TEXT


@pytest.mark.parametrize("name", ["unit", "revision", "action"])
@pytest.mark.parametrize("value", [None, ""])
def test_a_verdict_names_text_and_answer(workplace: Workplace, name: str, value: str | None) -> None:
    address = f"{workplace.thing}/save/{workplace.key(STEP)}"
    workplace.client("Ana").post(address, data={"text": TEXT})
    revision = str(workplace.revision(STEP))
    with workplace.database.reading() as uow:
        unit = str(uow.translations.revision(int(revision)).unit_id)
    form = {"unit": unit, "revision": revision, "action": "approve", "base": revision, "text": TEXT, "original": TEXT}
    wrong = {key: text for key, text in (form | {name: value}).items() if text is not None}
    rafael = workplace.client("Rafael")
    assert rafael.post(f"{workplace.base}/review/es", data=wrong).status_code == 422
    assert workplace.head(STEP)[0] == "translated"
    assert rafael.post(f"{workplace.base}/review/es", data=form).status_code == 303
    assert workplace.head(STEP)[0] == "approved"


def test_an_empty_form_for_newcomers_comes_back_with_what_is_missing(workplace: Workplace) -> None:
    answer = workplace.client().post(f"{workplace.base}/welcome", data={"lang": "es"})
    assert answer.status_code == 422
    assert 'name="credit" value="1">' in answer.text
    assert 'name="credit" value="1" checked' in workplace.client().get(f"{workplace.base}/welcome").text
    assert workplace.client().post(f"{workplace.base}/welcome").status_code == 404


@pytest.mark.parametrize("query", ["at=&view=&help=&saved=&undo=", "at=none&view=none&undo=x&more=1", "at=a&at=b"])
def test_the_editor_opens_whatever_its_address_asks_for(workplace: Workplace, query: str) -> None:
    assert workplace.client("Ana").get(f"{workplace.thing}?{query}").status_code == 200
