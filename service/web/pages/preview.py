"""The frame beside the text, and the files it asks for.

The frame is sandboxed: it may run our one script and nothing else, and has an origin of its own, so that nothing in a
document can reach the workplace.
"""

from __future__ import annotations

import mimetypes
from typing import Annotated

import structlog
from fastapi import APIRouter, Form
from markupsafe import escape
from starlette.responses import HTMLResponse, JSONResponse, Response

from exporters import theme
from exporters.site import exporter as site_exporter
from service.errors import NotFound
from service.translation.text import fitting
from service.web.addresses import AtParagraph, AtProgramme, AtSheet
from service.web.loading.checking import checked
from service.web.loading.sheet import Sheet, load
from service.web.previews import Preview, lookup_of
from service.web.visit import Visit, site_of

_log = structlog.get_logger(__name__)
router = APIRouter(prefix="/p/{programme}")

PREVIEW_POLICY = (
    "sandbox allow-scripts; default-src 'none'; script-src {here}/static/; style-src {here}; img-src {here} data:; "
    "font-src {here}; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)


@router.get("/translate/{lang}/{kind}/{slug}/preview")
def frame(at: AtSheet, paper: str = "") -> Response:
    with at.visit() as visit:
        with visit.budget("preview"):
            sheet = load(visit, at)
            preview = render(sheet, {}, paper)
        here = f"{at.request.url.scheme}://{at.request.url.netloc}"
        return HTMLResponse(
            dressed(visit, preview, sheet), headers={"Content-Security-Policy": PREVIEW_POLICY.format(here=here)}
        )


def render(sheet: Sheet, unsaved: dict[str, str], paper: str = "") -> Preview:
    """Render a sheet's page with unsaved words in it."""
    visit = sheet.visit
    lookup = lookup_of(sheet.rows, unsaved)
    programme, tag = visit.the_programme, sheet.language.tag
    return visit.site.previews.render(visit.uow, programme, sheet.document, tag, lookup, paper)


def rendered(sheet: Sheet, unsaved: dict[str, str], paper: str = "") -> Preview | None:
    """Render, or None where that fails: a text is saved and checked whether its page can be shown or not."""
    try:
        return render(sheet, unsaved, paper)
    except Exception as error:
        _log.error("no preview", document=sheet.document.identity, language=sheet.language.tag, error=repr(error))
        return None


def dressed(visit: Visit, preview: Preview, sheet: Sheet) -> str:
    """Add our script and style to the exporters' page; a poster gets a page around it."""
    asset = visit.site.assets.url
    head = f'<link rel="stylesheet" href="{asset("css/frame.css")}">'
    script = f'<script src="{asset("js/frame.js")}" defer></script>'
    if preview.whole:
        language = sheet.language
        title = escape(sheet.document.title)
        return (
            f'<!doctype html><html lang="{language.tag}" dir="ltr"><head><meta charset="utf-8"><title>{title}</title>'
            f"{head}{script}</head><body data-whole>{preview.html}</body></html>"
        )
    return preview.html.replace("</head>", f"{head}{script}</head>", 1)


@router.get("/translate/{lang}/{kind}/{slug}/sheet.svg")
def sheet_picture(at: AtSheet) -> Response:
    """A poster as a picture, for pages that show what is to be translated."""
    with at.visit() as visit:
        with visit.budget("preview"):
            sheet = load(visit, at)
            preview = render(sheet, {}) if at.kind == "poster" else None
        if preview is None or preview.svg is None:
            raise NotFound(visit.words("There is no such picture."))
        return Response(preview.svg, media_type="image/svg+xml", headers={"Cache-Control": "private, max-age=60"})


@router.post("/translate/{lang}/{kind}/{slug}/try/{key}")
def attempt(
    at: AtParagraph,
    text: Annotated[str, Form()] = "",
    paper: Annotated[str, Form()] = "",
) -> Response:
    """Check and render what stands in the field; nothing is kept."""
    with at.visit() as visit:
        with visit.budget("try"):
            sheet = load(visit, at)
            row = sheet.row(at.key)
            fitting(text, row.source)
            preview = rendered(sheet, {at.key: text}, paper)
            findings = checked(visit, row, text, sheet.language)
        words = visit.words
        fit = ""
        if preview and preview.fit and not preview.fit.fits:
            fit = words("%(percent)s %% too much for the sheet", percent=words.number(preview.fit.percent))
        count = ""
        if sheet.document.kind == "poster" and text:
            count = words.plural("%(num)s character", "%(num)s characters", len(text))
        html = visit.fragment("parts/checks_part.html", findings=findings)
        return JSONResponse(
            {
                "checks": html,
                "count": count,
                "over": bool(fit),
                "preview": preview.html if preview else None,
                "fit": fit,
            }
        )


@router.get("/files/theme/{name}")
def theme_file(at: AtProgramme, name: str) -> Response:
    """The published theme's files, for the preview."""
    headers = {"Cache-Control": "public, max-age=300", "Cross-Origin-Resource-Policy": "cross-origin"}
    if name == "theme.css":
        return Response(theme.stylesheet(), media_type="text/css", headers=headers)
    file = site_exporter.HERE / "static" / name
    if name not in ("site.css",) or not file.is_file():
        raise NotFound("There is no such file.")
    return Response(file.read_bytes(), media_type="text/css", headers=headers)


@router.get("/files/{path:path}")
def asset_file(at: AtProgramme, path: str) -> Response:
    """A picture of the programme. SVG from authors may hold anything, so it is sent as a picture that runs nothing."""
    try:
        file = site_of(at.request).previews.asset_file(path)
    except (FileNotFoundError, ValueError) as error:
        raise NotFound("There is no such file.") from error
    media_type = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    headers = {
        "Cache-Control": "public, max-age=300",
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    return Response(file.read_bytes(), media_type=media_type, headers=headers)
