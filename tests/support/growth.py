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
    rounds are made until one is at most `MOST`.
    """
    ratio = float("inf")
    for _ in range(3):
        little, much = (min(_cost(work, given) for _ in range(3)) for given in (small, large))
        ratio = min(ratio, much / little)
        if ratio <= MOST:
            break
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
