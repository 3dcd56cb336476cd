"""A file on its way between a look and the yes to it: it travels in the form, so that the server keeps nothing."""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Sequence

from fastapi import UploadFile

from service.errors import CatalogueError, EmptyText
from service.web.visit import Visit

_PART = 900_000
"""Characters in one field of a form; the framework takes no more than 1 MiB in one."""


def largest(visit: Visit) -> int:
    """Return how many bytes a file may have, so that it fits into a request of this server."""
    return visit.site.settings.body_limit * 9 // 10


def received(visit: Visit, file: UploadFile) -> tuple[str, bytes]:
    """Return the name and the content of an uploaded file.

    Raises:
        EmptyText: none was chosen, or it is empty.
        CatalogueError: it is too large.
    """
    most = largest(visit)
    data = file.file.read(most + 1)
    name = (file.filename or "").rsplit("/", 1)[-1].rsplit("\\", 1)[-1]
    if not name or not data:
        raise EmptyText(visit.words("Choose a file first."))
    if len(data) > most:
        raise _too_large(visit, name)
    return name, data


def packed(visit: Visit, name: str, data: bytes) -> list[str]:
    """Return a file's content as a form can carry it, in parts. Raises CatalogueError if it is too much at once."""
    text = base64.urlsafe_b64encode(zlib.compress(data, 6)).decode()
    if len(text) > largest(visit):
        raise _too_large(visit, name)
    return [text[start : start + _PART] for start in range(0, len(text), _PART)]


def unpacked(visit: Visit, parts: Sequence[str]) -> bytes:
    """Return the content that `packed` packed. Raises CatalogueError if it is not whole or larger than allowed."""
    most = largest(visit)
    reader = zlib.decompressobj()
    try:
        data = reader.decompress(base64.b64decode("".join(parts), altchars=b"-_", validate=True), most + 1)
    except (binascii.Error, ValueError, zlib.error) as error:
        raise CatalogueError(visit.words("The file did not arrive whole. Choose it again.")) from error
    if len(data) > most or not reader.eof:
        raise CatalogueError(visit.words("The file did not arrive whole. Choose it again."))
    return data


def _too_large(visit: Visit, name: str) -> CatalogueError:
    size = visit.words.number(round(largest(visit) / 1_000_000, 1))
    return CatalogueError(
        visit.words("The file is larger than %(size)s MB.", size=size),
        path=name,
        hint=visit.words("Whoever runs the server can bring in larger ones with the command “polything import”."),
    )
