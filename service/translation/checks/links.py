"""Links and pictures: every address of the source is in the translation, and no other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from service.markup.guard import scheme
from service.translation.checks.base import N_, Finding, Pair, flat, missing_and_extra, swap

_GAP = re.compile(r"\]\s+\((?=[^)\s]+\))")


def addresses(tokens: Sequence[Token]) -> list[str]:
    """Return the addresses of links and pictures."""
    names = {"link_open": "href", "image": "src"}
    return [str(token.attrs.get(names[token.type], "")) for token in flat(tokens) if token.type in names]


def check(pair: Pair) -> Iterator[Finding]:
    if _GAP.search(pair.target) and not _GAP.search(pair.source):
        yield Finding(
            "links", "error", N_("A blank breaks a link"), N_("There must be no blank between “]” and “(”."),
            fix=_GAP.sub("](", pair.target),
        )  # fmt: skip
        return
    before = addresses(pair.source_tokens)
    missing, extra = missing_and_extra(before, addresses(pair.target_tokens))
    known = {scheme(address) for address in before}
    strange = [address for address in extra if scheme(address) not in known]
    if strange:
        yield Finding(
            "links", "error", N_("A link that the original does not have"),
            N_("%(address)s will be shown as text, not as a link."), {"address": strange[0]},
        )  # fmt: skip
    elif missing and extra:
        yield Finding(
            "links", "warning", N_("A link leads elsewhere"),
            N_("The original links to %(source)s, the translation to %(target)s."),
            {"source": missing[0], "target": extra[0]},
            swap(pair.target, extra[0], missing[0]) if len(missing) == len(extra) == 1 else None,
        )  # fmt: skip
    elif missing:
        yield Finding(
            "links", "error", N_("A link is missing"), N_("The original links to %(address)s."), {"address": missing[0]}
        )
    elif extra:
        yield Finding(
            "links", "warning", N_("One link too many"), N_("%(address)s is linked more often than in the original."),
            {"address": extra[0]},
        )  # fmt: skip
