"""A new version of a source text: which unit is which, what goes stale, what it costs, what follows from it.

No unit loses its identity, and none loses a translation: units that have gone are hidden with all they had, and come
back with it when the text does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from service.authoring.stored import change_of, facts, unit_of
from service.authoring.value_proposals import value_proposals
from service.changes.align import Alignment, align
from service.changes.worddiff import Effect as Edit
from service.documents.programme import ProgrammeFolder
from service.documents.segment import segment
from service.documents.source import SourceDocument
from service.documents.units import Unit as CatalogueUnit
from service.model import Document, Unit
from service.store import UnitOfWork
from service.store.mirror import Mirror
from service.store.translations import NewRevision
from service.store.units import Effect, UnitChange

Change = Edit


@dataclass(frozen=True)
class Cost:
    """What an edit would make people do: in how many languages, for how many units, about how many source words.

    ``units`` and ``words`` are summed over the languages that have a text which would go stale; ``new_units`` and
    ``new_words`` are to be translated once in each language. ``effects`` counts units by effect.
    """

    languages: int = 0
    units: int = 0
    words: int = 0
    new_units: int = 0
    new_words: int = 0
    effects: dict[str, int] = field(default_factory=dict)

    @property
    def free(self) -> bool:
        """True if nobody has to do anything."""
        return not self.units and not self.new_units


@dataclass(frozen=True)
class SourceChange:
    """What a new version did. ``revision_id`` None: the text is the same as before.

    ``proposals``: translations that were proposed by replacing an address or a number; ``kept`` the share (0.0-1.0) of
    the old units that the new version still has, as they were or changed.
    """

    revision_id: int | None
    change: str
    cost: Cost
    proposals: int = 0
    kept: float = 1.0


def alignment_of(uow: UnitOfWork, document_id: int, new: SourceDocument) -> tuple[Alignment, dict[str, Unit]]:
    """Align a new version with the units of the store; also returns the active rows by key."""
    rows = uow.units.of_document(document_id)
    return align([unit_of(row) for row in rows], segment(new)), {row.key: row for row in rows}


def kept_share(alignment: Alignment) -> float:
    """Return the share of the old units that an alignment finds again, 1.0 where there were none."""
    gone = alignment.count("gone")
    kept = len(alignment.pairs) - gone - alignment.count("new")
    return kept / (kept + gone) if kept + gone else 1.0


def cost_of(uow: UnitOfWork, document: Document, new: SourceDocument, change: Change | None = None) -> Cost:
    """Say what a new version would cost, for the author's page; changes nothing.

    ``change`` is the author's word on the whole edit; without it only cosmetic changes cost nothing.
    """
    alignment, rows = alignment_of(uow, document.id, new)
    return _cost(uow, _fates(alignment, rows, change))


@dataclass(frozen=True)
class _Fate:
    """What becomes of one unit. ``gives`` are old units whose translations are offered to the new one as well."""

    old: Unit | None
    new: CatalogueUnit | None
    effect: Effect
    gives: tuple[Unit, ...] = ()


def _fates(alignment: Alignment, rows: dict[str, Unit], change: Change | None) -> list[_Fate]:
    """Give every unit of the store exactly one fate.

    Of a text that was split, the first part keeps the identity; of texts that were joined, the pair's own does. The
    translations of the others are not lost: they are offered as suggestions where their words went.
    """
    used: set[int] = set()
    fates: list[_Fate] = []
    for pair in alignment.pairs:
        old = rows[pair.old.key] if pair.old else None
        if old is not None and old.id in used:
            if pair.new is not None:  # else it has gone into the text that it was joined with, just before
                fates.append(_Fate(None, pair.new, "new", (old,)))
            continue
        if old is not None:
            used.add(old.id)
        joined = tuple(rows[other.key] for other in pair.others if rows[other.key].id not in used)
        used |= {row.id for row in joined}
        fates.append(_Fate(old, pair.new, pair.effect_by(change), joined))
        fates += [_Fate(row, None, "gone") for row in joined]
    return fates


def _cost(uow: UnitOfWork, fates: Sequence[_Fate]) -> Cost:
    stale = {fate.old.id: fate.new.words for fate in fates if fate.old and fate.new and fate.effect == "meaning"}
    there = Mirror(uow.session, uow.clock).languages_with_text(list(stale))
    new = [fate.new for fate in fates if fate.new and not fate.old]
    return Cost(
        languages=len(there),
        units=sum(len(units) for units in there.values()),
        words=sum(stale[unit] for units in there.values() for unit in units),
        new_units=len(new),
        new_words=sum(unit.words for unit in new),
        effects=dict(Counter(fate.effect for fate in fates)),
    )


def update_document(
    uow: UnitOfWork,
    programme: ProgrammeFolder,
    document: Document,
    new: SourceDocument,
    change: Change | None = None,
    author_id: int | None = None,
) -> SourceChange:
    """Make a new version of a source the document's text.

    Where only an address or a number changed, the same change is proposed to every language that has an accepted text.
    ``change`` is the author's word on the edit; None if nobody was asked, as when a file was changed.
    """
    uow.documents.lock(document.id)
    alignment, rows = alignment_of(uow, document.id, new)
    fates = _fates(alignment, rows, change)
    cost = _cost(uow, fates)
    said = change or _summary(fates)
    _, revision = uow.documents.save(document.programme_id, facts(programme, new), change=said, author_id=author_id)
    if revision is None:
        return SourceChange(None, said, cost)
    edited = [(fate.old, fate.new) for fate in fates if fate.old and fate.new and fate.old.source != fate.new.source]
    values = value_proposals(uow, {old.id: (old.source, text.source) for old, text in edited})
    gone = {unit.key: unit for unit in uow.units.of_document(document.id, gone=True) if not unit.active}
    gifts = [(place, gift) for place, fate in enumerate(fates) for gift in _gifts(uow, fate, gone)]
    ids = uow.units.apply(document.id, _changes(fates), revision.id)
    proposals = [*values, *(replace(gift, unit_id=ids[place] or 0) for place, gift in gifts)]
    for proposal in proposals:
        unit = uow.units.get(proposal.unit_id)
        made = uow.translations.append(replace(proposal, base_unit_revision_id=unit.revision_id))
        uow.translations.open_suggestion(made)
    return SourceChange(revision.id, said, cost, len(values), kept_share(alignment))


def _summary(fates: Sequence[_Fate]) -> Change:
    """One word for a whole edit: the gravest effect on any text that people have translated."""
    effects = {fate.effect for fate in fates}
    return "meaning" if effects & {"meaning", "gone"} else "minor" if effects & {"minor", "new"} else "cosmetic"


def _changes(fates: Sequence[_Fate]) -> list[UnitChange]:
    changes = []
    place = 0
    for fate in fates:
        number = fate.old.id if fate.old else None
        if fate.new is None:
            changes.append(UnitChange("gone", unit_id=number))
            continue
        changes.append(change_of(fate.new, place, fate.effect, number))
        place += 1
    return changes


def _gifts(uow: UnitOfWork, fate: _Fate, gone: Mapping[str, Unit]) -> list[NewRevision]:
    """Translations that are offered to a unit: of texts that were split or joined, and of one with the same source.

    A gone text that comes back as a new unit brings its own translations; where an edit made another unit into it,
    they are offered.
    """
    rows = list(fate.gives)
    if fate.old and fate.new and fate.old.key != fate.new.key and fate.new.key in gone:
        rows.append(gone[fate.new.key])
    return [
        NewRevision(0, tag, text, "suggested", "suggest", origin="memory", helped_by="source")
        for _, tag, text, _ in Mirror(uow.session, uow.clock).accepted([row.id for row in rows])
    ]


def add_document(
    uow: UnitOfWork,
    programme: ProgrammeFolder,
    programme_id: int,
    new: SourceDocument,
    changes: Sequence[UnitChange],
    author_id: int | None = None,
) -> Document:
    """Add a document that the store does not have, or bring one back whose file had gone."""
    document, revision = uow.documents.save(programme_id, facts(programme, new), author_id=author_id)
    uow.units.apply(document.id, changes, revision.id if revision else document.source_revision_id)
    return document
