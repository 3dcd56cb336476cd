"""Files for other tools, over HTTP: memory and glossary go out, and come in after a look."""

from __future__ import annotations

import base64
import random
import re
import zlib

import httpx
import pytest

from service.exchange.memory_files import import_memory, look_at_memory, read_memory
from service.translation import memory
from service.translation.glossary import import_csv
from tests.support.pages import read
from tests.support.workplace import Workplace

HERE = "/p/trial/exchange/es"
MEMORY = b"source_language,language,source,translation\nen,es,Good morning,Buenos d\xc3\xadas\nen,fr,Yes,Oui\n"
GLOSSARY = "term,definition,reason,do_not_translate,es,ar\nbadge,A sign.,,no,insignia,\nCC BY,,,yes,CC BY,CC BY\n"


@pytest.fixture
def place(workplace: Workplace) -> Workplace:
    with workplace.database.unit_of_work() as uow:
        programme = uow.programmes.all()[0]
        import_csv(uow, programme.id, GLOSSARY, "g.csv")
        import_memory(uow, look_at_memory(uow, read_memory(MEMORY, "m.csv", ["en"]), ["en"], ["es"]))
    return workplace


def hidden(answer: httpx.Response) -> dict[str, str]:
    """The fields that the page sends along."""
    fields = read(answer.text).all("input", type_="hidden")
    return {field["name"]: field["value"] for field in fields if field["name"] in ("name", "data", "seen")}


def words(place: Workplace, term: str, tag: str = "es") -> list[str]:
    with place.database.reading() as uow:
        rows = uow.glossary.terms(uow.programmes.all()[0].id, tag)
        return [row.target for row in rows if row.term == term and row.target]


def send(place: Workplace, what: str, data: bytes, name: str = "f.csv", who: str = "Clara") -> httpx.Response:
    answer: httpx.Response = place.client(who).post(f"{HERE}/{what}", files={"file": (name, data)})
    return answer


def test_everybody_can_take_the_glossary_and_coordinators_the_memory(place: Workplace) -> None:
    guest = place.client()
    assert f'href="{HERE}"' in guest.get("/p/trial/glossary/es").text
    page = guest.get(HERE)
    assert page.status_code == 200
    assert "memory.tmx" not in page.text
    assert 'type="file"' not in page.text
    table = guest.get(f"{HERE}/glossary.csv")
    assert table.headers["content-disposition"] == 'attachment; filename="trial.es.glossary.csv"'
    assert table.content.decode("utf-8-sig").splitlines()[1] == "badge,A sign.,,no,,insignia"
    assert "insignia" in guest.get(f"{HERE}/glossary.tbx").text
    for name in ("memory.tmx", "memory.csv"):
        assert guest.get(f"{HERE}/{name}").status_code == 401
        assert place.client("Rafael").get(f"{HERE}/{name}").status_code == 403
    clara = place.client("Clara")
    assert read(clara.get(HERE).text).problems == []
    tmx = clara.get(f"{HERE}/memory.tmx")
    assert "<seg>Buenos días</seg>" in tmx.text
    assert "Good morning,Buenos días,import" in clara.get(f"{HERE}/memory.csv").content.decode("utf-8-sig")


def test_a_memory_is_looked_at_first_and_then_taken(place: Workplace) -> None:
    rows = "".join(f"en;es;Sentence {n};Frase {n}\n" for n in range(20))
    data = f"source_language;language;source;translation\nen;es;Good morning;Buenos días\nen;!;a;b\nen;fr;a;b\n{rows}"
    look = send(place, "memory", data.encode("utf-16"), "mine.csv")
    assert look.status_code == 200
    text = " ".join(read(look.text).text.split())
    assert "22 texts in the file. 20 are new. 1 is here already." in text
    assert "French 1" in text
    assert "line 3: " in text
    assert ("Frase 11" in text, "Frase 12" in text) == (True, False)
    with place.database.reading() as uow:
        assert memory.suggest(uow, "en", "es", "Sentence 3", 1) == []
    clara = place.client("Clara")
    taken = clara.post(f"{HERE}/memory/accept", data=hidden(look))
    assert taken.status_code == 303
    assert "20 texts are new in the memory." in clara.get(taken.headers["location"]).text
    with place.database.reading() as uow:
        assert memory.suggest(uow, "en", "es", "Sentence 3", 1)[0].text == "Frase 3"
    again = clara.post(f"{HERE}/memory/accept", data=hidden(look))
    assert again.headers["location"].endswith("memory=0")


def test_a_glossary_is_looked_at_first_and_then_taken(place: Workplace) -> None:
    look = send(place, "glossary", "term;es\nbadge;chapa\nCC BY;CC BY\ntask;tarea\n".encode("utf-8-sig"))
    assert look.status_code == 200
    page = read(look.text)
    assert page.problems == []
    assert "<del>insignia</del><ins>chapa</ins>" in look.text
    assert "authors add terms: task" in " ".join(page.text.split())
    assert words(place, "badge") == ["insignia"]
    clara = place.client("Clara")
    taken = clara.post(f"{HERE}/glossary/accept", data=hidden(look))
    assert "1 entry of the glossary was changed." in clara.get(taken.headers["location"]).text
    assert words(place, "badge") == ["chapa"]
    assert words(place, "task") == []


def badge(place: Workplace, word: str, who: str) -> None:
    """Somebody writes a word on the glossary page."""
    with place.database.reading() as uow:
        number = next(r.term_id for r in uow.glossary.terms(uow.programmes.all()[0].id, "es") if r.term == "badge")
    answer = place.client(who).post("/p/trial/glossary/es", data={"term": str(number), "text": word})
    assert answer.status_code == 303


def test_what_a_person_wrote_here_stays_unless_it_is_ticked(place: Workplace) -> None:
    badge(place, "escarapela", "Rafael")
    look = send(place, "glossary", b"term,es\nbadge,chapa\n")
    (box,) = read(look.text).all("input", type_="checkbox")
    clara = place.client("Clara")
    clara.post(f"{HERE}/glossary/accept", data=hidden(look))
    assert words(place, "badge") == ["insignia", "escarapela"]
    clara.post(f"{HERE}/glossary/accept", data={**hidden(look), "agreed": box["value"]})
    assert words(place, "badge") == ["chapa"]


def test_what_changed_meanwhile_is_shown_again_before_anything_happens(place: Workplace) -> None:
    look = send(place, "glossary", b"term,es\nbadge,chapa\n")
    badge(place, "escarapela", "Rafael")
    clara = place.client("Clara")
    again = clara.post(f"{HERE}/glossary/accept", data=hidden(look))
    assert again.status_code == 409
    assert "Somebody changed the glossary meanwhile." in again.text
    assert words(place, "badge") == ["insignia", "escarapela"]
    taken = clara.post(f"{HERE}/glossary/accept", data={**hidden(again), "agreed": "0" * 16})
    assert taken.status_code == 303
    assert words(place, "badge") == ["insignia", "escarapela"]


def test_only_what_was_shown_is_taken(place: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.web.pages.exchange.AT_ONCE", 1)
    look = send(place, "glossary", b"term,es\nbadge,chapa\nCC BY,CC-BY\n")
    assert "1 more would change." in look.text
    place.client("Clara").post(f"{HERE}/glossary/accept", data=hidden(look))
    assert (words(place, "badge"), words(place, "CC BY")) == (["chapa"], ["CC BY"])


def test_a_file_as_large_as_allowed_comes_through_both_steps(place: Workplace) -> None:
    """Random letters hardly shrink, so the form carries them in several fields."""
    letters = random.Random(1)
    rows = "".join(
        f"en,es,s{number} {letters.randbytes(1500).hex()},{base64.b64encode(letters.randbytes(4000)).decode()}\n"
        for number in range(150)
    )
    text = "source_language,language,source,translation\n" + rows
    look = send(place, "memory", text.encode())
    assert look.status_code == 200, read(look.text).text
    parts = [field["value"] for field in read(look.text).all("input", type_="hidden") if field["name"] == "data"]
    assert len(parts) > 1
    taken = place.client("Clara").post(f"{HERE}/memory/accept", data={"name": "f.csv", "data": parts})
    assert (taken.status_code, taken.headers.get("location")) == (303, f"{HERE}?memory=150")


@pytest.mark.parametrize("what", ["memory", "glossary"])
@pytest.mark.parametrize("who", ["", "Ana", "Rafael", "Mara"])
def test_only_coordinators_bring_files_in(place: Workplace, what: str, who: str) -> None:
    look = send(place, what, MEMORY.replace(b"Good", b"Bad") if what == "memory" else b"term,es\nbadge,chapa\n")
    status = 403 if who else 401
    assert send(place, what, MEMORY, who=who).status_code == status
    assert place.client(who).post(f"{HERE}/{what}/accept", data=hidden(look) | {"seen": "x"}).status_code == status
    assert words(place, "badge") == ["insignia"]


BOMB = b'<!DOCTYPE tmx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><tmx version="1.4"><body>&b;</body></tmx>'


@pytest.mark.parametrize(
    ("what", "name", "data", "said"),
    [
        ("memory", "a.tmx", b"", "Choose a file first."),
        ("memory", "a.tmx", BOMB, "a.tmx:1: a document type declaration is not allowed"),
        ("memory", "a.tmx", b"<tmx><body/></tmx>", "nothing translated from en"),
        ("memory", "a.docx", b"PK", "not a kind of memory"),
        ("memory", "a.csv", b"source_language,language,source,translation\nen,es,\xe4,b\n", "a.csv:2: not UTF-8"),
        ("memory", "a.csv", b"#" * 1_800_001, "The file is larger than 1.8 MB."),
        ("glossary", "<b>.csv", b"word,es\n", "&lt;b&gt;.csv:1: no column"),
        ("glossary", "a.csv", b"term,klingonese\na,b\n", "means nothing here"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(place: Workplace, what: str, name: str, data: bytes, said: str) -> None:
    answer = send(place, what, data, name)
    assert answer.status_code == 422
    assert said in answer.text.replace("&#34;", '"')
    assert 'name="data"' not in answer.text
    assert read(answer.text).problems == []


def test_what_was_tampered_with_on_the_way_is_refused(place: Workplace) -> None:
    bomb = base64.urlsafe_b64encode(zlib.compress(b"term,es\n" + b"a" * 50_000_000)).decode()
    cut = base64.urlsafe_b64encode(zlib.compress(b"term,es\nbadge,chapa\n")[:-3]).decode()
    for data in ("%%%", "bXNnaWQ=", bomb, cut):
        form = {"name": "a.csv", "data": data, "seen": ""}
        for what in ("glossary", "memory"):
            assert place.client("Clara").post(f"{HERE}/{what}/accept", data=form).status_code in (400, 409, 422)
    assert words(place, "badge") == ["insignia"]


def test_texts_of_strangers_are_shown_as_text(place: Workplace) -> None:
    evil = "<script>alert(1)</script>"
    row = f'en,es,"{evil}","{evil}"'
    shown = send(place, "memory", f"source_language,language,source,translation\n{row}\n".encode())
    assert evil not in shown.text
    assert re.search(r"&lt;script&gt;", shown.text)
    looked = send(place, "glossary", f'term,es,"{"ar"}"\nbadge,{evil},\n'.encode())
    assert evil not in looked.text


def test_an_address_with_a_number_that_nothing_has_is_no_error(place: Workplace) -> None:
    for query in (f"memory={10**30}", f"glossary={10**30}"):
        assert place.client("Clara").get(f"{HERE}?{query}").status_code == 200
