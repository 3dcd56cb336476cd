"""Start a language in one step."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import Response

from exporters.writing.order import sort_key
from service.errors import NotAllowed, SettingsError
from service.languages import known
from service.languages import language as by_tag
from service.sync.write_back import request_write_back
from service.web.addresses import AtProgramme
from service.web.visit import Visit, see

router = APIRouter(prefix="/p/{programme}")


def _may(visit: Visit) -> None:
    visit.who()
    if not visit.coordinates:
        raise NotAllowed(visit.words("Coordinators and organisers start languages."))


@router.get("/languages/add")
def form(at: AtProgramme) -> Response:
    with at.visit() as visit:
        _may(visit)
        there = {row.tag for row in visit.uow.programmes.languages(visit.the_programme.id)}
        there.add(visit.the_programme.source_language)
        choices = [
            {"tag": item.tag, "name": visit.words.name_of(item.tag), "autonym": item.autonym}
            for item in known()
            if item.tag not in there
        ]
        place = sort_key(visit.words.tag)
        choices.sort(key=lambda item: place(item["name"]))
        machine = bool(visit.site.settings.machine_engine)
        return visit.page("languages_add.html", known=choices, machine=machine, current="translate")


@router.post("/languages/add")
def add(
    at: AtProgramme,
    tag: Annotated[str, Form()] = "",
    states: Annotated[str, Form()] = "approved",
    draft: Annotated[str, Form()] = "",
    machine: Annotated[str, Form()] = "",
) -> Response:
    """Add the language; volunteers can write at once."""
    with at.visit(write=True) as visit:
        _may(visit)
        visit.count("source")
        language = by_tag(tag) if tag else None
        if language is None or language.tag == visit.the_programme.source_language:
            raise SettingsError(visit.words("Choose a language first."))
        if language.tag in {row.tag for row in visit.uow.programmes.languages(visit.the_programme.id)}:
            visit.must("coordinator", language.tag)  # its rule is its own people's
        allowed = ["translated", "approved"] if states == "translated" else ["approved"]
        visit.uow.programmes.save_language(
            visit.the_programme.id,
            language.tag,
            rule={"states": allowed, "fallback": "source"},
            machine=bool(machine),
            draft=bool(draft),
        )
        visit.uow.counters.recount_programme(visit.the_programme.id, tags=[language.tag])
        request_write_back(visit.uow, visit.the_programme.id)
        return see(f"{visit.base}/translate/{language.tag}")
