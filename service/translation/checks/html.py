"""HTML: nothing that the source does not have reaches a reader; what the source has should be kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from service.markup.html import parse_tag
from service.translation.checks.base import N_, Finding, Pair, flat, missing_and_extra


def check(pair: Pair) -> Iterator[Finding]:
    if "<" not in pair.source and "<" not in pair.target:
        return
    missing, extra = missing_and_extra(_tags(pair.source_tokens), _tags(pair.target_tokens))
    known = set(_tags(pair.source_tokens))
    strange = [tag for tag in extra if tag not in known]
    if strange:
        yield Finding(
            "html", "error", N_("HTML that the original does not have"),
            N_("%(tag)s will be printed as it is."), {"tag": _shown(strange[0])},
        )  # fmt: skip
    elif missing:
        yield Finding(
            "html", "error", N_("HTML is missing"), N_("The original has %(tag)s here."), {"tag": _shown(missing[0])}
        )
    elif extra:
        yield Finding(
            "html", "warning", N_("HTML too often"), N_("%(tag)s is there more often than in the original."),
            {"tag": _shown(extra[0])},
        )  # fmt: skip


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
