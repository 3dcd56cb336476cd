"""The other screens, who may open them, and what every answer carries."""

from __future__ import annotations

import html
import re

import pytest

from exporters.registry import offered
from service.translation import memory
from tests.support.workplace import SAME, Workplace

STEP = "Choose one account"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
POSTER = "poster/learning-is-shared-work"
OPEN = ("", "/translate", "/translate/es", "/translate/ar", "/review/es", "/glossary/es", "/downloads", "/welcome")


@pytest.mark.parametrize("address", OPEN)
def test_open_pages_answer_guests(workplace: Workplace, address: str) -> None:
    answer = workplace.client().get(workplace.base + address)
    assert answer.status_code == 200
    assert "<h1" in answer.text


@pytest.mark.parametrize(
    ("who", "address", "status"),
    [
        ("", "/people", 401), ("Ana", "/people", 403), ("Clara", "/people", 200),
        ("", "/languages/add", 401), ("Ana", "/languages/add", 403), ("Clara", "/languages/add", 200),
        ("", "/author", 401), ("Ana", "/author", 403), ("Mara", "/author", 200),
        ("", "/jobs", 401), ("Ana", "/jobs", 200),
        ("Ana", "/translate/fr", 404), ("Ana", "/translate/es/thing/nothing", 404), ("Ana", "/nothing", 404),
    ],
)  # fmt: skip
def test_who_may_open_what(workplace: Workplace, who: str, address: str, status: int) -> None:
    assert workplace.client(who).get(workplace.base + address).status_code == status


def test_with_one_programme_the_root_and_short_addresses_lead_there(workplace: Workplace) -> None:
    guest = workplace.client()
    assert guest.get("/").headers["location"] == "/p/trial"
    assert guest.get("/translate/es?time=5").headers["location"] == "/p/trial/translate/es?time=5"
    assert guest.get("/elsewhere").status_code == 404


@pytest.mark.parametrize("address", [*OPEN, "/nothing"])
def test_every_answer_carries_a_strict_policy(workplace: Workplace, address: str) -> None:
    answer = workplace.client().get(workplace.base + address)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert not re.search(r"<[^>]*\s(style|on\w+)=", answer.text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", answer.text)
    assert not re.search(r'(src|href)="https?://(?!example\.org)', answer.text)


def test_the_preview_is_sandboxed_and_may_be_framed_by_us_alone(workplace: Workplace) -> None:
    answer = workplace.client("Ana").get(f"{workplace.thing}/preview")
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("sandbox allow-scripts;")
    assert "frame-ancestors 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "", "Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://127.0.0.1:8023"},
    ],
)
def test_requests_sent_by_other_sites_change_nothing(workplace: Workplace, headers: dict[str, str]) -> None:
    ana = workplace.client("Ana")
    address = f"{workplace.thing}/save/{workplace.key(STEP)}"
    assert ana.post(address, data={"text": "x", "action": "save"}, headers=headers).status_code == 403
    assert workplace.head(STEP)[0] == "missing"


def test_an_old_browser_is_known_by_its_origin(workplace: Workplace) -> None:
    ana = workplace.client("Ana")
    del ana.headers["Sec-Fetch-Site"]
    address = f"{workplace.thing}/save/{workplace.key(STEP)}"
    assert ana.post(address, data={"text": "x", "action": "save"}).status_code == 403
    answer = ana.post(address, data={"text": "x", "action": "save"}, headers={"Origin": "http://127.0.0.1:8023"})
    assert answer.status_code == 303


def test_too_large_bodies_are_refused(workplace: Workplace) -> None:
    ana = workplace.client("Ana")
    text = "x" * (workplace.settings.body_limit + 1)
    assert ana.post(f"{workplace.thing}/save/{workplace.key(STEP)}", data={"text": text}).status_code == 413

    def pieces() -> object:
        for _ in range(30):
            yield b"x" * 100_000

    answer = ana.post(f"{workplace.thing}/draft/{workplace.key(STEP)}", content=pieces(), headers=FORM)  # type: ignore[arg-type]
    assert answer.status_code == 413


def test_a_newcomer_writes_after_one_form(workplace: Workplace) -> None:
    guest = workplace.client()
    page = guest.get(f"{workplace.base}/welcome?lang=es").text
    task = re.search(r'name="task" value="([^"]+)" checked', page)
    assert task is not None
    form = {"lang": "es", "task": task[1], "name": "Inés", "email": "ines@example.org", "agree": "1", "credit": "1"}
    answer = guest.post(f"{workplace.base}/welcome", data=form)
    assert answer.status_code == 303
    editor = guest.get(answer.headers["location"])
    assert editor.status_code == 200
    assert "<textarea" in editor.text
    assert "until your address is confirmed" in editor.text


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"email": "nobody"}, "e-mail address"),
        ({"agree": ""}, "agree to the licence"),
        ({"name": " "}, "Tell us a name"),
    ],
)
def test_an_incomplete_welcome_says_what_is_missing_and_keeps_the_rest(
    workplace: Workplace, given: dict[str, str], said: str
) -> None:
    form = {"lang": "es", "task": "", "name": "Inés", "email": "ines@example.org", "agree": "1"} | given
    answer = workplace.client().post(f"{workplace.base}/welcome", data=form)
    assert answer.status_code == 422
    assert said in answer.text
    if "name" not in given:
        assert 'value="Inés"' in answer.text


def test_a_known_address_is_not_taken_over(workplace: Workplace) -> None:
    guest = workplace.client()
    form = {"lang": "es", "name": "Evil", "email": "ana@demo.example", "agree": "1"}
    answer = guest.post(f"{workplace.base}/welcome", data=form)
    assert answer.status_code == 200
    assert "polything" not in guest.cookies
    assert "Ana" not in guest.get(workplace.base).text


def test_a_link_signs_in_once_and_confirms_the_address(workplace: Workplace) -> None:
    udo = workplace.client("Udo")
    udo.post(f"{workplace.thing}/save/{workplace.key(STEP)}", data={"text": "De Udo", "action": "suggest"})
    shown = workplace.client().post("/sign-in", data={"email": "udo@demo.example", "next": workplace.thing}).text
    link = re.search(r'href="(/sign-in/link\?token=[^"]+)"', shown)
    assert link is not None
    guest = workplace.client()
    page = guest.get(link[1]).text
    assert workplace.head(STEP)[0] == "missing"  # looking at the link does nothing yet
    token = re.search(r'name="token" value="([^"]+)"', page)
    assert token is not None
    answer = guest.post("/sign-in/link", data={"token": token[1]})
    assert answer.headers["location"] == workplace.thing
    assert workplace.head(STEP) == ("suggested", "De Udo")
    assert workplace.client().post("/sign-in/link", data={"token": token[1]}).status_code == 404


@pytest.mark.parametrize("following", ["https://evil.example", "//evil.example", "/\\evil.example", "/a\r\nX: y"])
def test_nobody_is_led_to_another_site(workplace: Workplace, following: str) -> None:
    answer = workplace.client().post("/sign-in/demo", data={"person": workplace.people["Ana"], "next": following})
    assert answer.headers["location"] == "/"


def test_sign_out_ends_the_session(workplace: Workplace) -> None:
    ana = workplace.client("Ana")
    assert ana.get(f"{workplace.base}/jobs").status_code == 200
    ana.post("/sign-out")
    assert ana.get(f"{workplace.base}/jobs").status_code == 401


def test_the_interface_speaks_the_chosen_language(workplace: Workplace) -> None:
    guest = workplace.client()
    assert '<html lang="en" dir="ltr">' in guest.get(workplace.base).text
    assert '<html lang="ar" dir="rtl">' in guest.get(workplace.base, headers={"Accept-Language": "ar-EG,fr;q=0.5"}).text
    guest.post("/language", data={"tag": "es", "next": workplace.base})
    assert '<html lang="es" dir="ltr">' in guest.get(workplace.base).text


def test_a_reviewer_approves_corrects_and_sends_back(workplace: Workplace) -> None:
    ana, rafael = workplace.client("Ana"), workplace.client("Rafael")
    ana.post(f"{workplace.thing}/save/{workplace.key(STEP)}", data={"text": "Elije una cuenta.", "action": "save"})
    page = rafael.get(f"{workplace.base}/review/es").text
    form = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
    assert form["original"] == "Elije una cuenta."
    no_reason = rafael.post(f"{workplace.base}/review/es", data=form | {"action": "reject"})
    assert no_reason.status_code == 422
    ana.post(f"{workplace.base}/review/es", data=form | {"action": "approve", "text": "x"})
    assert workplace.head(STEP)[0] == "translated"  # a translator does not approve
    rafael.post(f"{workplace.base}/review/es", data=form | {"action": "approve", "text": "Elige una cuenta."})
    assert workplace.head(STEP) == ("approved", "Elige una cuenta.")
    assert "Nothing waits" in rafael.get(f"{workplace.base}/review/es").text


def test_a_coordinator_promotes_people_in_her_languages_only(workplace: Workplace) -> None:
    clara, noor = workplace.client("Clara"), workplace.client("Noor")
    form = {"person": str(workplace.people["Noor"]), "role": "translator", "tag": "es", "action": "grant"}
    assert noor.post(f"{workplace.base}/people", data=form).status_code == 403
    assert clara.post(f"{workplace.base}/people", data=form).status_code == 303
    noor.post(f"{workplace.thing}/save/{workplace.key(STEP)}", data={"text": "De Noor", "action": "save"})
    assert workplace.head(STEP) == ("translated", "De Noor")
    assert clara.post(f"{workplace.base}/people", data=form | {"role": "administrator"}).status_code == 403
    own = form | {"person": str(workplace.people["Clara"]), "role": "coordinator", "action": "revoke"}
    assert clara.post(f"{workplace.base}/people", data=own).status_code == 403


def test_a_language_is_started_in_one_step(workplace: Workplace) -> None:
    clara = workplace.client("Clara")
    answer = clara.post(f"{workplace.base}/languages/add", data={"tag": "km", "states": "approved", "draft": "1"})
    assert answer.headers["location"] == f"{workplace.base}/translate/km"
    page = workplace.client("Noor").get(f"{workplace.base}/translate/km/thing/01-lock-the-front-door").text
    assert '<textarea id="f" name="text" lang="km" dir="ltr"' in page


def test_an_author_sees_the_cost_before_saving(workplace: Workplace) -> None:
    workplace.client("Ana").post(
        f"{workplace.thing}/save/{workplace.key(STEP)}", data={"text": "Elige una cuenta.", "action": "save"}
    )
    mara = workplace.client("Mara")
    address = f"{workplace.base}/author/thing/01-lock-the-front-door"
    page = mara.get(address).text
    base = re.search(r'name="base" value="(\d+)"', page)
    text = re.search(r'<textarea class="input source-text"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    assert base is not None
    assert text is not None
    new = html.unescape(text[1]).replace("**Choose one account.** Take", "**Choose two accounts.** Take")
    cost = mara.post(address, data={"text": new, "base": base[1], "action": "cost"}).text
    assert "What this costs" in cost
    assert "<ins>two</ins>" in cost
    assert workplace.head(STEP) == ("translated", "Elige una cuenta.")
    saved = mara.post(address, data={"text": new, "base": base[1], "action": "save", "change": "meaning"})
    assert saved.status_code == 303
    editor = workplace.client("Ana").get(f"{workplace.thing}?at={workplace.key('Choose two accounts')}").text
    assert "Still right" in editor
    assert "<ins>two</ins>" in editor
    broken = mara.post(address, data={"text": "---\nnumber: x\n---\n", "base": base[1], "action": "save"})
    assert broken.status_code == 422


def test_still_right_is_one_step(workplace: Workplace) -> None:
    test_an_author_sees_the_cost_before_saving(workplace)
    words = "Choose two accounts"
    ana = workplace.client("Ana")
    ana.post(
        f"{workplace.thing}/save/{workplace.key(words)}",
        data={"text": "Elige una cuenta.", "base": str(workplace.revision(words)), "action": "still_right"},
    )
    assert "The source text changed" not in ana.get(workplace.thing).text


def test_making_a_file_is_a_job_that_only_knows_formats_and_pages_may_start(workplace: Workplace) -> None:
    ana = workplace.client("Ana")
    form = {"language": "es", "format": "pdf", "document": POSTER}
    assert ana.post(f"{workplace.base}/downloads/make", data=form).status_code == 303
    assert "waits for its turn" in ana.get(f"{workplace.base}/downloads").text
    with workplace.database.reading() as uow:
        job = next(job for job in uow.jobs.recent() if job.task == "export")
        assert job.payload["documents"] == [POSTER]
    assert ana.post(f"{workplace.base}/downloads/make", data=form | {"format": "site"}).status_code == 303
    with workplace.database.reading() as uow:  # a site has no files of one document
        (job,) = [job for job in uow.jobs.recent() if job.payload.get("formats") == ["site"]]
        assert job.payload["documents"] == []
    for wrong in ({"format": "exe"}, {"language": "xx"}, {"document": "../../etc/passwd"}):
        assert ana.post(f"{workplace.base}/downloads/make", data=form | wrong).status_code == 404
    assert ana.get(f"{workplace.base}/downloads/file/../../programme.toml").status_code == 404
    assert ana.get(f"{workplace.base}/files/../programme.toml").status_code == 404
    assert ana.get(f"{workplace.base}/files/assets/%2e%2e/%2e%2e/programme.toml").status_code == 404


def test_without_demo_nobody_signs_in_by_a_click(workplace: Workplace) -> None:
    object.__setattr__(workplace.settings, "__dict__", workplace.settings.__dict__ | {"demo": False})
    guest = workplace.client()
    assert guest.post("/sign-in/demo", data={"person": 1}, headers=SAME).status_code == 404
    assert "one of these invented people" not in guest.get("/sign-in").text
    answer = guest.post("/sign-in", data={"email": "ana@demo.example"}).text
    assert "token=" not in answer


def test_static_files_may_be_kept_for_ever_and_change_their_address(workplace: Workplace) -> None:
    guest = workplace.client()
    page = guest.get(workplace.base).text
    sheet = re.search(r'href="(/static/\w+/css/polything\.css)"', page)
    assert sheet is not None
    answer = guest.get(sheet[1])
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-encoding"] == "gzip"
    assert "immutable" not in guest.get("/static/older/css/polything.css").headers["cache-control"]
    assert guest.get("/static/x/../../app.py").status_code == 404


def test_the_editor_page_is_small(workplace: Workplace) -> None:
    ana = workplace.client("Ana")
    page = ana.get(workplace.thing)
    total = int(page.headers["content-length"])
    for address in set(re.findall(r'"(/static/[^"]+)"', page.text)):
        total += int(ana.get(address).headers["content-length"])
    assert len(set(re.findall(r'"(/static/[^"]+)"', page.text))) <= 5
    assert total < 60_000


def test_menus_and_forms_offer_what_exporters_declare(workplace: Workplace) -> None:
    ana = workplace.client("Ana")
    form = ana.get(f"{workplace.base}/downloads").text.split('name="format"')[1].split("</select>")[0]
    assert re.findall(r'value="(\w+)"', form) == [one.name for one in offered("downloads")]
    for kind, address in (("thing", workplace.thing), ("poster", f"{workplace.base}/translate/es/{POSTER}")):
        menu = re.findall(r'name="format" value="(\w+)"', ana.get(address).text)
        assert menu == [one.name for one in offered("editor") if kind in one.kinds]
    assert "scorm12" not in menu


def test_the_page_about_jobs_calls_each_by_its_title(workplace: Workplace) -> None:
    with workplace.database.unit_of_work() as uow:
        programme = uow.programmes.by_key("trial")
        assert programme is not None
        uow.jobs.enqueue(memory.REINDEX, programme_id=programme.id)
        uow.jobs.enqueue("of_an_older_version", programme_id=programme.id)
    clara = workplace.client("Clara")
    assert "Tidy the memory" in (page := clara.get(f"{workplace.base}/jobs").text)
    assert "of an older version" in page
    german = clara.get(f"{workplace.base}/jobs", headers={"Accept-Language": "de"}).text
    assert "Übersetzungsspeicher aufräumen" in german
