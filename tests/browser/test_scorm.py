"""Packages played in a browser: with scorm-again as a well-behaved platform, and with those that are not."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from exporters.scorm.course import plan
from exporters.scorm.state import State, ThingState, decode, encode
from tests.support.editions import load
from tests.support.lms import Platform, again, answer, go_through, onward, state
from tests.support.scorm import VERSIONS, members, packages
from tests.support.soak import often

pytestmark = pytest.mark.browser
BOTH = pytest.mark.parametrize("version", ["1.2", "2004"])
FORMAT = {version: name for name, version in VERSIONS.items()}
Open = Callable[..., Platform]
STATUS = {"1.2": "cmi.core.lesson_status", "2004": "cmi.completion_status"}
EXIT = {"1.2": "cmi.core.exit", "2004": "cmi.exit"}
FINISH = {"1.2": "LMSFinish", "2004": "Terminate"}


@pytest.fixture
def platform(chromium: Browser) -> Iterator[Open]:
    """Open a platform with a package; all are closed, and none may have thrown an error or asked another host."""
    opened: list[Platform] = []

    def start(
        name: str, version: str = "1.2", *, script: bytes = b"", report: str = "completed", **context: Any
    ) -> Platform:
        package = packages(FORMAT[version], report)[f"{FORMAT[version]}/{name}.zip"]
        opened.append(Platform(chromium, package, script, **context))
        return opened[-1]

    yield start
    for one in opened:
        errors, requests = one.errors, one.requests
        one.close()
        assert errors == []
        assert [r for r in requests if not r.startswith(("http://platform.test/", "data:"))] == []


def clean(one: Platform) -> None:
    """No call ended in an error; 403 is how SCORM 2004 says that a value that is read was never written."""
    assert [call for call in one.calls() if call[3] != "0" and (call[0], call[3]) != ("GetValue", "403")] == []


@BOTH
def test_a_course_is_completed_and_scored(platform: Open, scorm_again: Path, version: str) -> None:
    one = platform("two-things-en", version, script=again(scorm_again, version))
    frame = one.launch(version)
    assert one.written(STATUS[version]) == ["incomplete"]
    assert not [c for c in one.calls() if "score" in str(c[1])]
    go_through(frame)
    cmi = one.dump()
    assert state(frame)["facts"] == ["2 of 2", "1 of 1", "100%"]
    if version == "1.2":
        assert cmi["core"]["lesson_status"] == "completed"
        assert cmi["core"]["score"]["raw"] == "100"
    else:
        assert cmi["completion_status"] == "completed"
        assert cmi["success_status"] == "passed"
        assert str(cmi["score"]["scaled"]) == "1"
        assert str(cmi["progress_measure"]) == "1"
    assert len(cmi["suspend_data"]) < 100
    frame.locator("[data-leave]").click()
    assert one.page.evaluate("lms.isTerminated()")
    assert "close this window" in frame.locator("[data-left]").inner_text()
    assert set(one.written(EXIT[version])) == {"suspend"}
    clean(one)


@BOTH
@pytest.mark.parametrize(("right", "expected"), [(True, "passed"), (False, "failed")])
def test_passed_and_failed_where_asked_for(
    platform: Open, scorm_again: Path, version: str, right: bool, expected: str
) -> None:
    one = platform("11-test-what-you-read-and-see-en", version, script=again(scorm_again, version), report="passed")
    frame = one.launch(version)
    go_through(frame, right=right)
    cmi = one.dump()
    assert (cmi["core"]["lesson_status"] if version == "1.2" else cmi["success_status"]) == expected
    if not right:  # it can be mended, and a pass is never taken back
        frame.locator("[data-back]").click()
        frame.locator("[data-back]").click()
        answer(frame)
        cmi = one.dump()
        assert (cmi["core"]["lesson_status"] if version == "1.2" else cmi["success_status"]) == "passed"
    clean(one)


@BOTH
def test_a_thing_without_a_quiz_has_no_score(platform: Open, scorm_again: Path, version: str) -> None:
    one = platform("02-check-where-you-stand-en", version, script=again(scorm_again, version))
    go_through(one.launch(version))
    assert one.written(STATUS[version])[-1] == "completed"
    assert not [call for call in one.calls() if "score" in str(call[1])]
    clean(one)


@BOTH
def test_each_checked_answer_is_an_interaction(platform: Open, scorm_again: Path, version: str) -> None:
    one = platform("two-things-en", version, script=again(scorm_again, version))
    frame = one.launch(version)
    frame.locator(".toc summary").click()
    frame.locator(".toc [data-go='11.0']").click()
    onward(frame)
    onward(frame)
    answer(frame, right=False)
    answer(frame)
    written = {c[1][0]: c[1][1] for c in one.calls() if c[0].endswith("SetValue") and "interactions" in c[1][0]}
    given_ = "student_response" if version == "1.2" else "learner_response"
    moment = "time" if version == "1.2" else "timestamp"
    questions = members(packages("scorm12")["scorm12/two-things-en.zip"])["course.js"].decode().count('"right"')
    assert written["cmi.interactions.0.id"] == "t11-check-q1"
    assert written["cmi.interactions.0.result"] == ("wrong" if version == "1.2" else "incorrect")
    assert written[f"cmi.interactions.{questions}.result"] == "correct"
    assert written[f"cmi.interactions.0.{given_}"] == "a"
    assert f"cmi.interactions.{2 * questions - 1}.{moment}" in written
    separator = "," if version == "1.2" else "[,]"
    assert separator in written[f"cmi.interactions.{questions + 1}.correct_responses.0.pattern"]
    if version == "2004":
        assert written["cmi.interactions.0.description"].startswith("{lang=en}A message")
        assert not written["cmi.interactions.0.timestamp"].endswith("Z")
    clean(one)


@BOTH
def test_a_learner_comes_back_to_place_answers_and_score(platform: Open, scorm_again: Path, version: str) -> None:
    one = platform("11-test-what-you-read-and-see-en", version, script=again(scorm_again, version))
    frame = one.launch(version)
    onward(frame)
    onward(frame)
    answer(frame)
    before = state(frame)
    one.stop()  # pagehide, and nothing else
    assert one.page.evaluate("lms.isTerminated()")
    assert [call[0] for call in one.calls()].count(FINISH[version]) == 1
    frame = one.launch(version, saved=one.dump())
    after = state(frame)
    assert after["checked"] == before["checked"] != []
    assert (after["place"], after["step"], after["facts"]) == ("11", "2", before["facts"])
    assert frame.locator(".question[data-is=right]").count() == 2
    clean(one)


@BOTH
@pytest.mark.parametrize("mode", ["review", "browse"])
def test_review_writes_nothing(platform: Open, scorm_again: Path, version: str, mode: str) -> None:
    one = platform("11-test-what-you-read-and-see-en", version, script=again(scorm_again, version))
    preset = {"cmi.core.lesson_mode" if version == "1.2" else "cmi.mode": mode}
    frame = one.launch(version, preset=preset)
    assert "Nothing that you do here is saved" in state(frame)["notice"]
    go_through(frame)
    one.stop()
    assert {call[0].removeprefix("LMS") for call in one.calls()} <= {"Initialize", "GetValue", "Finish", "Terminate"}
    clean(one)


@BOTH
def test_done_is_never_taken_back(platform: Open, scorm_again: Path, version: str) -> None:
    one = platform("two-things-en", version, script=again(scorm_again, version))
    go_through(one.launch(version))
    one.stop()
    saved = one.dump()
    one.page.evaluate("calls.length = 0")
    frame = one.launch(version, saved=saved)
    frame.locator(".toc summary").click()
    frame.locator(".toc [data-go='2.0']").click()
    one.stop()
    assert "incomplete" not in one.written(STATUS[version])
    clean(one)


@BOTH
def test_a_status_that_only_the_platform_knows_is_respected(platform: Open, scorm_again: Path, version: str) -> None:
    one = platform("two-things-en", version, script=again(scorm_again, version))
    path = "cmi.core.lesson_status" if version == "1.2" else "cmi.completion_status"
    frame = one.launch(version, preset={path: "completed"})
    onward(frame)
    one.stop()
    assert one.written(STATUS[version]) == []


@BOTH
def test_languages_share_answers_place_and_score(platform: Open, scorm_again: Path, version: str) -> None:
    one = platform("two-things-all", version, script=again(scorm_again, version))
    frame = one.launch(version)
    frame.locator(".toc summary").click()
    frame.locator(".toc [data-go='11.0']").click()
    onward(frame)
    onward(frame)
    answer(frame)
    before = state(frame)
    frame.locator(".langs summary").click()
    frame.locator("[data-language='ar']").click()
    frame.locator("html[lang='ar']").wait_for()
    after = state(frame)
    assert (after["lang"], after["dir"]) == ("ar", "rtl")
    assert [after[k] for k in ("place", "step", "checked")] == [before[k] for k in ("place", "step", "checked")]
    assert after["facts"][2] != before["facts"][2]  # the same score, in other digits
    one.stop()
    frame = one.launch(version, saved=one.dump())
    frame.locator("html[lang='ar']").wait_for()
    assert state(frame)["checked"] == before["checked"]
    name = "cmi.student_preference.language" if version == "1.2" else "cmi.learner_preference.language"
    assert one.written(name) == ["ar"]
    clean(one)


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ({"field": "ar", "address": "/package/index.html?lang=en"}, "ar"),
        ({"address": "/package/index.html?lang=ar", "lang": "en"}, "ar"),
        ({"lang": "ar-EG"}, "ar"),
        ({"locale": "ar-MA"}, "ar"),
        ({"locale": "fr-FR"}, "en"),
        ({"field": "Polish", "locale": "fr-FR"}, "en"),
    ],
    ids=["field", "query", "platform's page", "browser", "default", "nonsense"],
)
def test_the_language_is_found_in_order(platform: Open, scorm_again: Path, case: dict[str, str], expected: str) -> None:
    context = {key: case[key] for key in ("lang", "locale") if key in case}
    one = platform("two-things-all", script=again(scorm_again, "1.2"), **context)
    preset = {"cmi.student_preference.language": case["field"]} if "field" in case else {}
    frame = one.launch("1.2", preset=preset, address=case.get("address", ""))
    frame.locator(f"html[lang='{expected}']").wait_for()
    assert "student_preference.language" not in str([c for c in one.calls() if c[0] == "LMSSetValue"])


@pytest.mark.parametrize("popup", [False, True], ids=["frame in a frame", "window"])
def test_the_api_is_found_further_away(platform: Open, scorm_again: Path, popup: bool) -> None:
    one = platform("02-check-where-you-stand-en", script=again(scorm_again, "1.2"))
    one.launch("1.2")
    one.stop()
    one.page.evaluate("window.API = watch(new Scorm12API({autocommit: false, logLevel: 5})); calls.length = 0")
    if popup:
        with one.page.expect_popup() as opened:
            one.page.evaluate("window.open('/package/index.html')")
        opened.value.locator("html.js .view:not([hidden]) h1").wait_for()
    else:
        one.page.evaluate(
            """() => { const outer = document.createElement('iframe'); document.body.append(outer)
                const inner = outer.contentDocument.createElement('iframe'); inner.src = '/package/index.html'
                outer.contentDocument.body.append(inner) }"""
        )
        one.page.wait_for_function("calls.some(call => call[0] === 'LMSCommit')")
    assert one.written("cmi.core.lesson_status") == ["incomplete"]


# --- platforms that misbehave -----------------------------------------------------------------------------------------

# A store with the four calls; each case overrides what its platform does otherwise.
PLAIN = """window.kept = window.kept || {}; window.API = watch({
  LMSInitialize: () => 'true', LMSFinish: () => 'true', LMSCommit: () => 'true', LMSGetLastError: () => '0',
  LMSGetValue: name => kept[name] === undefined ? '' : kept[name],
  LMSSetValue: (name, value) => { kept[name] = value; return 'true' }
}); """
HOSTILE = {
    # GetValue knows nothing but the state, and "incomplete" overwrites "completed"
    "forgetful": PLAIN + "API.LMSGetValue = name => name === 'cmi.suspend_data' ? kept[name] || '' : ''",
    "ab-initio": PLAIN + "kept['cmi.core.entry'] = 'ab-initio'",
    "booleans": PLAIN
    + """API.LMSInitialize = API.LMSCommit = API.LMSFinish = () => true
         const set = API.LMSSetValue; API.LMSSetValue = (n, v) => { set(n, v); return true }""",
    "nulls": PLAIN + "API.LMSGetValue = name => kept[name] === undefined ? null : kept[name]",
    "strict": PLAIN
    + """const set = API.LMSSetValue; API.LMSSetValue = (n, v) =>
         v.length > (n === 'cmi.suspend_data' ? 4096 : 255) ? 'false' : set(n, v)""",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_an_odd_platform_still_keeps_everything(platform: Open, kind: str) -> None:
    one = platform("two-things-en")
    frame = one.shim(HOSTILE[kind])
    go_through(frame)
    assert state(frame)["saved"] == "Saved"
    one.stop()
    assert one.page.evaluate("kept['cmi.core.lesson_status']") == "completed"
    frame = one.shim(HOSTILE[kind])
    assert state(frame)["facts"] == ["2 of 2", "1 of 1", "100%"]
    frame.locator(".toc summary").click()
    frame.locator(".toc [data-go='2.0']").click()
    one.stop()
    assert one.page.evaluate("kept['cmi.core.lesson_status']") == "completed"
    assert one.written("cmi.core.exit")[-1] == "suspend"


def test_a_failing_platform_is_told_to_the_learner_and_nothing_is_lost(platform: Open) -> None:
    one = platform("11-test-what-you-read-and-see-en")
    failing = PLAIN + "API.LMSCommit = () => 'false'"
    frame = one.shim(failing)
    onward(frame)
    onward(frame)
    answer(frame)
    assert state(frame)["saved"] == "Could not save. Your answers are kept here; trying again."
    before = state(frame)
    one.stop()
    one.page.evaluate("kept = {}")
    frame = one.shim(PLAIN)  # the platform has recovered, but has nothing
    assert state(frame)["checked"] == before["checked"] != []
    assert state(frame)["saved"] == "Saved"
    assert "11=" in one.page.evaluate("kept['cmi.suspend_data']")


@pytest.mark.parametrize(
    "script",
    [
        "window.API = {}",
        "window.API = 'none'",
        "Object.defineProperty(window, 'API', {get: () => { throw new Error('no') }, configurable: true})",
        PLAIN + "for (const name of Object.keys(API)) API[name] = () => { throw new Error('no') }",
        PLAIN + "API.LMSInitialize = () => 'false'",
    ],
    ids=["empty", "text", "throwing", "all throw", "refusing"],
)
def test_a_broken_platform_leaves_a_usable_course(platform: Open, script: str) -> None:
    one = platform("two-things-en")
    frame = one.shim(script)
    assert "kept in this browser only" in state(frame)["notice"]
    go_through(frame)
    assert state(frame)["facts"][0] == "2 of 2"


def test_without_a_platform_the_browser_keeps_the_place(platform: Open) -> None:
    one = platform("11-test-what-you-read-and-see-en")
    frame = one.shim("")
    onward(frame)
    assert state(frame)["saved"] == "Kept in this browser"
    one.stop()
    assert state(one.shim(""))["step"] == "1"


def test_a_sandbox_without_storage_is_told_and_works(platform: Open) -> None:
    one = platform("two-things-en")
    one.page.evaluate(
        """() => { const frame = document.createElement('iframe'); frame.title = 'Course'
            frame.sandbox = 'allow-scripts'; frame.src = '/package/index.html'
            frame.style = 'width:100vw;height:100vh'; document.body.append(frame) }"""
    )
    frame = one.ready()
    assert "keeps nothing" in state(frame)["notice"]
    go_through(frame)
    assert state(frame)["facts"][0] == "2 of 2"


def test_a_folder_is_enough(chromium: Browser, tmp_path: Path) -> None:
    for name, data in members(packages("scorm12")["scorm12/two-things-all.zip"]).items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    context = chromium.new_context(locale="ar")
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((tmp_path / "index.html").as_uri())
    page.locator("html.js[lang='ar']").wait_for()
    assert all(address.startswith(("file:", "data:")) for address in asked)
    context.close()


def test_without_a_script_everything_can_be_read(chromium: Browser, tmp_path: Path) -> None:
    for name, data in members(packages("scorm12")["scorm12/two-things-en.zip"]).items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((tmp_path / "index.html").as_uri())
    assert page.locator(".step").count() == page.locator(".step:visible").count() == 8
    assert page.locator("button:visible, .l-foot:visible").filter(has_not_text="Check").count() == 0
    context.close()


# --- what the learner does and sees -----------------------------------------------------------------------------------


def test_a_thing_is_done_only_when_it_is(platform: Open, scorm_again: Path) -> None:
    one = platform("11-test-what-you-read-and-see-en", script=again(scorm_again, "1.2"))
    frame = one.launch("1.2")
    for _ in range(3):
        onward(frame)
    frame.locator("[data-mark]").click()
    assert frame.locator("[data-open]").inner_text() == "Not yet: answer all questions in “Check yourself”"
    assert one.written("cmi.core.lesson_status") == ["incomplete"]


def test_self_ratings_and_notes_stay_in_the_browser(platform: Open, scorm_again: Path) -> None:
    one = platform("02-check-where-you-stand-en", script=again(scorm_again, "1.2"))
    frame = one.launch("1.2", preset={"cmi.core.student_id": "amina-17"})
    frame.locator(".toc summary").click()
    frame.locator(".toc [data-go='2.2']").click()
    frame.locator("fieldset[data-statement] input").nth(1).check()
    onward(frame)
    frame.locator("textarea").first.fill("secret-note")
    one.stop()
    assert "secret-note" not in json.dumps(one.calls())
    saved = one.dump()
    frame = one.launch("1.2", saved=saved)
    assert frame.locator("textarea").first.input_value() == "secret-note"
    assert frame.locator("fieldset[data-statement] input").nth(1).is_checked()
    assert "amina-17" not in frame.evaluate("JSON.stringify(localStorage)")
    one.stop()
    saved["core"]["student_id"] = "ben-18"  # another person at the same computer
    frame = one.launch("1.2", saved=saved)
    assert frame.locator("textarea").first.input_value() == ""


def test_the_certificate_isolates_the_name(platform: Open, scorm_again: Path) -> None:
    one = platform("two-things-ar", script=again(scorm_again, "1.2"))
    frame = one.launch("1.2", preset={"cmi.core.student_name": "Okafor, <b>Amina</b>"})
    assert frame.locator("[data-certificate]").is_hidden()
    go_through(frame)
    frame.locator("[data-certificate]").click()
    shown = frame.locator("bdi[data-name-shown]")
    assert shown.inner_text() == "Okafor, <b>Amina</b>"
    assert frame.locator("bdi[data-name-shown] b").count() == 0
    assert any(c in frame.locator("[data-date]").inner_text() for c in "٠١٢٣٤٥٦٧٨٩")
    assert "CC BY 4.0" in frame.locator(".cert-small").inner_text()


def test_a_course_can_be_done_with_the_keyboard_alone(platform: Open, scorm_again: Path) -> None:
    one = platform("11-test-what-you-read-and-see-en", script=again(scorm_again, "1.2"))
    frame = one.launch("1.2")
    keys = one.page.keyboard

    def reach(selector: str) -> None:
        for _ in range(80):
            keys.press("Tab")
            if frame.evaluate("s => document.activeElement.matches(s)", selector):
                outline = frame.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                assert outline != "none"
                return
        raise AssertionError(selector)

    for _ in range(2):
        reach("[data-onward]")
        keys.press("Enter")
    for i, choices in enumerate((["2"], None)):
        reach(".question summary" if i else ".question[open] input")
        if i:
            if frame.locator(".question").nth(i).get_attribute("open") is None:
                keys.press("Enter")
            right = (
                frame.locator(".question")
                .nth(i)
                .locator("input")
                .evaluate_all("all => all.map((e, n) => e.dataset.ok === '1' ? String(n + 1) : '').filter(Boolean)")
            )
            choices = right
        for choice in choices or []:
            keys.press(choice)
        keys.press("Enter")
        assert frame.locator(".question").nth(i).get_attribute("data-is") == "right"
    reach("[data-onward]")
    keys.press("Enter")
    reach("[data-mark]")
    keys.press("Enter")
    assert one.dump()["core"]["lesson_status"] == "completed"


LOOKS = [
    ("two-things-en", {}),
    ("two-things-ar", {"viewport": {"width": 320, "height": 600}}),
    ("two-things-all", {"color_scheme": "dark"}),
    ("11-test-what-you-read-and-see-ar", {"forced_colors": "active", "reduced_motion": "reduce"}),
]


@pytest.mark.parametrize(("name", "context"), LOOKS, ids=["650", "320-rtl", "dark", "forced"])
def test_every_view_is_accessible_and_fits(
    platform: Open, scorm_again: Path, name: str, context: dict[str, Any]
) -> None:
    one = platform(name, script=again(scorm_again, "1.2"), **context)
    frame = one.launch("1.2", preset={"cmi.core.student_name": "Amina"})

    def check() -> None:
        found = Axe().run(frame, options={"resultTypes": ["violations"]})
        assert found.violations_count == 0, found.generate_report()
        wide, room = frame.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert wide <= room
        assert frame.title()

    for _ in range(30):
        if frame.locator(".view:not([hidden]) .step:not([hidden]) .question").count():
            answer(frame, right=False)
        check()
        if frame.locator("[data-onward]").is_hidden():
            break
        mark = frame.locator(".view:not([hidden]) .step:not([hidden]) [data-mark]")
        if mark.count():
            mark.click()
            check()
        if frame.locator("[data-onward]").is_visible():
            onward(frame)
    assert frame.locator("#v-done").is_visible()
    frame.locator("[data-certificate]").click()
    check()
    frame.locator(".toc summary").click()
    check()


# --- the two encoders -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def script(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    page = context.new_page()
    files = members(packages("scorm12")["scorm12/two-things-en.zip"])
    page.evaluate(files["course.js"].decode())
    page.evaluate(files["learn.js"].decode().split("/* The way to the learning platform")[0])
    yield page
    context.close()


@often(60)
@given(data=st.data())
def test_browser_and_exporter_write_the_same_state(script: Page, data: st.DataObject) -> None:
    course = plan(load("sample.en").of_kind("thing"))
    things = {
        thing.key: ThingState(
            seen=data.draw(st.integers(0, 2**thing.steps - 1)),
            done=data.draw(st.booleans()),
            quizzes=tuple(
                tuple(data.draw(st.integers(0, 2 ** (len(q.options) + 1) - 1)) for q in quiz.questions)
                for quiz in thing.quizzes
            ),
        )
        for thing in course.things
    }
    written = State(data.draw(st.sampled_from(["", "ar"])), "11.2", data.draw(st.integers(0, 99999)), things)
    text = encode(course, written)
    assert (
        script.evaluate("t => PolythingState.encode(polythingCourse, PolythingState.decode(polythingCourse, t))", text)
        == text
    )
    found = script.evaluate("t => PolythingState.decode(polythingCourse, t)", text)
    read = decode(course, text)
    assert (found["language"], found["place"], found["day"]) == (read.language, read.place, read.day)
    for key, thing in read.things.items():
        assert found["things"][key] == {
            "seen": thing.seen,
            "done": thing.done,
            "quizzes": [list(quiz) for quiz in thing.quizzes],
        }


@often(60)
@given(text=st.text(st.characters(max_codepoint=0xFFFF)))
def test_foreign_state_is_read_the_same_way(script: Page, text: str) -> None:
    course = plan(load("sample.en").of_kind("thing"))
    again_ = "t => PolythingState.encode(polythingCourse, PolythingState.decode(polythingCourse, t))"
    for candidate in (text, f"p1;;;;{text}", f"p1;en;x;5;2={text},11=7!.{text}"):
        assert script.evaluate(again_, candidate) == encode(course, decode(course, candidate))
