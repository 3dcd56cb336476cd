"""Zips that come back from working without a network; they are not trusted."""

from __future__ import annotations

import io
import zipfile
from zlib import error as ZlibError  # noqa: N812 - the module spells it small

from service.errors import CatalogueError

MAX_BYTES = 5_000_000
MAX_FILES = 200
READABLE = (".po", ".xlf", ".xliff", ".md")


def unpack(data: bytes, path: str) -> tuple[str, bytes]:
    """Return name and bytes of the one translation file in a zip; previews and glossaries beside it are passed over.

    Raises:
        CatalogueError: if it is no zip, too large when unpacked, encrypted, or has none or several such files.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > MAX_FILES:
                raise CatalogueError(f"more than {MAX_FILES} files in it", path=path)
            wanted = [
                member
                for member in members
                if member.filename.lower().endswith(READABLE) and not _hidden(member.filename)
            ]
            if len(wanted) != 1:
                found = "no translation" if not wanted else f"{len(wanted)} translations"
                raise CatalogueError(f"{found} in it", path=path, hint="Upload the .po or .xlf file by itself.")
            with archive.open(wanted[0]) as file:
                content = file.read(MAX_BYTES + 1)
    except (zipfile.BadZipFile, ZlibError, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as error:
        # RuntimeError and NotImplementedError are zipfile's, for a password and a compression that it lacks.
        raise CatalogueError("not a zip that can be read", path=path) from error
    if len(content) > MAX_BYTES:
        raise CatalogueError(f"larger than {MAX_BYTES // 1_000_000} MB when unpacked", path=path)
    return wanted[0].filename.rsplit("/", 1)[-1], content


def _hidden(name: str) -> bool:
    """True for what desktop systems put into zips by themselves."""
    return name.startswith("__MACOSX/") or name.rsplit("/", 1)[-1].startswith(".")
