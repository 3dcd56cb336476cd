"""The editor: the sheet with one open paragraph, and everything that is done to a paragraph.

Every address works for a form without scripts (it redirects to the next paragraph) and for the editor's own requests
(which ask for JSON and get the pieces of the page that changed).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Annotated
from urllib.parse import quote

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Form, Query
from pydantic import BaseModel
from starlette.responses import HTMLResponse, JSONResponse, Response

from service.errors import EmptyText, NotFound
from service.machine import MachineText, Unavailable
from service.machine.base import Terms
from service.machine.guard import Guard
from service.model import Actor
from service.store.rows import EditorRow
from service.translation import workflow
from service.translation.glossary import terms_in
from service.translation.permissions import Action
from service.translation.results import Conflict, Saved
from service.translation.submission import Submission
from service.web.addresses import AtParagraph, AtSheet
from service.web.loading.checking import checked
from service.web.loading.helping import machine_suggestion, suggestions, unavailable
from service.web.loading.sheet import Sheet, load
from service.web.pages.preview import rendered
from service.web.views.editor import Card, EditorPage, Undo, as_conflict, build_card
from service.web.visit import Visit, keeping, see, wants_json

router = APIRouter(prefix="/p/{programme}/translate/{lang}/{kind}/{slug}")
Text = Annotated[str, Form()]


def number_or_none(value: str) -> int | None:
    """Read a revision's number from a form; anything else is no revision."""
    return int(value) if value.isdecimal() and len(value) < 18 else None


class Asked(BaseModel):
    """What the address of the editor says after the question mark."""

    at: str = ""
    view: str = "both"
    help: str = ""
    saved: str = ""
    undo: str = ""


@router.get("")
def editor(at: AtSheet, asked: Annotated[Asked, Query()]) -> Response:
    with at.visit() as visit:
        sheet = load(visit, at)
        page = sheet.page(asked.at, asked.view)
        if page.card is not None:
            row = sheet.row(page.open_key)
            if page.card.text:
                page = page.replace(card=_with_findings(visit, page, row))
            if asked.help and page.rank:
                page = page.replace(help=suggestions(sheet, row))
        revision = number_or_none(asked.undo)
        if asked.saved and any(row.key == asked.saved for row in page.rows):
            undo = Undo(asked.saved, revision) if revision is not None and page.rank else None
            page = page.replace(toast=_said(page), undo=undo)
        return visit.page("editor.html", page=page, current="translate")


def _with_findings(visit: Visit, page: EditorPage, row: EditorRow) -> Card | None:
    card = page.card
    return replace(card, findings=checked(visit, row, card.text, page.language)) if card else None


@router.get("/card/{key}")
def card(at: AtParagraph, close: str = "") -> Response:
    """The open paragraph as a piece of the page, and the one that closes."""
    with at.visit() as visit:
        sheet = load(visit, at)
        sheet.row(at.key)
        page = sheet.page(at.key)
        return JSONResponse(pieces(visit, sheet, page, closed=(close,)), headers={"Cache-Control": "no-store"})


def pieces(visit: Visit, sheet: Sheet, page: EditorPage, *, closed: tuple[str, ...] = ()) -> dict[str, object]:
    """Return what the editor's script exchanges: resting rows, the open card, the progress."""
    rows = {row.key: row.html for row in page.rows if row.key in closed and row.key != page.open_key}
    html = ""
    if page.card is not None:
        row = sheet.row(page.open_key)
        findings = page.card.findings or (
            checked(visit, row, page.card.text, page.language) if page.card.text and not page.card.conflict else ()
        )
        html = visit.fragment("parts/card_part.html", page=page, card=page.card, findings=findings, help=None)
    return {
        "rows": rows,
        "card": html,
        "progress": visit.fragment("parts/progress_part.html", page=page),
        "next": page.open_key if page.card is not None else None,
    }


class SaveForm(BaseModel):
    """A text with what is to become of it. ``choose`` answers a clash: "theirs", or "mine" (then that is the text)."""

    text: str = ""
    base: str = ""
    action: str = "save"
    helped_by: str = ""
    to_check: str = ""
    choose: str = ""
    mine: str = ""
    theirs: str = ""

    @property
    def written(self) -> str:
        return self.mine if self.choose == "mine" else self.text


@router.post("/save/{key}")
def save(at: AtParagraph, form: Annotated[SaveForm, Form()]) -> Response:
    """Save, suggest, approve, or say that a text is still right; then go on to the next paragraph."""
    with keeping(form.written), at.visit(write=True) as visit:
        actor = visit.writer()
        visit.count("save")
        sheet = load(visit, at)
        row = sheet.row(at.key)
        result = _carry_out(visit, actor, row, sheet.language.tag, form)
        visit.uow.flush()
        if isinstance(result, Conflict):
            return _both(visit, sheet, row, result)
        return _saved(visit, load(visit, at), at.key, result)


def _carry_out(visit: Visit, actor: Actor, row: EditorRow, tag: str, form: SaveForm) -> Saved | Conflict:
    started = number_or_none(form.base)
    if form.choose == "theirs":
        visit.uow.translations.drop_draft(actor.person_id, row.unit_id, tag)
        return Saved(row.revision_id or 0, row.state, "save", "unchanged")
    if form.action == "still_right" and row.revision_id is not None:
        return workflow.still_right(visit.uow, actor, row.unit_id, tag, started or row.revision_id)
    if not form.written.strip():
        raise EmptyText(visit.words("There is nothing to save yet. Write something first."))
    action: Action = "suggest" if form.action == "suggest" else "approve" if form.action == "approve" else "save"
    given = Submission(form.written, started, form.helped_by or "person", bool(form.to_check))
    return workflow.save(visit.uow, actor, row.unit_id, tag, given, action)


def _saved(visit: Visit, sheet: Sheet, key: str, result: Saved) -> Response:
    """Answer a save that went well: the next paragraph is open."""
    page = sheet.page(key)
    following = page.next_after(key)
    page = sheet.page(following) if following else page.replace(card=None, open_key="")
    undo = {"key": key, "revision": result.revision_id} if result.note != "unchanged" else None
    if wants_json(visit.request):
        found = pieces(visit, sheet, page, closed=(key,))
        found |= {"status": "saved", "message": _said(page, result), "undo": undo}
        if sheet.document.kind != "poster" or not following:
            preview = rendered(sheet, {})
            found["preview"] = preview.html if preview else None
        return JSONResponse(found)
    query = f"?at={following or key}&saved={key}" + (f"&undo={result.revision_id}" if undo else "")
    return see(f"{sheet.address}{query}#open")


def _said(page: EditorPage, result: Saved | None = None) -> str:
    """What is spoken after a save."""
    _ = page.words
    notes = {
        "beside": _("Kept as a suggestion beside the text that counts."),
        "hidden": _("Kept. Others see it once your address is confirmed."),
        "second_reader": _("Saved. Your own text needs a second reader before it counts as approved."),
    }
    said = notes.get(result.note if result else "") or _("Saved.")
    return _("%(said)s %(done)s of %(total)s.", said=said, done=_.number(page.done), total=_.number(page.total))


def _both(visit: Visit, sheet: Sheet, row: EditorRow, result: Conflict) -> Response:
    """Answer a save that met another: both texts, to choose or combine."""
    page = sheet.page(row.key)
    assert page.card is not None
    card = as_conflict(
        build_card(row, page.card.row, page.card.title, visit.words),
        base=result.theirs_revision,
        mine=result.mine_text,
        theirs=result.theirs_text,
        name=result.theirs_author,
        words=visit.words,
    )
    page = page.replace(card=card)
    if wants_json(visit.request):
        found = pieces(visit, sheet, page)
        message = visit.words("Somebody changed this while you were writing. Both texts are safe.")
        return JSONResponse({**found, "status": "conflict", "message": message, "next": row.key})
    return visit.page("editor.html", 409, page=page, current="translate")


@router.post("/draft/{key}")
def draft(at: AtParagraph, text: Text = "", base: Text = "") -> Response:
    """Keep what somebody is writing, for their eyes only."""
    with keeping(text), at.visit(write=True) as visit:
        actor = visit.writer()
        visit.count("draft")
        target = visit.language(at.lang)
        document = visit.uow.documents.find(visit.the_programme.id, at.kind, at.slug)
        unit = visit.uow.units.by_key(document.id, at.key) if document else None
        if unit is not None:
            workflow.keep_draft(visit.uow, actor, unit.id, target.tag, text, number_or_none(base))
    return JSONResponse({"status": "kept" if unit is not None else "gone"}, 200 if unit is not None else 404)


@router.post("/undo/{key}")
def undo(at: AtParagraph, revision: Text = "", close: Text = "") -> Response:
    """Take one's own last save back."""
    with at.visit(write=True) as visit:
        actor = visit.writer()
        visit.count("save")
        sheet = load(visit, at)
        workflow.undo(visit.uow, actor, sheet.row(at.key).unit_id, sheet.language.tag, number_or_none(revision) or 0)
        visit.uow.flush()
        sheet = load(visit, at)
        if wants_json(visit.request):
            return JSONResponse({**pieces(visit, sheet, sheet.page(at.key), closed=(close,)), "status": "undone"})
        return see(f"{sheet.address}?at={quote(at.key)}#open")


@router.get("/help/{key}")
def helping(at: AtParagraph) -> Response:
    """Suggestions from memory and glossary, as a piece of the page."""
    with at.visit() as visit:
        sheet = load(visit, at)
        found = suggestions(sheet, sheet.row(at.key))
        return visit.page("parts/help_part.html", page=sheet.page(at.key), help=found)


@dataclass(frozen=True)
class _Question:
    """What the machine is asked, and what is needed to show its answer."""

    visit: Visit
    guard: Guard
    page: EditorPage
    number: int
    programme_id: int
    text: str
    terms: Terms


def _question(at: AtParagraph) -> _Question:
    with at.visit() as visit:
        visit.writer()
        visit.count("machine")
        sheet = load(visit, at)
        row = sheet.row(at.key)
        guard = visit.site.machine
        if guard is None:
            raise NotFound(visit.words("There is no machine here."))
        programme_id = visit.the_programme.id
        found = [
            hit.term for hit in terms_in(visit.uow, programme_id, sheet.source.tag, row.source, sheet.language.tag)
        ]
        terms = Terms(
            keep=tuple(term.term for term in found if term.do_not_translate),
            agreed=tuple((term.term, term.targets[0]) for term in found if term.targets and not term.do_not_translate),
        )
        number = len(suggestions(sheet, row).items) + 1
        return _Question(visit, guard, sheet.page(at.key), number, programme_id, row.source, terms)


@router.get("/machine/{key}")
async def machine(at: AtParagraph) -> Response:
    """The machine's suggestion, asked for after all others.

    No transaction is open while the engine thinks, and it thinks on threads of its own: pages never wait for it.
    """
    asked = await to_thread.run_sync(_question, at)

    def ask() -> MachineText | Unavailable:
        page = asked.page
        return asked.guard.translate(asked.programme_id, page.source.tag, page.language.tag, asked.text, asked.terms)

    answer = await to_thread.run_sync(ask, limiter=_machine_threads())
    item, said = None, ""
    if isinstance(answer, Unavailable):
        said = unavailable(asked.visit.words, answer)
    else:
        item = machine_suggestion(asked.visit.words, answer, asked.number)
    return HTMLResponse(asked.visit.fragment("parts/machine_part.html", page=asked.page, item=item, said=said))


@cache
def _machine_threads() -> CapacityLimiter:
    return CapacityLimiter(4)
