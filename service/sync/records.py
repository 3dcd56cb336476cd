"""Between a catalogue's words and the store's: entries and sides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from service.catalogue.po import Catalogue, Entry
from service.documents.units import unit_key
from service.store.mirror import HeadRow
from service.sync.merge import Side, State


def side_of_entry(entry: Entry) -> Side:
    """Return what a file says about an entry."""
    return Side(entry.text, entry.state, entry.origin, entry.stale)


def side_of_head(head: HeadRow) -> Side:
    """Return what the database says about a unit."""
    return Side(head.text, cast("State", head.state), head.origin, _stale(head))


def _stale(head: HeadRow) -> bool:
    """What a file can say: a suggestion waits for people anyway, and is fuzzy whether its source changed or not."""
    return head.stale and head.state != "suggested"


def entry_of_head(head: HeadRow, before: Entry | None = None) -> Entry:
    """Return the entry that shows a head in a file.

    ``before`` is the entry as the file has it, whose remarks and flags are kept; the unit's are the merge's to add.
    """
    return Entry(
        context=head.context,
        source=head.source,
        text=head.text,
        state=cast("State", head.state),
        origin=head.origin,
        base=unit_key(head.base_context, head.base_source),
        stale=_stale(head),
        comments=before.comments if before else (),
        flags=before.flags if before else (),
        previous=(head.base_context, head.base_source) if head.stale else None,
        obsolete=not head.active,
    )


def sides(catalogue: Catalogue) -> dict[str, Side]:
    """Return the live entries of a catalogue by key, in their order."""
    return {entry.key: side_of_entry(entry) for entry in catalogue.live}


def pack(entries: Mapping[str, Side]) -> dict[str, list[Any]]:
    """Return sides as plain data for `SyncState.base`; entries without a text keep their place."""
    return {
        key: [] if side.blank else [side.text, side.state, side.origin, side.stale] for key, side in entries.items()
    }


def unpack(packed: Mapping[str, Sequence[Any]]) -> dict[str, Side]:
    """Read what `pack` wrote."""
    return {key: Side(*values) if values else Side("", "missing", "") for key, values in packed.items()}


def older_sources(catalogues: Iterable[Catalogue]) -> dict[str, str]:
    """Return, by key, the source that stale entries were made for, as far as the catalogues remember it."""
    return {
        entry.key: entry.previous[1]
        for catalogue in catalogues
        for entry in catalogue.live
        if entry.stale and entry.previous
    }
