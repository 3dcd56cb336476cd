"""Links and pictures: every address of the source is in the translation, and no other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from service.interface import N_
from service.markup.guard import scheme
from service.translation.checks.base import Fault, Pair, check, flat, missing_and_extra, swap

_GAP = re.compile(r"\]\s+\((?=[^)\s]+\))")


def addresses(tokens: Sequence[Token]) -> list[str]:
    """Return the addresses of links and pictures."""
    names = {"link_open": "href", "image": "src"}
    return [str(token.attrs.get(names[token.type], "")) for token in flat(tokens) if token.type in names]


@check("links", N_("A link leads elsewhere"), "warning")
def find(pair: Pair) -> Iterator[Fault]:
    if _GAP.search(pair.target) and not _GAP.search(pair.source):
        text = N_("There must be no blank between “]” and “(”.")
        yield Fault(text, title=N_("A blank breaks a link"), severity="error", fix=_GAP.sub("](", pair.target))
        return
    before = addresses(pair.source_tokens)
    missing, extra = missing_and_extra(before, addresses(pair.target_tokens))
    known = {scheme(address) for address in before}
    strange = [address for address in extra if scheme(address) not in known]
    if strange:
        yield Fault(
            N_("%(address)s will be shown as text, not as a link."),
            {"address": strange[0]},
            title=N_("A link that the original does not have"),
            severity="error",
        )
    elif missing and extra:
        yield Fault(
            N_("The original links to %(source)s, the translation to %(target)s."),
            {"source": missing[0], "target": extra[0]},
            fix=swap(pair.target, extra[0], missing[0]) if len(missing) == len(extra) == 1 else None,
        )
    elif missing:
        text = N_("The original links to %(address)s.")
        yield Fault(text, {"address": missing[0]}, title=N_("A link is missing"), severity="error")
    elif extra:
        text = N_("%(address)s is linked more often than in the original.")
        yield Fault(text, {"address": extra[0]}, title=N_("One link too many"))
