"""Code spans are copied, never translated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from service.interface import N_
from service.translation.checks.base import Fault, Pair, check, flat, missing_and_extra, swap


@check("code", N_("Code has changed"), "error")
def find(pair: Pair) -> Iterator[Fault]:
    if "`" not in pair.source and "`" not in pair.target:
        return
    missing, extra = missing_and_extra(_spans(pair.source_tokens), _spans(pair.target_tokens))
    if missing and extra:
        fix = swap(pair.target, f"`{extra[0]}`", f"`{missing[0]}`") if len(missing) == len(extra) == 1 else None
        words = " " in missing[0]  # a phrase in code type, such as the name of a file, may be for people
        text = N_("Write “%(source)s” exactly as in the original.")
        yield Fault(text, {"source": missing[0]}, severity="warning" if words else None, fix=fix)
    elif missing:
        text = N_("The original has “%(source)s” as code.")
        yield Fault(text, {"source": missing[0]}, title=N_("Code is missing"))
    elif extra:
        text = N_("The original does not have “%(target)s” as code.")
        yield Fault(text, {"target": extra[0]}, title=N_("New code"), severity="warning")


def _spans(tokens: Sequence[Token]) -> list[str]:
    return [token.content for token in flat(tokens) if token.type == "code_inline"]
