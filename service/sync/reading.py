"""Reading a catalogue that somebody else has written, with every reason for which it is refused."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from service.catalogue.po import Catalogue, read_po
from service.errors import CatalogueError, SettingsError
from service.languages import from_gettext, language
from service.sync import files
from service.translation.text import longest

_STRING = re.compile(r'^(?:#~\s*|#\|\s*|#~\|\s*)?(?:msg\w+(?:\[\d+\])?\s*)?"')
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
    refuse_long_texts(catalogue, path)
    return catalogue


def refuse_long_texts(catalogue: Catalogue, path: str) -> None:
    """Refuse a file with a text that could not be saved in the browser either; the file is left as it is.

    Raises:
        CatalogueError: naming the source of the text.
    """
    for entry in catalogue.live:
        if len(entry.text) > (limit := longest(entry.source)):
            raise CatalogueError(
                f"the text for “{entry.source[:40]}” has {len(entry.text):,} characters, and at most {limit:,} fit",
                path=path,
            )


def speaks(catalogue: Catalogue, tag: str) -> bool:
    """True if a catalogue's header names the language, or none."""
    if not catalogue.language:
        return True
    try:
        return from_gettext(catalogue.language).tag == language(tag).tag
    except SettingsError:
        return False
