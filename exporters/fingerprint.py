"""The digest of program files, so that an exporter that was changed makes its artifacts again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from exporters.api import digest


def files(place: Path) -> Iterator[Path]:
    """Yield every file below a folder, by path, of whatever kind, except caches and hidden files; a file itself."""
    if place.is_file():
        yield place
        return
    for path in sorted(place.rglob("*")):
        if path.is_file() and counts(path.relative_to(place)):
            yield path


def counts(path: Path) -> bool:
    """True unless a file or a folder on the way to it is a cache or hidden."""
    return not any(part == "__pycache__" or part.startswith(".") for part in path.parts)


def of(*places: Path) -> str:
    """sha256 over the names and bytes of all files of these folders (or files), in the order given."""
    parts: list[str | bytes] = []
    for place in places:
        for path in files(place):
            parts += [path.relative_to(place.parent).as_posix(), path.read_bytes()]
    return digest(*parts)
