"""The digest of everything an export of a folder depends on, to know at once that there is nothing to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from exporters import fingerprint
from exporters.api import Options, digest
from exporters.registry import places
from service.interface import catalogue_path

CODE = Path(__file__).parents[1]
PARTS = (
    "documents",
    "localizing",
    "catalogue",
    "changes",
    "markup",
    "publishing",
    "languages.py",
    "interface.py",
)
"""The rooms of the service that an Edition is made by; a test compares them with what they import."""


def inputs(root: Path, formats: Sequence[str], languages: Sequence[str], options: Options) -> str:
    """Digest of a programme's files, of what was asked for, and of the program itself."""
    parts: list[str | bytes] = [*formats, "", *languages, "", *sorted(options.documents), ""]
    parts += [f"{name}={value}" for name, value in sorted(options.values.items())]
    for path in _files(root):
        parts += [path.relative_to(root).as_posix(), path.read_bytes()]
    program = [CODE.parent / "exporters", *(CODE / part for part in PARTS)]
    exporters = [path for name in formats for path in places(name)]
    words = [catalogue for tag in languages if (catalogue := catalogue_path(tag))]
    parts.append(fingerprint.of(*program, *exporters, *words))
    return digest(*parts)


def _files(root: Path) -> Iterable[Path]:
    yield root / "programme.toml"
    for folder in ("content", "locales"):
        yield from sorted(path for path in (root / folder).rglob("*") if path.is_file() and path.suffix != ".pot")
