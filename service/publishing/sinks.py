"""Where exporters write: a folder whose files appear only when they are complete."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from exporters.api import Asset, ExportError, Problem


class FolderSink:
    """An `exporters.api.Sink` on a folder.

    ``assets`` maps an asset's path ("assets/tile-06.svg") to its file. ``files`` records what was written: relative
    path to size in bytes. ``problems`` collects what exporters report.
    """

    def __init__(self, folder: Path, assets: Mapping[str, Path]) -> None:
        self.folder = folder
        self.assets = assets
        self.files: dict[str, int] = {}
        self.problems: list[Problem] = []

    def asset(self, asset: Asset) -> bytes:
        """Read an asset and make sure that it is the one the edition means.

        Raises:
            ExportError: if the file is gone or has changed since the edition was built.
        """
        try:
            data = self.assets[asset.path].read_bytes()
        except (KeyError, OSError) as error:
            raise ExportError(f"{asset.path}: the file is missing") from error
        if hashlib.sha256(data).hexdigest() != asset.digest:
            raise ExportError(f"{asset.path}: the file has changed during the export; run it again")
        return data

    def write(self, path: str, data: bytes) -> None:
        """Write a file through a temporary one, so that nobody ever reads half of it.

        Raises:
            ExportError: if the path would leave the folder.
        """
        relative = PurePosixPath(path)
        if relative.is_absolute() or ".." in relative.parts or "\\" in path or not relative.parts:
            raise ExportError(f"“{path}” is not a path inside the output folder")
        target = self.folder.joinpath(*relative.parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".part-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            os.chmod(temporary, 0o644)
            os.replace(temporary, target)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        self.files[relative.as_posix()] = len(data)

    def report(self, problem: Problem) -> None:
        self.problems.append(problem)
