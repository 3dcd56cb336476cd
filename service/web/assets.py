"""Style sheet and scripts of the workplace, kept in memory and served under an address that changes with them.

All files share one digest in their address (``/static/<digest>/js/editor.js``), so that modules can import one another
by relative paths and browsers may keep everything for a year.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

FOLDER = Path(__file__).parent / "static"
FOREVER = "public, max-age=31536000, immutable"
_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}


@dataclass(frozen=True)
class StaticFile:
    """A file with its gzipped twin; ``name`` is its path below the folder, with forward slashes."""

    name: str
    media_type: str
    content: bytes
    packed: bytes


class Assets:
    """All static files, read once at start."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._files: dict[str, StaticFile] = {}
        hasher = hashlib.sha256()
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            name = path.relative_to(folder).as_posix()
            content = path.read_bytes()
            kind = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            self._files[name] = StaticFile(name, kind, content, gzip.compress(content, 9, mtime=0))
            hasher.update(name.encode() + b"\0" + content)
        self.digest = hasher.hexdigest()[:12]

    def url(self, name: str) -> str:
        """Return the address of a file. Raises KeyError for one that does not exist: a template's typing error."""
        return f"/static/{self.digest}/{self._files[name].name}"

    def respond(self, request: Request, digest: str, name: str) -> Response | None:
        """Answer a request for a file, or None if there is no such file.

        An older digest gets today's file without the promise that it will never change.
        """
        file = self._files.get(name)
        if file is None:
            return None
        headers = {
            "Cache-Control": FOREVER if digest == self.digest else "no-cache",
            "Vary": "Accept-Encoding",
            # Documents in a sandboxed frame have an opaque origin; the preview's script comes from here.
            "Cross-Origin-Resource-Policy": "cross-origin",
        }
        if "gzip" in request.headers.get("accept-encoding", ""):
            headers["Content-Encoding"] = "gzip"
            return Response(file.packed, media_type=file.media_type, headers=headers)
        return Response(file.content, media_type=file.media_type, headers=headers)
