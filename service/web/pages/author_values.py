"""One click for all languages: an author takes changed addresses and numbers over into every translation of a page."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from service.authoring.value_proposals import apply_values
from service.web.loading.author_page import find
from service.web.pages.language_values import MOST
from service.web.visit import see, visiting

router = APIRouter()


@router.post("/{kind}/{slug}/values")
def take(request: Request, programme: str, kind: str, slug: str, upto: Annotated[int, Form(ge=0, le=MOST)]) -> Response:
    """Take over all that the page has shown and that is certain; in short transactions, so that nobody waits."""
    with visiting(request, programme) as visit:
        visit.must("author")
        document_id = find(visit, kind, slug).id
        tags = [row.tag for row in visit.uow.programmes.languages(visit.the_programme.id)]
        address = f"{visit.base}/author/{kind}/{slug}"
    applied = 0
    for tag in tags:
        more = True
        while more:
            with visiting(request, programme, write=True) as visit:
                done = apply_values(visit.uow, visit.must("author"), tag, document_id=document_id, upto=upto)
            applied, more = applied + sum(done.applied.values()), done.more
    return see(f"{address}?applied={applied}#values")
