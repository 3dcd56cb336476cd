"""Pictures for Typst: every file becomes an SVG text, because data reaches a design only as text.

An SVG stays as it is; a PNG or JPEG is put into an SVG of its own size as a data address. Nothing is fetched: Typst
resolves no addresses, and paths only below the folder of the designs.
"""

from __future__ import annotations

import base64
import struct
from collections.abc import Callable

from exporters.api import Asset, Edition, ExportError

Read = Callable[[Asset], bytes]


class Pictures:
    """The pictures that one document uses, by asset path.

    ``read`` returns an asset's bytes; without it (a preview) pictures are left out and their words shown instead.
    """

    def __init__(self, edition: Edition, read: Read | None) -> None:
        self._assets = {asset.path: asset for asset in edition.assets}
        self._read = read
        self.svgs: dict[str, str] = {}
        self.unreadable: dict[str, None] = {}

    def use(self, path: str) -> None:
        """Load a picture once.

        Raises:
            ExportError: if the edition has no such picture, or its file is missing or changed.
        """
        if path in self.svgs or path in self.unreadable:
            return
        asset = self._assets.get(path)
        if asset is None:
            raise ExportError(f"The picture {path} is not among the files of the programme.", path=path)
        if self._read is None:
            self.unreadable[path] = None
            return
        try:
            self.svgs[path] = as_svg(self._read(asset), asset.media_type)
        except ValueError:
            self.unreadable[path] = None


def as_svg(data: bytes, media_type: str) -> str:
    """Return a picture as SVG text. Raises ValueError for a kind of file that is not supported."""
    if media_type == "image/svg+xml":
        return data.decode("utf-8")
    if media_type == "image/png":
        width, height = _png(data)
    elif media_type == "image/jpeg":
        width, height = _jpeg(data)
    else:
        raise ValueError(media_type)
    address = f"data:{media_type};base64,{base64.b64encode(data).decode('ascii')}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{width}" '
        f'height="{height}" viewBox="0 0 {width} {height}"><image width="{width}" height="{height}" '
        f'xlink:href="{address}"/></svg>'
    )


def _png(data: bytes) -> tuple[int, int]:
    if data[:8] != b"\x89PNG\r\n\x1a\n" or len(data) < 24:
        raise ValueError("not a PNG")
    width, height = struct.unpack_from(">II", data, 16)
    return width, height


def _jpeg(data: bytes) -> tuple[int, int]:
    """Width and height from the first frame header (ITU-T T.81, markers C0 to CF without C4, C8 and CC)."""
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        at += 2 + int(struct.unpack_from(">H", data, at + 2)[0])
    raise ValueError("not a JPEG")
