"""Reading a catalogue that somebody else has written, with every reason for which it is refused."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from service.catalogue.po import Catalogue, read_po
from service.errors import CatalogueError, SettingsError
from service.languages import from_gettext, language
from service.sync import files

_STRING = re.compile(r'^(?:#~\s*|#\|\s*|#~\|\s*)?(?:msg\w+(?:\[\d+\])?\s*)?"')
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_CLOSED = re.compile(r'^[^"]*"(?:[^"\\]|\\.)*"\s*$')


@dataclass(frozen=True)
class Found:
    """A file as it was found. ``catalogue`` None: not there, or nothing in it."""

    digest: str
    data: bytes | None
    catalogue: Catalogue | None


def read_catalogue_file(root: Path, path: str, tag: str) -> Found:
    """Read a catalogue of the folder.

    Raises:
        CatalogueError: path:line, if it is no PO file, ends inside a text, or is in another language.
    """
    data = files.read(root, path)
    digest = files.digest_of(data)
    if data is None or not data.strip():
        return Found(digest, data, None)
    return Found(digest, data, parse_catalogue(data, path, tag))


def parse_catalogue(data: bytes, path: str, tag: str) -> Catalogue:
    """Read a catalogue's bytes; raises as `read_catalogue_file` does."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CatalogueError("the file is not UTF-8", path=path, line=line, hint="Save it as UTF-8.") from error
    for place, written in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        # The PO reader below would take such a text as it is, one character short.
        if _STRING.match(written) and not _CLOSED.match(written):
            raise CatalogueError("the line ends inside a text", path=path, line=place)
    catalogue = read_po(text, path)
    if not speaks(catalogue, tag):
        raise CatalogueError(f"the file says that it is in “{catalogue.language}”", path=path, line=1)
    return sound(catalogue)


def sound(catalogue: Catalogue) -> Catalogue:
    """Return a catalogue without the control characters that no text has; which other tools may leave in a file."""
    if not any(_CONTROLS.search(entry.text) for entry in catalogue.entries):
        return catalogue
    entries = tuple(replace(entry, text=_CONTROLS.sub("", entry.text)) for entry in catalogue.entries)
    return replace(catalogue, entries=entries)


def speaks(catalogue: Catalogue, tag: str) -> bool:
    """True if a catalogue's header names the language, or none."""
    if not catalogue.language:
        return True
    try:
        return from_gettext(catalogue.language).tag == language(tag).tag
    except SettingsError:
        return False
