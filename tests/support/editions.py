"""Golden editions and a sink in memory, for the tests of every exporter."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from exporters.api import Asset, Edition, ExportError, Problem

EDITIONS = Path(__file__).parents[1] / "golden" / "editions"


@cache
def load(name: str) -> Edition:
    """Return a golden edition by its file's name without suffix, such as "sample.ar"."""
    return Edition.model_validate_json((EDITIONS / f"{name}.json").read_text(encoding="utf-8"))


class MemorySink:
    """A sink that keeps what it is given. Assets come from ``assets`` first, then from the golden folder."""

    def __init__(self, assets: dict[str, bytes] | None = None) -> None:
        self.files: dict[str, bytes] = {}
        self.problems: list[Problem] = []
        self.assets = assets or {}

    def asset(self, asset: Asset) -> bytes:
        data = self.assets.get(asset.path)
        if data is None:
            path = EDITIONS / asset.path
            if not path.is_file():
                raise ExportError(f"The picture {asset.path} is missing.", path=asset.path)
            data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != asset.digest:
            raise ExportError(f"The picture {asset.path} has changed since the edition was made.", path=asset.path)
        return data

    def write(self, path: str, data: bytes) -> None:
        assert not path.startswith(("/", "../")), path
        assert path not in self.files, f"written twice: {path}"
        self.files[path] = data

    def report(self, problem: Problem) -> None:
        self.problems.append(problem)
