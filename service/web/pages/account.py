"""Sign in by a link, sign out; in a demonstration, one click as somebody."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from service.errors import NotFound
from service.model import Person
from service.translation import workflow
from service.web import mail, signing
from service.web.limits import gentle
from service.web.views.progress import role_name
from service.web.visit import COOKIE, Visit, safe_next, see, visiting

router = APIRouter()

ADDRESS = re.compile(r"[^@\s<>,;\"]+@[^@\s<>,;\"]+\.[^@\s<>,;\"]{2,}")
DEMO_DOMAIN = "@demo.example"
"""Addresses of the invented people of a demonstration."""


@router.get("/sign-in")
def form(request: Request, next: str = "/") -> Response:  # noqa: A002 - the word in the address
    with visiting(request) as visit:
        following = safe_next(next)
        programmes = visit.uow.programmes.all()
        newcomer = f"/p/{programmes[0].key}/welcome" if programmes else "/"
        return visit.page("signin.html", following=following, demo=_demo(visit), newcomer=newcomer)


def _demo(visit: Visit) -> list[dict[str, object]]:
    """The demo's people with what they do, none on a real server."""
    if not visit.site.settings.demo:
        return []
    _ = visit.words
    programmes = visit.uow.programmes.all()
    members = {m.person_id: m for m in visit.uow.people.members(programmes[0].id)} if programmes else {}
    found = []
    for person in visit.uow.people.all():
        if person.email and person.email.endswith(DEMO_DOMAIN):
            roles = members[person.id].roles if person.id in members else ()
            said = ", ".join(
                f"{role_name(role, _)} ({_.name_of(tag)})" if tag else role_name(role, _) for role, tag in roles
            )
            found.append({"id": person.id, "name": person.name, "role": said or role_name("suggester", _)})
    return found


@router.post("/sign-in")
def send_link(
    request: Request,
    email: Annotated[str, Form()] = "",
    next: Annotated[str, Form()] = "/",  # noqa: A002
) -> Response:
    """Send a link. The answer is the same whether the address is known or not."""
    gentle(request, "sign-in", email)
    with visiting(request, write=True) as visit:
        _ = visit.words
        address = email.strip().lower()
        link = ""
        person = visit.uow.people.by_email(address) if ADDRESS.fullmatch(address) else None
        if person is not None and not person.disabled:
            link = letter(visit, person, safe_next(next))
        shown = link if visit.site.settings.demo and not visit.site.settings.mail_host else ""
        return visit.page(
            "message.html",
            title=_("Look into your mail"),
            message=_("If we know this address, a link is on its way. It works once, for half an hour."),
            link=shown, form=None, address="", label="",
        )  # fmt: skip


def letter(visit: Visit, person: Person, following: str) -> str:
    """Send a person a link that signs them in and confirms their address; return it."""
    _ = visit.words
    token = signing.make_link(visit.uow, person, following)
    link = f"{visit.site.settings.public_url}/sign-in/link?{urlencode({'token': token})}"
    body = _("Open this link to sign in. It works once, for half an hour.")
    ignore = _("You did not ask for it? Then do nothing.")
    mail.send(visit.site.settings, person.email or "", _("Your link to Polything"), f"{body}\n\n{link}\n\n{ignore}\n")
    return link


@router.get("/sign-in/link")
def arrive(request: Request, token: str = "") -> Response:
    """Ask before the link is used: programs that look into mail open links too."""
    with visiting(request) as visit:
        _ = visit.words
        if signing.known_link(visit.uow, token) is None:
            raise NotFound(_("This link has been used, or it is too old."), hint=_("Ask for a new one."))
        form = {"action": "/sign-in/link", "token": token, "label": _("Sign in")}
        return visit.page(
            "message.html", title=_("Welcome back"), message=_("One click, and you are in."), link="", form=form,
            address="", label="",
        )  # fmt: skip


@router.post("/sign-in/link")
def enter(request: Request, token: Annotated[str, Form()] = "") -> Response:
    """Use the link: the address works, so it is confirmed, and what its owner wrote before is shown to others."""
    with visiting(request, write=True) as visit:
        _ = visit.words
        link = signing.use_link(visit.uow, token)
        if link is None:
            raise NotFound(_("This link has been used, or it is too old."), hint=_("Ask for a new one."))
        person = visit.uow.people.get(link.person_id)
        if person.confirmed is None and person.email == link.email:
            person.confirmed = visit.uow.clock()
            visit.uow.flush()
            workflow.release(visit.uow, person.id)
        answer = see(safe_next(link.next or "/"))
        visit.sign_in(answer, person)
        return answer


@router.post("/sign-in/demo")
def as_somebody(
    request: Request,
    person: Annotated[int, Form()],
    next: Annotated[str, Form()] = "/",  # noqa: A002
) -> Response:
    """In a demonstration, be one of the invented people."""
    with visiting(request, write=True) as visit:
        if not visit.site.settings.demo:
            raise NotFound("")
        found = visit.uow.people.get(person)
        if not (found.email or "").endswith(DEMO_DOMAIN):
            raise NotFound("")
        answer = see(safe_next(next))
        visit.sign_in(answer, found)
        return answer


@router.post("/sign-out")
def leave(request: Request) -> Response:
    with visiting(request, write=True) as visit:
        if token := request.cookies.get(COOKIE):
            signing.end(visit.uow, token)
    answer = see("/")
    answer.delete_cookie(COOKIE)
    return answer


