"""How often properties are tried: a part of their number in `make test`, in full and for longer in `make soak`.

`make test` draws the same cases on every run, so that it says the same twice of the same code; a soak without a limit
draws new ones, ten times as many. With POLYTHING_SOAK_SECONDS a soak draws the full number, the same on every run, and
tests of random walks share what is left of the time: each begins at least once.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings

T = TypeVar("T")

SOAK = bool(os.environ.get("POLYTHING_SOAK"))
SECONDS = float(os.environ.get("POLYTHING_SOAK_SECONDS") or "0")
UNTIL = "POLYTHING_SOAK_UNTIL"
"""Set by the first process of a run for its workers: the time at which the limit is spent."""

PART, LEAST, TIMES = 4, 20, 10


def number(count: int) -> int:
    """Return how often to try a property whose full number is ``count``: a quarter in `make test`, 20 at least."""
    if SOAK:
        return count if SECONDS else count * TIMES
    return min(count, max(LEAST, count // PART))


def often(count: int, **more: Any) -> settings:
    """Settings of a property whose full number of cases is ``count``; ``more`` goes to `hypothesis.settings`."""
    return settings(max_examples=number(count), **more)


def register() -> None:
    """Make the settings of all properties that name no number: 100 in full, and no test of how fast a machine is."""
    settings.register_profile(
        "polything",
        max_examples=number(100),
        derandomize=not SOAK or SECONDS > 0,
        database=None,
        deadline=None,
        print_blob=True,
        suppress_health_check=list(HealthCheck),
    )
    settings.load_profile("polything")


@dataclass
class Budget:
    """The time of one process in a run; ``until`` is in seconds since the epoch, 0 for no limit."""

    until: float = 0.0
    tests: float = 0.0
    ends: float = 0.0

    def expect(self, tests: float) -> None:
        """So many tests are still to come in this process."""
        self.tests = tests

    def begin(self, now: float) -> None:
        """The next test gets an even share of the time that is left; what others did not need is shared too."""
        self.ends = now + max(0.0, self.until - now) / max(1.0, self.tests) if self.until else 0.0
        self.tests -= 1

    def spent(self, now: float) -> bool:
        return 0 < self.ends <= now


BUDGET = Budget(float(os.environ.get(UNTIL) or "0"))


def start() -> None:
    """Begin a run, in the process that starts the workers."""
    if SECONDS and UNTIL not in os.environ:
        BUDGET.until = time.time() + SECONDS
        os.environ[UNTIL] = str(BUDGET.until)


def while_there_is_time(things: Iterable[T]) -> Iterator[T]:
    """Yield the first thing, and others until the share of the test is spent; all of them where there is no limit."""
    for place, thing in enumerate(things):
        if place and BUDGET.spent(time.time()):
            return
        yield thing
