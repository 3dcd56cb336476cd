"""Source texts for authors: read, change, and see what a change costs before it is saved."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from service.authoring.sources import Change, update_document
from service.changes.align import EDITED
from service.documents.reader import read_document
from service.errors import ContentError
from service.store.proposals import Proposals
from service.sync.write_back import request_write_back
from service.web.loading.author_page import find, render
from service.web.loading.source_versions import edit_cost
from service.web.pages import author_history, author_proposals, author_values
from service.web.pages.author_proposals import proposed, version
from service.web.pages.language_values import said as values_said
from service.web.views.editor import kind_name
from service.web.visit import Visit, keeping, see, visiting

router = APIRouter(prefix="/p/{programme}/author")
for page in (author_proposals, author_values, author_history):
    router.include_router(page.router)


@router.get("")
def documents(request: Request, programme: str) -> Response:
    with visiting(request, programme) as visit:
        visit.must("author")
        number = visit.the_programme.id
        waiting = visit.uow.documents.waiting(number)
        values = Proposals(visit.uow.session, visit.uow.clock).documents(number)
        items = [
            {
                "title": row.title,
                "identity": row.identity,
                "kind": kind_name(row, visit.words),
                "versions": waiting.get(row.id, 0),
                "proposed": values.get(row.id, 0),
            }
            for row in visit.uow.documents.all(number)
        ]
        marked = [item for item in items if item["versions"] or item["proposed"]]
        return visit.page("author_list.html", documents=items, waiting=marked, current="author")


@router.get("/{kind}/{slug}")
def source(
    request: Request, programme: str, kind: str, slug: str, said: str = "", applied: int = 0, start: int = 0
) -> Response:
    """Show a text; with ``start`` a version that waits stands in the text box, to work on."""
    with visiting(request, programme) as visit:
        visit.must("author")
        document = find(visit, kind, slug)
        text = visit.uow.documents.source(document).text
        if start:
            text = proposed(visit, document, start).text
        return render(visit, document, text, said=values_said(visit, applied) or _said(visit, said), start=start)


def _said(visit: Visit, what: str) -> str:
    _ = visit.words
    texts = {
        "saved": _("The text is saved. Translators see what changed."),
        "used": _("The file’s text is the text now. Translators see what changed."),
        "left": _("The file’s text is left aside. It stays in the history."),
    }
    return texts.get(what, "")


@router.post("/{kind}/{slug}")
def change(
    request: Request,
    programme: str,
    kind: str,
    slug: str,
    text: Annotated[str, Form()],
    base: Annotated[int, Form()],
    action: Annotated[str, Form()] = "cost",
    change: Annotated[str, Form()] = "",
    start: Annotated[int, Form()] = 0,
) -> Response:
    """Show the cost of a new text, or save it."""
    with keeping(text), visiting(request, programme, write=True) as visit:
        actor = visit.must("author")
        visit.count("source")
        _ = visit.words
        document = visit.uow.documents.lock(find(visit, kind, slug).id)
        text = text.replace("\r\n", "\n")
        if not text.endswith("\n"):
            text += "\n"
        if start:
            version(visit, document, start)
        try:
            new = read_document(document.kind, document.slug, document.path, text)
        except ContentError as error:
            return render(visit, document, text, problem=str(error), status=422, base=base, start=start)
        said: Change | None = next((name for name in EDITED if name == change), None)
        if action == "save" and base == document.source_revision_id:
            folder = visit.site.previews.folder(visit.uow, visit.the_programme)
            update_document(visit.uow, folder, document, new, said, actor.person_id)
            if start and version(visit, document, start).status == "proposed":
                visit.uow.documents.set_status(start, "accepted")
            request_write_back(visit.uow, visit.the_programme.id)
            return see(f"{visit.base}/author/{kind}/{slug}?said=saved")
        problem = ""
        if base != document.source_revision_id:
            problem = _("Somebody saved another version meanwhile. Below is your text, compared with the new one.")
        return render(
            visit, document, text, problem=problem, status=422 if problem else 200,
            cost=edit_cost(visit, document, new, said), start=start,
        )  # fmt: skip
