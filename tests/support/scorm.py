"""Packages for tests: made once from the golden editions, and taken apart and put together again."""

from __future__ import annotations

import io
import zipfile
from functools import cache

from exporters.api import Options
from exporters.scorm.exporter import ScormExporter
from tests.support.editions import MemorySink, load

VERSIONS = {"scorm12": "1.2", "scorm2004": "2004"}


@cache
def packages(format_: str, report: str = "completed") -> dict[str, bytes]:
    """All packages of the golden editions in one format, by path."""
    sink = MemorySink()
    editions = [load("sample.en"), load("sample.ar")]
    ScormExporter(format_).export(editions, Options(values={"report": report}), sink)
    assert not sink.problems, sink.problems
    return sink.files


def members(data: bytes) -> dict[str, bytes]:
    """Files of a package by name, in their order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(files: dict[str, bytes]) -> bytes:
    """A plain zip, without any of the exporter's checks."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()
