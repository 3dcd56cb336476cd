"""The validator's rules about values in a manifest: spellings, vocabularies, numbers and lengths."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from exporters.scorm import state
from exporters.scorm.course import Course, QuestionPlan, QuizPlan, ThingPlan
from exporters.scorm.manifest import DESCRIPTION
from exporters.scorm.model import ADLCP, IMSSS, XML, Found, every, local, own, place, space, text, version
from exporters.scorm.names import SUSPEND, TITLE

TAG = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
LOM = {"http://www.imsglobal.org/xsd/imsmd_rootv1p2p1": "1.2", "http://ltsc.ieee.org/xsd/LOM": "2004"}
YES = frozenset({"yes", "no"})
ACTIONS = frozenset({"exit,message", "exit,no message", "continue,message", "continue,no message"})
# LOM v1.0 (IEEE 1484.12.1) value spaces; names in lower case, as 1.2 writes them.
VOCABULARY = {
    "structure": {"atomic", "collection", "networked", "hierarchical", "linear", "mixed", "branched", "parceled"},
    "aggregationlevel": {"1", "2", "3", "4"},
    "status": {"draft", "final", "revised", "unavailable"},
    "cost": set(YES),
    "copyrightandotherrestrictions": set(YES),
    "interactivitytype": {"active", "expositive", "mixed", "undefined"},
    "interactivitylevel": {"very low", "low", "medium", "high", "very high"},
    "semanticdensity": {"very low", "low", "medium", "high", "very high"},
    "difficulty": {"very easy", "easy", "medium", "difficult", "very difficult"},
    "intendedenduserrole": {"teacher", "author", "learner", "manager"},
}
BOOLEANS = frozenset({"true", "false", "1", "0"})
LAUNCH_DATA = {"1.2": 4096, "2004": 4000}


def values(root: Element, course: bytes) -> Iterator[Found]:
    """Yield wrong values. ``course``: the package's course.js, if it is one of ours, else empty."""
    kind = version(root)
    if kind:
        yield from _types(root, kind)
        yield from _titles(root)
        yield from _items(root, kind)
        yield from _metadata(root)
        yield from _sequencing(root)
    yield from _state(course)


def _types(root: Element, kind: str) -> Iterator[Found]:
    name, other = ("scormtype", "scormType") if kind == "1.2" else ("scormType", "scormtype")
    launched = {item.get("identifierref") for item in every(root, "item")}
    for resource in every(root, "resource"):
        value = resource.get(f"{{{ADLCP[kind]}}}{name}")
        if any(key.endswith("}" + other) or key in (name, other) for key in resource.attrib):
            yield "scorm-type-case", f"In SCORM {kind} the attribute is adlcp:{name}.", place(resource)
        elif value is None and resource.get("identifier") in launched:
            yield "scorm-type-missing", f"A launched resource needs adlcp:{name}.", place(resource)
        elif value is not None and value not in ("sco", "asset"):
            yield "bad-vocabulary", f"adlcp:{name} is “sco” or “asset”, not “{value}”.", place(resource)


def _titles(root: Element) -> Iterator[Found]:
    for name in ("organization", "item"):
        for element in every(root, name):
            titles = own(root, element, "title")
            if not titles or not text(titles[0]):
                yield "title-missing", "Platforms show the title; it must not be empty.", place(element)
            elif len(text(titles[0])) > TITLE:
                yield "title-too-long", f"{len(text(titles[0]))} characters; platforms take {TITLE}.", place(element)


def _items(root: Element, kind: str) -> Iterator[Found]:
    for item in every(root, "item"):
        visible = item.get("isvisible")
        if visible is not None and visible not in BOOLEANS:
            yield "bad-vocabulary", f"isvisible is true or false, not “{visible}”.", place(item)
        for child in item:
            if space(child) != ADLCP[kind]:
                continue
            name, value = local(child).lower(), text(child)
            if name == "timelimitaction" and value not in ACTIONS:
                yield "bad-vocabulary", f"“{value}” is no {local(child)}.", place(item)
            elif name == "datafromlms" and len(value) > LAUNCH_DATA[kind]:
                yield "launch-data-too-long", f"{len(value)} characters; {LAUNCH_DATA[kind]} are kept.", place(item)
            elif name == "masteryscore" and not _between(value, 0, 100):
                yield "bad-number", f"masteryscore is a number from 0 to 100, not “{value}”.", place(item)
            elif name == "completionthreshold" and not _between(child.get("minProgressMeasure", "1"), 0, 1):
                yield "bad-number", "minProgressMeasure is a number from 0 to 1.", place(item)


def _metadata(root: Element) -> Iterator[Found]:
    for element in root.iter():
        kind = LOM.get(space(element))
        if kind is None:
            continue
        name = local(element).lower()
        tag = (
            element.get(f"{{{XML}}}lang")
            if name == "langstring"
            else element.get("language")
            if name == "string"
            else None
        )
        if tag and not TAG.fullmatch(tag):
            yield "language-tag", "This is no language tag.", tag
        if name == "description":
            for words in element:
                if kind == "1.2" and len(text(words)) > DESCRIPTION:
                    yield "description-too-long", f"SCORM 1.2 keeps {DESCRIPTION} characters.", place(element)
        if name in VOCABULARY and _source(element) == "LOMv1.0":
            value = next((text(child) for child in element if local(child) == "value"), "")
            if value.lower() not in VOCABULARY[name]:
                yield "bad-vocabulary", f"“{value}” is no value of {local(element)} in LOMv1.0.", local(element)


def _source(element: Element) -> str:
    return next((text(child) for child in element if local(child) == "source"), "")


def _sequencing(root: Element) -> Iterator[Found]:
    for measure in root.iter(f"{{{IMSSS}}}minNormalizedMeasure"):
        if not _between(text(measure), -1, 1):
            yield "bad-number", f"minNormalizedMeasure is a number from -1 to 1, not “{text(measure)}”.", "sequencing"
    for name in ("controlMode", "deliveryControls"):
        for element in root.iter(f"{{{IMSSS}}}{name}"):
            for key, value in element.attrib.items():
                if value not in BOOLEANS:
                    yield "bad-vocabulary", f"{key} is true or false, not “{value}”.", name


def _between(value: str, low: float, high: float) -> bool:
    try:
        return low <= float(value) <= high
    except ValueError:
        return False


def _state(course: bytes) -> Iterator[Found]:
    """For packages of ours: the longest state that the course can produce must fit into cmi.suspend_data."""
    head, _, data = course.decode("utf-8", "replace").partition("window.polythingCourse = ")
    if head or not data:
        return
    try:
        plan = json.loads(data)
        things = tuple(_thing(thing) for thing in plan["things"])
        length = state.longest(Course(things), tuple(plan["languages"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        yield "bad-number", "The plan of the course cannot be read.", "course.js"
        return
    if length > SUSPEND:
        yield (
            "state-too-long",
            f"A learner's state may take {length} characters; SCORM 1.2 keeps {SUSPEND}.",
            "course.js",
        )


def _thing(data: dict[str, object]) -> ThingPlan:
    quizzes: list[QuizPlan] = []
    for quiz in data["quizzes"]:  # type: ignore[attr-defined]
        questions = tuple(QuestionPlan(q["id"], tuple(q["options"]), tuple(q["right"])) for q in quiz["questions"])
        quizzes.append(QuizPlan(quiz["id"], int(quiz["step"]), int(quiz["pass"]), questions))
    return ThingPlan(str(data["key"]), str(data["slug"]), str(data["block"]), int(str(data["steps"])), tuple(quizzes))
