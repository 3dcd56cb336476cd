"""The editor over HTTP: plain forms first, then what its script asks for."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from service.machine import MachineText, Unavailable
from tests.support.workplace import Workplace

JSON = {"Accept": "application/json"}
STEP = "Choose one account"
TRANSLATED = "**Elige una cuenta.** La que recibe tu correo."


def test_the_sheet_holds_every_paragraph_once_and_one_open_card(workplace: Workplace) -> None:
    page = workplace.client("Ana").get(workplace.thing).text
    units = re.findall(r'data-unit="([0-9a-f]{12})"', page)
    assert len(units) == len(set(units)) > 15
    assert page.count('class="card"') == 1
    assert "<textarea" in page
    assert "Which password is the safest choice?" in page


def test_a_plain_form_saves_and_leads_to_the_next_paragraph(workplace: Workplace) -> None:
    key = workplace.key(STEP)
    answer = workplace.client("Ana").post(
        f"{workplace.thing}/save/{key}", data={"text": TRANSLATED, "base": "", "action": "save"}
    )
    assert answer.status_code == 303
    assert workplace.head(STEP) == ("translated", TRANSLATED)
    query = parse_qs(urlsplit(answer.headers["location"]).query)
    assert query["at"] == [workplace.key("Turn on the second step")]
    following = workplace.client("Ana").get(answer.headers["location"])
    assert "Saved." in following.text
    assert TRANSLATED.split("**")[2].strip() in following.text


def test_the_script_gets_the_row_the_next_card_and_the_progress(workplace: Workplace) -> None:
    client = workplace.client("Ana")
    found = client.post(
        f"{workplace.thing}/save/{workplace.key(STEP)}", data={"text": TRANSLATED, "action": "save"}, headers=JSON
    ).json()
    assert found["status"] == "saved"
    assert "<b>Elige una cuenta.</b>" in found["rows"][workplace.key(STEP)]
    assert f'data-unit="{workplace.key("Turn on the second step")}"' in found["card"]
    assert 'class="translated"' in found["progress"]
    assert found["undo"] == {"key": workplace.key(STEP), "revision": workplace.revision(STEP)}


def test_two_people_on_one_paragraph_see_both_texts_and_nothing_is_lost(workplace: Workplace) -> None:
    ana, bea = workplace.client("Ana"), workplace.client("Bea")
    address = f"{workplace.thing}/save/{workplace.key(STEP)}"
    ana.post(address, data={"text": "De Ana", "base": "", "action": "save"})
    answer = bea.post(address, data={"text": "De Bea", "base": "", "action": "save"})
    assert answer.status_code == 409
    assert "Both texts are safe" in answer.text
    assert "Ana" in answer.text
    assert workplace.head(STEP) == ("translated", "De Ana")
    base = re.search(r'name="base" value="(\d+)"', answer.text)
    assert base is not None
    kept = bea.post(
        address, data={"choose": "mine", "mine": "De Bea", "theirs": "De Ana", "text": "x", "base": base[1]}
    )
    assert kept.status_code == 303
    assert workplace.head(STEP) == ("translated", "De Bea")
    history = bea.get(f"{workplace.thing}/history/{workplace.key(STEP)}").text
    assert "De <del>Ana</del>" in history or "De Ana" in history


def test_taking_the_other_text_changes_nothing_that_counts(workplace: Workplace) -> None:
    ana, bea = workplace.client("Ana"), workplace.client("Bea")
    address = f"{workplace.thing}/save/{workplace.key(STEP)}"
    ana.post(address, data={"text": "De Ana", "action": "save"})
    before = workplace.revision(STEP)
    bea.post(address, data={"text": "De Bea", "base": "", "action": "save"})
    bea.post(address, data={"choose": "theirs", "mine": "De Bea", "theirs": "De Ana", "base": str(before)})
    assert workplace.revision(STEP) == before


def test_anybody_signed_in_suggests_and_a_reviewer_approves(workplace: Workplace) -> None:
    noor, rafael = workplace.client("Noor"), workplace.client("Rafael")
    address = f"{workplace.thing}/save/{workplace.key(STEP)}"
    noor.post(address, data={"text": TRANSLATED, "action": "save"})
    assert workplace.head(STEP)[0] == "suggested"
    refused = noor.post(address, data={"text": "Otro", "action": "approve", "base": str(workplace.revision(STEP))})
    assert refused.status_code == 403
    rafael.post(address, data={"text": TRANSLATED, "action": "approve", "base": str(workplace.revision(STEP))})
    assert workplace.head(STEP) == ("approved", TRANSLATED)


def test_what_an_unconfirmed_newcomer_writes_is_theirs_alone(workplace: Workplace) -> None:
    udo = workplace.client("Udo")
    address = f"{workplace.thing}/save/{workplace.key(STEP)}"
    udo.post(address, data={"text": "De Udo", "action": "suggest"})
    assert workplace.head(STEP)[0] == "missing"
    assert "De Udo" in udo.get(workplace.thing).text
    assert "De Udo" not in workplace.client("Ana").get(workplace.thing).text


def test_undo_takes_ones_own_save_back(workplace: Workplace) -> None:
    ana = workplace.client("Ana")
    key = workplace.key(STEP)
    ana.post(f"{workplace.thing}/save/{key}", data={"text": "Primero", "action": "save"})
    first = workplace.revision(STEP)
    ana.post(f"{workplace.thing}/save/{key}", data={"text": "Segundo", "base": str(first), "action": "save"})
    answer = ana.post(f"{workplace.thing}/undo/{key}", data={"revision": str(workplace.revision(STEP))})
    assert answer.status_code == 303
    assert workplace.head(STEP) == ("translated", "Primero")


def test_a_draft_is_kept_for_its_writer_and_nobody_else(workplace: Workplace) -> None:
    ana = workplace.client("Ana")
    key = workplace.key(STEP)
    assert ana.post(f"{workplace.thing}/draft/{key}", data={"text": "A medias", "base": ""}).json() == {
        "status": "kept"
    }
    assert "A medias" in ana.get(f"{workplace.thing}?at={key}").text
    assert "A medias" not in workplace.client("Bea").get(f"{workplace.thing}?at={key}").text
    assert workplace.head(STEP)[0] == "missing"


def test_a_draft_begun_from_an_older_text_meets_the_newer_one(workplace: Workplace) -> None:
    ana, bea = workplace.client("Ana"), workplace.client("Bea")
    key = workplace.key(STEP)
    ana.post(f"{workplace.thing}/draft/{key}", data={"text": "Borrador de Ana", "base": ""})
    bea.post(f"{workplace.thing}/save/{key}", data={"text": "De Bea", "action": "save"})
    page = ana.get(f"{workplace.thing}?at={key}").text
    form = re.search(r'name="base" value="(\d*)"', page)
    assert form is not None
    answer = ana.post(
        f"{workplace.thing}/save/{key}", data={"text": "Borrador de Ana", "base": form[1], "action": "save"}
    )
    assert answer.status_code == 409
    assert workplace.head(STEP) == ("translated", "De Bea")


def test_trying_a_text_checks_and_renders_it_and_keeps_nothing(workplace: Workplace) -> None:
    ana = workplace.client("Ana")
    key = workplace.key("front door to")
    found = ana.post(f"{workplace.thing}/try/{key}", data={"text": "Tu cuenta es la puerta."}, headers=JSON).json()
    assert 'class="check' in found["checks"]
    assert "Tu cuenta es la puerta." in found["preview"]
    assert f'data-unit="{key}"' in found["preview"]
    assert workplace.head("front door to")[0] == "missing"


def test_a_preview_that_fails_costs_nobody_their_words(workplace: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("no rendering today")

    monkeypatch.setattr("service.web.previews.site_page", broken)
    answer = workplace.client("Ana").post(
        f"{workplace.thing}/save/{workplace.key(STEP)}", data={"text": TRANSLATED, "action": "save"}, headers=JSON
    )
    assert answer.json()["status"] == "saved"
    assert workplace.head(STEP) == ("translated", TRANSLATED)


@pytest.mark.parametrize(
    "hostile",
    ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "[x](javascript:alert(1))", "<b onclick=x>b</b>"],
)
def test_hostile_text_is_shown_as_text_everywhere(workplace: Workplace, hostile: str) -> None:
    ana = workplace.client("Ana")
    key = workplace.key(STEP)
    ana.post(f"{workplace.thing}/save/{key}", data={"text": f"Hola {hostile}", "action": "save"})
    for address in ("", f"?at={key}", f"/history/{key}", "/preview"):
        page = ana.get(workplace.thing + address).text
        assert "<script>alert" not in page
        assert not re.search(r"<[^>]*\son\w+=", page)
        assert 'href="javascript:' not in page
    assert "<script>alert" not in workplace.client("Rafael").get(f"{workplace.base}/review/es").text


def test_empty_text_is_refused_calmly(workplace: Workplace) -> None:
    answer = workplace.client("Ana").post(
        f"{workplace.thing}/save/{workplace.key(STEP)}", data={"text": "  \n", "action": "save"}
    )
    assert answer.status_code == 422
    assert "nothing to save" in answer.text


def test_a_guest_reads_but_does_not_write(workplace: Workplace) -> None:
    guest = workplace.client()
    page = guest.get(workplace.thing)
    assert page.status_code == 200
    assert "<textarea" not in page.text
    answer = guest.post(f"{workplace.thing}/save/{workplace.key(STEP)}", data={"text": "x", "action": "save"})
    assert answer.status_code == 401
    assert "/sign-in?next=" in answer.text


def test_another_persons_suggestion_stands_beside_the_text(workplace: Workplace) -> None:
    ana, noor, bea = workplace.client("Ana"), workplace.client("Noor"), workplace.client("Bea")
    key = workplace.key(STEP)
    ana.post(f"{workplace.thing}/save/{key}", data={"text": TRANSLATED, "action": "save"})
    base = str(workplace.revision(STEP))
    noor.post(f"{workplace.thing}/save/{key}", data={"text": "Escoge una.", "base": base, "action": "suggest"})
    assert workplace.head(STEP) == ("translated", TRANSLATED)
    found = bea.get(f"{workplace.thing}/help/{key}").text
    assert 'data-use="Escoge una."' in found
    assert "<html" not in found
    assert "Escoge una." not in noor.get(f"{workplace.thing}/help/{key}").text


def test_documents_can_be_taken_as_markdown_and_as_catalogue(workplace: Workplace) -> None:
    ana = workplace.client("Ana")
    ana.post(f"{workplace.thing}/save/{workplace.key(STEP)}", data={"text": TRANSLATED, "action": "save"})
    markdown = ana.get(f"{workplace.thing}/x.es.md")
    assert f"1. {TRANSLATED}" in markdown.text
    catalogue = ana.get(f"{workplace.thing}/x.es.po")
    assert f'msgstr "{TRANSLATED}"' in catalogue.text
    assert "attachment" in catalogue.headers["content-disposition"]


def test_an_unknown_paragraph_says_so(workplace: Workplace) -> None:
    answer = workplace.client("Ana").post(f"{workplace.thing}/save/{'0' * 12}", data={"text": "x"}, headers=JSON)
    assert answer.status_code == 404
    assert "no longer on the page" in answer.json()["message"]


class _Machine:
    """Stands for the guard around an engine."""

    def __init__(self, answer: MachineText | Unavailable) -> None:
        self.answer = answer
        self.asked: list[str] = []

    def translate(
        self, _programme: int, _source: str, _tag: str, text: str, _keep: object
    ) -> MachineText | Unavailable:
        self.asked.append(text)
        return self.answer


def test_machine_text_comes_after_the_page_and_says_what_it_is(workplace: Workplace) -> None:
    engine = _Machine(MachineText("**Elige <i>una</i> cuenta.** Toma.", "libretranslate", cached=False))
    workplace.use_machine(engine)
    ana = workplace.client("Ana")
    key = workplace.key(STEP)
    ana.get(f"{workplace.thing}?at={key}&help=1")
    helped = ana.get(f"{workplace.thing}/help/{key}").text
    assert engine.asked == []
    address = re.search(r'data-machine="([^"]+)"', helped)
    assert address is not None
    found = ana.get(address[1]).text
    assert len(engine.asked) == 1
    assert "Machine text, not checked by anyone." in found
    assert 'data-origin="machine:libretranslate"' in found
    assert "<i>una</i>" not in found
    assert workplace.head(STEP)[0] == "missing"
    assert "data-machine" not in ana.get(f"{workplace.thing.replace('/es/', '/ar/')}/help/{key}").text


def test_a_silent_machine_is_said_once_and_stops_nothing(workplace: Workplace) -> None:
    workplace.use_machine(_Machine(Unavailable("timeout", "libretranslate")))
    found = workplace.client("Ana").get(f"{workplace.thing}/machine/{workplace.key(STEP)}")
    assert found.status_code == 200
    assert "does not answer" in found.text
    workplace.use_machine(None)
    assert workplace.client("Ana").get(f"{workplace.thing}/machine/{workplace.key(STEP)}").status_code == 404
