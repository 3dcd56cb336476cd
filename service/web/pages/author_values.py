"""One click for all languages: an author takes changed addresses and numbers over into every translation of a page."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import Response

from service.authoring.value_proposals import apply_values
from service.web.addresses import AtSource
from service.web.loading.author_page import find
from service.web.pages.language_values import MOST
from service.web.visit import see

router = APIRouter()


@router.post("/{kind}/{slug}/values")
def take(at: AtSource, upto: Annotated[int, Form(ge=0, le=MOST)]) -> Response:
    """Take over all that the page has shown and that is certain; in short transactions, so that nobody waits."""
    with at.visit() as visit:
        visit.must("author")
        visit.count("source")
        document_id = find(visit, at).id
        tags = [row.tag for row in visit.uow.programmes.languages(visit.the_programme.id)]
        address = f"{visit.base}/author/{at.kind}/{at.slug}"
    applied = 0
    for tag in tags:
        more = True
        while more:
            with at.visit(write=True) as visit:
                done = apply_values(visit.uow, visit.must("author"), tag, document_id=document_id, upto=upto)
            applied, more = applied + sum(done.applied.values()), done.more
    return see(f"{address}?applied={applied}#values")
