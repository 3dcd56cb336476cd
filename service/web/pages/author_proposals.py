"""Versions of a source that the sync found in a file and did not take over by itself: their author decides."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import Response

from service.authoring.sources import Change, update_document
from service.changes.align import EDITED
from service.documents.reader import read_document
from service.errors import ContentError, NotFound, StaleVersion
from service.model import Document, SourceRevision
from service.sync.write_back import request_write_back
from service.web.addresses import AtSource
from service.web.loading.author_page import Writing, find, render
from service.web.numbers import FormNumber
from service.web.views.source_versions import newer_than
from service.web.visit import Visit, see

router = APIRouter()


def version(visit: Visit, document: Document, number: int) -> SourceRevision:
    """Return a version of this very document. Raises NotFound."""
    for revision in visit.uow.documents.revisions(document.id):
        if revision.id == number:
            return revision
    raise NotFound(visit.words("This page has no such version."))


def proposed(visit: Visit, document: Document, number: int) -> SourceRevision:
    """Return a version that waits for the author.

    Raises:
        NotFound: this document has no such version.
        StaleVersion: somebody has answered it already.
    """
    revision = version(visit, document, number)
    if revision.status != "proposed":
        raise StaleVersion(
            visit.words("This version has been answered already."),
            hint=visit.words("Open the page again to see the text as it is now."),
        )
    return revision


@router.post("/{kind}/{slug}/proposal")
def answer(
    at: AtSource,
    revision: FormNumber,
    base: FormNumber,
    action: Annotated[str, Form()],
    change: Annotated[str, Form()] = "",
    seen: Annotated[str, Form()] = "",
) -> Response:
    """Take a version over, or leave it aside. It stays in the history either way."""
    with at.visit(write=True) as visit:
        actor = visit.must("author")
        visit.count("source")
        _ = visit.words
        document = visit.uow.documents.lock(find(visit, at).id)
        chosen = proposed(visit, document, revision)
        address = f"{visit.base}/author/{at.kind}/{at.slug}"
        if action == "leave":
            visit.uow.documents.set_status(chosen.id, "declined")
            return see(f"{address}?said=left")
        if action != "use":
            raise NotFound(_("There is no such answer."))
        current = visit.uow.documents.source(document)
        problem = ""
        saved = [row.id for row in visit.uow.documents.revisions(document.id, status="current")]
        if base != current.id:
            problem = _("Somebody saved another version meanwhile. Look at the difference again.")
        elif newer_than(chosen, saved) and not seen:
            problem = _("This version is older than the text here. Say that you have seen what would be undone.")
        if problem:
            return render(visit, document, Writing(current.text, problem=problem), 409)
        try:
            new = read_document(document.kind, document.slug, document.path, chosen.text)
        except ContentError as error:
            return render(visit, document, Writing(current.text, problem=str(error)), 422)
        said: Change | None = next((name for name in EDITED if name == change), None)
        folder = visit.site.previews.folder(visit.uow, visit.the_programme)
        update_document(visit.uow, folder, document, new, said, actor.person_id)
        visit.uow.documents.set_status(chosen.id, "accepted")
        request_write_back(visit.uow, visit.the_programme.id)
        return see(f"{address}?said=used")
