"""Translation memory as a spreadsheet: one row a segment, columns source_language, language, source, translation."""

from __future__ import annotations

from collections.abc import Iterable

from service.catalogue.exchange.memory_rows import Segment
from service.catalogue.exchange.table import read_table, write_table
from service.errors import CatalogueError, SettingsError
from service.languages import normalise

COLUMNS = ("source_language", "language", "source", "translation", "origin")


def write_memory_csv(segments: Iterable[Segment]) -> bytes:
    """Return the segments as CSV."""
    return write_table(
        COLUMNS,
        (
            {
                "source_language": segment.source_tag,
                "language": segment.target_tag,
                "source": segment.source,
                "translation": segment.target,
                "origin": segment.origin,
            }
            for segment in segments
        ),
    )


def read_memory_csv(data: bytes, path: str) -> list[Segment]:
    """Return the segments whose both sides have text. Their origin becomes "import", whatever the file claims.

    Raises:
        CatalogueError: path:line, for a table without the four first columns or a tag that is none.
    """
    segments: list[Segment] = []
    for number, row in enumerate(read_table(data, path, COLUMNS[:4]), 2):
        if not row["source"].strip() or not row["translation"].strip():
            continue
        try:
            tags = normalise(row["source_language"]), normalise(row["language"])
        except SettingsError as error:
            raise CatalogueError(error.message, path=path, line=number, hint=error.hint) from error
        segments.append(Segment(*tags, row["source"], row["translation"]))
    return segments
