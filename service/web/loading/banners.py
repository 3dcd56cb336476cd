"""Messages at the head of a page that somebody has to be asked for."""

from __future__ import annotations

from service.authoring.value_proposals import proposals
from service.model import Document
from service.web.views.editor import Banner
from service.web.views.proposed_values import values_banner
from service.web.visit import Visit


def values_waiting(visit: Visit, tag: str, document: Document | None = None) -> list[Banner]:
    """Say to the people of a language where texts can follow the source by a click, of one page or of all."""
    found = proposals(visit.uow, visit.the_programme.id, document_id=document.id if document else None, tag=tag)
    address = f"{visit.base}/values/{tag}" + (f"?page={document.identity}" if document else "")
    return values_banner(found, address, visit.words)
