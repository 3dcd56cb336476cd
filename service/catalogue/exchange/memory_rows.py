"""A segment of translation memory on its way between programmes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Segment:
    """A source text and its translation, with BCP 47 tags. Both are inline Markdown or plain text."""

    source_tag: str
    target_tag: str
    source: str
    target: str
    origin: str = "import"
