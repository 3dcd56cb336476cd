"""Merging: bring a catalogue up to date with a document's units. Nothing that was translated is lost.

In this order: the same message; a message that the alignment says this unit was before; an obsolete message with the
same text. What no unit claims is kept as obsolete, to be found again later.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from service.catalogue.po import Catalogue, Entry
from service.catalogue.units import Unit

Effect = Literal["cosmetic", "minor", "meaning"]
Id = tuple[str | None, str]


@dataclass(frozen=True, slots=True)
class Before:
    """What a unit was in the last template, and what the edit does to its translations.

    ``cosmetic`` and ``minor``: they stay as they are. ``meaning``: they become stale, with the old text shown.
    """

    id: Id
    effect: Effect


def merge(
    units: Sequence[Unit],
    catalogue: Catalogue,
    before: Mapping[Id, Before] | None = None,
    *,
    occurrence: str = "",
) -> Catalogue:
    """Return the catalogue for these units, in their order; ``before`` says what changed units were.

    ``occurrence`` is the path written as ``#:`` of each message.
    """
    origins = before or {}
    live = catalogue.by_id
    obsolete = {entry.id: entry for entry in catalogue.entries if entry.obsolete and entry.has_text}
    claimed: set[Id] = set()
    merged: list[Entry] = []
    for unit in units:
        identity = (unit.context, unit.source)
        entry = live.get(identity) or obsolete.get(identity)
        if (entry is None or not entry.has_text) and identity in origins:
            origin = origins[identity]
            old = live.get(origin.id) or obsolete.get(origin.id)
            if old is not None and old.has_text:
                entry = _carried(old, unit, origin)
                claimed.add(origin.id)
        if entry is None:
            entry = Entry(unit.context, unit.source)
        claimed.add(identity)
        merged.append(_dressed(entry, unit, occurrence))
    kept = tuple(
        _retired(entry)
        for entry in _latest(catalogue.entries)
        if entry.id not in claimed and entry.has_text
    )  # fmt: skip
    return catalogue.replaced((*merged, *kept))


def _carried(old: Entry, unit: Unit, origin: Before) -> Entry:
    base = old.base or old.key
    if origin.effect == "meaning":
        previous = old.previous if old.stale and old.previous else old.id
        return replace(
            old, context=unit.context, source=unit.source, obsolete=False, base=base, stale=True, previous=previous
        )
    still = replace(old, context=unit.context, source=unit.source, obsolete=False)
    return still if old.stale else replace(still, base=still.key)


def _dressed(entry: Entry, unit: Unit, occurrence: str) -> Entry:
    """Give an entry its unit's comments and flags."""
    return replace(
        entry,
        context=unit.context, source=unit.source, obsolete=False,
        extracted=extracted(unit), occurrences=(occurrence,) if occurrence else (),
        flags=_flags(unit, entry),
    )  # fmt: skip


def extracted(unit: Unit) -> tuple[str, ...]:
    """The ``#.`` comments of a unit: its section, what it is and how often, the author's note."""
    place = unit.kind if len(unit.occurrences) < 2 else f"{unit.kind}, {len(unit.occurrences)} times"
    lines = [f"§ {unit.section}"] if unit.section and not unit.kind.startswith("heading") else []
    lines.append(place)
    lines += [f"Note: {line}" for line in unit.note.split("\n") if line]
    return tuple(line for line in lines if line)


def _flags(unit: Unit, entry: Entry) -> tuple[str, ...]:
    own = () if unit.kind in ("html", "description", "code", "link title") else ("md-text",)
    return (*own, *(flag for flag in entry.flags if flag not in ("md-text",)))


def _retired(entry: Entry) -> Entry:
    return replace(entry, obsolete=True, extracted=(), occurrences=(), flags=())


def _latest(entries: Sequence[Entry]) -> list[Entry]:
    """Every message once, the live one before an obsolete one of the same text, in the file's order."""
    live = {entry.id for entry in entries if not entry.obsolete}
    seen: set[Id] = set()
    result = []
    for entry in entries:
        if entry.id in seen or (entry.obsolete and entry.id in live):
            continue
        seen.add(entry.id)
        result.append(entry)
    return result
