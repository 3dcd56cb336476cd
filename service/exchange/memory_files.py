"""Translation memory out of the database and into it, as other tools and spreadsheets know it: first a look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from service.errors import CatalogueError, EmptyText
from service.exchange.formats.memory_csv import read_memory_csv
from service.exchange.formats.memory_rows import MemoryFile, Segment, alike
from service.exchange.formats.tmx import read_tmx
from service.store import UnitOfWork
from service.store.memory import Learnt
from service.translation.memory import learn_many
from service.translation.text import clean, digest

LONGEST = 20_000
"""Characters of one side of a segment; what is longer is no sentence and would only slow the search."""

_BATCH = 500


@dataclass(frozen=True)
class MemoryLook:
    """What a memory would bring. ``new`` is in the file's order, without what is here already (``same`` counts that).

    ``elsewhere`` counts segments by target language that nobody asked for, ``foreign`` by source language that the
    programme does not translate from. ``remarks`` say, with the line, what could not be read.
    """

    new: tuple[Segment, ...]
    same: int
    elsewhere: Mapping[str, int]
    foreign: Mapping[str, int]
    remarks: tuple[str, ...]

    @property
    def total(self) -> int:
        """How many segments the file holds that could be read."""
        return len(self.new) + self.same + sum(self.elsewhere.values()) + sum(self.foreign.values())


def source_languages(uow: UnitOfWork, programme_id: int) -> list[str]:
    """Return the languages that a programme translates from: its own, and those of documents that name another."""
    own = uow.programmes.get(programme_id).source_language
    return list(dict.fromkeys((own, *(document.language for document in uow.documents.all(programme_id)))))


def memory_segments(
    uow: UnitOfWork, sources: Sequence[str], target_tag: str, *, programme_id: int | None = None
) -> Iterator[Segment]:
    """Go through what the memory holds for language pairs, each translation of a text once, for TMX or CSV.

    With ``programme_id`` what other programmes of the server wrote is left out; imported texts belong to all.
    """
    for source_tag in sources:
        pair = uow.memory.pair(source_tag, target_tag)
        if pair is not None:
            yield from _of_pair(uow, pair.id, source_tag, target_tag, programme_id)


def _of_pair(
    uow: UnitOfWork, pair_id: int, source_tag: str, target_tag: str, programme_id: int | None
) -> Iterator[Segment]:
    after = 0
    while batch := uow.memory.sources_of(pair_id, after=after, limit=_BATCH):
        after = batch[-1][0]
        seen: set[tuple[int, str]] = set()
        entries = sorted(uow.memory.entries([number for number, _ in batch]), key=lambda entry: entry.source_id)
        for entry in entries:
            if programme_id is not None and entry.programme_id not in (programme_id, None):
                continue
            if (entry.source_id, entry.text) not in seen:
                seen.add((entry.source_id, entry.text))
                yield Segment(source_tag, target_tag, entry.source, entry.text, entry.origin)


def read_memory(data: bytes, name: str, sources: Sequence[str]) -> MemoryFile:
    """Read a memory, .tmx or .csv; ``sources`` are the languages that the programme translates from.

    Raises:
        CatalogueError: for another kind of file, or one with an error, at its line.
    """
    if name.lower().endswith(".tmx"):
        return read_tmx(data, name, sources)
    if name.lower().endswith((".csv", ".tsv", ".txt")):
        return read_memory_csv(data, name)
    raise CatalogueError("not a kind of memory that is known here", path=name, hint="Use .tmx or .csv.")


def look_at_memory(uow: UnitOfWork, file: MemoryFile, sources: Collection[str], tags: Collection[str]) -> MemoryLook:
    """Say what a memory would bring to the languages ``tags``; changes nothing.

    ``sources`` are the languages that the programme translates from. A regional variant counts for the language
    itself where the programme has no such variant, and never across scripts.
    """
    elsewhere: Counter[str] = Counter()
    foreign: Counter[str] = Counter()
    remarks = list(file.remarks)
    wanted: list[Segment] = []
    for segment in file.segments:
        source_tag, target_tag = _one_of(sources, segment.source_tag), _one_of(tags, segment.target_tag)
        if source_tag is None:
            foreign[segment.source_tag] += 1
        elif target_tag is None:
            elsewhere[segment.target_tag] += 1
        elif max(len(segment.source), len(segment.target)) > LONGEST:
            remarks.append(f"“{segment.source[:40]}…”: longer than {LONGEST} characters")
        else:
            tidy = _tidy(segment, source_tag, target_tag)
            if tidy is not None:
                wanted.append(tidy)
    known = _known(uow, wanted)
    new: dict[tuple[str, str, str, str], Segment] = {}
    for segment in wanted:
        identity = (segment.source_tag, segment.target_tag, digest(segment.source), segment.target)
        if identity not in known:
            new.setdefault(identity, segment)
    return MemoryLook(tuple(new.values()), len(wanted) - len(new), elsewhere, foreign, tuple(remarks))


def _one_of(tags: Collection[str], tag: str) -> str | None:
    return tag if tag in tags else next((own for own in sorted(tags) if alike(tag, own)), None)


def _tidy(segment: Segment, source_tag: str, target_tag: str) -> Segment | None:
    try:
        source, target = clean(segment.source), clean(segment.target)
    except EmptyText:
        return None
    return replace(segment, source_tag=source_tag, target_tag=target_tag, source=source, target=target)


def _known(uow: UnitOfWork, segments: Sequence[Segment]) -> set[tuple[str, str, str, str]]:
    found = set()
    for (source_tag, target_tag), group in _by_pair(segments):
        pair = uow.memory.pair(source_tag, target_tag)
        if pair is not None:
            hashes = {digest(segment.source) for segment in group}
            found |= {(source_tag, target_tag, *known) for known in uow.memory.translations_of(pair.id, sorted(hashes))}
    return found


def _by_pair(segments: Sequence[Segment]) -> list[tuple[tuple[str, str], list[Segment]]]:
    def pair(segment: Segment) -> tuple[str, str]:
        return segment.source_tag, segment.target_tag

    return [(tags, list(group)) for tags, group in groupby(sorted(segments, key=pair), pair)]


def import_memory(uow: UnitOfWork, look: MemoryLook) -> dict[str, int]:
    """Remember what is new in a memory; returns by language how many segments that were.

    They are offered as matches from an imported file, and become nobody's translation by themselves.
    """
    new: Counter[str] = Counter()
    for (source_tag, target_tag), group in _by_pair(look.new):
        rows = [Learnt(segment.source, segment.target, "translated", "import") for segment in group]
        learn_many(uow, source_tag, target_tag, rows)
        new[target_tag] += len(rows)
    return dict(new)
