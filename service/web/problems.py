"""Errors as pages, or as JSON for the editor's own requests; status codes are decided here alone."""

from __future__ import annotations

from dataclasses import dataclass

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
    TextTooLong,
    TooMany,
)
from service.web.middleware import PAGE_POLICY
from service.web.visit import SignInNeeded, Visit, visiting, wants_json

_log = structlog.get_logger(__name__)

_STATUS: tuple[tuple[type[Exception], int], ...] = (
    (SignInNeeded, 401),
    (NotAllowed, 403),
    (NotFound, 404),
    (EmptyText, 422),
    (TextTooLong, 422),
    (TooMany, 429),
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
    said = Said(
        status_of(error),
        "" if isinstance(error, TooMany) else str(error),
        getattr(error, "hint", ""),
        kept=getattr(error, "kept", ""),
        signin=isinstance(error, SignInNeeded),
    )
    answer = _answer(request, said)
    if isinstance(error, TooMany):
        answer.headers["Retry-After"] = str(error.seconds)
    return answer


def _http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return _answer(request, Said(status))


def _invalid(request: Request, error: Exception) -> Response:
    return _answer(request, Said(422))


def _unknown(request: Request, error: Exception) -> Response:
    _log.error("request failed", path=request.url.path, error=repr(error))
    answer = _answer(request, Said(500))
    answer.headers["Content-Security-Policy"] = PAGE_POLICY  # sent from outside of our own middleware
    return answer


@dataclass(frozen=True)
class Said:
    """What an answer about an error says; without a message, a general one for its status."""

    status: int
    message: str = ""
    hint: str = ""
    kept: str = ""
    signin: bool = False


def _answer(request: Request, said: Said) -> Response:
    try:
        with visiting(request) as visit:
            return _page(visit, said)
    except Exception as failure:
        _log.error("no page for an error", path=request.url.path, error=repr(failure))
        return Response(said.message or "Something went wrong.", said.status, media_type="text/plain")


def _page(visit: Visit, said: Said) -> Response:
    words, status = visit.words, said.status
    parts = visit.request.url.path.split("/")
    if len(parts) > 2 and parts[1] == "p":
        visit.programme = visit.uow.programmes.by_key(parts[2])
    titles = {
        401: words("Please sign in"),
        403: words("This is not open to you"),
        404: words("There is nothing here"),
        409: words("Somebody was faster"),
        422: words("Something is missing"),
        429: words("A little slower, please"),
    }
    texts = {
        404: words("The page may have moved, or the address has a mistake."),
        405: words("This address cannot be opened like that."),
        422: words("The form was not complete."),
        429: words("That was asked for very often. Wait a minute and try again; nothing that you wrote is lost."),
        500: words("We have written it down and will look at it. What you saved before is safe."),
    }
    title = titles.get(status, words("That did not work"))
    text = said.message or texts.get(status, words("Try again, or go back to the start page."))
    if wants_json(visit.request):
        return JSONResponse({"status": "error", "title": title, "message": text, "hint": said.hint}, status)
    return visit.page(
        "problem.html", status, title=title, message=text, hint=said.hint, kept=said.kept, signin=said.signin
    )
