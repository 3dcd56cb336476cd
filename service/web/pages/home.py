"""The first page: what this is, in which languages, how to help, where the posters are."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from exporters.writing.order import sort_key
from service.errors import NotFound
from service.store.rows import LanguageRow
from service.web.addresses import AtProgramme
from service.web.views.progress import LanguageCard, language_card
from service.web.visit import LANGUAGE_COOKIE, YEAR, Visit, safe_next, see, visiting
from service.web.words import offered

router = APIRouter()
shortcuts = APIRouter()
"""Included last: it answers whatever no other address does."""

SHORT = frozenset({"translate", "review", "welcome", "downloads", "glossary", "people", "jobs", "languages", "author"})


@router.get("/")
def start(request: Request) -> Response:
    """Lead to the programme, or show which there are."""
    with visiting(request) as visit:
        programmes = visit.uow.programmes.all()
        if len(programmes) == 1:
            return RedirectResponse(f"/p/{programmes[0].key}", 307)
        return visit.page("programmes.html", programmes=programmes)


@router.get("/p/{programme}")
def home(at: AtProgramme) -> Response:
    with at.visit() as visit:
        found = visit.the_programme
        document = visit.site.previews.home(visit.uow, found)
        lead = str(document.get("lead") or "") if document else ""
        tiles = visit.site.previews.tiles(visit.uow, found)
        return visit.page("home.html", programme=found, lead=lead, languages=cards(visit), tiles=tiles, current="")


def cards(visit: Visit) -> list[LanguageCard]:
    """Return the programme's languages, those that need most first, the reader's own at the front."""
    rows = visit.uow.pages.dashboard(visit.the_programme.id)
    mine = visit.words.tag

    place = sort_key(mine)

    def order(row: LanguageRow) -> tuple[bool, bytes]:
        return row.tag.split("-")[0] != mine.split("-")[0], place(visit.words.name_of(row.tag))

    return [language_card(row, visit.words) for row in sorted(rows, key=order)]


@router.post("/language")
async def choose_language(request: Request) -> Response:
    """Remember the language of the interface."""
    form = await request.form()
    answer = see(safe_next(str(form.get("next", "/"))))
    tag = str(form.get("tag", ""))
    if tag in offered():
        answer.set_cookie(LANGUAGE_COOKIE, tag, max_age=YEAR, httponly=True, samesite="lax")
    return answer


@shortcuts.get("/{first}")
@shortcuts.get("/{first}/{rest:path}")
def short(request: Request, first: str, rest: str = "") -> Response:
    """With a single programme, its screens may be asked for without its name."""
    if first not in SHORT:
        raise NotFound("")
    with visiting(request) as visit:
        programmes = visit.uow.programmes.all()
        if len(programmes) != 1:
            raise NotFound("")
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"/p/{programmes[0].key}{request.url.path}{query}", 307)
