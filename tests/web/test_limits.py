"""No request costs seconds: caps on what is sent, limits on how often, and what was typed comes back."""

from __future__ import annotations

import inspect
import subprocess
import sys
from pathlib import Path

import pytest

from service.documents.programme import load_programme
from service.documents.reader import read_document
from service.documents.source import LARGEST
from service.errors import ContentError, TooMany
from service.sync.reading import parse_catalogue
from service.sync.run import synchronise
from service.translation.text import longest
from service.web.limits import BUDGETS, COUNTS, Limits
from tests.support.workplace import Workplace
from tests.web.test_unconfirmed import routes_of

WORDS = "front door"


@pytest.fixture
def saving(workplace: Workplace) -> str:
    return f"{workplace.thing}/save/{workplace.key(WORDS)}"


def source_of(workplace: Workplace) -> str:
    with workplace.database.reading() as uow:
        programme = uow.programmes.all()[0]
        return next(
            unit.source
            for document in uow.documents.all(programme.id)
            for unit in uow.units.of_document(document.id)
            if WORDS in unit.source
        )


@pytest.mark.parametrize("length", [0, 1, 199, 200, 201, 1999, 2000, 2001, 30_000])
def test_a_translation_may_have_ten_times_its_source_at_least_2000_and_at_most_20000_characters(length: int) -> None:
    assert longest("x" * length) == min(20_000, max(2_000, 10 * length))


def test_a_text_at_the_cap_is_saved_and_one_above_is_given_back(workplace: Workplace, saving: str) -> None:
    ana, limit = workplace.client("Ana"), longest(source_of(workplace))
    assert ana.post(saving, data={"text": "x" * limit}).status_code == 303
    assert workplace.head(WORDS) == ("translated", "x" * limit)
    much = "Too much to keep. " * (limit // 10)
    answer = ana.post(saving, data={"text": much, "base": str(workplace.revision(WORDS))})
    assert answer.status_code == 422
    assert much.strip() in answer.text
    assert f"{limit:,}" in answer.text
    assert workplace.head(WORDS) == ("translated", "x" * limit)


@pytest.mark.parametrize("person", ["Ana", "Udo", ""])
@pytest.mark.parametrize("way", ["save", "draft", "try"])
def test_no_way_takes_more_than_the_cap(workplace: Workplace, way: str, person: str) -> None:
    address = f"{workplace.thing}/{way}/{workplace.key(WORDS)}"
    text = "x" * (longest(source_of(workplace)) + 1)
    answer = workplace.client(person).post(address, data={"text": text})
    assert answer.status_code == (422 if person or way == "try" else 401)
    with workplace.database.reading() as uow:
        assert not list(uow.session.connection().exec_driver_sql("SELECT text FROM draft"))


def test_a_reviewer_gets_a_correction_and_a_reason_back(workplace: Workplace, saving: str) -> None:
    workplace.client("Ana").post(saving, data={"text": "La puerta"})
    rafael, number = workplace.client("Rafael"), workplace.revision(WORDS)
    with workplace.database.reading() as uow:
        unit = uow.translations.revision(number or 0).unit_id
    judged = {"unit": unit, "revision": number, "base": number, "action": "approve", "original": "La puerta"}
    much = "Mucho " * 4_000
    answer = rafael.post("/p/trial/review/es", data={**judged, "text": much})
    assert answer.status_code == 422
    assert much.strip() in answer.text
    answer = rafael.post("/p/trial/review/es", data={**judged, "action": "reject", "reason": much})
    assert answer.status_code == 422
    assert much.strip() in answer.text
    answer = rafael.post("/p/trial/review/es", data={**judged, "action": "reject", "text": "La otra puerta"})
    assert answer.status_code == 422
    assert "La otra puerta" in answer.text
    assert workplace.head(WORDS) == ("translated", "La puerta")


def test_a_glossary_word_and_a_name_are_refused_not_cut(workplace: Workplace) -> None:
    with workplace.database.unit_of_work() as uow:
        term = uow.glossary.save_term(uow.programmes.all()[0].id, "door")
        number = term.id
    answer = workplace.client("Rafael").post("/p/trial/glossary/es", data={"term": number, "text": "x" * 201})
    assert answer.status_code == 422
    assert "200" in answer.text
    form = {"lang": "es", "name": "x" * 121, "email": "new@example.org", "agree": "1"}
    answer = workplace.client().post("/p/trial/welcome", data=form)
    assert answer.status_code == 422
    assert "120" in answer.text
    assert "x" * 121 in answer.text


def test_an_uploaded_file_and_a_file_of_the_folder_are_refused_whole(workplace: Workplace) -> None:
    po = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Afterwards you can"\nmsgstr "{}"\n'
    file = {"file": ("a.po", po.format("x" * 2_001).encode())}
    answer = workplace.client("Ana").post(f"{workplace.thing}/offline", files=file)
    assert answer.status_code == 422
    assert "2,001 characters" in answer.text


def test_an_obsolete_entry_does_not_bring_an_endless_text_either(workplace: Workplace) -> None:
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    po = head + '#~ msgid "Afterwards you can"\n#~ msgstr "' + "x" * 2_001 + '"\n'
    answer = workplace.client("Ana").post(f"{workplace.thing}/offline", files={"file": ("a.po", po.encode())})
    assert answer.status_code == 422
    assert "2,001 characters" in answer.text


def test_control_characters_of_a_file_are_no_text() -> None:
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    po = head + 'msgid "a"\nmsgstr "b\x00\x07\x1b[31mc\u2067d"\n'
    assert [entry.text for entry in parse_catalogue(po.encode(), "a.po", "es").live] == ["b[31mc\u2067d"]


def test_a_translated_page_with_an_endless_paragraph_is_refused(workplace: Workplace) -> None:
    page = "---\ntitle: Preguntas\nlead: Algo.\nrole: faq\n---\n\n## Todo {#all}\n\n" + "largo " * 4_000 + "\n"
    address = workplace.thing.replace("thing/01-lock-the-front-door", "page/faq")
    answer = workplace.client("Ana").post(f"{address}/offline", files={"file": ("faq.md", page.encode())})
    assert answer.status_code == 422
    assert "characters" in answer.text


def test_a_document_has_at_most_a_megabyte_and_its_author_gets_the_text_back(workplace: Workplace) -> None:
    head = "---\ntitle: T\nlead: L.\nrole: faq\n---\n\n"
    fits = head + "é" * ((LARGEST - len(head) - 1) // 2) + "\n"
    assert read_document("page", "faq", "faq.md", fits).title == "T"
    with pytest.raises(ContentError, match="bytes"):
        read_document("page", "faq", "faq.md", fits + "\u00e9\u00e9")
    with workplace.database.reading() as uow:
        row = uow.documents.find(uow.programmes.all()[0].id, "page", "faq")
        assert row is not None
        base = row.source_revision_id
    form = {"text": fits + "The last words.", "base": base, "action": "save", "change": "minor"}
    answer = workplace.client("Mara").post("/p/trial/author/page/faq", data=form)
    assert answer.status_code in (413, 422)
    if answer.status_code == 422:
        assert "The last words." in answer.text


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits that a test reaches: two of everything, and next to no processor time for guests."""
    from limits import parse

    from service.web.limits import Limit

    for name in COUNTS:
        monkeypatch.setitem(COUNTS, name, Limit(parse("2 per hour"), parse("2 per hour")))
    for name in BUDGETS:
        monkeypatch.setitem(BUDGETS, name, Limit(parse("1000000 per hour"), parse("1 per hour")))


@pytest.mark.usefixtures("narrow")
def test_saving_very_often_is_answered_with_words_a_time_and_the_text(workplace: Workplace, saving: str) -> None:
    ana = workplace.client("Ana")
    for number in range(2):
        assert (
            ana.post(saving, data={"text": f"{number}", "base": str(workplace.revision(WORDS) or "")}).status_code
            == 303
        )
    answer = ana.post(saving, data={"text": "The third", "base": str(workplace.revision(WORDS))})
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 3600
    assert "The third" in answer.text
    asked = ana.post(saving, data={"text": "The third"}, headers={"Accept": "application/json"})
    assert asked.status_code == 429
    assert "nothing that you wrote is lost" in asked.json()["message"]
    assert workplace.head(WORDS)[1] == "1"
    assert workplace.client("Bea").post(saving, data={"text": "Mine"}).status_code in (303, 409)


@pytest.mark.usefixtures("narrow")
@pytest.mark.parametrize(
    ("path", "person", "form"),
    [
        ("draft/{key}", "Ana", {"text": "x"}),
        ("undo/{key}", "Ana", {"revision": "1"}),
        ("offline/accept", "Ana", {"name": "a.po", "data": "x"}),
        ("/p/trial/author/page/faq", "Mara", {"text": "x", "base": "1"}),
        ("/p/trial/downloads/make", "", {"language": "es", "format": "site"}),
        ("/p/trial/downloads/make", "Ana", {"language": "es", "format": "site"}),
        ("/p/trial/review/es", "Rafael", {"unit": "1", "revision": "1", "action": "approve"}),
        ("/sign-in", "", {"email": "somebody@example.org"}),
        ("/p/trial/exchange/es/memory/accept", "Clara", {"name": "a.csv", "data": "x"}),
        ("/p/trial/exchange/es/glossary/accept", "Clara", {"name": "a.csv", "data": "x", "seen": "x"}),
    ],
)
def test_every_way_to_change_something_is_counted(
    workplace: Workplace, path: str, person: str, form: dict[str, str]
) -> None:
    address = path if path.startswith("/") else f"{workplace.thing}/{path.format(key=workplace.key(WORDS))}"
    client = workplace.client(person)
    answers = [client.post(address, data=form).status_code for _ in range(3)]
    assert answers[2] == 429, answers
    assert 429 not in answers[:2]


UNCOUNTED = {
    "/sign-out": "ends one's own session",
    "/sign-in/link": "has a secret of 256 bits",
    "/sign-in/demo": "is a demonstration's",
    "/language": "sets a cookie",
}


def test_every_address_that_takes_a_form_counts_or_is_charged(workplace: Workplace) -> None:
    routes = [route for route in routes_of(workplace.app) if "POST" in (route.methods or ())]
    assert len(routes) > 20
    for route in routes:
        source = inspect.getsource(route.endpoint)
        assert route.path in UNCOUNTED or "visit.count(" in source or "visit.budget(" in source, route.path


@pytest.mark.usefixtures("narrow")
def test_a_guest_has_a_small_budget_of_work_and_takes_nothing_from_people(workplace: Workplace) -> None:
    address = f"{workplace.thing}/try/{workplace.key(WORDS)}"
    guest = workplace.client()
    assert guest.post(address, data={"text": "La puerta"}).status_code == 200
    answer = guest.post(address, data={"text": "La puerta"})
    assert answer.status_code == 429
    assert "Retry-After" in answer.headers
    assert workplace.client("Ana").post(address, data={"text": "La puerta"}).status_code == 200
    assert guest.get(f"{workplace.thing}/preview").status_code == 200  # a budget of its own
    assert guest.get(f"{workplace.thing}/preview").status_code == 429


def test_a_budget_is_charged_with_the_work_that_was_done_and_never_refuses_for_good() -> None:
    limits = Limits()
    with limits.budget("try", "host a", guest=True):
        sum(range(10_000))
    for name in ("host a", "host b"):
        with limits.budget("try", name, guest=True):
            pass
    with pytest.raises(ZeroDivisionError), limits.budget("try", "host a", guest=True):
        raise ZeroDivisionError
    for _ in range(COUNTS["link"].guest.amount):
        limits.count("link", "host a somebody", guest=True)
    with pytest.raises(TooMany) as caught:
        limits.count("link", "host a somebody", guest=True)
    assert 0 < caught.value.seconds <= 600
    limits.count("link", "host a another", guest=True)


def test_limits_of_one_application_are_not_those_of_another(workplace: Workplace, tmp_path: Path) -> None:
    one, other = Limits(), Limits()
    for _ in range(COUNTS["link"].guest.amount):
        one.count("link", "x", guest=True)
    other.count("link", "x", guest=True)


@pytest.mark.parametrize("opening", ["[", "{", "- ", "? ", "{a: [", "\n  - "])
def test_front_matter_that_nests_without_end_is_refused_and_ends_no_process(opening: str) -> None:
    program = f"""if True:
        from service.documents.reader import read_document
        from service.errors import ContentError
        for size in (30, 3_000, 20_000):
            try:
                read_document("page", "faq", "faq.md", "---\\ntitle: " + {opening!r} * size + "\\n---\\n")
            except ContentError as error:
                print("refused")
    """
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "refused\n" * 3


@pytest.mark.parametrize("number", ["9223372036854775808", "-1", "99999999999999999999999999", "x"])
def test_a_number_that_no_row_has_is_a_mistake_of_whoever_sent_it(workplace: Workplace, number: str) -> None:
    key = workplace.key(WORDS)
    for person, path, form in (
        ("Clara", "/p/trial/people", {"person": number, "role": "reviewer", "tag": "es", "action": "grant"}),
        ("Rafael", "/p/trial/review/es", {"unit": number, "revision": number, "action": "approve"}),
        ("Ana", f"{workplace.thing}/history/{key}", {"revision": number}),
        ("", "/sign-in/demo", {"person": number}),
        ("Mara", "/p/trial/author/page/faq", {"text": "x", "base": number}),
        ("Mara", "/p/trial/author/page/faq/proposal", {"revision": number, "base": number, "action": "use"}),
        ("Rafael", "/p/trial/glossary/es", {"term": number, "text": "x"}),
    ):
        assert workplace.client(person).post(path, data=form).status_code in (404, 422), path
    assert workplace.client().get(f"{workplace.thing}/offline?taken={number}").status_code in (200, 422)
    assert workplace.client().get("/p/trial/downloads/file/es%00").status_code == 404


def test_the_rule_of_a_language_is_changed_by_its_own_coordinator_alone(workplace: Workplace) -> None:
    with workplace.database.unit_of_work() as uow:
        programme = uow.programmes.all()[0]
        uow.people.revoke(workplace.people["Clara"], programme.id, "coordinator", "ar")
        before = uow.programmes.language(programme.id, "ar").rule
    form = {"tag": "ar", "states": "translated", "machine": "1"}
    assert workplace.client("Clara").post("/p/trial/languages/add", data=form).status_code == 403
    with workplace.database.reading() as uow:
        assert uow.programmes.language(programme.id, "ar").rule == before


def test_a_text_that_is_there_already_stays_readable_when_its_source_gets_shorter(workplace: Workplace) -> None:
    """What a sync wrote, the next one reads, and a fresh database takes in."""
    root = workplace.settings.programme
    path = root / "content/things/01-lock-the-front-door.md"
    short = "Your e-mail account is the front door to **everything else**. See [the questions](../pages/faq.md) too."
    long = f"{short} {'This paragraph explains a great deal about doors and keys. ' * 7}".strip()

    def sync() -> list[str]:
        return [notice.message for notice in synchronise(workplace.database, load_programme(root)).notices]

    sync()
    path.write_text(path.read_text(encoding="utf-8").replace(short, long), encoding="utf-8")
    sync()
    ana, text = workplace.client("Ana"), "La puerta importa. " * 200
    assert ana.post(f"{workplace.thing}/save/{workplace.key('great deal')}", data={"text": text}).status_code == 303
    sync()
    shorter = path.read_text(encoding="utf-8").replace(long, f"{short} It explains a great deal.")
    path.write_text(shorter, encoding="utf-8")
    sync()
    assert ana.post(f"{workplace.thing}/save/{workplace.key('Afterwards')}", data={"text": "Luego"}).status_code == 303
    assert not [message for message in sync() if "characters" in message]
    po = root / "locales/es/LC_MESSAGES/thing/01-lock-the-front-door.po"
    assert "Luego" in po.read_text(encoding="utf-8")
    assert longest("It explains a great deal." + short) < len(text.strip())
    answer = ana.post(f"{workplace.thing}/offline", files={"file": ("a.po", po.read_bytes())})
    assert answer.status_code == 200


def test_a_file_of_the_folder_with_a_new_endless_text_is_left_as_it_is(workplace: Workplace) -> None:
    root = workplace.settings.programme
    synchronise(workplace.database, load_programme(root))
    po = root / "locales/es/LC_MESSAGES/thing/01-lock-the-front-door.po"
    text = po.read_text(encoding="utf-8")
    entry = 'msgid "Afterwards you can"\nmsgstr "'
    assert entry in text
    written = text.replace(entry, entry + "x" * 2_001)
    po.write_text(written, encoding="utf-8")
    report = synchronise(workplace.database, load_programme(root))
    assert [notice.kind for notice in report.notices if notice.path.endswith(po.name)] == ["unreadable"]
    assert po.read_text(encoding="utf-8") == written
    assert workplace.head("Afterwards") == ("missing", "")
