"""Nothing but white space or invisible characters."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from service.translation.checks.base import N_, Finding, Pair


def check(pair: Pair) -> Iterator[Finding]:
    if all(unicodedata.category(c)[0] in "ZC" for c in pair.target):
        yield Finding("empty", "error", N_("Nothing is written"), N_("There is no text to publish here."))
