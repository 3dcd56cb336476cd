"""Source texts for authors: read, change, and see what a change costs before it is saved."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import Response

from service.authoring.sources import Change, update_document
from service.changes.align import EDITED
from service.documents.reader import read_document
from service.errors import ContentError
from service.store.proposals import Proposals
from service.sync.write_back import request_write_back
from service.web.addresses import AtProgramme, AtSource
from service.web.loading.author_page import Writing, find, render
from service.web.loading.source_versions import edit_cost
from service.web.numbers import FormNumber
from service.web.pages import author_history, author_proposals, author_values
from service.web.pages.author_proposals import proposed, version
from service.web.pages.language_values import said as values_said
from service.web.views.editor import kind_name
from service.web.visit import Visit, keeping, see

router = APIRouter(prefix="/p/{programme}/author")
for page in (author_proposals, author_values, author_history):
    router.include_router(page.router)


@router.get("")
def documents(at: AtProgramme) -> Response:
    with at.visit() as visit:
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
def source(at: AtSource, said: str = "", applied: int = 0, start: int = 0) -> Response:
    """Show a text; with ``start`` a version that waits stands in the text box, to work on."""
    with at.visit() as visit:
        visit.must("author")
        document = find(visit, at)
        text = visit.uow.documents.source(document).text
        if start:
            text = proposed(visit, document, start).text
        done = values_said(visit, applied) or _said(visit, said)
        return render(visit, document, Writing(text, said=done, start=start))


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
    at: AtSource,
    text: Annotated[str, Form()],
    base: FormNumber,
    action: Annotated[str, Form()] = "cost",
    change: Annotated[str, Form()] = "",
    start: FormNumber = 0,
) -> Response:
    """Show the cost of a new text, or save it."""
    with keeping(text), at.visit(write=True) as visit:
        actor = visit.must("author")
        visit.count("source")
        _ = visit.words
        document = visit.uow.documents.lock(find(visit, at).id)
        text = text.replace("\r\n", "\n")
        if not text.endswith("\n"):
            text += "\n"
        if start:
            version(visit, document, start)
        try:
            new = read_document(document.kind, document.slug, document.path, text)
        except ContentError as error:
            return render(visit, document, Writing(text, problem=str(error), base=base, start=start), 422)
        said: Change | None = next((name for name in EDITED if name == change), None)
        if action == "save" and base == document.source_revision_id:
            folder = visit.site.previews.folder(visit.uow, visit.the_programme)
            update_document(visit.uow, folder, document, new, said, actor.person_id)
            if start and version(visit, document, start).status == "proposed":
                visit.uow.documents.set_status(start, "accepted")
            request_write_back(visit.uow, visit.the_programme.id)
            return see(f"{visit.base}/author/{at.kind}/{at.slug}?said=saved")
        problem = ""
        if base != document.source_revision_id:
            problem = _("Somebody saved another version meanwhile. Below is your text, compared with the new one.")
        writing = Writing(text, problem=problem, cost=edit_cost(visit, document, new, said), start=start)
        return render(visit, document, writing, 422 if problem else 200)
