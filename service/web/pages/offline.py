"""Taking a page along to work without a network, and bringing it back: a look first, then the change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, File, Form, Query, UploadFile
from markupsafe import Markup
from starlette.responses import Response

from service.errors import CatalogueError, ContentError, EmptyText
from service.exchange.export_file import export_xliff
from service.exchange.offline import offline_bundle
from service.exchange.upload import Sent, Upload, accept, examine
from service.web.addresses import AtSheet
from service.web.carried import packed, unpacked
from service.web.diff import changed
from service.web.loading.sheet import Sheet, load
from service.web.visit import Visit, see
from service.web.words import Words

router = APIRouter(prefix="/p/{programme}/translate/{lang}/{kind}/{slug}")

LARGEST = 1_000_000
"""Bytes of an uploaded file; a page's catalogue has some tens of thousands."""


@dataclass(frozen=True)
class Line:
    """One text that the file would change. ``shown`` is the difference, or the new text where there was none."""

    source: str
    shown: Markup | str
    said: str
    conflict: bool


@router.get("/offline")
def page(at: AtSheet, taken: Annotated[int, Query(ge=-1, le=10**9)] = -1) -> Response:
    with at.visit() as visit:
        sheet = load(visit, at)
        said = ""
        if taken >= 0:
            said = visit.words.plural("%(num)s text was taken over.", "%(num)s texts were taken over.", taken)
        return _page(visit, sheet, said=said)


def _page(visit: Visit, sheet: Sheet, *, said: str = "", problem: str = "", hint: str = "") -> Response:
    name = f"{sheet.document.slug}.{sheet.language.tag}"
    return visit.page(
        "offline.html",
        422 if problem else 200,
        sheet=sheet,
        lang=sheet.language,
        files={ending: f"{sheet.address}/{name}.{ending}" for ending in ("zip", "po", "xlf")},
        may=visit.actor is not None and visit.actor.confirmed,
        said=said,
        problem=problem,
        hint=hint,
        current="translate",
    )


@router.get("/{name}.zip")
def bundle(at: AtSheet, name: str) -> Response:
    """Everything to work without a network: catalogue, preview, glossary, and how to go about it."""
    with at.visit() as visit:
        sheet = load(visit, at)
        folder = visit.site.previews.folder(visit.uow, visit.the_programme)
        data = offline_bundle(visit.uow, folder, sheet.document, sheet.language.tag)
        return _file(data, f"{at.slug}.{sheet.language.tag}.zip", "application/zip")


@router.get("/{name}.xlf")
def xliff(at: AtSheet, name: str) -> Response:
    """The document as XLIFF 2.1, for CAT tools."""
    with at.visit() as visit:
        sheet = load(visit, at)
        folder = visit.site.previews.folder(visit.uow, visit.the_programme)
        data = export_xliff(visit.uow, folder, sheet.document, sheet.language.tag)
        return _file(data, f"{at.slug}.{sheet.language.tag}.xlf", "application/xliff+xml")


def _file(data: bytes, name: str, media_type: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Content-Security-Policy": "sandbox"}
    return Response(data, media_type=media_type, headers=headers)


@router.post("/offline")
def look(
    at: AtSheet,
    file: Annotated[UploadFile, File()],
) -> Response:
    """Show what a file would change; nothing is changed yet."""
    data = file.file.read(LARGEST + 1)
    name = file.filename or ""
    with at.visit() as visit:
        sheet = load(visit, at)
        actor = visit.who()
        visit.count("upload")
        try:
            if not name or not data:
                raise EmptyText(visit.words("Choose a file first."))
            if len(data) > LARGEST:
                raise CatalogueError(visit.words("The file is too large for one page."), path=name)
            sent = Sent(name, data)
            upload = examine(visit.uow, visit.the_programme.key, sheet.document, sheet.language.tag, sent, actor)
        except (CatalogueError, ContentError, EmptyText) as error:
            return _page(visit, sheet, problem=str(error), hint=error.hint)
        return visit.page(
            "offline_look.html",
            sheet=sheet,
            lang=sheet.language,
            lines=_lines(upload, visit.words),
            upload=upload,
            file_name=name,
            data=packed(visit, name, data),
            current="translate",
        )


def _lines(upload: Upload, words: Words) -> list[Line]:
    said = {
        "take": words("new text"),
        "raise": words("the suggestion is taken over"),
        "still_right": words("right for the changed source too"),
        "suggest": words("will be a suggestion"),
        "conflict": words("differs from the text here; will be a suggestion"),
    }
    return [
        Line(
            change.source,
            changed(change.now, change.file) if change.now and change.now != change.file else change.file,
            said[change.outcome],
            change.outcome == "conflict",
        )
        for change in upload.changes
    ]


@router.post("/offline/accept")
def take(
    at: AtSheet,
    name: Annotated[str, Form()],
    data: Annotated[list[str], Form()],
) -> Response:
    """Carry out what was shown. It is worked out anew, so that nothing changed since is overwritten."""
    with at.visit(write=True) as visit:
        sheet = load(visit, at)
        actor = visit.who()
        visit.count("upload")
        sent = Sent(name, unpacked(visit, data))
        upload = accept(visit.uow, visit.the_programme.key, sheet.document, sheet.language.tag, sent, actor)
        return see(f"{sheet.address}/offline?taken={len(upload.changes)}")
