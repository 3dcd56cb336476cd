"""The digest of everything an export of a folder depends on, to know at once that there is nothing to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from exporters.api import Options, digest

CODE = Path(__file__).parents[1]
_PARTS = ("exporters", "service/catalogue", "service/markup", "service/publishing", "service/languages.py")
_KEPT = frozenset({".py", ".html", ".xml", ".css", ".js", ".typ", ".json", ".svg", ".po"})


def inputs(root: Path, formats: Sequence[str], languages: Sequence[str], options: Options) -> str:
    """Digest of a programme's files, of what was asked for, and of the program itself."""
    parts: list[str | bytes] = [*formats, "", *languages, "", *sorted(options.documents), ""]
    parts += [f"{name}={value}" for name, value in sorted(options.values.items())]
    for path in _files(root):
        parts += [path.relative_to(root).as_posix(), path.read_bytes()]
    for path in _program():
        parts += [path.relative_to(CODE.parent).as_posix(), path.read_bytes()]
    return digest(*parts)


def _files(root: Path) -> Iterable[Path]:
    yield root / "programme.toml"
    for folder in ("content", "locales"):
        yield from sorted(path for path in (root / folder).rglob("*") if path.is_file() and path.suffix != ".pot")


def _program() -> Iterable[Path]:
    for part in _PARTS:
        path = CODE.parent / part
        if path.is_file():
            yield path
        yield from sorted(file for file in path.rglob("*") if file.suffix in _KEPT and "__pycache__" not in file.parts)
