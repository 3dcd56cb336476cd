"""Merging: bring a catalogue up to date with a template or a document's units. Nothing that was translated is lost.

In this order: the same message; a message that the alignment says this one was before; an obsolete message with the
same text; the most alike of the messages that are gone, as a suggestion. What no message claims is kept as obsolete, to
be found again later.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from service.catalogue.po import Catalogue, Entry
from service.catalogue.similar import Index
from service.catalogue.units import Unit

Effect = Literal["cosmetic", "minor", "meaning"]
Id = tuple[str | None, str]

_ALIKE = 0.62
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


def merge_template(template: Catalogue, catalogue: Catalogue) -> Catalogue:
    """Return the catalogue for a template from anywhere, plural messages included."""
    return merge_entries(template.live, catalogue)


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
            return replace(entry, obsolete=False)
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

    def alike(self, wanted: Entry) -> Entry | None:
        """The most alike of what is gone: offered as a suggestion, never more."""
        if not self.gone:
            return None
        if self.index is None:
            self.index = Index(entry.source for entry in self.gone)
        for _, position in self.index.best(wanted.source, _ALIKE):
            old = self.gone[position]
            if bool(old.plural) == bool(wanted.plural) and _same_kind(old, wanted):
                self.claimed.add(old.id)
                return replace(
                    old, context=wanted.context, source=wanted.source, plural=wanted.plural, obsolete=False,
                    state="suggested", origin="memory", base=old.base or old.key, stale=False, previous=old.id,
                )  # fmt: skip
        return None

    def dressed(self, entry: Entry, wanted: Entry) -> Entry:
        """Give an entry its message's comments, flags and plural."""
        flags = (*wanted.flags, *(f for f in entry.flags if f not in wanted.flags and f not in _OWN_FLAGS))
        plurals = entry.plurals
        if wanted.plural is not None:
            given = dict(plurals) or ({0: entry.text} if entry.text else {})
            plurals = tuple((n, given.get(n, "")) for n in range(max(self.forms, len(given))))
        return replace(
            entry, obsolete=False, extracted=wanted.extracted, occurrences=wanted.occurrences, flags=flags,
            plural=wanted.plural, plurals=plurals if wanted.plural is not None else (),
            text="" if wanted.plural is not None else entry.text or (dict(entry.plurals).get(0, "")),
        )  # fmt: skip


def _same_kind(old: Entry, wanted: Entry) -> bool:
    """A front-matter field is never filled from another one, nor from running text."""
    front = [(entry.context or "").startswith("front:") for entry in (old, wanted)]
    return old.context == wanted.context if any(front) else True


def _retired(entry: Entry) -> Entry:
    return replace(entry, obsolete=True, extracted=(), occurrences=(), flags=())
