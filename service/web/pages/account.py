"""Sign in by a link, sign out; in a demonstration, one click as somebody."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from service.accounts import demo, magic, sessions
from service.errors import NotFound
from service.translation import workflow
from service.web.numbers import FormNumber
from service.web.views.progress import role_name
from service.web.visit import COOKIE, Visit, safe_next, see, visiting

router = APIRouter()


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
        if person.email and person.email.endswith(demo.DOMAIN):
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
    with visiting(request, write=True) as visit:
        visit.count("sign-in")
        visit.count("link", email)
        _ = visit.words
        known = magic.ask(visit.uow, email, safe_next(next))
        shown = _shown(visit, email, safe_next(next)) if known else ""
        return visit.page(
            "message.html",
            title=_("Look into your mail"),
            message=_("If we know this address, a link is on its way. It works once, for a quarter of an hour."),
            link=shown,
            form=None,
            address="",
            label="",
        )


def _shown(visit: Visit, email: str, following: str) -> str:
    """In a demonstration without a mail server the link is shown on the page; nowhere else."""
    settings = visit.site.settings
    person = visit.uow.people.by_email(email)
    if not settings.demo or settings.mail_host or person is None:
        return ""
    return f"/sign-in/link?token={magic.make(visit.uow, person, following)}"


@router.get("/sign-in/link")
def arrive(request: Request, token: str = "") -> Response:
    """Ask before the link is used: programs that look into mail open links too."""
    with visiting(request) as visit:
        _ = visit.words
        link = magic.peek(visit.uow, token)
        if link is None:
            raise NotFound(_("This link has been used, or it is too old."), hint=_("Ask for a new one."))
        person = visit.uow.people.get(link.person_id)
        return visit.page(
            "arrive.html",
            token=token,
            joined=person.name if person.confirmed is None else "",
            texts=len(visit.uow.translations.hidden_of(person.id)) if person.confirmed is None else 0,
        )


@router.post("/sign-in/link")
def enter(request: Request, token: Annotated[str, Form()] = "", afresh: Annotated[str, Form()] = "") -> Response:
    """Use the link: the address works, so it is confirmed, and what its owner wrote before is shown to others."""
    with visiting(request, write=True) as visit:
        _ = visit.words
        arrival = magic.use(visit.uow, token, afresh=bool(afresh))
        if arrival is None:
            raise NotFound(_("This link has been used, or it is too old."), hint=_("Ask for a new one."))
        if arrival.confirmed_now:
            workflow.release(visit.uow, arrival.person.id)
        answer = see(safe_next(arrival.following))
        visit.sign_in(answer, arrival.person)
        return answer


@router.post("/sign-in/demo")
def as_somebody(
    request: Request,
    person: FormNumber,
    next: Annotated[str, Form()] = "/",  # noqa: A002
) -> Response:
    """In a demonstration, be one of the invented people."""
    with visiting(request, write=True) as visit:
        if not visit.site.settings.demo:
            raise NotFound("")
        found = visit.uow.people.get(person)
        if not (found.email or "").endswith(demo.DOMAIN):
            raise NotFound("")
        answer = see(safe_next(next))
        visit.sign_in(answer, found)
        return answer


@router.post("/sign-out")
def leave(request: Request) -> Response:
    with visiting(request, write=True) as visit:
        if token := request.cookies.get(COOKIE):
            sessions.end(visit.uow, token)
    answer = see("/")
    answer.delete_cookie(COOKIE)
    return answer
