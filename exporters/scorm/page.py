"""The learner's page in one language: all Things, their steps, the finish and the certificate, as static HTML.

Without a script everything can be read, one below the other. The words that the script shows come along as JSON.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from exporters import nodes, theme
from exporters.api import Document, Edition
from exporters.packing import member
from exporters.rendering import credits as crediting
from exporters.rendering import html
from exporters.rendering.numbers import names, number, percent
from exporters.scorm import course

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Page:
    """``documents`` are the Things of the package in this edition; ``editions`` all languages of the package."""

    edition: Edition
    documents: tuple[Document, ...]
    plan: course.Course
    single: bool
    editions: tuple[Edition, ...]


@dataclass(frozen=True)
class View:
    """One Thing as the template shows it. ``group`` is the name of its block."""

    plan: course.ThingPlan
    document: Document
    name: str
    where: str
    picture: str
    picture_alt: str
    steps: tuple[tuple[str, str, Markup], ...]
    footnotes: Markup
    credits: crediting.Credits
    group: str


def body(page: Page) -> Markup:
    """Render what stands in the page's root element."""
    views = tuple(_view(page, i) for i in range(len(page.documents)))
    groups: list[tuple[str, list[View]]] = []
    for view in views:
        if not groups or groups[-1][1][0].plan.block != view.plan.block:
            groups.append((view.group, []))
        groups[-1][1].append(view)
    values: dict[str, Any] = {
        **_bound(page.edition),
        "page": page,
        "programme": page.edition.programme,
        "language": page.edition.language,
        "views": views,
        "groups": groups,
        "words": words(page, views),
        "notices": _notices(page),
        "home": page.edition.page("home"),
        "people": _people(page),
        "minutes": sum(document.minutes or 0 for document in page.documents),
        "quizzes": sum(len(thing.quizzes) for thing in page.plan.things),
    }
    return Markup(_templates().get_template("body.html").render(values))  # noqa: S704 - autoescaped


def index(page: Page, content: Markup, title: str) -> str:
    """Return the launch page around its content."""
    template = _templates().get_template("index.html")
    return template.render(language=page.edition.language, title=title, content=content)


def words(page: Page, views: tuple[View, ...]) -> dict[str, Any]:
    """The words that the script puts together, with the language's digits and plural forms already in them."""
    edition, message = page.edition, page.edition.message
    total = len(page.documents)
    most = max([total, *(thing.steps for thing in page.plan.things)])
    return {
        "saved": message("Saved"),
        "kept": message("Kept in this browser"),
        "unsaved": message("Could not save. Your answers are kept here; trying again."),
        "toolong": message("Your answers no longer fit into what the learning platform can keep."),
        "nolms": message("No learning platform was found. Your progress is kept in this browser only."),
        "lost": message(
            "No learning platform was found, and this browser keeps nothing. Your progress ends with this page."
        ),
        "review": message("You are looking at finished work. Nothing that you do here is saved."),
        "nolanguage": message("This language could not be loaded."),
        "left": message("Everything is saved. You can close this window."),
        "leftUnsaved": message("The learning platform did not confirm that it saved your answers."),
        "todo": message("Not yet: {steps}"),
        "unseen": message("open “{step}”"),
        "unanswered": message("answer all questions in “{step}”"),
        "already": message("Done"),
        "mark": message("Mark as done"),
        "percent": [percent(edition, n) for n in range(101)] if page.plan.questions else [],
        "number": [number(edition, n) for n in range(most + 1)],
        "progress": [
            edition.plural("{n} of {all} Things done", "{n} of {all} Things done", n).format(
                n=number(edition, n), all=number(edition, total)
            )
            for n in range(total + 1)
        ],
        "of": message("{n} of {all}"),
        "step": message("Step {n} of {all}"),
        "finish": message("Finish"),
        "here": message("You are in: {place}"),
        "separator": message("; "),
        "programme": edition.programme.title,
    }


@cache
def _templates() -> jinja2.Environment:
    """One environment for all languages, so that templates are compiled once; `_bound` brings the language."""
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}
    return env


def _bound(edition: Edition) -> dict[str, Any]:
    """The functions that templates use, bound to the edition's language as in the other exporters."""

    def listed(views: list[View]) -> str:
        numbers = [view.document.number for view in views]
        return names(
            edition, [v.name if n is None else number(edition, n) for v, n in zip(views, numbers, strict=True)]
        )

    return {
        **theme.environment(edition).globals,
        "duration": lambda minutes: duration(edition, minutes),
        "listed": listed,
    }


def duration(edition: Edition, minutes: int) -> str:
    """Write a length of time in hours and minutes."""
    hours, rest = divmod(minutes, 60)
    parts = []
    if hours:
        parts.append(edition.plural("{n} hour", "{n} hours", hours).format(n=number(edition, hours)))
    if rest or not hours:
        parts.append(edition.plural("{n} minute", "{n} minutes", rest).format(n=number(edition, rest)))
    if len(parts) == 1:
        return parts[0]
    return edition.message("{hours} and {minutes}").format(hours=parts[0], minutes=parts[1])


def _view(page: Page, i: int) -> View:
    edition, document, plan = page.edition, page.documents[i], page.plan.things[i]
    ctx = html.Context(
        edition=edition, href=lambda link: _href(page, link), asset=member, prefix=f"t{plan.key}-", blank=True
    )
    n = number(edition, document.number) if document.number is not None else number(edition, i + 1)
    name = edition.message("Thing {number}").format(number=n)
    plain = page.single or page.documents[-1].number != len(page.documents)
    where = (
        name
        if plain
        else edition.message("{thing} of {all}").format(thing=name, all=number(edition, len(page.documents)))
    )
    parts = tuple(
        (f"s-{plan.key}-{at}", step.label.text if step.label else document.title.text, html.blocks(step.blocks, ctx))
        for at, step in enumerate(course.steps(document))
    )
    alt = document.fields.get("picture_alt")
    picture = document.meta.get("picture")
    return View(
        plan=plan,
        document=document,
        name=name,
        where=where,
        picture=member(str(picture)) if picture else "",
        picture_alt=alt.text if alt else "",
        steps=parts,
        footnotes=html.footnotes(document, ctx),
        credits=crediting.credits(edition, document),
        group=_block(edition, document),
    )


def _href(page: Page, link: nodes.Link) -> str | None:
    """Links lead to Things inside the package; to anything else of the programme there is no way from here."""
    if link.asset:
        return member(link.asset) if any(asset.path == link.asset for asset in page.edition.assets) else None
    for document, plan in zip(page.documents, page.plan.things, strict=True):
        if document.id == link.document:
            return f"#t{plan.key}-{link.fragment}" if link.fragment else f"#v-{plan.key}"
    return None


def _block(edition: Edition, document: Document) -> str:
    home = edition.page("home")
    for group in home.groups.get("blocks", ()) if home else ():
        if group.id == document.block and "title" in group.phrases:
            return group.phrases["title"].text
    return (document.block or "").upper()


def _notices(page: Page) -> tuple[str, ...]:
    """What the whole package must say of its translation, once: what is said of all Things that are translated."""
    told = [document for document in page.documents if document.progress.published]
    every = [crediting.credits(page.edition, document).notices for document in told]
    return tuple(notice for notice in every[0] if all(notice in one for one in every)) if every else ()


def _people(page: Page) -> list[tuple[str, str]]:
    """Everyone named in the Things of this package, by role, each once."""
    labels = (
        ("author", page.edition.message("Written by")),
        ("translator", page.edition.message("Translated by")),
        ("reviewer", page.edition.message("Reviewed by")),
    )
    found = []
    for role, label in labels:
        people = [p.name for d in page.documents for p in d.contributors if p.role == role]
        if people:
            found.append((label, names(page.edition, list(dict.fromkeys(people)))))
    return found
