"""The author's pages: values for all languages by one click, texts from files, the history of a source."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from service.authoring import value_proposals as proposals
from service.store import Database
from service.store.documents import NewSource
from tests.support.databases import Shelf
from tests.support.workplace import Trial, Workplace, build

THING = "/author/thing/01-lock-the-front-door"
FAQ = "/author/page/faq"
NOTE = "the text was changed on both sides"


def source(client: TestClient, address: str) -> tuple[str, str]:
    """Base and text of an author's page."""
    page = client.get(address).text
    base = re.search(r'name="base" value="(\d+)">(?!.*name="base")', page, re.DOTALL)
    text = re.search(r'<textarea[^>]*id="src"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    assert base is not None
    assert text is not None
    return base[1], html.unescape(text[1])


def edit(workplace: Workplace, old: str, new: str, page: str = FAQ, said: str = "") -> None:
    mara = workplace.client("Mara")
    base, text = source(mara, workplace.base + page)
    assert old in text
    form = {"text": text.replace(old, new), "base": base, "action": "save", "change": said}
    assert mara.post(workplace.base + page, data=form).status_code == 303


def propose(workplace: Workplace, text: str, slug: str = "faq", kind: str = "page", note: str = NOTE) -> int:
    """Let a text from a file wait, as the sync does."""
    with workplace.database.unit_of_work() as uow:
        programme = uow.programmes.all()[0]
        document = uow.documents.find(programme.id, kind, slug)
        assert document is not None
        digest = hashlib.sha256(text.encode()).hexdigest()
        return uow.documents.add_revision(document, NewSource(text, digest, "meaning", "proposed", note)).id


def status(workplace: Workplace, number: int) -> str:
    with workplace.database.reading() as uow:
        found = uow.documents.revision(number)
        assert found is not None
        return found.status


@pytest.fixture(scope="module")
def trial_with_numbers(tmp_path_factory: pytest.TempPathFactory, trial: Trial, shelf: Shelf) -> Trial:
    """A text with a number, approved in Spanish and translated in Arabic; then the author changes the number."""
    folder = tmp_path_factory.mktemp("numbers")
    workplace = build(folder / "first", trial, shelf.sqlite("numbers", trial.file))
    edit(workplace, "No. Take what you need.", "No. Take 14 of 23 tasks.")
    key = workplace.key("Take 14")
    page = f"{workplace.base}/translate/{{}}/page/faq/save/{key}"
    for who, tag, text in (("Ana", "es", "No. Elige 14 de 23 tareas."), ("Bea", "ar", "لا. اختر 14 من 23 مهمة.")):
        workplace.client(who).post(page.format(tag), data={"text": text, "action": "save"})
    rafael = workplace.client("Rafael")
    base = str(workplace.revision("Take 14"))
    rafael.post(page.format("es"), data={"text": "No. Elige 14 de 23 tareas.", "base": base, "action": "approve"})
    assert workplace.head("Take 14")[0] == "approved"
    edit(workplace, "14 of 23", "16 of 23", said="meaning")
    return workplace.keep(folder)


@pytest.fixture
def counted(tmp_path: Path, trial_with_numbers: Trial, make_database: Callable[..., Database]) -> Workplace:
    return build(tmp_path, trial_with_numbers, make_database("sqlite", trial_with_numbers.file))


def upto(page: str) -> str:
    found = re.search(r'name="upto" value="(\d+)"', page)
    assert found is not None
    return found[1]


def test_an_author_applies_a_new_number_in_all_languages_by_one_click(counted: Workplace) -> None:
    mara = counted.client("Mara")
    assert "addresses or numbers changed in 1 text" in mara.get(f"{counted.base}/author").text
    page = mara.get(counted.base + FAQ).text
    assert "1 address or number changed in the source. The same change is ready in 2 languages." in page
    assert '<del><bdi dir="ltr">14</bdi></del> <ins><bdi dir="ltr">16</bdi></ins>' in page
    assert "Arabic <b>1</b>" in page
    answer = mara.post(f"{counted.base}{FAQ}/values", data={"upto": upto(page)})
    assert answer.headers["location"] == f"{counted.base}{FAQ}?applied=2#values"
    assert counted.head("Take 16") == ("approved", "No. Elige 16 de 23 tareas.")
    assert counted.head("Take 16", "ar") == ("translated", "لا. اختر 16 من 23 مهمة.")
    after = mara.get(answer.headers["location"]).text
    assert "Done. 2 texts have the source’s addresses and numbers now." in after
    assert "Apply in all languages" not in after
    key = counted.key("Take 16")
    history = counted.client("Ana").get(f"{counted.base}/translate/es/page/faq/history/{key}").text
    assert "Addresses and numbers changed as in the source</b>, Mara" in history
    assert "14 → 16" in history
    again = mara.post(f"{counted.base}{FAQ}/values", data={"upto": upto(page)})
    assert "applied=0" in again.headers["location"]


def test_many_texts_need_one_click_too(counted: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proposals, "AT_ONCE", 1)
    edit(counted, "16 of 23", "16 of 24")
    edit(counted, "Must I do it all?", "Must I do all 24?")
    key = counted.key("all 24")
    counted.client("Ana").post(
        f"{counted.base}/translate/es/page/faq/save/{key}", data={"text": "¿Los 24?", "action": "save"}
    )
    edit(counted, "all 24?", "all 25?")
    mara = counted.client("Mara")
    page = mara.get(counted.base + FAQ).text
    assert "applied=3" in mara.post(f"{counted.base}{FAQ}/values", data={"upto": upto(page)}).headers["location"]
    assert counted.head("all 25")[1] == "¿Los 25?"


def test_what_was_edited_meanwhile_is_named_and_left(counted: Workplace) -> None:
    mara = counted.client("Mara")
    page = mara.get(counted.base + FAQ).text
    key, base = counted.key("Take 16"), str(counted.revision("Take 16"))
    counted.client("Ana").post(
        f"{counted.base}/translate/es/page/faq/save/{key}",
        data={"text": "No. Elige unas cuantas.", "base": base, "action": "save"},
    )
    mara.post(f"{counted.base}{FAQ}/values", data={"upto": upto(page)})
    assert counted.head("Take 16") == ("translated", "No. Elige unas cuantas.")
    after = mara.get(counted.base + FAQ).text
    assert "1 text in Spanish was changed meanwhile and is left for its translators." in after
    assert "Apply in all languages" not in after


def test_translators_apply_them_in_their_language(counted: Workplace) -> None:
    ana = counted.client("Ana")
    address = f"{counted.base}/values/es"
    for place in ("/translate/es", "/translate/es/page/faq"):
        assert f'href="{address}' in ana.get(counted.base + place).text
        assert f'href="{address}' not in counted.client("Noor").get(counted.base + place).text
    page = ana.get(f"{address}?page=page/faq").text
    assert "Apply in 1 text" in page
    assert "No. Elige <del>14</del><ins>16</ins> de 23 tareas." in page
    answer = ana.post(address, data={"upto": upto(page), "page": "page/faq"})
    assert counted.head("Take 16") == ("approved", "No. Elige 16 de 23 tareas.")
    assert counted.head("Take 16", "ar")[1] == "لا. اختر 14 من 23 مهمة."
    assert "Nothing waits" in ana.get(answer.headers["location"]).text


@pytest.mark.parametrize(("who", "code"), [("", 401), ("Noor", 403), ("Udo", 403)])
def test_nobody_else_applies_anything(counted: Workplace, who: str, code: int) -> None:
    someone = counted.client(who)
    assert "Apply in" not in someone.get(f"{counted.base}/values/es").text
    assert someone.post(f"{counted.base}/values/es", data={"upto": "999999"}).status_code == code
    assert someone.post(f"{counted.base}{FAQ}/values", data={"upto": "999999"}).status_code == code
    assert counted.head("Take 16") == ("approved", "No. Elige 14 de 23 tareas.")


@pytest.mark.parametrize(
    ("address", "form", "code"),
    [
        ("/values/es", {"upto": "-1"}, 422),
        ("/values/es", {"upto": "9" * 40}, 422),
        ("/values/es", {}, 422),
        ("/values/es", {"upto": "1", "page": "page/none"}, 404),
        ("/values/fr", {"upto": "1"}, 404),
        ("/values/es", {"upto": "1", "page": "'; --"}, 404),
        (f"{FAQ}/values", {"upto": "x"}, 422),
        ("/author/page/none/values", {"upto": "1"}, 404),
    ],
)
def test_forms_that_are_not_ours(counted: Workplace, address: str, form: dict[str, str], code: int) -> None:
    who = "Mara" if "author" in address else "Ana"
    assert counted.client(who).post(counted.base + address, data=form).status_code == code
    assert counted.client("Ana").get(f"{counted.base}/values/es?applied={'9' * 30}").status_code == 200


def test_the_editor_says_what_such_a_suggestion_is(counted: Workplace) -> None:
    key = counted.key("Take 16")
    page = counted.client("Ana").get(f"{counted.base}/translate/es/page/faq?at={key}&help=1").text
    assert "Changed as in the source" in page
    assert "14 → 16" in page


def test_one_paragraph_is_one(workplace: Workplace) -> None:
    mara = workplace.client("Mara")
    base, text = source(mara, workplace.base + FAQ)
    form = {"text": text.replace("Take what you need.", "Take some."), "base": base, "action": "cost"}
    page = mara.post(workplace.base + FAQ, data=form).text
    assert "<b>1</b><span>paragraph changed</span>" in page


def test_a_mistake_in_a_text_does_not_forget_what_it_started_from(workplace: Workplace) -> None:
    mara = workplace.client("Mara")
    base, text = source(mara, workplace.base + FAQ)
    edit(workplace, "Take what you need.", "Take some.")
    broken = mara.post(workplace.base + FAQ, data={"text": "---\nnumber: x\n---\n", "base": base, "action": "save"})
    assert broken.status_code == 422
    assert f'name="base" value="{base}"' in broken.text
    late = mara.post(workplace.base + FAQ, data={"text": text, "base": base, "action": "save"})
    assert "Somebody saved another version meanwhile" in late.text
    assert "Take some." in source(mara, workplace.base + FAQ)[1]


def waiting(workplace: Workplace) -> tuple[TestClient, int, str, str]:
    mara = workplace.client("Mara")
    base, text = source(mara, workplace.base + FAQ)
    return mara, propose(workplace, text.replace("Take what you need.", "Take <b>all</b> you want.")), base, text


def test_a_text_from_a_file_is_shown_with_why_what_and_how_much(workplace: Workplace) -> None:
    mara, number, _, _ = waiting(workplace)
    assert "1 text from the file waits" in mara.get(f"{workplace.base}/author").text
    page = mara.get(workplace.base + FAQ).text
    assert "The text was changed here and in the file at the same time." in page
    assert "<del>what</del>" in page
    assert "&lt;" in page
    assert "<b>all" not in page
    assert f'name="revision" value="{number}"' in page
    assert "older than the text here" not in page


def test_using_it_makes_it_the_text_and_twice_is_once(workplace: Workplace) -> None:
    mara = workplace.client("Mara")
    base, text = source(mara, workplace.base + FAQ)
    number = propose(workplace, text.replace("Take what you need.", "Take all you want."))
    form = {"revision": str(number), "base": base, "action": "use", "change": "minor"}
    answer = mara.post(f"{workplace.base}{FAQ}/proposal", data=form)
    assert answer.status_code == 303
    assert "Take all you want." in source(mara, workplace.base + FAQ)[1]
    assert status(workplace, number) == "accepted"
    assert mara.post(f"{workplace.base}{FAQ}/proposal", data=form).status_code == 409
    assert mara.post(f"{workplace.base}{FAQ}/proposal", data=form | {"action": "leave"}).status_code == 409
    assert status(workplace, number) == "accepted"
    assert "waits for you" not in mara.get(workplace.base + FAQ).text


def test_leaving_it_changes_nothing(workplace: Workplace) -> None:
    mara, number, base, text = waiting(workplace)
    form = {"revision": str(number), "base": base, "action": "leave"}
    assert mara.post(f"{workplace.base}{FAQ}/proposal", data=form).status_code == 303
    assert (status(workplace, number), source(mara, workplace.base + FAQ)[1]) == ("declined", text)
    assert "left aside" in mara.get(f"{workplace.base}{FAQ}/history").text


def test_an_older_one_never_overwrites_silently(workplace: Workplace) -> None:
    mara = workplace.client("Mara")
    base, text = source(mara, workplace.base + FAQ)
    number = propose(workplace, text.replace("Take what you need.", "Take all you want."))
    edit(workplace, "Must I do it all?", "Must I do everything?")
    assert "1 version was saved since" in mara.get(workplace.base + FAQ).text
    form = {"revision": str(number), "base": base, "action": "use", "seen": "1"}
    stale = mara.post(f"{workplace.base}{FAQ}/proposal", data=form)
    assert stale.status_code == 409
    assert "Somebody saved another version meanwhile" in stale.text
    now, _ = source(mara, workplace.base + FAQ)
    unseen = mara.post(f"{workplace.base}{FAQ}/proposal", data=form | {"base": now, "seen": ""})
    assert unseen.status_code == 409
    assert "Must I do everything?" in source(mara, workplace.base + FAQ)[1]
    assert status(workplace, number) == "proposed"
    assert mara.post(f"{workplace.base}{FAQ}/proposal", data=form | {"base": now}).status_code == 303
    assert "Must I do it all?" in source(mara, workplace.base + FAQ)[1]


def test_it_can_be_a_start(workplace: Workplace) -> None:
    mara = workplace.client("Mara")
    base, text = source(mara, workplace.base + FAQ)
    number = propose(workplace, text.replace("Take what you need.", "Take all you want."))
    begun = mara.get(f"{workplace.base}{FAQ}?start={number}").text
    assert "Nothing is saved yet." in begun
    assert f'name="start" value="{number}"' in begun
    assert source(mara, workplace.base + FAQ)[1] == text
    mixed = text.replace("Take what you need.", "Take all you can.")
    form = {"text": mixed, "base": base, "action": "save", "start": str(number)}
    assert mara.post(workplace.base + FAQ, data=form).status_code == 303
    assert status(workplace, number) == "accepted"
    assert "Take all you can." in source(mara, workplace.base + FAQ)[1]
    assert mara.get(f"{workplace.base}{FAQ}?start={number}").status_code == 409


def test_a_text_with_a_mistake_can_be_a_start_only(workplace: Workplace) -> None:
    mara = workplace.client("Mara")
    base, _ = source(mara, workplace.base + FAQ)
    number = propose(workplace, "---\ntitle: [\n---\n", note="hardly anything of the text before is left")
    page = mara.get(workplace.base + FAQ).text
    assert "Hardly anything of the text before is left in the file." in page
    assert "Use it as a start" in page
    assert 'value="use"' not in page
    form = {"revision": str(number), "base": base, "action": "use"}
    assert mara.post(f"{workplace.base}{FAQ}/proposal", data=form).status_code == 422
    assert status(workplace, number) == "proposed"


def test_only_authors_and_only_this_page(workplace: Workplace) -> None:
    mara, number, base, _ = waiting(workplace)
    form = {"revision": str(number), "base": base, "action": "leave"}
    for who, code in (("", 401), ("Ana", 403), ("Clara", 403)):
        assert workplace.client(who).post(f"{workplace.base}{FAQ}/proposal", data=form).status_code == code
        assert workplace.client(who).get(f"{workplace.base}{FAQ}/history").status_code == code
        assert workplace.client(who).get(f"{workplace.base}{FAQ}/text").status_code == code
    wrong = [
        (THING, form, 404),
        (FAQ, form | {"revision": base}, 409),
        (FAQ, form | {"revision": "99999"}, 404),
        (FAQ, form | {"action": "burn"}, 404),
        (FAQ, form | {"revision": "x"}, 422),
        ("/author/page/none", form, 404),
    ]
    for page, sent, code in wrong:
        assert mara.post(f"{workplace.base}{page}/proposal", data=sent).status_code == code, sent
    assert mara.get(f"{workplace.base}{THING}?start={number}").status_code == 404
    assert mara.get(f"{workplace.base}{THING}/text?version={number}").status_code == 404
    assert mara.get(f"{workplace.base}{THING}/history?look={number}").status_code == 404
    assert status(workplace, number) == "proposed"


def test_history_tells_who_and_what_and_gives_each_version(workplace: Workplace) -> None:
    mara = workplace.client("Mara")
    _, before = source(mara, workplace.base + FAQ)
    edit(workplace, "Take what you need.", "Take some.", said="meaning")
    page = mara.get(f"{workplace.base}{FAQ}/history").text
    assert 'Changed meaning</b> <span class="tag approved">counts now</span>' in page
    assert "<small>you, " in page
    assert "First version" in page
    numbers = re.findall(r"text\?version=(\d+)", page)
    assert len(numbers) == 2
    look = mara.get(f"{workplace.base}{FAQ}/history?look={numbers[0]}").text
    assert "<del>what you need</del><ins>some</ins>" in look
    old = mara.get(f"{workplace.base}{FAQ}/text?version={numbers[1]}")
    assert old.text == before
    now = mara.get(f"{workplace.base}{FAQ}/text")
    assert now.text == before.replace("Take what you need.", "Take some.")
    assert now.headers["content-disposition"] == "attachment; filename*=UTF-8''faq.md"
    assert now.headers["content-type"].startswith("text/markdown")
