"""HTTP for engines of our own: short timeouts, no redirects to elsewhere, errors without secrets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import httpx

from service.machine.base import EngineTrouble

CONNECT = 1.0
"""Seconds to reach a server."""
LONGEST = 200_000
"""Bytes of an answer that are read at all."""


def ask(
    method: str,
    url: str,
    *,
    timeout: float,
    json: Mapping[str, Any] | None = None,
    params: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Any:
    """Send a request and return the JSON of its answer; a new client each time shares nothing between callers.

    Raises:
        EngineTrouble: for anything but a 2xx with JSON; the message names the kind of failure only.
    """
    limits = httpx.Timeout(timeout, connect=min(CONNECT, timeout))
    try:
        with httpx.Client(timeout=limits, follow_redirects=False) as client:
            answer = client.request(method, url, json=json, params=params, headers=headers)
    except httpx.HTTPError as error:
        raise EngineTrouble(type(error).__name__, again=not isinstance(error, httpx.ReadTimeout)) from None
    except httpx.InvalidURL:
        raise EngineTrouble("the engine's address is wrong") from None
    if answer.status_code == 429 or answer.status_code >= 500:
        raise EngineTrouble(f"status {answer.status_code}", again=True)
    if answer.status_code >= 300:
        raise EngineTrouble(f"status {answer.status_code}")
    if len(answer.content) > LONGEST:
        raise EngineTrouble("an endless answer")
    try:
        return answer.json()
    except ValueError:
        raise EngineTrouble("no JSON") from None
