"""Gentle limits on what strangers may ask for, kept in memory: links by mail, new people."""

from __future__ import annotations

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.requests import Request

from service.errors import NotAllowed

_LIMITER = MovingWindowRateLimiter(MemoryStorage())
_PER_HOST = parse("30 per 10 minutes")
_PER_ADDRESS = parse("5 per 10 minutes")


def gentle(request: Request, what: str, address: str) -> None:
    """Count a request by its host and by the mail address it names.

    Raises:
        NotAllowed: if there were too many lately.
    """
    host = request.client.host if request.client else ""
    name = address.strip().lower()[:200]
    if not _LIMITER.hit(_PER_HOST, what, host) or not _LIMITER.hit(_PER_ADDRESS, what, host, name):
        raise NotAllowed("That was asked for very often. Wait ten minutes, please.")
