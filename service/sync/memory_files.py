"""Translation memory and glossary out of the database and into it, as other tools and spreadsheets know them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from service.catalogue.exchange.memory_csv import read_memory_csv
from service.catalogue.exchange.memory_rows import Segment
from service.catalogue.exchange.table import write_table
from service.catalogue.exchange.tmx import read_tmx
from service.errors import CatalogueError
from service.store import UnitOfWork
from service.store.memory import Learnt
from service.translation.memory import learn_many

_BATCH = 500


def memory_segments(uow: UnitOfWork, source_tag: str, target_tag: str) -> Iterator[Segment]:
    """Go through what the memory holds for a language pair, each translation of a text once, for TMX or CSV."""
    pair = uow.memory.pair(source_tag, target_tag)
    if pair is None:
        return
    after = 0
    while batch := uow.memory.sources_of(pair.id, after=after, limit=_BATCH):
        after = batch[-1][0]
        seen: set[tuple[int, str]] = set()
        entries = sorted(uow.memory.entries([number for number, _ in batch]), key=lambda entry: entry.source_id)
        for entry in entries:
            if (entry.source_id, entry.text) not in seen:
                seen.add((entry.source_id, entry.text))
                yield Segment(source_tag, target_tag, entry.source, entry.text, entry.origin)


def read_memory(data: bytes, name: str, source_tag: str) -> list[Segment]:
    """Read an uploaded memory, .tmx or .csv.

    Raises:
        CatalogueError: for another kind of file, or one with an error, at its line.
    """
    if name.lower().endswith(".tmx"):
        return read_tmx(data, name, source_tag)
    if name.lower().endswith((".csv", ".tsv", ".txt")):
        return read_memory_csv(data, name)
    raise CatalogueError("not a kind of memory that is known here", path=name, hint="Use .tmx or .csv.")


def import_memory(uow: UnitOfWork, segments: Iterable[Segment], tags: Iterable[str]) -> dict[str, int]:
    """Remember segments whose target is among ``tags``; returns, by tag, how many texts were new to the memory.

    They are offered as matches from an imported file, and become nobody's translation by themselves.
    """
    wanted = set(tags)
    found = sorted(
        (segment for segment in segments if segment.target_tag in wanted),
        key=lambda segment: (segment.source_tag, segment.target_tag),
    )
    new: dict[str, int] = {}
    for (source_tag, target_tag), group in groupby(found, lambda segment: (segment.source_tag, segment.target_tag)):
        rows = [Learnt(segment.source, segment.target, "translated", "import") for segment in group]
        new[target_tag] = new.get(target_tag, 0) + learn_many(uow, source_tag, target_tag, rows)
    return new


def glossary_table(uow: UnitOfWork, programme_id: int, tags: Iterable[str]) -> bytes:
    """Return the whole glossary in the form of content/glossary/glossary.csv, which `import_csv` reads again.

    Forbidden words are left out: that table has no place for them.
    """
    languages = list(tags)
    rows: dict[str, dict[str, str]] = {}
    for tag in languages:
        for term in uow.glossary.terms(programme_id, tag):
            row = rows.setdefault(
                term.term,
                {
                    "term": term.term,
                    "definition": term.definition,
                    "reason": term.reason,
                    "do_not_translate": "yes" if term.do_not_translate else "no",
                    "variants": "|".join(term.variants),
                },
            )
            if term.target and not term.forbidden:
                row[tag] = "|".join(filter(None, (row.get(tag), term.target)))
    columns = ("term", "definition", "reason", "do_not_translate", "variants", *languages)
    return write_table(columns, rows.values())
