"""HTML: nothing that the source does not have reaches a reader; what the source has should be kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from service.interface import N_
from service.markup.html import parse_tag
from service.translation.checks.base import Fault, Pair, check, flat, missing_and_extra


@check("html", N_("HTML that the original does not have"), "error")
def find(pair: Pair) -> Iterator[Fault]:
    if "<" not in pair.source and "<" not in pair.target:
        return
    missing, extra = missing_and_extra(_tags(pair.source_tokens), _tags(pair.target_tokens))
    known = set(_tags(pair.source_tokens))
    strange = [tag for tag in extra if tag not in known]
    if strange:
        yield Fault(N_("%(tag)s will be printed as it is."), {"tag": _shown(strange[0])})
    elif missing:
        text = N_("The original has %(tag)s here.")
        yield Fault(text, {"tag": _shown(missing[0])}, title=N_("HTML is missing"))
    elif extra:
        text = N_("%(tag)s is there more often than in the original.")
        yield Fault(text, {"tag": _shown(extra[0])}, title=N_("HTML too often"), severity="warning")


def _tags(tokens: Sequence[Token]) -> list[str]:
    return [_shape(token.content) for token in flat(tokens) if token.type == "html_inline"]


def _shape(raw: str) -> str:
    """A tag with everything that a translation may not change."""
    tag = parse_tag(raw)
    if tag is None:
        return raw
    kept = "".join(f" {name}" if not value else f' {name}="{value}"' for name, value in tag.shape[2])
    return f"</{tag.name}>" if tag.closing else f"<{tag.name}{kept}>"


def _shown(tag: str) -> str:
    return tag if len(tag) <= 60 else tag[:59] + "…"
