"""A learning platform in a browser page: scorm-again, or a small one that misbehaves, with the package in a frame."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Frame, Page, Route

from tests.support.scorm import members

TYPES = {"html": "text/html", "js": "text/javascript", "css": "text/css", "svg": "image/svg+xml", "txt": "text/plain"}
HOST = """<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>Platform</title>
<link rel="icon" href="data:,"></head><body style="margin:0"><script src="/platform.js"></script><script>
window.calls = [];
// Every call is written down with its answer and the error code after it.
function watch(api) {{
  const code = () => String((api.LMSGetLastError || api.GetLastError || (() => 0)).call(api));
  const names = ['Initialize', 'GetValue', 'SetValue', 'Commit', 'Finish', 'Terminate'];
  for (const name of names.concat(names.map(name => 'LMS' + name))) {{
    if (!api[name]) continue;
    const inner = api[name].bind(api);
    api[name] = (...values) => {{
      const answer = inner(...values);
      calls.push([name, values, String(answer), code()]);
      return answer;
    }};
  }}
  return api;
}}
function play(address) {{
  const frame = document.createElement('iframe');
  frame.title = 'Course';
  frame.style = 'border:0;width:100vw;height:100vh;display:block';
  frame.src = address || '/package/index.html';
  document.body.append(frame);
}}
function stop() {{ document.querySelector('iframe').remove(); }}
</script></body></html>"""
LAUNCH = """([version, saved, preset, address]) => {
  const old = version === '1.2', settings = {autocommit: false, logLevel: 5};
  const api = old ? new Scorm12API(settings) : new Scorm2004API(settings);
  if (saved) api.loadFromJSON(saved, 'cmi');
  for (const [path, value] of Object.entries(preset)) {
    const parts = path.split('.'), last = parts.pop();
    parts.reduce((at, part) => at[part], api)[last] = value;
  }
  window.lms = api;
  window[old ? 'API' : 'API_1484_11'] = watch(api);
  play(address);
}"""


class Platform:
    """One browser page with the platform. ``requests`` are all addresses asked for, ``errors`` what scripts threw."""

    def __init__(self, browser: Browser, package: bytes, script: bytes = b"", **context: Any) -> None:
        settings = {"viewport": {"width": 650, "height": 666}, "locale": "en-GB", **context}
        self.lang = str(settings.pop("lang", ""))
        self.context: BrowserContext = browser.new_context(**settings)
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(8000)
        self.files = members(package)
        self.script = script
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.context.route("**/*", self._serve)
        self.page.goto("http://platform.test/")

    def _serve(self, route: Route) -> None:
        address = route.request.url
        self.requests.append(address)
        path = address.split("//", 1)[1].partition("/")[2].split("?")[0]
        if path == "":
            route.fulfill(body=HOST.format(lang=self.lang), content_type="text/html")
        elif path == "platform.js":
            route.fulfill(body=self.script, content_type="text/javascript")
        elif path.removeprefix("package/") in self.files:
            name = path.removeprefix("package/")
            route.fulfill(body=self.files[name], content_type=TYPES[name.rsplit(".", 1)[1]])
        else:
            route.fulfill(status=404, body="")

    def launch(
        self, version: str, *, saved: Any = None, preset: dict[str, Any] | None = None, address: str = ""
    ) -> Frame:
        """Start an attempt with scorm-again; ``preset`` sets values of its data model before."""
        self.page.evaluate(LAUNCH, [version, saved, preset or {}, address])
        return self.ready()

    def shim(self, script: str) -> Frame:
        """Start an attempt with a platform given as a script that defines window.API or another."""
        self.page.evaluate(f"{script}; 0")  # a function as the last value would be called
        self.page.evaluate("play()")
        return self.ready()

    def ready(self) -> Frame:
        """The frame with the course, once its script has run."""
        self.page.frame_locator("iframe").locator("html.js .view:not([hidden]) h1").wait_for()
        return next(frame for frame in self.page.frames if "/package/" in frame.url)

    def stop(self) -> None:
        """Leave as a closed window does: the frame goes, and pagehide with it."""
        self.page.evaluate("stop()")

    def dump(self) -> dict[str, Any]:
        """scorm-again's data model as it would be stored."""
        result: dict[str, Any] = self.page.evaluate("lms.renderCommitCMI(true).cmi")
        return result

    def calls(self) -> list[tuple[str, list[str], str, str]]:
        return [tuple(call) for call in self.page.evaluate("calls")]

    def written(self, name: str) -> list[str]:
        """All values that were set for an element, in their order."""
        return [str(call[1][1]) for call in self.calls() if call[0].endswith("SetValue") and call[1][0] == name]

    def close(self) -> None:
        self.context.close()


def again(folder: Path, version: str) -> bytes:
    """The script of scorm-again for a version."""
    return (folder / "dist" / ("scorm12.min.js" if version == "1.2" else "scorm2004.min.js")).read_bytes()


def onward(frame: Frame) -> None:
    frame.locator("[data-onward]").click()


def answer(frame: Frame, *, right: bool = True) -> None:
    """Answer all questions of the quiz that is shown; wrongly means: the first wrong option alone."""
    questions = frame.locator(".view:not([hidden]) .step:not([hidden]) .question")
    for i in range(questions.count()):
        question = questions.nth(i)
        if question.get_attribute("open") is None:
            question.locator("summary").first.click()
        chosen = question.locator(f"input[data-ok='{int(right)}']")
        for earlier in question.locator("input[type=checkbox]:checked").all()[::-1]:
            earlier.uncheck()
        for n in range(chosen.count() if right else 1):
            chosen.nth(n).check()
        question.locator("[data-check]").click()


def go_through(frame: Frame, *, right: bool = True) -> None:
    """Open all steps in order, answer quizzes, mark every Thing as done."""
    for _ in range(200):
        if frame.locator(".view:not([hidden]) .step:not([hidden]) .question").count():
            answer(frame, right=right)
        mark = frame.locator(".view:not([hidden]) .step:not([hidden]) [data-mark]")
        if mark.count():
            mark.click()
        if frame.locator("#v-done:not([hidden])").count() or frame.locator("[data-onward]").is_hidden():
            return
        onward(frame)
    raise AssertionError("no end")


def state(frame: Frame) -> dict[str, Any]:
    """What the page shows of the learner's progress."""
    result: dict[str, Any] = json.loads(
        frame.evaluate(
            """() => JSON.stringify({
              place: document.querySelector('.view:not([hidden])').dataset.view,
              step: (document.querySelector('.view:not([hidden]) .step:not([hidden])') || {dataset: {}}).dataset.step,
              facts: Array.from(document.querySelectorAll('#v-done [data-fact]')).map(e => e.textContent),
              lang: document.documentElement.lang, dir: document.documentElement.dir,
              checked: Array.from(document.querySelectorAll('.quiz input:checked')).map(e => e.name + '=' + e.value),
              saved: document.querySelector('[data-saved]').textContent,
              notice: document.querySelector('[data-notice]').textContent})"""
        )
    )
    return result
