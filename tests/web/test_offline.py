"""Taking a page along and bringing it back, over HTTP."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from starlette.testclient import TestClient

from tests.support.workplace import Workplace

STEP = "Turn on the second step"


def worked(client: TestClient, workplace: Workplace) -> bytes:
    """Download the package, and type one text as a PO editor does."""
    answer = client.get(f"{workplace.thing}/01-lock-the-front-door.es.zip")
    assert answer.headers["content-disposition"] == 'attachment; filename="01-lock-the-front-door.es.zip"'
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".po"))
        text = archive.read(name).decode()
    return re.sub(
        r'(msgid "\*\*Turn on the second step\.\*\*[^"]*"\nmsgstr )""', r'\1"**Active el segundo paso.**"', text
    ).encode()


def test_the_page_offers_three_files(workplace: Workplace) -> None:
    client = workplace.client("Ana")
    page = client.get(f"{workplace.thing}/offline")
    assert page.status_code == 200
    for ending in ("zip", "po", "xlf"):
        address = f"{workplace.thing}/01-lock-the-front-door.es.{ending}"
        assert f'href="{address}"' in page.text
        assert client.get(address).status_code == 200


def test_a_look_first_and_then_the_change(workplace: Workplace) -> None:
    client = workplace.client("Ana")
    data = worked(client, workplace)
    look = client.post(f"{workplace.thing}/offline", files={"file": ("mine.po", data)})
    assert look.status_code == 200
    assert "1 text would change." in look.text
    assert "**Active el segundo paso.**" in look.text
    assert workplace.head(STEP) == ("missing", "")
    kept = re.search(r'name="data" value="([^"]*)"', look.text)
    assert kept is not None
    taken = client.post(f"{workplace.thing}/offline/accept", data={"name": "mine.po", "data": kept[1]})
    assert taken.status_code == 303
    assert "1 text was taken over." in client.get(taken.headers["location"]).text
    assert workplace.head(STEP) == ("translated", "**Active el segundo paso.**")


def test_a_suggester_suggests_and_others_are_told_what_they_need(workplace: Workplace) -> None:
    data = worked(workplace.client("Noor"), workplace)
    look = workplace.client("Noor").post(f"{workplace.thing}/offline", files={"file": ("mine.po", data)})
    kept = re.search(r'name="data" value="([^"]*)"', look.text)
    assert kept is not None
    form = {"name": "mine.po", "data": kept[1]}
    assert workplace.client().post(f"{workplace.thing}/offline/accept", data=form).status_code == 401
    assert workplace.client("Udo").post(f"{workplace.thing}/offline/accept", data=form).status_code == 403
    assert workplace.head(STEP) == ("missing", "")
    workplace.client("Noor").post(f"{workplace.thing}/offline/accept", data=form)
    assert workplace.head(STEP)[0] == "suggested"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("", b""),
        ("a.po", b""),
        ("a.po", b'msgid "x\n'),
        ("a.docx", b"PK"),
        ("<b>.zip", b"PK"),
        ("a.md", b"x"),
        ("a.xlf", b'<!DOCTYPE x [<!ENTITY a "b">]><xliff version="2.0"/>'),
        ("a.po", b"#" * 1_000_001),
    ],
)
def test_a_file_that_cannot_be_used_says_why_and_changes_nothing(workplace: Workplace, name: str, data: bytes) -> None:
    answer = workplace.client("Ana").post(f"{workplace.thing}/offline", files={"file": (name, data)})
    assert answer.status_code == 422
    assert "<b>" not in answer.text
    assert 'name="data"' not in answer.text


def test_what_was_tampered_with_on_the_way_is_refused(workplace: Workplace) -> None:
    for data in ("%%%", "bXNnaWQ="):
        form = {"name": "a.po", "data": data}
        answer = workplace.client("Ana").post(f"{workplace.thing}/offline/accept", data=form)
        assert answer.status_code in (400, 409, 422)
