"""Circuit breaker and token bucket. Clocks are given, in seconds, so that tests need not wait."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable

Clock = Callable[[], float]


class Breaker:
    """Opens after ``failures`` within ``window`` seconds; after ``pause`` seconds lets a single call try again."""

    def __init__(self, clock: Clock, *, failures: int = 5, window: float = 60, pause: float = 30) -> None:
        self._clock, self._failures, self._window, self._pause = clock, failures, window, pause
        self._seen: deque[float] = deque(maxlen=failures)
        self._opened: float | None = None
        self._trying = False
        self._lock = threading.Lock()

    def allows(self) -> bool:
        """True if a call may be made now. Whoever asks tells `succeeded` or `failed` afterwards."""
        with self._lock:
            if self._opened is None:
                return True
            if self._trying or self._clock() - self._opened < self._pause:
                return False
            self._trying = True
            return True

    def succeeded(self) -> None:
        with self._lock:
            self._opened, self._trying = None, False
            self._seen.clear()

    def failed(self) -> None:
        with self._lock:
            now = self._clock()
            self._seen.append(now)
            full = len(self._seen) == self._failures and now - self._seen[0] <= self._window
            if self._trying or full:
                self._opened, self._trying = now, False

    def released(self) -> None:
        """The call was not made after all: another may try."""
        with self._lock:
            self._trying = False


class Bucket:
    """Lets ``rate`` calls through a second, and ``burst`` at once after a rest."""

    def __init__(self, clock: Clock, *, rate: float, burst: int = 4) -> None:
        self._clock, self._rate, self._burst = clock, rate, float(burst)
        self._level, self._at = float(burst), clock()
        self._lock = threading.Lock()

    def take(self) -> bool:
        """Take one; False if there is none, without waiting."""
        with self._lock:
            now = self._clock()
            self._level = min(self._burst, self._level + (now - self._at) * self._rate)
            self._at = now
            if self._level < 1:
                return False
            self._level -= 1
            return True
