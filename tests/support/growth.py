"""How the processor time of something grows with its input: the one ratio of times that tests may assert."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

MOST = 12.0
"""At eight times the input, at most so many times the processor time."""


def growth(work: Callable[[T], object], small: T, large: T) -> float:
    """Return the processor time for ``large`` over that for ``small``, each the best of three.

    Both should take some milliseconds at least. Other work on the machine slows one or the other, so that up to three
    rounds are made until one is at most `MOST`; a round ends as soon as it is, as more tries only make it less.
    """
    ratio = float("inf")
    for _ in range(3):
        little = min(_cost(work, small) for _ in range(3))
        for _ in range(3):
            ratio = min(ratio, _cost(work, large) / little)
            if ratio <= MOST:
                return ratio
    return ratio


def _cost(work: Callable[[T], object], given: T) -> float:
    gc.collect()
    gc.disable()
    try:
        begun = time.process_time()
        work(given)
        return time.process_time() - begun
    finally:
        gc.enable()
