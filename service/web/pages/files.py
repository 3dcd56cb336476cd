"""Static files of the workplace."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from service.errors import NotFound
from service.web.visit import site_of

router = APIRouter()


@router.get("/static/{digest}/{name:path}")
async def static(request: Request, digest: str, name: str) -> Response:
    answer = site_of(request).assets.respond(request, digest, name)
    if answer is None:
        raise NotFound("There is no such file.")
    return answer
