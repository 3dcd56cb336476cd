"""Recognises files that may change nothing: empty, cut off, or of another programme.

Pure. A file under suspicion changes nothing in the database and is reported with the reason; the same file would
otherwise look like a person who deleted half of a translation. Source: DESIGN §4.1.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum

from service.sync.merge import Side

FOREIGN_BELOW = 0.2
"""Share of a file's translated entries that must be known here, else the file belongs to something else."""

FOREIGN_FROM = 3
"""Fewer translated entries than this say nothing about where a file comes from."""


class Suspicion(StrEnum):
    """Why a whole file is refused."""

    EMPTY = "empty"
    TRUNCATED = "truncated"
    FOREIGN = "foreign"
    UNREADABLE = "unreadable"
    LANGUAGE = "language"


def suspect_catalogue(
    base: Mapping[str, Side], file: Sequence[tuple[str, Side]], units: Collection[str]
) -> Suspicion | None:
    """Say why a catalogue must not be believed, or None.

    ``base`` and ``file`` are live entries by key in the order of the file as it was last written and as it is now;
    ``units`` are the keys of all units that the document has or had.
    """
    if not file:
        return Suspicion.EMPTY if units or base else None
    translated = [key for key, side in file if not side.blank]
    ours = sum(1 for key in translated if key in units or key in base)
    if len(translated) >= FOREIGN_FROM and ours < FOREIGN_BELOW * len(translated):
        return Suspicion.FOREIGN
    if not any(key in units or key in base for key, _ in file):
        return Suspicion.FOREIGN
    if _cut_off(base, file):
        return Suspicion.TRUNCATED
    return None


def _cut_off(base: Mapping[str, Side], file: Sequence[tuple[str, Side]]) -> bool:
    """True if the file is the beginning of what was written, or ends inside its last text.

    Entries that a person took out are missing somewhere, not all at the end; what a full disk or a broken download
    leaves is the head of the file.
    """
    order = list(base)
    present = {key for key, _ in file}
    last_key, last = file[-1]
    if last_key not in base:
        return False
    tail = order[order.index(last_key) + 1 :]
    before = base[last_key].text
    inside = last.text != before and before.startswith(last.text)
    if not tail:
        return inside and not last.blank and present >= set(order)
    return not any(key in present for key in tail) and any(not base[key].blank for key in tail)


def suspect_source(base: str, file: str, kept: float) -> Suspicion | None:
    """Say why a changed source file is not applied by itself, or None.

    ``base`` is the text when folder and database last agreed, ``file`` the text now, ``kept`` the share (0.0-1.0) of
    the document's units that an alignment finds again in it. What is under suspicion is shown to the author as a
    proposed revision, so that a person who did mean it loses a click and nothing else.
    """
    if not file.strip():
        return Suspicion.EMPTY
    if len(file) < len(base) and base.startswith(file.rstrip()):
        return Suspicion.TRUNCATED
    if kept < FOREIGN_BELOW:
        return Suspicion.FOREIGN
    return None
