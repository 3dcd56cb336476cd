"""Source texts for authors: read, change, and see what a change costs before it is saved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Request
from markupsafe import Markup
from starlette.responses import Response

from service.catalogue.align import Alignment
from service.catalogue.source import SourceDocument, read_document
from service.errors import ContentError, NotFound
from service.model import Document
from service.sync.sources import EDITED, Change, alignment_of, cost_of, update_document
from service.sync.write_back import request_write_back
from service.web.diff import changed
from service.web.views.editor import kind_name
from service.web.visit import Visit, see, visiting

router = APIRouter(prefix="/p/{programme}/author")
SHOWN = 12
"""Changed paragraphs that are shown with their differences."""


@dataclass(frozen=True)
class CostView:
    """What an edit costs, in numbers, with the differences to look at."""

    title: str
    same: int
    changed: int
    new: int
    gone: int
    languages: int
    words: int
    edits: tuple[Markup, ...]
    kind: str


@router.get("")
def documents(request: Request, programme: str) -> Response:
    with visiting(request, programme) as visit:
        visit.must("author")
        items = [
            {"title": row.title, "identity": row.identity, "kind": kind_name(row, visit.words)}
            for row in visit.uow.documents.all(visit.the_programme.id)
        ]
        return visit.page("author_list.html", documents=items, current="author")


def _document(visit: Visit, kind: str, slug: str) -> Document:
    found = visit.uow.documents.find(visit.the_programme.id, kind, slug)
    if found is None or not found.active:
        raise NotFound(visit.words("There is no such page in this programme."))
    return found


@router.get("/{kind}/{slug}")
def source(request: Request, programme: str, kind: str, slug: str, saved: str = "") -> Response:
    with visiting(request, programme) as visit:
        visit.must("author")
        document = _document(visit, kind, slug)
        revision = visit.uow.documents.source(document)
        said = visit.words("The text is saved. Translators see what changed.") if saved else ""
        return _page(visit, document, revision.text, revision.id, saved=said)


def _page(
    visit: Visit, document: Document, text: str, base: int, *, saved: str = "", problem: str = "",
    cost: CostView | None = None,
) -> Response:  # fmt: skip
    return visit.page(
        "author.html",
        422 if problem else 200,
        document=document,
        text=text,
        base=base,
        may=True,
        saved=saved,
        problem=problem,
        cost=cost,
        current="author",
    )


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
) -> Response:
    """Show the cost of a new text, or save it."""
    with visiting(request, programme, write=True) as visit:
        actor = visit.must("author")
        _ = visit.words
        document = _document(visit, kind, slug)
        text = text.replace("\r\n", "\n")
        if not text.endswith("\n"):
            text += "\n"
        try:
            new = read_document(document.kind, document.slug, document.path, text)
        except ContentError as error:
            return _page(visit, document, text, base, problem=str(error))
        said: Change | None = next((name for name in EDITED if name == change), None)  # type: ignore[misc]
        if action == "save" and base == document.source_revision_id:
            folder = visit.site.previews.folder(visit.uow, visit.the_programme)
            update_document(visit.uow, folder, document, new, said, actor.person_id)
            request_write_back(visit.uow, visit.the_programme.id)
            return see(f"{visit.base}/author/{kind}/{slug}?saved=1")
        current = document.source_revision_id or 0
        problem = ""
        if base != current:
            problem = _("Somebody saved another version meanwhile. Below is your text, compared with the new one.")
        return _page(visit, document, text, current, cost=_cost(visit, document, new, said), problem=problem)


def _cost(visit: Visit, document: Document, new: SourceDocument, said: Change | None) -> CostView:
    """Count what an edit makes people do, with the author's word or the one the differences propose."""
    _ = visit.words
    alignment, _rows = alignment_of(visit.uow, document.id, new)
    proposed = said or _proposed(alignment)
    cost = cost_of(visit.uow, document, new, proposed)
    tags = len(visit.uow.programmes.languages(visit.the_programme.id))
    words = cost.words + cost.new_words * tags
    languages = tags if cost.new_units else cost.languages
    edits = [pair for pair in alignment.pairs if pair.old and pair.new and pair.old.source != pair.new.source]
    free = cost.free and not alignment.count("gone")
    return CostView(
        title=_("This costs the translators nothing") if free else _("What this costs"),
        same=alignment.count("same") + alignment.count("moved"),
        changed=len(edits),
        new=cost.new_units,
        gone=alignment.count("gone"),
        languages=languages,
        words=words,
        edits=tuple(changed(pair.old.source, pair.new.source) for pair in edits[:SHOWN] if pair.old and pair.new),
        kind=proposed,
    )


def _proposed(alignment: Alignment) -> Change:
    """The gravest change that the differences look like."""
    effects = {pair.effect for pair in alignment.pairs}
    return "meaning" if "meaning" in effects else "minor" if "minor" in effects else "cosmetic"
