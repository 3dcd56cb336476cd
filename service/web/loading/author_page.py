"""What all addresses of a source text share: finding the document, and showing its page."""

from __future__ import annotations

from starlette.responses import Response

from service.authoring.value_proposals import proposals
from service.errors import NotFound
from service.model import Document
from service.web.loading.source_versions import waiting_versions
from service.web.views.proposed_values import values_view
from service.web.views.source_cost import CostView
from service.web.visit import Visit


def find(visit: Visit, kind: str, slug: str) -> Document:
    """Return a document of the programme. Raises NotFound."""
    found = visit.uow.documents.find(visit.the_programme.id, kind, slug)
    if found is None or not found.active:
        raise NotFound(visit.words("There is no such page in this programme."))
    return found


def render(
    visit: Visit,
    document: Document,
    text: str,
    *,
    said: str = "",
    problem: str = "",
    status: int = 200,
    base: int | None = None,
    cost: CostView | None = None,
    start: int = 0,
) -> Response:
    """Show a source text with what waits for its author.

    Args:
        visit: the request.
        document: whose page it is.
        text: what stands in the text box.
        said: what went well.
        problem: what did not; the text is still there.
        status: of the answer.
        base: the version that the text started from, the current one if None.
        cost: what saving the text would cost, if that was asked.
        start: the proposed version that the text began as, 0 if none.
    """
    found = proposals(visit.uow, visit.the_programme.id, document_id=document.id)
    return visit.page(
        "author.html",
        status,
        document=document,
        text=text,
        base=document.source_revision_id or 0 if base is None else base,
        said=said,
        problem=problem,
        cost=cost,
        start=start,
        values=values_view(found, visit.words),
        versions=waiting_versions(visit, document),
        current="author",
    )
