"""git's index, changed entry by entry. Pure.

Only the entries that are asked for change; all others keep every byte, flags and conflicts included. What git keeps
beside the entries to be quicker (cached trees, untracked files) is left out, since it would no longer be true: git
makes it anew. dulwich's own index is not used for this: writing it back would lose a split or a sparse index.

Format: gitformat-index(5), versions 2 and 3 with SHA-1.
"""

from __future__ import annotations

import hashlib
import os
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

_FIXED = struct.Struct(">10L20sH")
_STAGE, _NAME, _EXTENDED, _VALID = 0x3000, 0x0FFF, 0x4000, 0x8000
_KEPT = (b"REUC",)
"""Extensions that speak of conflicts solved, not of entries."""


class StrangeIndex(Exception):
    """An index in a form that this module does not write; the message says which, and what to do."""


@dataclass(frozen=True)
class Entry:
    """One line of the index. ``plain``: no conflict, and nobody told git to look away from the file."""

    name: bytes
    stage: int
    mode: int
    id: bytes
    plain: bool
    raw: bytes = field(repr=False)


@dataclass(frozen=True)
class Fresh:
    """What an entry is to become: the blob (20 bytes), its mode, and the file as it was when it was read."""

    id: bytes
    mode: int
    stat: os.stat_result


@dataclass(frozen=True)
class Index:
    """An index as it was read; ``extensions`` are kept as they are."""

    version: int
    entries: tuple[Entry, ...]
    extensions: bytes = b""

    @cached_property
    def _names(self) -> dict[bytes, tuple[Entry, ...]]:
        found: dict[bytes, tuple[Entry, ...]] = {}
        for entry in self.entries:
            found[entry.name] = (*found.get(entry.name, ()), entry)
        return found

    @cached_property
    def _folders(self) -> set[bytes]:
        return {above for name in self._names for above in _above(name)}

    def find(self, name: bytes) -> tuple[Entry, ...]:
        """Return the entries of a path, several where it is in conflict."""
        return self._names.get(name, ())

    def blocks(self, name: bytes) -> bool:
        """True if a path cannot stand beside what is there: a file where it needs a folder, or the other way round."""
        return name in self._folders or any(above in self._names for above in _above(name))

    def with_entries(self, fresh: Mapping[bytes, Fresh]) -> bytes:
        """Return the bytes of the index with these paths replaced or added."""
        kept = [(entry.name, entry.stage, entry.raw) for entry in self.entries if entry.name not in fresh]
        lines = sorted([*kept, *((name, 0, _raw(name, new)) for name, new in fresh.items())])
        body = b"DIRC" + struct.pack(">LL", self.version, len(lines)) + b"".join(raw for _, _, raw in lines)
        body += self.extensions
        return body + hashlib.sha1(body, usedforsecurity=False).digest()


def read_index(data: bytes) -> Index:
    """Read an index.

    Raises:
        StrangeIndex: version 4, split or sparse, or not an index at all.
    """
    if len(data) < 32 or data[:4] != b"DIRC":
        raise StrangeIndex("git's index cannot be read")
    version, number = struct.unpack(">LL", data[4:12])
    if version not in (2, 3):
        raise StrangeIndex(f"git's index has version {version}: git update-index --index-version 2")
    end = len(data) - 20
    if data[end:] not in (hashlib.sha1(data[:end], usedforsecurity=False).digest(), bytes(20)):
        raise StrangeIndex("git's index is damaged")
    entries, place = [], 12
    for _ in range(number):
        entry, place = _entry(data, place, end)
        entries.append(entry)
    return Index(version, tuple(entries), _extensions(data[place:end]))


def _above(name: bytes) -> list[bytes]:
    """The folders that a path lies in."""
    parts = name.split(b"/")
    return [b"/".join(parts[:length]) for length in range(1, len(parts))]


def _entry(data: bytes, start: int, end: int) -> tuple[Entry, int]:
    if start + _FIXED.size > end:
        raise StrangeIndex("git's index is cut off")
    values = _FIXED.unpack_from(data, start)
    flags = values[11]
    place = start + _FIXED.size + (2 if flags & _EXTENDED else 0)
    length = flags & _NAME
    if length == _NAME:  # a name too long for its field ends at the first NUL
        length = data.index(b"\0", place) - place
    name = data[place : place + length]
    following = start + ((place + length - start) // 8 + 1) * 8
    if following > end:
        raise StrangeIndex("git's index is cut off")
    plain = not flags & (_STAGE | _EXTENDED | _VALID)
    stage = (flags & _STAGE) >> 12
    return Entry(name, stage, values[6], values[10], plain, data[start:following]), following


def _extensions(data: bytes) -> bytes:
    kept, place = b"", 0
    while place + 8 <= len(data):
        name, size = data[place : place + 4], struct.unpack(">L", data[place + 4 : place + 8])[0]
        if not 65 <= name[0] <= 90:
            what = {b"link": "split", b"sdir": "sparse"}.get(name, "in a form of its own")
            raise StrangeIndex(
                f"git's index is {what}: git update-index --no-split-index, or git sparse-checkout disable"
            )
        if name in _KEPT:
            kept += data[place : place + 8 + size]
        place += 8 + size
    return kept


def _raw(name: bytes, new: Fresh) -> bytes:
    stat = new.stat
    fixed = _FIXED.pack(
        *_time(stat.st_ctime_ns), *_time(stat.st_mtime_ns), stat.st_dev & 0xFFFFFFFF, stat.st_ino & 0xFFFFFFFF,
        new.mode, stat.st_uid & 0xFFFFFFFF, stat.st_gid & 0xFFFFFFFF, stat.st_size & 0xFFFFFFFF, new.id,
        min(len(name), _NAME),
    )  # fmt: skip
    raw = fixed + name
    return raw + bytes(8 - len(raw) % 8)


def _time(nanoseconds: int) -> tuple[int, int]:
    return (nanoseconds // 1_000_000_000) & 0xFFFFFFFF, nanoseconds % 1_000_000_000
