"""The translation is the source: most likely somebody forgot to translate it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.interface import N_
from service.translation.checks.base import SPACE, Fault, Pair, check

_WORD = re.compile(r"[^\W\d_]{2,}")


@check("identical", N_("Same as the original"), "warning")
def find(pair: Pair) -> Iterator[Fault]:
    if SPACE.sub(" ", pair.target.strip()) != SPACE.sub(" ", pair.source.strip()):
        return
    if pair.source_language.tag.split("-")[0] == pair.language.tag.split("-")[0]:
        return
    kept = {word for hit in pair.terms if hit.term.do_not_translate for word in _WORD.findall(hit.term.term)}
    words = [word for word in _WORD.findall(pair.source_words) if word not in kept and not word.isupper()]
    if len(words) >= 2:
        yield Fault(N_("Is this text not translated yet?"))
