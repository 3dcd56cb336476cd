"""Addresses and numbers that the source changed: the people of a language look, and take them over by one click."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import Response

from service.authoring.value_proposals import apply_values, proposals
from service.errors import NotFound
from service.model import Document
from service.translation.permissions import may_carry_values
from service.web.addresses import AtLanguage
from service.web.views.proposed_values import language_view
from service.web.visit import Visit, see

router = APIRouter(prefix="/p/{programme}/values")
MOST = 10**15
"""No revision has a greater number; a form that says so is not ours."""


def _document(visit: Visit, page: str) -> Document | None:
    """The document that a page's address names ("thing/06-…"), None for the whole programme."""
    if not page:
        return None
    kind, _, slug = page.partition("/")
    found = visit.uow.documents.find(visit.the_programme.id, kind, slug)
    if found is None or not found.active:
        raise NotFound(visit.words("There is no such page in this programme."))
    return found


@router.get("/{lang}")
def look(at: AtLanguage, page: str = "", applied: int = 0) -> Response:
    """Show what waits in a language, for the programme or for one page."""
    with at.visit() as visit:
        target = visit.language(at.lang)
        document = _document(visit, page)
        found = proposals(
            visit.uow, visit.the_programme.id, document_id=document.id if document else None, tag=target.tag
        )
        return visit.page(
            "values.html",
            lang=target,
            document=document,
            view=language_view(found, visit.base, visit.words),
            may=visit.actor is not None and may_carry_values(visit.actor, target.tag),
            said=said(visit, applied),
            current="translate",
        )


def said(visit: Visit, applied: int) -> str:
    """What a click did, in words; "" if there was none."""
    if not 0 < applied < MOST:
        return ""
    return visit.words.plural(
        "Done. %(num)s text has the source’s addresses and numbers now.",
        "Done. %(num)s texts have the source’s addresses and numbers now.",
        applied,
    )


@router.post("/{lang}")
def take(
    at: AtLanguage,
    upto: Annotated[int, Form(ge=0, le=MOST)],
    page: Annotated[str, Form()] = "",
) -> Response:
    """Take over all that the page has shown and that is certain."""
    applied, more = 0, True
    while more:  # in short transactions, so that nobody waits
        with at.visit(write=True) as visit:
            actor = visit.who()
            if not applied:
                visit.count("source")
            target = visit.language(at.lang)
            document = _document(visit, page)
            number = document.id if document else None
            done = apply_values(visit.uow, actor, target.tag, document_id=number, upto=upto)
            query = f"&page={document.identity}" if document else ""
            address = f"{visit.base}/values/{target.tag}"
        applied, more = applied + sum(done.applied.values()), done.more
    return see(f"{address}?applied={applied}{query}")
