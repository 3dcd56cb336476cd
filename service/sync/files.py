"""Reading and writing of mirrored files: complete or not at all, and never over an edit that nobody has seen."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

from service.documents.programme import ProgrammeFolder
from service.languages import language

Checkpoint = Callable[[str], None]
"""Called with the name of each step that has just been done. Tests stop the world there."""


def nothing(_: str) -> None:
    """The checkpoint of real life."""


Journal = Callable[[str, str, str], None]
"""Called before a file is replaced: its path, the digest of what is there, the digest of what it becomes."""


def unrecorded(_path: str, _old: str, _new: str) -> None:
    """The journal of a folder that nobody keeps a history of."""


def digest_of(data: bytes | None) -> str:
    """Return the sha256 hex of a file's bytes, "" for a file that is not there."""
    return "" if data is None else hashlib.sha256(data).hexdigest()


def read(root: Path, path: str) -> bytes | None:
    """Return the bytes of a file of the programme, None if there is none."""
    try:
        return (root / path).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def write(
    root: Path,
    path: str,
    data: bytes,
    expected: str,
    checkpoint: Checkpoint = nothing,
    journal: Journal = unrecorded,
) -> bool:
    """Replace a file in one step, unless it is no longer what was read; True if it was written.

    ``expected`` is the `digest_of` what was read. On False somebody has just saved: the next sync takes that up.
    """
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        checkpoint("prepared")
        if digest_of(read(root, path)) != expected:
            return False
        journal(path, expected, digest_of(data))
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    checkpoint("replaced")
    return True


def po_name(kind: str, slug: str, tag: str) -> str:
    """Return the path of a catalogue below the programme."""
    return f"locales/{language(tag).gettext}/LC_MESSAGES/{kind}/{slug}.po"


def pot_name(kind: str, slug: str) -> str:
    """Return the path of a template below the programme."""
    return f"locales/pot/{kind}/{slug}.pot"


def orphans(programme: ProgrammeFolder, known: set[str]) -> list[str]:
    """Return the catalogues in the languages' folders that belong to no document of the programme.

    The product's own words, interface.po, are not in a folder of a kind and are none of them.
    """
    found = []
    for target in programme.languages:
        folder = programme.root / "locales" / target.gettext / "LC_MESSAGES"
        for path in sorted(folder.glob("*/*.po")):
            name = path.relative_to(programme.root).as_posix()
            if name not in known and not path.name.startswith("."):
                found.append(name)
    return found
