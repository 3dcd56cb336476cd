"""What somebody hands in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Submission:
    """A text that a person hands in for a unit in a language.

    ``base`` is the head that they started from (`EditorRow.revision_id`), None where there was none. ``origin`` is
    what they say they started from ("person", "memory", "machine:<engine>"); whether the text is unedited machine text
    is found out from the cache of machine answers, not from what a browser says. ``to_check`` asks others to look.
    """

    text: str
    base: int | None = None
    origin: str = "person"
    to_check: bool = False
