"""Packing files: zips that are the same every time, names that every system takes, the pictures of documents.

Exporters and the service share it, so that each of these is decided once.
"""

from __future__ import annotations

import hashlib
import io
import re
import unicodedata
import zipfile
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from exporters import nodes
from exporters.api import Document, Edition, ExportError, Sink

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest date that a zip file can hold; ours carry no other, so that the same files give the same bytes."""
MEMBER = re.compile(r"[a-z0-9][a-z0-9._/-]*")
"""File names that survive every unpacker; others were lost by at least one learning platform."""


def pack(
    files: Mapping[str, bytes], *, first: Sequence[str] = (), stored: Collection[str] = (), portable: bool = False
) -> bytes:
    """Return a zip of the files: those of ``first`` in their order, then all others by name.

    ``files`` are bytes by relative path with forward slashes. ``stored`` are put in as they are, without compression,
    as formats ask for that are told by their first bytes. ``portable``: names must match `MEMBER`.

    Raises:
        ExportError: if a name leads out of the folder that a zip is unpacked into, would be lost by a platform
            (``portable``), or one of ``first`` is missing.
    """
    if missing := [name for name in first if name not in files]:
        raise ExportError(f"A package needs its {missing[0]}.")
    for name in files:
        if not _inside(name) or (portable and (not MEMBER.fullmatch(name) or ".." in name)):
            raise ExportError(f"“{name}” is no file name that every platform takes. Use a-z, 0-9, . _ - only.")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in [*first, *sorted(files.keys() - set(first))]:
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, on every system, so that the permissions below mean the same
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, files[name], compresslevel=9)
    return buffer.getvalue()


def _inside(name: str) -> bool:
    path = PurePosixPath(name)
    return bool(path.parts) and not path.is_absolute() and ".." not in path.parts and "\\" not in name


def identifier(text: str) -> str:
    """Return lower-case ASCII letters, digits and hyphens made from an id or a slug; never empty.

    Text without any such character gives a digest of itself, so that two of them stay apart.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return name or "x" + hashlib.sha256(text.encode()).hexdigest()[:12]


def member(path: str) -> str:
    """Return a name for an asset inside a package: its own where every platform takes it, else one made from it."""
    if MEMBER.fullmatch(path) and ".." not in path:
        return path
    folder, _, name = path.rpartition("/")
    stem, dot, suffix = name.rpartition(".")
    digest = hashlib.sha256(path.encode()).hexdigest()[:8]
    made = f"{identifier(stem or suffix)}-{digest}{dot}{identifier(suffix) if stem else ''}".rstrip(".")
    return "/".join([*(identifier(part) for part in folder.split("/") if part), made])


def pictures(edition: Edition, documents: Iterable[Document]) -> set[str]:
    """Return the paths of the assets that documents show or link to.

    A link to a file that the edition does not carry is left out, since it is shown as text; a picture is not, for
    `gather` to say that it is missing.
    """
    found: set[str] = set()

    def visit(value: object) -> None:
        if isinstance(value, nodes.Image | nodes.Link) and value.asset:
            found.add(value.asset)
        if isinstance(value, nodes.Node):
            for name in type(value).model_fields:
                visit(getattr(value, name))
        elif isinstance(value, tuple):
            for item in value:
                visit(item)

    for document in documents:
        if document.meta.get("picture"):
            found.add(str(document.meta["picture"]))
        visit(document.blocks)
        visit(document.footnotes)
    known = {asset.path for asset in edition.assets}
    return {path for path in found if path in known or not path.endswith(".pdf")}


def gather(edition: Edition, paths: Collection[str], sink: Sink) -> dict[str, bytes]:
    """Read assets of an edition, by the names that they get in a package (`member`).

    Raises:
        ExportError: if the edition or the disk lacks one.
    """
    files = {member(asset.path): sink.asset(asset) for asset in edition.assets if asset.path in paths}
    if missing := [path for path in sorted(paths) if member(path) not in files]:
        raise ExportError(f"The picture {missing[0]} is missing.")
    return files
