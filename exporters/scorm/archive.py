"""The zip file: manifest first, then all files by name, with fixed dates: the same files give the same bytes."""

from __future__ import annotations

import io
import zipfile

from exporters.api import ExportError
from exporters.scorm.names import MEMBER

MANIFEST = "imsmanifest.xml"
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest date that a zip file can hold; packages carry no other."""


def pack(files: dict[str, bytes]) -> bytes:
    """Return the bytes of the package.

    Raises:
        ExportError: if a name would be lost by a platform, or the manifest is missing.
    """
    if MANIFEST not in files:
        raise ExportError("A learning package needs its imsmanifest.xml.")
    for name in files:
        if not MEMBER.fullmatch(name) or ".." in name:
            raise ExportError(f"“{name}” is no file name that every learning platform takes. Use a-z, 0-9, . _ - only.")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in [MANIFEST, *sorted(name for name in files if name != MANIFEST)]:
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, on every system, so that the permissions below mean the same
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, files[name], compresslevel=9)
    return buffer.getvalue()
