"""What all addresses of a source text share: finding the document, and showing its page."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import Response

from service.authoring.value_proposals import proposals
from service.errors import NotFound
from service.model import Document
from service.web.addresses import SourceAddress
from service.web.loading.source_versions import waiting_versions
from service.web.views.proposed_values import values_view
from service.web.views.source_cost import CostView
from service.web.visit import Visit


def find(visit: Visit, at: SourceAddress) -> Document:
    """Return a document of the programme. Raises NotFound."""
    found = visit.uow.documents.find(visit.the_programme.id, at.kind, at.slug)
    if found is None or not found.active:
        raise NotFound(visit.words("There is no such page in this programme."))
    return found


@dataclass(frozen=True)
class Writing:
    """What stands on the page of a source text.

    ``text`` is in the text box, ``said`` what went well, ``problem`` what did not (the text is still there). ``base``
    is the version that the text started from, the current one if None; ``start`` the proposed version that it began
    as, 0 if none; ``cost`` what saving it would cost, if that was asked.
    """

    text: str
    said: str = ""
    problem: str = ""
    base: int | None = None
    cost: CostView | None = None
    start: int = 0


def render(visit: Visit, document: Document, writing: Writing, status: int = 200) -> Response:
    """Show a source text with what waits for its author."""
    found = proposals(visit.uow, visit.the_programme.id, document_id=document.id)
    return visit.page(
        "author.html",
        status,
        document=document,
        text=writing.text,
        base=document.source_revision_id or 0 if writing.base is None else writing.base,
        said=writing.said,
        problem=writing.problem,
        cost=writing.cost,
        start=writing.start,
        values=values_view(found, visit.words),
        versions=waiting_versions(visit, document),
        current="author",
    )
