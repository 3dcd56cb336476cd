"""Writes the golden HTML beside this file. Run by hand, then read the difference: all readers will see it.

``python tests/golden/rendering/build.py``
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[2]))

from exporters.rendering import html  # noqa: E402
from exporters.rendering.context import Context  # noqa: E402
from exporters.rendering.credits import credits as credit_lines  # noqa: E402
from tests.support.editions import load  # noqa: E402

DOCUMENTS = (
    "thing/02-check-where-you-stand",
    "thing/11-test-what-you-read-and-see",
    "poster/learning-is-shared-work",
    "guide/first-meeting",
    "page/faq",
)


def render(tag: str, identity: str) -> str:
    """Title, body, footnotes and credit lines of a document of the golden edition."""
    edition = load(f"sample.{tag}")
    document = edition.document(identity)
    ctx = Context(
        edition=edition,
        href=lambda link: f"/{link.document or link.asset}" + (f"#{link.fragment}" if link.fragment else ""),
        asset=lambda path: f"/{path}",
        units=identity.startswith("poster/"),
    )
    facts = credit_lines(edition, document)
    lines = [f"<!-- {line.label}: {line.text} {line.href or ''}-->" for line in facts.lines]
    lines += [f"<!-- {notice} -->" for notice in facts.notices]
    parts = [html.phrase(document.title, ctx, "h1"), html.blocks(document.blocks, ctx), html.footnotes(document, ctx)]
    return "\n".join([*map(str, parts), *lines]).rstrip() + "\n"


def path(tag: str, identity: str) -> Path:
    return HERE / f"{identity.partition('/')[2]}.{tag}.html"


if __name__ == "__main__":
    for code in ("en", "ar"):
        for name in DOCUMENTS:
            path(code, name).write_text(render(code, name), encoding="utf-8")
