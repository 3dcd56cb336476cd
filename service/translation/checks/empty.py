"""Nothing but white space or invisible characters."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from service.interface import N_
from service.translation.checks.base import Fault, Pair, check


@check("empty", N_("Nothing is written"), "error", alone=True)
def find(pair: Pair) -> Iterator[Fault]:
    if all(unicodedata.category(c)[0] in "ZC" for c in pair.target):
        yield Fault(N_("There is no text to publish here."))
