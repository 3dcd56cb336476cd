"""How a unit looks on the sheet: its shape, its mark in front, and what it is called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from service.store.rows import EditorRow
from service.web.words import Words

_LOOKS: Final = {
    "field title": ("title", "h2"),
    "field lead": ("lead", "p"),
    "field picture alt": ("alt", "p"),
    "heading 2": ("h2", "h3"),
    "heading 3": ("h3", "h3"),
    "heading 4": ("h3", "h3"),
    "question": ("q", "p"),
    "answer": ("o", "p"),
    "feedback": ("fb", "p"),
    "list item": ("li", "p"),
    "task": ("li", "p"),
    "statement": ("li", "p"),
    "scale": ("li", "p"),
    "cell": ("cell", "p"),
    "column heading": ("cell", "p"),
}
T = TypeVar("T")
_PLACE: Final = re.compile(r"(?:^|/)(?P<list>(?P<kind>ol|ul)[.#][^/]*)/li[.#](?P<number>\d+)")


@dataclass(frozen=True)
class Look:
    """``look`` is the CSS name, ``tag`` the element of the translation, ``marker`` what stands before it ("2.")."""

    look: str
    tag: str
    marker: str


def path_of(row: EditorRow) -> str:
    """Where a unit stands first in the structure of its document."""
    return str(row.occurrences[0].get("path", "")) if row.occurrences else ""


def look_of(kind: str, path: str, words: Words) -> Look:
    """Return the shape of a unit."""
    look, tag = _LOOKS.get(kind, ("field" if kind.startswith("field ") else "p", "p"))
    found = list(_PLACE.finditer(path))
    marker = ""
    if look == "o":
        marker = f"{chr(96 + int(found[-1]['number']))})" if found and int(found[-1]["number"]) < 27 else "•"
        return Look("li k-o", tag, marker)
    if look == "li":
        marker = f"{words.number(int(found[-1]['number']))}." if found and found[-1]["kind"] == "ol" else "•"
    return Look(look, tag, marker)


def in_quiz(row: EditorRow) -> bool:
    return row.kind in ("question", "answer", "feedback")


def title_of(rows: Sequence[EditorRow], index: int, words: Words) -> str:
    """Say in a few words what a unit is: "Step 2 of 5", "Question 3", "Description of the picture"."""
    row = rows[index]
    place = _list(row)
    if place and row.kind in ("list item", "statement"):
        number = int(list(_PLACE.finditer(path_of(row)))[-1]["number"])
        total = max(number, sum(_list(other) == place for other in rows))
        return words("Step %(number)s of %(total)s", number=words.number(number), total=words.number(total))
    if row.kind == "question":
        return words("Question %(number)s", number=words.number(questions(rows[: index + 1])))
    return name_of(row.kind, words)


def _list(row: EditorRow) -> str:
    """The ordered list a row is an item of, "" for none."""
    matches = list(_PLACE.finditer(path_of(row)))
    if not matches or matches[-1]["kind"] != "ol":
        return ""
    return path_of(row)[: matches[-1].end("list")]


def name_of(kind: str, words: Words) -> str:
    """Say what a kind of unit is."""
    _ = words
    names = {
        "field title": _("Title"),
        "field short title": _("Short title"),
        "field summary": _("Summary"),
        "field lead": _("Opening sentence"),
        "field badge": _("What the badge says"),
        "field picture alt": _("Description of the picture"),
        "field kicker": _("Line above the title"),
        "field qr text": _("Words beside the code"),
        "field aim": _("Aim of a block"),
        "answer": _("Answer"),
        "feedback": _("Feedback for an answer"),
        "list item": _("Item of a list"),
        "task": _("Task"),
        "statement": _("Statement"),
        "scale": _("Step of the scale"),
        "cell": _("Cell of a table"),
        "column heading": _("Heading of a column"),
        "term": _("Term"),
        "definition": _("Explanation of a term"),
        "quote": _("Quotation"),
        "footnote": _("Footnote"),
        "box title": _("Title of a box"),
        "description": _("Description of a picture"),
    }
    if kind in names:
        return names[kind]
    if kind.startswith("heading"):
        return _("Heading")
    return _("Words of a field") if kind.startswith("field ") else _("Paragraph")


@dataclass(frozen=True)
class Group(Generic[T]):
    """Neighbours that belong together: ``kind`` "quiz" for a question with its answers, "" for the rest."""

    kind: str
    title: str
    rows: tuple[T, ...]


def questions(rows: Iterable[EditorRow]) -> int:
    return sum(row.kind == "question" for row in rows)
