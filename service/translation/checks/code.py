"""Code spans are copied, never translated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from service.translation.checks.base import N_, Finding, Pair, flat, missing_and_extra, swap


def check(pair: Pair) -> Iterator[Finding]:
    if "`" not in pair.source and "`" not in pair.target:
        return
    missing, extra = missing_and_extra(_spans(pair.source_tokens), _spans(pair.target_tokens))
    if missing and extra:
        fix = swap(pair.target, f"`{extra[0]}`", f"`{missing[0]}`") if len(missing) == len(extra) == 1 else None
        words = " " in missing[0]  # a phrase in code type, such as the name of a file, may be for people
        yield Finding(
            "code", "warning" if words else "error", N_("Code has changed"),
            N_("Write “%(source)s” exactly as in the original."),
            {"source": missing[0]}, fix,
        )  # fmt: skip
    elif missing:
        yield Finding(
            "code", "error", N_("Code is missing"), N_("The original has “%(source)s” as code."), {"source": missing[0]}
        )
    elif extra:
        yield Finding(
            "code", "warning", N_("New code"), N_("The original does not have “%(target)s” as code."),
            {"target": extra[0]},
        )  # fmt: skip


def _spans(tokens: Sequence[Token]) -> list[str]:
    return [token.content for token in flat(tokens) if token.type == "code_inline"]
