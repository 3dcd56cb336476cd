"""The fonts of the PDF exporter: files of installed packages, never the system's, and what characters they hold."""

from __future__ import annotations

import importlib.util
import struct
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import typst

from exporters.api import ExportError

PACKAGES = ("manimgx_fonts", "fontpkg_almarai", "fontpkg_amiri", "fontpkg_bricolage_grotesque")
"""Packages that must be there: Noto Sans for most scripts, two Arabic families, one for Latin titles."""

CJK_PACKAGE = "manimgx_fonts_cjk"
CJK_EXTRA = "cjk"
"""The optional package for Chinese, Japanese and Korean, and the extra that installs it."""

_SILENT = {"Cc", "Cf", "Zs", "Zl", "Zp"}


def _folder(package: str) -> Path | None:
    spec = importlib.util.find_spec(package)
    locations = list(spec.submodule_search_locations or ()) if spec else []
    return Path(locations[0]) if locations else None


@cache
def folders() -> tuple[Path, ...]:
    """Return the folders with font files, in a fixed order.

    Raises:
        ExportError: if a required font package is not installed; it names the package.
    """
    found = []
    for package in PACKAGES:
        folder = _folder(package)
        if folder is None:
            name = package.replace("_", "-")
            raise ExportError(f"The font package {name} is not installed. Run: pip install {name}", package=name)
        found.append(folder)
    extra = _folder(CJK_PACKAGE)
    return (*found, extra) if extra else tuple(found)


def has_cjk() -> bool:
    """True if the optional package with Chinese, Japanese and Korean is installed."""
    return _folder(CJK_PACKAGE) is not None


@cache
def book() -> typst.Fonts:
    """Return the fonts as Typst takes them; scanning them takes about 20 ms, so once a process."""
    paths: list[str] = [str(folder) for folder in folders()]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=paths)


@cache
def families() -> frozenset[str]:
    return frozenset(book().families())


@cache
def versions() -> str:
    """Names and sizes of all font files, as an input to digests: other fonts give other bytes."""
    files = sorted((file.name, file.stat().st_size) for file in _files())
    return ";".join(f"{name}:{size}" for name, size in files)


def _files() -> list[Path]:
    return sorted(file for folder in folders() for file in folder.rglob("*") if file.suffix in {".ttf", ".otf", ".ttc"})


@cache
def _covered() -> frozenset[int]:
    return frozenset().union(*(coverage(file) for file in _files()))


def missing(texts: Iterable[str]) -> str:
    """Return the characters that no installed font holds, each once, in the order of their first appearance.

    Marks for direction and joining, spaces and control characters need no picture and are never missing.
    """
    covered = _covered()
    seen: dict[str, None] = {}
    for text in texts:
        for char in text:
            if ord(char) not in covered and char not in seen and not _silent(char):
                seen[char] = None
    return "".join(seen)


def _silent(char: str) -> bool:
    return unicodedata.category(char) in _SILENT or "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


def covers(family: str, text: str) -> bool:
    """True if one family holds every letter of the text; marks and spaces do not count."""
    points = _family(family)
    return all(ord(char) in points for char in text if char.isalpha())


@cache
def _family(family: str) -> frozenset[int]:
    files = {Path(font.path) for font in book().fonts() if font.family == family and font.path}
    return frozenset().union(*(coverage(file) for file in sorted(files)))


@cache
def coverage(file: Path) -> frozenset[int]:
    """Read the code points of a TrueType or OpenType file, or of the first font of a collection.

    Only the two Unicode sub-table formats in use today are read, 4 and 12 (OpenType specification, table cmap).

    Raises:
        ExportError: if the file is not a font or has no Unicode table.
    """
    data = file.read_bytes()
    start = struct.unpack_from(">I", data, 12)[0] if data[:4] == b"ttcf" else 0
    count = struct.unpack_from(">H", data, start + 4)[0]
    for index in range(count):
        tag, _, offset, _ = struct.unpack_from(">4sIII", data, start + 12 + 16 * index)
        if tag == b"cmap":
            return _cmap(data, offset)
    raise ExportError(f"{file.name} has no table of characters.", file=file.name)


def _cmap(data: bytes, table: int) -> frozenset[int]:
    points: set[int] = set()
    for index in range(struct.unpack_from(">H", data, table + 2)[0]):
        platform, _, offset = struct.unpack_from(">HHI", data, table + 4 + 8 * index)
        if platform not in (0, 3):
            continue
        at = table + offset
        form = struct.unpack_from(">H", data, at)[0]
        if form == 12:
            for group in range(struct.unpack_from(">I", data, at + 12)[0]):
                first, last, _ = struct.unpack_from(">III", data, at + 16 + 12 * group)
                points.update(range(first, last + 1))
        elif form == 4:
            points |= _format4(data, at)
    return frozenset(points)


def _format4(data: bytes, at: int) -> set[int]:
    count = struct.unpack_from(">H", data, at + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", data, at + 14)
    starts = struct.unpack_from(f">{count}H", data, at + 16 + 2 * count)
    deltas = struct.unpack_from(f">{count}H", data, at + 16 + 4 * count)
    offsets_at = at + 16 + 6 * count
    offsets = struct.unpack_from(f">{count}H", data, offsets_at)
    points: set[int] = set()
    for i, (first, last, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        for point in range(first, last + 1):
            glyph = point
            if offset:
                glyph = struct.unpack_from(">H", data, offsets_at + 2 * i + offset + 2 * (point - first))[0]
                if not glyph:
                    continue
            if (glyph + delta) % 65536 and point != 0xFFFF:
                points.add(point)
    return points
