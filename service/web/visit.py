"""One request of one person: the transaction, the programme, who asks, and in which language to answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from exporters.api import Language
from service.accounts import sessions
from service.errors import NotAllowed, NotFound, PolythingError, SettingsError
from service.languages import language
from service.machine.guard import Guard
from service.model import Actor, Person, Programme, Role
from service.settings import Settings
from service.store.engine import Database
from service.store.unit_of_work import UnitOfWork
from service.web.assets import Assets
from service.web.limits import Limits
from service.web.previews import Previews
from service.web.templating import Templates
from service.web.words import Words, choose, offered

COOKIE = "polything"
LANGUAGE_COOKIE = "polything-ui"
LAST_COOKIE = "polything-lang"
YEAR = 365 * 24 * 3600


@dataclass(frozen=True)
class Site:
    """What all requests share."""

    settings: Settings
    database: Database
    assets: Assets
    templates: Templates
    previews: Previews
    limits: Limits
    machine: Guard | None = None


class SignInNeeded(NotAllowed):
    """Somebody unknown asks for something that needs a person; a page can offer to sign in."""


def site_of(request: Request) -> Site:
    site: Site = request.app.state.site
    return site


@dataclass
class Visit:
    """Made by `visiting`; lives as long as the transaction."""

    request: Request
    site: Site
    uow: UnitOfWork
    words: Words
    programme: Programme | None = None
    person: Person | None = None
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def base(self) -> str:
        """The address of the programme, without a slash at its end; "" outside any."""
        return f"/p/{self.programme.key}" if self.programme else ""

    @property
    def here(self) -> str:
        """This page's own address below the server, for coming back to."""
        if self.request.method != "GET":
            return self.base or "/"
        query = self.request.url.query
        return self.request.url.path + (f"?{query}" if query else "")

    @property
    def offered(self) -> tuple[str, ...]:
        return offered()

    @property
    def the_programme(self) -> Programme:
        """The programme; only for pages below one."""
        if self.programme is None:
            raise NotFound("there is no such programme here")
        return self.programme

    @cached_property
    def actor(self) -> Actor | None:
        """Who acts in the programme; None for a guest."""
        if self.person is None or self.programme is None:
            return None
        return self.uow.people.actor(self.person, self.programme.id)

    def writer(self) -> Actor:
        """Return who acts, whether their address is confirmed or not: for suggesting, and for nothing else.

        Raises SignInNeeded for a guest.
        """
        if self.actor is None:
            raise SignInNeeded(self.words("Sign in first, then this is open to you."))
        return self.actor

    def who(self) -> Actor:
        """Return who acts. Raises SignInNeeded for a guest, NotAllowed until they have confirmed their address."""
        actor = self.writer()
        if not actor.confirmed:
            raise NotAllowed(
                self.words("This is open to you once you have opened the link that we sent to your address."),
                hint=self.words("Until then you can write, and others do not see it yet."),
            )
        return actor

    def must(self, role: Role, tag: str = "") -> Actor:
        """Return who acts if the role reaches so far. Raises NotAllowed, or SignInNeeded for a guest."""
        actor = self.who()
        if not actor.reaches(role, tag):
            raise NotAllowed(self.words("Your role does not reach this page. A coordinator can change that."))
        return actor

    @property
    def _counted_as(self) -> str:
        if self.person is not None:
            return f"person {self.person.id}"
        return f"host {self.request.client.host if self.request.client else ''}"

    def count(self, what: str, address: str | None = None) -> None:
        """Count a request by its person, else its host, and with it a mail address. Raises TooMany."""
        who = self._counted_as if address is None else f"{self._counted_as} {address.strip().lower()[:200]}"
        self.site.limits.count(what, who, guest=self.person is None)

    def budget(self, what: str) -> AbstractContextManager[None]:
        """Charge the processor time of a block to its person, else to its host. Raises TooMany."""
        return self.site.limits.budget(what, self._counted_as, guest=self.person is None)

    @cached_property
    def coordinates(self) -> bool:
        """True for coordinators of any language and those above them."""
        actor = self.actor
        return actor is not None and any(
            role in ("coordinator", "organiser", "administrator") for role, _ in actor.roles
        )

    @cached_property
    def writes(self) -> bool:
        return self.actor is not None and self.actor.reaches("author")

    def rank(self, tag: str) -> int:
        """0 guest, 1 suggester, 2 translator, 3 reviewer, 4 coordinator."""
        return self.actor.rank(tag) if self.actor else 0

    @cached_property
    def last_language(self) -> str:
        """The language this browser worked on last, if the programme has it; else the first one."""
        tags = [row.tag for row in self.uow.programmes.languages(self.the_programme.id)]
        wanted = self.cookies.get("lang") or self.request.cookies.get(LAST_COOKIE, "")
        return wanted if wanted in tags else (tags[0] if tags else "")

    @cached_property
    def nav(self) -> list[tuple[str, str, str]]:
        """Main navigation: key, address, label."""
        tag = self.last_language
        found = [("translate", f"{self.base}/translate", self.words("Translate"))]
        if tag:
            found += [
                ("review", f"{self.base}/review/{tag}", self.words("Review")),
                ("glossary", f"{self.base}/glossary/{tag}", self.words("Glossary")),
            ]
        return [*found, ("downloads", f"{self.base}/downloads", self.words("Downloads"))]

    def language(self, tag: str) -> Language:
        """Return a language of the programme and remember it. Raises NotFound."""
        try:
            found = language(tag)
        except SettingsError as error:
            raise NotFound(self.words("We know no language “%(tag)s”.", tag=tag)) from error
        self.uow.programmes.language(self.the_programme.id, found.tag)
        self.cookies["lang"] = found.tag
        return found

    def page(self, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        """Render a whole page."""
        answer = HTMLResponse(self.fragment(template, **values), status)
        if tag := self.cookies.get("lang"):
            answer.set_cookie(LAST_COOKIE, tag, max_age=YEAR, httponly=True, samesite="lax")
        answer.headers["Vary"] = "Cookie, Accept-Language"
        return answer

    def fragment(self, template: str, **values: Any) -> str:
        """Render a template to text."""
        return self.site.templates.render(template, self.words, visit=self, **values)

    def sign_in(self, answer: Response, person: Person) -> None:
        """Begin a session and give its cookie to the answer."""
        token = sessions.begin(
            self.uow, person, self.request.headers.get("user-agent", ""), days=self.site.settings.session_days
        )
        answer.set_cookie(
            COOKIE,
            token,
            max_age=self.site.settings.session_days * 24 * 3600,
            httponly=True,
            samesite="lax",
            secure=self.site.settings.public_url.startswith("https:"),
        )


@contextmanager
def visiting(request: Request, programme: str | None = None, *, write: bool = False) -> Iterator[Visit]:
    """Open a transaction for a request; it is committed when the block ends and rolled back when it raises.

    Raises:
        NotFound: if there is no such programme.
    """
    site = site_of(request)
    with site.database.unit_of_work() if write else site.database.reading() as uow:
        person = None
        if token := request.cookies.get(COOKIE):
            person = sessions.person_of(uow, token)
        chosen = request.cookies.get(LANGUAGE_COOKIE) or (person.interface_language if person else None)
        visit = Visit(request, site, uow, choose(chosen, request.headers.get("accept-language", "")), person=person)
        if programme is not None:
            visit.programme = uow.programmes.by_key(programme)
            if visit.programme is None:
                raise NotFound(visit.words("There is no programme “%(key)s” on this server.", key=programme))
        yield visit


@contextmanager
def keeping(text: str) -> Iterator[None]:
    """Let an error in the block carry what somebody typed, so that the page that tells of it gives it back."""
    try:
        yield
    except PolythingError as error:
        error.kept = text
        raise


def wants_json(request: Request) -> bool:
    return "application/json" in request.headers.get("accept", "")


def safe_next(value: str) -> str:
    """Return a path of ours to go on to; "/" for anything that leads elsewhere."""
    if value.startswith("/") and not value.startswith(("//", "/\\")) and "\n" not in value and "\r" not in value:
        return value
    return "/"


def see(address: str) -> RedirectResponse:
    """Go on with GET after a POST."""
    return RedirectResponse(address, 303)
