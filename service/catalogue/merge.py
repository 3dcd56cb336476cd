"""Merging: bring a catalogue up to date with a template or a document's units. Nothing that was translated is lost.

In this order: the same message; a message that the alignment says this one was before; an obsolete message with the
same text; the most alike of the messages that are gone, as a suggestion. What no message claims is kept as obsolete, to
be found again later.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from rapidfuzz import fuzz

from service.catalogue.po import Catalogue, Entry
from service.changes.similar import Index
from service.documents.units import Unit

Effect = Literal["cosmetic", "minor", "meaning"]
Id = tuple[str | None, str]

_ALIKE = 0.65
_NEIGHBOUR = 0.45
_NEARNESS = 0.25
"""How alike a text must be, from 0 to 1: from anywhere, from the same place; what the same place adds."""
_OWN_FLAGS = frozenset({"md-text"})


@dataclass(frozen=True, slots=True)
class Before:
    """What a unit was in the last template, and what the edit does to its translations.

    ``cosmetic`` and ``minor``: they stay as they are. ``meaning``: they become stale, with the old text shown.
    ``others``: further messages whose texts were joined into this one.
    """

    id: Id
    effect: Effect
    others: tuple[Id, ...] = ()


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
    return merge_entries([template_entry(unit, occurrence) for unit in units], catalogue, before)


def merge_entries(
    template: Sequence[Entry], catalogue: Catalogue, before: Mapping[Id, Before] | None = None
) -> Catalogue:
    """Merge on the level of entries; see `merge`."""
    return _Merger(template, catalogue, before or {}).run()


def template_entry(unit: Unit, occurrence: str = "") -> Entry:
    """Return the message of a unit, without a translation."""
    plain = unit.kind in ("html", "description", "code", "link title")
    return Entry(
        unit.context,
        unit.source,
        extracted=extracted(unit),
        occurrences=(occurrence,) if occurrence else (),
        flags=() if plain else ("md-text",),
    )


def extracted(unit: Unit) -> tuple[str, ...]:
    """The ``#.`` comments of a unit: its section, what it is and how often, the author's note."""
    place = unit.kind if len(unit.occurrences) < 2 else f"{unit.kind}, {len(unit.occurrences)} times"
    lines = [f"§ {unit.section}"] if unit.section and not unit.kind.startswith("heading") else []
    lines.append(place)
    lines += [f"Note: {line}" for line in unit.note.split("\n") if line]
    return tuple(line for line in lines if line)


class _Merger:
    def __init__(self, template: Sequence[Entry], catalogue: Catalogue, before: Mapping[Id, Before]) -> None:
        self.template, self.catalogue, self.before = template, catalogue, before
        self.live = catalogue.by_id
        self.obsolete = {entry.id: entry for entry in catalogue.entries if entry.obsolete and entry.has_text}
        match = re.search(r"nplurals\s*=\s*(\d+)", catalogue.headers.get("Plural-Forms", ""))
        self.forms = int(match[1]) if match else 2
        wanted = {entry.id for entry in template}
        kept = {entry.id: entry for entry in (*self.obsolete.values(), *self.live.values()) if entry.has_text}
        self.gone = [entry for identity, entry in kept.items() if identity not in wanted]
        self.index: Index | None = None
        self.near = self.neighbours() if self.gone else {}
        self.claimed: set[Id] = set(wanted)

    def run(self) -> Catalogue:
        merged = tuple(self.dressed(self.found(entry), entry) for entry in self.template)
        kept = tuple(_retired(entry) for entry in self.gone if entry.id not in self.claimed)
        return self.catalogue.replaced((*merged, *kept))

    def found(self, wanted: Entry) -> Entry:
        """Return the entry whose translation the message gets, already under the message's own text."""
        entry = self.live.get(wanted.id)
        if entry is None or not entry.has_text:
            entry = self.obsolete.get(wanted.id) or entry
        if entry is not None and entry.has_text:
            return entry
        return self.carried(wanted) or self.alike(wanted) or entry or wanted

    def carried(self, wanted: Entry) -> Entry | None:
        origin = self.before.get(wanted.id)
        old = self.text_of(origin.id) if origin else None
        if origin is None or old is None:
            return None
        self.claimed.add(origin.id)
        entry = replace(old, context=wanted.context, source=wanted.source, obsolete=False)
        if origin.effect != "meaning":
            return entry if old.stale else replace(entry, base=entry.key if old.base else "")
        texts = [old.text]
        for identity in origin.others:
            other = self.text_of(identity)
            if other is not None:
                texts.append(other.text)
                self.claimed.add(identity)
        previous = old.previous if old.stale and old.previous else old.id
        return replace(entry, text=" ".join(texts), base=old.base or old.key, stale=True, previous=previous)

    def text_of(self, identity: Id) -> Entry | None:
        entry = self.live.get(identity)
        return entry if entry is not None and entry.has_text else self.obsolete.get(identity)

    def neighbours(self) -> dict[Id, list[Entry]]:
        """For each new message the gone ones that stood after the same message before it, or before the same after."""
        old = list(self.live.values())
        after = {a.id: b for a, b in pairwise(old)}
        before = {b.id: a for a, b in pairwise(old)}
        gone = {entry.id for entry in self.gone}
        result: dict[Id, list[Entry]] = {}
        for position, wanted in enumerate(self.template):
            if wanted.id in self.live:
                continue
            found = []
            if position:
                found.append(after.get(self.template[position - 1].id))
            if position + 1 < len(self.template):
                found.append(before.get(self.template[position + 1].id))
            result[wanted.id] = [entry for entry in found if entry is not None and entry.id in gone]
        return result

    def alike(self, wanted: Entry) -> Entry | None:
        """The most alike of what is gone, from the same place before others: a suggestion, never more."""
        if not self.gone:
            return None
        if self.index is None:
            self.index = Index(entry.source for entry in self.gone)
        candidates = [(score, self.gone[position]) for score, position in self.index.best(wanted.source, _ALIKE)]
        for entry in self.near.get(wanted.id, ()):
            score = fuzz.ratio(entry.source, wanted.source) / 100
            if score >= _NEIGHBOUR:
                candidates.append((score + _NEARNESS, entry))
        for _, old in sorted(candidates, key=lambda candidate: -candidate[0]):
            if bool(old.plural) == bool(wanted.plural) and _same_kind(old, wanted):
                self.claimed.add(old.id)
                return replace(
                    old,
                    context=wanted.context,
                    source=wanted.source,
                    plural=wanted.plural,
                    obsolete=False,
                    state="suggested",
                    origin="memory",
                    base=old.base or old.key,
                    stale=False,
                    previous=old.id,
                )
        return None

    def dressed(self, entry: Entry, wanted: Entry) -> Entry:
        """Give an entry its message's comments, flags and plural."""
        flags = wanted.flags
        if entry.flags != flags:
            flags = (*flags, *(f for f in entry.flags if f not in flags and f not in _OWN_FLAGS))
        plurals, text = entry.plurals, entry.text
        if wanted.plural is not None:
            given: dict[int, str] = dict(plurals) or ({0: text} if text else {})
            plurals, text = tuple((n, given.get(n, "")) for n in range(max(self.forms, len(given)))), ""
        elif entry.plural is not None:
            plurals, text = (), text or next((form for _, form in entry.plurals), "")
        same = (
            entry.extracted,
            entry.occurrences,
            entry.flags,
            entry.plural,
            entry.plurals,
            entry.text,
            entry.obsolete,
        )
        if same == (wanted.extracted, wanted.occurrences, flags, wanted.plural, plurals, text, False):
            return entry
        return replace(
            entry,
            obsolete=False,
            extracted=wanted.extracted,
            occurrences=wanted.occurrences,
            flags=flags,
            plural=wanted.plural,
            plurals=plurals,
            text=text,
        )


def _same_kind(old: Entry, wanted: Entry) -> bool:
    """A front-matter field is never filled from another one, nor from running text."""
    front = [(entry.context or "").startswith("front:") for entry in (old, wanted)]
    return old.context == wanted.context if any(front) else True


def _retired(entry: Entry) -> Entry:
    return replace(entry, obsolete=True, extracted=(), occurrences=(), flags=())
