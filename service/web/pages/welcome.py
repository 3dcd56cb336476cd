"""What a newcomer sees first: language, first task, name and agreement in one form, then straight into the editor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form
from pydantic import BaseModel
from starlette.responses import Response

from exporters.writing.breaking import excerpt
from service.accounts.joining import ADDRESS, LONGEST_NAME, Newcomer, join
from service.publishing.licences import licence
from service.web.addresses import AtProgramme
from service.web.pages.home import cards
from service.web.rich import rich
from service.web.visit import Visit, see
from service.web.words import preferences

router = APIRouter(prefix="/p/{programme}")
SHORTEST = 7
"""Words of a first sentence worth beginning with: no title, no label."""
UNSEEN = ("field summary", "field short title", "field picture alt")
"""Kinds of text that do not stand on the page itself: a newcomer should see the first sentence appear."""
SENTENCE = 90
"""Characters of a task's first sentence that are quoted."""


@dataclass(frozen=True)
class Task:
    """Something to begin with: ``id`` is "kind/slug"."""

    id: str
    title: str
    quote: str
    minutes: str
    key: str


class Given(BaseModel):
    """What the form holds; a box that is ticked sends any word."""

    lang: str = ""
    task: str = ""
    name: str = ""
    email: str = ""
    agree: str = ""
    credit: str = ""


@router.get("/welcome")
def welcome(at: AtProgramme, lang: str = "") -> Response:
    with at.visit() as visit:
        tags = [row.tag for row in visit.uow.programmes.languages(visit.the_programme.id)]
        guessed = "" if lang in tags else guess(at.request.headers.get("accept-language", ""), tags)
        chosen = lang if lang in tags else guessed or neediest(visit)
        return _form(visit, Given(lang=chosen, credit="1"), guessed=guessed)


def neediest(visit: Visit) -> str:
    """The language with most left to write; "" where there is none."""
    rows = visit.uow.pages.dashboard(visit.the_programme.id)
    return max(rows, key=lambda row: row.words_left).tag if rows else ""


def guess(accept: str, tags: list[str]) -> str:
    """Guess the language that somebody writes best from what their browser asks for; "" if it says nothing useful."""
    for wanted in preferences(accept):
        for tag in tags:
            if tag == wanted or tag.split("-")[0] == wanted.split("-")[0]:
                return tag
    return ""


def _form(visit: Visit, given: Given, *, guessed: str = "", errors: dict[str, str] | None = None) -> Response:
    tasks = first_tasks(visit, given.lang) if given.lang else []
    if tasks and given.task not in {task.id for task in tasks}:
        given = given.model_copy(update={"task": tasks[0].id})
    languages = sorted(cards(visit), key=lambda card: card.tag != given.lang)
    found = errors or {}
    posters = [d for d in visit.uow.documents.all(visit.the_programme.id) if d.kind == "poster"]
    poster = f"{visit.base}/translate/{given.lang}/poster/{posters[0].slug}/sheet.svg" if posters and given.lang else ""
    config = visit.the_programme.config
    name = licence(str(config.get("licence", "CC-BY-4.0")), visit.words.language).name
    return visit.page(
        "welcome.html",
        422 if found else 200,
        form=given,
        errors={name: found.get(name, "") for name in ("name", "email", "agree")},
        problems=list(found.values()),
        languages=languages,
        guessed=guessed,
        tasks=tasks,
        poster=poster,
        licence=name,
        contact=config.get("contact", ""),
        current="",
    )


def first_tasks(visit: Visit, tag: str) -> list[Task]:
    """Return up to three tasks, short ones first: a poster, a page, a Thing, each with the sentence one will write."""
    _ = visit.words
    rows = visit.uow.pages.language_documents(visit.the_programme.id, tag)
    found: list[Task] = []
    for kind in ("poster", "page", "thing"):
        open_rows = [row for row in rows if row.kind == kind and row.words_left and not row.under_revision]
        for row in sorted(open_rows, key=lambda row: row.words_left)[:1]:
            units = visit.uow.pages.editor_rows(row.document_id, tag)
            wanted = [u for u in units if u.state == "missing" or u.stale]
            seen = [u for u in wanted if u.kind not in UNSEEN] or wanted
            unit = next((u for u in seen if u.words > SHORTEST), seen[0] if seen else None)
            if unit is None:
                continue
            quote = excerpt(rich(unit.source).plain.striptags(), SENTENCE, visit.the_programme.source_language)
            titles = {"poster": _("A sentence of the poster"), "page": _("The rest of a page"), "thing": _("A lesson")}
            title = titles[kind] + (f": \u2068{row.title}\u2069" if kind != "poster" else "")
            minutes = _.minutes(unit.words if kind == "poster" else row.words_left)
            found.append(Task(row.identity, title, quote, minutes, unit.key))
    return found


@router.post("/welcome")
def begin(at: AtProgramme, form: Annotated[Given, Form()]) -> Response:
    """Take the newcomer in and open the editor."""
    with at.visit(write=True) as visit:
        _ = visit.words
        target = visit.language(form.lang)
        tasks = first_tasks(visit, target.tag)
        chosen = next((item for item in tasks if item.id == form.task), tasks[0] if tasks else None)
        address = f"{visit.base}/translate/{target.tag}"
        if chosen:
            address += f"/{chosen.id}?at={chosen.key}#open"
        if visit.person is not None:
            return see(address)
        visit.count("join")
        said = {"lang": target.tag, "name": form.name.strip(), "email": form.email.strip().lower()}
        given = form.model_copy(update=said)
        errors = {}
        if not given.name:
            errors["name"] = _("Tell us a name. A pen name is fine.")
        elif len(given.name) > LONGEST_NAME:
            errors["name"] = _("A name has at most %(num)s characters.", num=_.number(LONGEST_NAME))
        if not ADDRESS.fullmatch(given.email):
            errors["email"] = _("Write your e-mail address, so that we can confirm it is you.")
        if not given.agree:
            errors["agree"] = _("We can only take texts that others may use. Please agree to the licence.")
        if errors:
            return _form(visit, given, errors=errors)
        newcomer = Newcomer(given.name, given.email, public_credit=bool(given.credit), interface=visit.words.tag)
        visit.count("link", given.email)
        person = join(visit.uow, newcomer, agreed=True, following=address).person
        if person is None:
            return visit.page(
                "message.html",
                title=_("We know each other"),
                message=_("This address has been here before. We sent it a link: open it, and go on."),
                link="",
                form=None,
                address="",
                label="",
            )
        answer = see(address)
        visit.sign_in(answer, person)
        return answer
