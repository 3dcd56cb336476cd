"""Writes the golden editions beside this file. Run by hand: ``python tests/golden/editions/build.py``.

The editions are hand-made: no extractor, localizer or publisher takes part, so that the exporters' tests stand on
their own feet. Texts are written once in English; `ARABIC` translates them; a text that is missing there falls back.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[2])]

from arabic import ARABIC, MACHINE, MESSAGES, PLURALS, STALE  # noqa: E402

from exporters import api, nodes  # noqa: E402

LANGUAGES = {
    "en": api.Language(
        tag="en", autonym="English", english="English", dir="ltr", script="Latn", gettext="en", cldr="en"
    ),
    "ar": api.Language(
        tag="ar", autonym="العربية", english="Arabic", dir="rtl", script="Arab", gettext="ar", cldr="ar", digits="arab"
    ),
}
MARKS = re.compile(
    r"\*\*(?P<strong>.+?)\*\*|\*(?P<em>.+?)\*|`(?P<code>.+?)`|!\[(?P<alt>.*?)\]\((?P<src>.+?)\)"
    r"|\[\^(?P<note>\d)\]|\[(?P<label>.+?)\]\((?P<to>.+?)\)|<(?P<tag>kbd|abbr|sub)>(?P<inner>.+?)</(?P=tag)>"
)


class Writer:
    """Builds one document in one language and counts its units."""

    def __init__(self, identity: str, language: api.Language) -> None:
        self.identity = identity
        self.language = language
        self.units: dict[str, nodes.UnitRef] = {}
        self.sources: list[str] = []

    def text(self, source: str) -> tuple[nodes.UnitRef, str]:
        key = hashlib.sha256(f"{self.identity}\n{source}".encode()).hexdigest()[:12]
        shown, state, lang = source, "source", "en"
        if self.language.tag != "en":
            shown, state, lang = ARABIC.get(source, source), "approved", self.language.tag
            if source not in ARABIC:
                state, lang = "missing", "en"
            elif source in MACHINE:
                state = "suggested"
            elif source in STALE:
                state = "translated"
        unit = nodes.UnitRef(
            id=key,
            lang=lang,
            dir=LANGUAGES[lang].dir,
            state=state,  # type: ignore[arg-type]
            stale=state != "source" and source in STALE,
            machine=state == "suggested",
        )
        if key not in self.units:
            self.sources.append(source)
        self.units[key] = unit
        return unit, shown

    def phrase(self, source: str) -> nodes.Phrase:
        unit, shown = self.text(source)
        return nodes.Phrase(unit=unit, children=tuple(inline(shown)))

    def p(self, source: str, **more: Any) -> nodes.Paragraph:
        return nodes.Paragraph(content=self.phrase(source), **more)

    def h(self, level: int, source: str, identity: str) -> nodes.Heading:
        return nodes.Heading(level=level, id=identity, content=self.phrase(source))

    def ul(self, *items: str, ordered: bool = False, checked: tuple[bool, ...] = ()) -> nodes.List:
        return nodes.List(
            ordered=ordered,
            items=tuple(
                nodes.ListItem(checked=checked[i] if checked else None, children=(self.p(item),))
                for i, item in enumerate(items)
            ),
        )

    def progress(self) -> api.Progress:
        states = [u.state for u in self.units.values()]
        return api.Progress(
            units=len(states),
            words=sum(len(s.split()) for s in self.sources),
            missing=states.count("missing"),
            suggested=states.count("suggested"),
            translated=states.count("translated"),
            approved=len(states) - sum(states.count(s) for s in ("missing", "suggested", "translated")),
            stale=sum(u.stale for u in self.units.values()),
            machine=sum(u.machine for u in self.units.values()),
        )


def inline(source: str) -> Iterator[Any]:
    """Just enough Markdown for the texts below."""
    at = 0
    for m in MARKS.finditer(source):
        if m.start() > at:
            yield nodes.Text(text=source[at : m.start()])
        at = m.end()
        if m["strong"]:
            yield nodes.Strong(children=tuple(inline(m["strong"])))
        elif m["em"]:
            yield nodes.Emphasis(children=tuple(inline(m["em"])))
        elif m["code"]:
            yield nodes.Code(text=m["code"])
        elif m["src"]:
            yield nodes.Image(asset=m["src"], alt=m["alt"])
        elif m["note"]:
            yield nodes.FootnoteRef(number=int(m["note"]))
        elif m["tag"]:
            attributes = {"title": "Application for leave"} if m["tag"] == "abbr" else {}
            yield nodes.InlineElement(tag=m["tag"], attributes=attributes, children=tuple(inline(m["inner"])))  # type: ignore[arg-type]
        else:
            yield link(m["label"], m["to"])
    if at < len(source):
        yield nodes.Text(text=source[at:])


def link(label: str, target: str) -> nodes.Link:
    children = tuple(inline(label))
    if target.startswith(("https:", "mailto:", "#")):
        return nodes.Link(children=children, href=target)
    if target.startswith("assets/"):
        return nodes.Link(children=children, asset=target)
    document, _, fragment = target.partition("#")
    return nodes.Link(children=children, document=document, fragment=fragment or None)


def thing_two(w: Writer) -> dict[str, Any]:
    return {
        "number": 2,
        "block": "a",
        "minutes": 20,
        "meta": {"picture": "assets/tile-02.svg"},
        "fields": {
            "title": "Check where you stand",
            "lead": "Rate your confidence in everyday skills. Keep the result: you will do it again at the end.",
            "summary": "Rate your confidence so you can compare later.",
            "badge": "You can describe your own strengths and choose where to grow.",
            "picture_alt": "A half-round dial with a pointer between low and high",
        },
        "blocks": (
            w.h(2, "Why it matters", "why-it-matters"),
            w.p("This is *not* a test. A low answer shows where a little time will bring you a lot."),
            w.h(2, "Afterwards you can", "afterwards-you-can"),
            w.ul("say which skills you already use;", "name two skills that deserve your time."),
            nodes.Section(
                name="activity",
                id="do",
                children=(
                    w.h(2, "Do it", "do-it"),
                    w.ul(
                        "**Find a calm place.** Take ten minutes without telephone and visitors.",
                        "**Answer the statements.** Think of the last time you did it.",
                        "**Keep the result.** Save or print your answers with today’s date.",
                        ordered=True,
                    ),
                ),
            ),
            nodes.SelfCheck(
                id="skills",
                children=(
                    w.h(2, "Three statements", "three-statements"),
                    w.p("Choose the answer that fits you this week. Nobody marks your answers."),
                ),
                statements=tuple(
                    nodes.Statement(id=f"s{i}", text=w.phrase(text))
                    for i, text in enumerate(
                        (
                            "I can say what I want to learn next, and why.",
                            "I can check a claim and a picture before I share them.",
                            "I can tell what a licence allows.",
                        ),
                        1,
                    )
                ),
                scale=tuple(w.phrase(t) for t in ("Not yet", "With help", "On my own", "I can show others")),
            ),
            reflect(w, "Which answer surprised you, and why?", "Where do colleagues already ask you for help?"),
        ),
    }


def thing_eleven(w: Writer) -> dict[str, Any]:
    return {
        "number": 11,
        "block": "c",
        "minutes": 45,
        "meta": {"picture": "assets/tile-11.svg"},
        "fields": {
            "title": "Test what you read and see",
            "short_title": "Test what you read",
            "lead": "Before you pass something on, give it *five minutes*. Check who says it and where it comes from.",
            "summary": "Check a claim and a picture before you pass them on.",
            "badge": "You can trace a claim and a picture and say how sure you are.",
            "picture_alt": "A magnifying lens over a round picture in four parts",
        },
        "blocks": (
            w.h(2, "Why it matters", "why-it-matters"),
            w.p("People ask us because they trust us. You need a **short routine** that you follow every time."),
            nodes.Section(
                name="activity",
                id="do",
                children=(
                    w.h(2, "Do it", "do-it"),
                    w.ul(
                        "**Choose a claim.** Take one message from this week that has a picture.",
                        "**Stop and look around.** Search for who stands behind it, see [this list](https://example.org/list).",
                        "**Turn to the picture.** Look for the oldest copy. Check shadows, signs, weather and season.",
                        ordered=True,
                    ),
                ),
            ),
            nodes.Quiz(
                id="check",
                pass_mark=60,
                children=(
                    w.h(2, "Check yourself", "check-yourself"),
                    w.p("Two questions. Try as often as you like."),
                ),
                questions=(
                    question(
                        w,
                        "q1",
                        "A message makes you angry at once. What do you do first?",
                        (False, "I share it with a warning.", "A warning spreads the claim too."),
                        (True, "I stop and find out who is behind it.", "Strong feelings are a reason to slow down."),
                        (False, "I count how many people liked it.", "Likes show reach, not truth."),
                    ),
                    question(
                        w,
                        "q2",
                        "Which two belong to a fair verdict?",
                        (True, "What you checked.", "Others can follow your route."),
                        (True, "What is still open.", "People trust those who name the limits."),
                        (False, "A question mark.", "The question mark gets lost on the way."),
                    ),
                ),
            ),
            reflect(w, "Which step changed your mind, and why?"),
            w.h(2, "Resources", "resources"),
            w.ul(
                "[Check where you stand](thing/02-check-where-you-stand)",
                "[What if a site is blocked?](page/faq#site-blocked)",
                "[The coach’s guide](guide/first-meeting#table)",
            ),
        ),
    }


def reflect(w: Writer, *questions: str) -> nodes.Section:
    children = (w.h(2, "Think about it", "think-about-it"), w.ul(*questions))
    return nodes.Section(name="reflect", id="think", children=children)


def question(w: Writer, identity: str, prompt: str, *options: tuple[bool, str, str]) -> nodes.Question:
    return nodes.Question(
        id=identity,
        prompt=w.phrase(prompt),
        options=tuple(
            nodes.Option(id="abcdef"[i], correct=right, text=w.phrase(text), feedback=(w.p(why),))
            for i, (right, text, why) in enumerate(options)
        ),
    )


def poster(w: Writer) -> dict[str, Any]:
    def slot(identity: str, role: str, heading: str | None, text: str) -> nodes.Section:
        children: tuple[Any, ...] = (w.p(text),)
        if heading:
            children = (w.h(2, heading, f"slot-{identity}"), *children)
        return nodes.Section(name="slot", id=identity, attributes={"role": role}, children=children)

    return {
        "meta": {
            "design": "partners",
            "sizes": ("a4", "a3", "screen"),
            "qr": "https://example.org/posters/shared-work",
        },
        "fields": {
            "title": "Learning is shared work",
            "kicker": "For libraries and the people behind them",
            "lead": "People trust us when our knowledge is fresh. Keeping it fresh takes **three partners**.",
            "summary": "A poster about partners who keep knowledge fresh.",
            "fields.0": "My promise",
            "fields.1": "Signed",
            "qr_text": "Other languages and formats",
        },
        "blocks": (
            slot("learn", "panel", "You who learn", "Look honestly at your skills once a year. Pass on what worked."),
            slot("employ", "panel", "You who employ", "Set aside money and working hours, and say how much."),
            slot("teach", "panel", "You who teach", "Show students that a degree is the start."),
            slot("online", "note", None, "When learning moves online, check access, language and time."),
            slot("call", "call", "Choose one promise.", "Sign it. Look at it again in six months."),
        ),
    }


def guide(w: Writer) -> dict[str, Any]:
    cells = (("First", "Get to know each other", "30"), ("Second", "Choose one goal", "45"))
    return {
        "meta": {"sizes": ("a4",), "page_limit": "2"},
        "fields": {
            "title": "Your first meeting",
            "kicker": "Guide for coaches",
            "lead": "Two short meetings are enough to begin.",
            "summary": "How to begin as a coach.",
        },
        "blocks": (
            w.h(2, "Before you meet", "before-you-meet"),
            w.p(
                "Send a message with time and place.[^1] Press <kbd>Ctrl</kbd> and `P` to print "
                "or fill in the <abbr>AFL</abbr>."
            ),
            w.ul("A quiet room", "Two chairs", checked=(True, False)),
            nodes.Section(
                name="note",
                title=w.phrase("Good to know"),
                children=(w.p("You may stop at any time."),),
            ),
            w.h(2, "Two meetings", "table"),
            nodes.Table(
                align=("start", None, "end"),
                header=(w.phrase("Meeting"), w.phrase("Aim"), w.phrase("Minutes")),
                rows=(*(tuple(w.phrase(c) for c in row) for row in cells), (w.phrase("Later"), None, None)),
            ),
            nodes.Element(
                tag="details",
                children=(
                    nodes.Element(tag="summary", children=(w.p("If you cannot meet"),)),
                    w.p("Telephone, or write letters."),
                ),
            ),
            nodes.Element(
                tag="figure",
                children=(
                    w.p("![Circle, square and triangle in a row](assets/route.svg)"),
                    nodes.Element(tag="figcaption", children=(w.p("The way of one goal."),)),
                ),
            ),
            nodes.DefinitionList(
                items=(
                    nodes.Definition(
                        terms=(w.phrase("Coachee"),), definitions=((w.p("The person who chooses the goal."),),)
                    ),
                )
            ),
            nodes.Quote(children=(w.p("Ask more than you answer."),)),
            nodes.CodeBlock(text="BEGIN:VCALENDAR\nEND:VCALENDAR\n", info="ics"),
            nodes.Rule(),
            nodes.Section(
                name="worksheet",
                id="worksheet",
                children=(w.h(2, "Worksheet", "worksheet-title"), w.ul("My goal", "My first step")),
            ),
        ),
        "footnotes": (nodes_footnote(w, 1, "At least three days before."),),
    }


def nodes_footnote(w: Writer, number: int, text: str) -> api.Footnote:
    return api.Footnote(number=number, children=(w.p(text),))


def home(w: Writer) -> dict[str, Any]:
    return {
        "meta": {"role": "home"},
        "fields": {
            "title": "Two Things for Everyday Practice",
            "lead": "Short tasks for people who work in libraries. Each leaves you something you can use tomorrow.",
            "summary": "A small programme about everyday skills.",
        },
        "groups": {
            "blocks": tuple(
                api.FieldGroup(id=i, phrases={"title": w.phrase(title), "aim": w.phrase(aim)})
                for i, title, aim in (
                    ("a", "Start", "Know why you are here and where you stand."),
                    ("c", "Find", "Ask well and check what you find."),
                )
            )
        },
        "blocks": (
            w.h(2, "How it works", "how-it-works"),
            w.ul("**Choose one.** Any order works.", "**Do it.** Try it on your own work."),
        ),
    }


def faq(w: Writer) -> dict[str, Any]:
    return {
        "meta": {"role": "faq"},
        "fields": {"title": "Questions and answers", "summary": "What people ask most."},
        "blocks": (
            w.h(2, "What if a site is blocked?", "site-blocked"),
            w.p("Ask your administrator, or write to [us](mailto:hello@example.org). H<sub>2</sub>O is never blocked."),
            w.h(2, "Does it cost anything?", "cost"),
            w.p("No. See [the licence](page/licence)."),
        ),
    }


def licence(w: Writer) -> dict[str, Any]:
    return {
        "meta": {"role": "licence"},
        "fields": {"title": "Licence", "summary": "What you may do with these texts."},
        "blocks": (w.p("You may use, share and change the texts if you give credit."),),
    }


DOCUMENTS = (
    ("thing/02-check-where-you-stand", thing_two),
    ("thing/11-test-what-you-read-and-see", thing_eleven),
    ("poster/learning-is-shared-work", poster),
    ("guide/first-meeting", guide),
    ("page/home", home),
    ("page/faq", faq),
    ("page/licence", licence),
)


def document(identity: str, make: Any, language: api.Language) -> api.Document:
    w = Writer(identity, language)
    parts = make(w)
    fields = {key: w.phrase(text) for key, text in parts.pop("fields").items()}
    kind, slug = identity.split("/")
    people = [api.Contributor(name="Polything demo editors", role="author")]
    if language.tag == "ar":
        people.append(api.Contributor(name="ليلى حداد", role="translator", affiliation="جمعية المكتبات النموذجية"))
        people.append(api.Contributor(name="سمير النجار", role="reviewer"))
    return api.Document(
        id=identity,
        kind=kind,  # type: ignore[arg-type]
        slug=slug,
        source_language="en",
        source_title=next(s for s in w.sources if s in [make(Writer(identity, LANGUAGES["en"]))["fields"]["title"]]),
        source_digest=hashlib.sha256("\n".join(w.sources).encode()).hexdigest(),
        version="2026.11",
        fields=fields,
        licence="CC-BY-4.0",
        progress=w.progress(),
        contributors=tuple(people),
        changed=date(2026, 11, 18),
        **parts,
    )


def asset(path: Path) -> api.Asset:
    data = path.read_bytes()
    return api.Asset(
        path=f"assets/{path.name}",
        digest=hashlib.sha256(data).hexdigest(),
        media_type="image/svg+xml",
        size=len(data),
    )


def edition(tag: str) -> api.Edition:
    language = LANGUAGES[tag]
    documents = tuple(document(identity, make, language) for identity, make in DOCUMENTS)
    keys = ("units", "words", "missing", "suggested", "translated", "approved", "stale", "machine")
    people = {p.name: p for d in documents for p in d.contributors}
    return api.Edition(
        programme=api.Imprint(
            id="two-things",
            title=documents[4].title.text,
            version="2026.11",
            organisation="Polything demo editors",
            contact="hello@example.org",
            address="https://example.org/two-things",
            hashtag="#TwoThings",
            source_language="en",
            licence=api.Licence(
                id="CC-BY-4.0",
                name="CC BY 4.0",
                url="https://creativecommons.org/licenses/by/4.0/" + ("deed.ar" if tag == "ar" else ""),
            ),
        ),
        language=language,
        source=LANGUAGES["en"],
        siblings=tuple(LANGUAGES.values()),
        draft=tag == "ar",
        documents=documents,
        assets=tuple(asset(path) for path in sorted((HERE / "assets").glob("*.svg"))),
        messages=MESSAGES if tag == "ar" else {},
        plurals=PLURALS if tag == "ar" else {},
        progress=api.Progress(**{k: sum(getattr(d.progress, k) for d in documents) for k in keys}),
        contributors=tuple(people.values()),
        generated=date(2026, 11, 20),
    )


if __name__ == "__main__":
    for code in LANGUAGES:
        made = edition(code)
        text = made.model_dump_json(by_alias=True, exclude_none=True, exclude_defaults=False, indent=1)
        (HERE / f"sample.{code}.json").write_text(text + "\n", encoding="utf-8")
        print(code, made.progress)
