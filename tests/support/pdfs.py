"""Making and reading PDFs in tests."""

from __future__ import annotations

import io
import tempfile
import unicodedata
from pathlib import Path

import page
import pypdf

from exporters.api import Edition, Options, Problem
from exporters.pdf.exporter import PdfExporter
from tests.support.editions import MemorySink


def export(*editions: Edition, **options: str) -> tuple[dict[str, bytes], list[Problem]]:
    sink = MemorySink()
    PdfExporter().export(editions, Options(values=options), sink)
    return sink.files, sink.problems


def one(edition: Edition, **options: str) -> bytes:
    files, problems = export(edition, **options)
    assert not [problem for problem in problems if problem.fatal]
    (data,) = files.values()
    return data


def read(data: bytes) -> str:
    return "\n".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(data)).pages)


def bare(text: str) -> str:
    """Letters and digits alone: extraction moves spaces, marks and hyphens about."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())


def pages(data: bytes) -> list[str]:
    """The text of every page."""
    return [sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(data)).pages]


def check(data: bytes) -> None:
    """Fail unless a PDF passes the checks for PDF/UA-1 and PDF/A-2a of the package page-validation."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.pdf"
        path.write_bytes(data)
        for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A):
            result = page.validate_pdf(str(path), profile=profile)
            assert result.is_compliant, str(result)
