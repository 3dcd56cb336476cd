"""Translation memory as a spreadsheet: one row a segment, columns source_language, language, source, translation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from service.errors import SettingsError
from service.exchange.formats.memory_rows import MemoryFile, Segment
from service.exchange.formats.table import read_lines, write_rows, write_table
from service.languages import normalise

COLUMNS = ("source_language", "language", "source", "translation", "origin")
_BATCH = 1000


def memory_csv_parts(segments: Iterable[Segment]) -> Iterator[bytes]:
    """Give the CSV piece by piece, for memories that should not stand in memory whole."""
    yield write_table(COLUMNS, ())
    rows = iter(segments)
    while batch := list(islice(rows, _BATCH)):
        yield write_rows(
            (segment.source_tag, segment.target_tag, segment.source, segment.target, segment.origin)
            for segment in batch
        )


def read_memory_csv(data: bytes, path: str) -> MemoryFile:
    """Return the segments whose both sides have text. Their origin becomes "import", whatever the file claims.

    Raises:
        CatalogueError: path:line, for what is no table, or one without the four first columns.
    """
    segments: list[Segment] = []
    remarks: list[str] = []
    for line, row in read_lines(data, path, COLUMNS[:4]):
        if not row["source"].strip() or not row["translation"].strip():
            continue
        try:
            tags = normalise(row["source_language"]), normalise(row["language"])
        except SettingsError as error:
            remarks.append(f"line {line}: {error.message}")
            continue
        segments.append(Segment(*tags, row["source"], row["translation"]))
    return MemoryFile(tuple(segments), tuple(remarks))
