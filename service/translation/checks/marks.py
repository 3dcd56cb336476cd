"""Bold, emphasis and struck text; and unpaired marks, which would be printed as they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from service.interface import N_
from service.translation.checks.base import Fault, Pair, check, flat

_LITERAL = ("**", "__", "~~", "*", "`")
_UNSTRESSED = frozenset({"Hans", "Hant", "Jpan", "Kore", "Arab", "Hebr", "Thai", "Deva", "Khmr"})
"""Scripts without italics, in which translators rightly swap or drop emphasis."""
_MISSING = Fault(N_("The original has words in bold or emphasis here."))


@check("marks", N_("A mark is missing"), "warning")
def find(pair: Pair) -> Iterator[Fault]:
    for mark in _LITERAL:
        if _literal(pair.target, pair.target_tokens, mark) > _literal(pair.source, pair.source_tokens, mark):
            yield Fault(
                N_("“%(mark)s” would be printed as it is. Marks stand close to the words, one before and one after."),
                {"mark": mark},
                title=N_("A mark has no partner"),
                severity="error",
            )
            return
    before, after = _marks(pair.source_tokens), _marks(pair.target_tokens)
    if pair.language.script in _UNSTRESSED:
        before, after = Counter(any=before.total()), Counter(any=after.total())
        if before["any"] and not after["any"]:
            yield _MISSING
        return
    if before - after:
        yield _MISSING
    elif after - before:
        yield Fault(N_("The original has less bold or emphasised text."), title=N_("More marked words"))


def _marks(tokens: Sequence[Token]) -> Counter[str]:
    return Counter(token.type for token in flat(tokens) if token.type in ("strong_open", "em_open", "s_open"))


def _literal(text: str, tokens: Sequence[Token], mark: str) -> int:
    if mark not in text:
        return 0
    return sum(token.content.count(mark) for token in flat(tokens) if token.type == "text")
