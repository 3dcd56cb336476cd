"""Errors become calm pages, or JSON for the editor's own requests; status codes are decided here alone."""

from __future__ import annotations

import structlog
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from exporters.api import ExportError
from service.errors import (
    CatalogueError,
    ContentError,
    EmptyText,
    NotAllowed,
    NotFound,
    PolythingError,
    StaleVersion,
)
from service.web.middleware import PAGE_POLICY
from service.web.visit import SignInNeeded, Visit, visiting, wants_json

_log = structlog.get_logger(__name__)

_STATUS: tuple[tuple[type[Exception], int], ...] = (
    (SignInNeeded, 401),
    (NotAllowed, 403),
    (NotFound, 404),
    (EmptyText, 422),
    (StaleVersion, 409),
    (ContentError, 422),
    (CatalogueError, 422),
    (ExportError, 422),
    (PolythingError, 400),
)


def status_of(error: Exception) -> int:
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 500)


def install(app: FastAPI) -> None:
    """Let the application answer errors this way."""
    app.add_exception_handler(PolythingError, _known)
    app.add_exception_handler(ExportError, _known)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(Exception, _unknown)


def _known(request: Request, error: Exception) -> Response:
    return _answer(
        request, status_of(error), str(error), getattr(error, "hint", ""), signin=isinstance(error, SignInNeeded)
    )


def _http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return _answer(request, status, "", "")


def _invalid(request: Request, error: Exception) -> Response:
    return _answer(request, 422, "", "")


def _unknown(request: Request, error: Exception) -> Response:
    _log.error("request failed", path=request.url.path, error=repr(error))
    answer = _answer(request, 500, "", "")
    answer.headers["Content-Security-Policy"] = PAGE_POLICY  # sent from outside of our own middleware
    return answer


def _answer(request: Request, status: int, message: str, hint: str, *, signin: bool = False) -> Response:
    try:
        with visiting(request) as visit:
            return _page(visit, status, message, hint, signin=signin)
    except Exception as failure:
        _log.error("no page for an error", path=request.url.path, error=repr(failure))
        return Response(message or "Something went wrong.", status, media_type="text/plain")


def _page(visit: Visit, status: int, message: str, hint: str, *, signin: bool) -> Response:
    words = visit.words
    parts = visit.request.url.path.split("/")
    if len(parts) > 2 and parts[1] == "p":
        visit.programme = visit.uow.programmes.by_key(parts[2])
    titles = {
        401: words("Please sign in"),
        403: words("This is not open to you"),
        404: words("There is nothing here"),
        409: words("Somebody was faster"),
        422: words("Something is missing"),
    }
    texts = {
        404: words("The page may have moved, or the address has a mistake."),
        405: words("This address cannot be opened like that."),
        422: words("The form was not complete."),
        500: words("We have written it down and will look at it. What you saved before is safe."),
    }
    title = titles.get(status, words("That did not work"))
    text = message or texts.get(status, words("Try again, or go back to the start page."))
    if wants_json(visit.request):
        return JSONResponse({"status": "error", "title": title, "message": text, "hint": hint}, status)
    return visit.page("problem.html", status, title=title, message=text, hint=hint, kept="", signin=signin)
