"""A segment of translation memory on its way between programmes."""

from __future__ import annotations

from dataclasses import dataclass

from service.errors import SettingsError
from service.languages import language


@dataclass(frozen=True)
class Segment:
    """A source text and its translation, with BCP 47 tags. Both are inline Markdown or plain text."""

    source_tag: str
    target_tag: str
    source: str
    target: str
    origin: str = "import"


@dataclass(frozen=True)
class MemoryFile:
    """What a memory from elsewhere holds. ``remarks`` say, with the line, what in it could not be read."""

    segments: tuple[Segment, ...]
    remarks: tuple[str, ...] = ()


def alike(tag: str, wanted: str) -> bool:
    """True for the same language in the same script; regions may differ ("es-MX", "es"), scripts never do."""
    if tag == wanted:
        return True
    if tag.partition("-")[0] != wanted.partition("-")[0]:
        return False
    try:
        return language(tag).script == language(wanted).script
    except SettingsError:
        return False
