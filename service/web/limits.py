"""How often, and for how much work, one person or one host may ask; kept in memory, one set an application.

Two kinds: a *count* of requests, and a *budget* of processor time for what renders other people's text, since one
such request may cost a hundred times another.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from service.errors import TooMany


@dataclass(frozen=True)
class Limit:
    """What is allowed to a person who has signed in, and to a host for everybody else there."""

    person: RateLimitItem
    guest: RateLimitItem


def _limit(person: str, guest: str) -> Limit:
    return Limit(parse(person), parse(guest))


COUNTS: Final[dict[str, Limit]] = {
    "save": _limit("120 per minute", "10 per minute"),
    "draft": _limit("120 per minute", "10 per minute"),
    "judge": _limit("120 per minute", "10 per minute"),
    "source": _limit("60 per minute", "10 per minute"),
    "upload": _limit("30 per 10 minutes", "10 per 10 minutes"),
    "make": _limit("30 per 10 minutes", "30 per 10 minutes"),
    "machine": _limit("120 per minute", "10 per minute"),
    "join": _limit("30 per 10 minutes", "30 per 10 minutes"),
    "sign-in": _limit("30 per 10 minutes", "30 per 10 minutes"),
    "link": _limit("5 per 10 minutes", "5 per 10 minutes"),
}
"""Requests by what they do. "link" counts by host and mail address together."""

BUDGETS: Final[dict[str, Limit]] = {
    "try": _limit("30000 per minute", "6000 per minute"),
    "preview": _limit("30000 per minute", "15000 per minute"),
}
"""Milliseconds of processor time by what is rendered: half a core for a person who types without a pause."""


class Limits:
    """The limits of one application. Its methods raise TooMany, which says when to come again."""

    def __init__(self) -> None:
        storage = MemoryStorage()
        # Not its moving window: that storage keeps a list for every host for good.
        self._windows = SlidingWindowCounterRateLimiter(storage)

    def count(self, what: str, who: str, *, guest: bool) -> None:
        """Count one request of this person or host.

        Raises:
            TooMany: if it is one too many.
        """
        item = COUNTS[what].guest if guest else COUNTS[what].person
        if not self._windows.hit(item, what, who):
            raise _too_many(self._windows.get_window_stats(item, what, who).reset_time)

    @contextmanager
    def budget(self, what: str, who: str, *, guest: bool) -> Iterator[None]:
        """Charge the processor time of the block to this person or host.

        Raises:
            TooMany: before the block, if what they had for this minute is spent.
        """
        item = BUDGETS[what].guest if guest else BUDGETS[what].person
        if not self._windows.test(item, what, who):
            raise _too_many(self._windows.get_window_stats(item, what, who).reset_time)
        begun = time.thread_time()
        try:
            yield
        finally:
            cost = math.ceil((time.thread_time() - begun) * 1000)
            rest = self._windows.get_window_stats(item, what, who).remaining
            self._windows.hit(item, what, who, cost=max(1, min(cost, rest)))


def _too_many(reset: float) -> TooMany:
    seconds = max(1, math.ceil(reset - time.time()))
    return TooMany("that was asked for very often", seconds=seconds)
