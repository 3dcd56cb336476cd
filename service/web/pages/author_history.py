"""The history of a source text: who changed what and when, and each version to download."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query
from starlette.responses import Response

from service.model import SourceRevision
from service.web.addresses import AtSource
from service.web.hunks import Hunk, hunks
from service.web.loading.author_page import find
from service.web.loading.source_versions import version_items
from service.web.pages.author_proposals import version
from service.web.views.source_versions import PLACES
from service.web.visit import Visit

router = APIRouter()


@router.get("/{kind}/{slug}/history")
def history(at: AtSource, look: int = 0) -> Response:
    """List the versions; ``look`` opens one with its difference to the version it was made from."""
    with at.visit() as visit:
        visit.must("author")
        document = find(visit, at)
        places = _changes(visit, version(visit, document, look)) if look else ()
        return visit.page(
            "author_history.html",
            document=document,
            items=version_items(visit, document),
            look=look,
            hunks=places[:PLACES],
            more=max(0, len(places) - PLACES),
            current="author",
        )


def _changes(visit: Visit, revision: SourceRevision) -> tuple[Hunk, ...]:
    before = visit.uow.documents.revision(revision.parent_id) if revision.parent_id is not None else None
    return hunks(before.text if before else "", revision.text)


@router.get("/{kind}/{slug}/text")
def text(at: AtSource, number: Annotated[int, Query(alias="version")] = 0) -> Response:
    """The Markdown of the current version, or of an older one, as a file."""
    with at.visit() as visit:
        visit.must("author")
        document = find(visit, at)
        found = version(visit, document, number or document.source_revision_id or 0)
        name = f"{document.slug}.md" if not number else f"{document.slug}.{found.id}.md"
        headers = {
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
            "Content-Security-Policy": "sandbox",
        }
        return Response(found.text.encode(), media_type="text/markdown; charset=utf-8", headers=headers)
