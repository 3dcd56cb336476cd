"""Typst: one compiler a thread, kept for the next document, over fonts that are shared by all of them.

A compiler that has set a design once sets it again about ten times faster. Compilers are not shared between threads,
because compiling and then asking for the fit are two calls that belong together.
"""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import typst

from exporters.api import ExportError
from exporters.pdf import fonts, sheets, streams
from exporters.pdf.payload import Payload

STANDARDS: list[Any] = ["ua-1", "a-2a"]

_local = threading.local()


@dataclass(frozen=True)
class Verdict:
    """What a design says of itself: scale of its text, whether all fits, need as a ratio of the room at the smallest
    scale, and the number of pages."""

    scale: float
    fits: bool
    need: float
    pages: int


def _compiler() -> typst.Compiler:
    compiler = getattr(_local, "compiler", None)
    if compiler is None:
        compiler = typst.Compiler(root=str(sheets.DESIGNS), font_paths=fonts.book(), ignore_system_fonts=True)
        _local.compiler = compiler
    return compiler


def _compile(payload: Payload, **options: Any) -> list[bytes]:
    """Compile a payload. Raises ExportError with Typst's message if it cannot be set."""
    data = json.dumps(payload.data, ensure_ascii=False, sort_keys=True)
    path = str(sheets.DESIGNS / f"{payload.design}.typ")
    try:
        made, warnings = _compiler().compile_with_warnings(path, sys_inputs={"data": data}, **options)
    except typst.TypstError as error:
        raise ExportError(str(error.message), trace=list(error.trace), hints=list(error.hints)) from error
    if made is None:
        raise ExportError("Typst returned nothing.")
    if unsettled := [str(warning.message) for warning in warnings if "converge" in str(warning.message)]:
        raise ExportError(f"The pages of {payload.design} do not settle: {unsettled[0]}.")
    return [made] if isinstance(made, bytes) else list(made)


def _verdict() -> Verdict:
    return Verdict(**json.loads(_compiler().query("<fit>", field="value", one=True)))


def pdf(payload: Payload, day: date) -> tuple[bytes, Verdict]:
    """Return the PDF, dated ``day``, and what the design says of its fit.

    Raises:
        ExportError: if it cannot be set: a font lacks a character, a picture is broken, a token is unknown.
    """
    stamp = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    made = _compile(payload, format="pdf", pdf_standards=STANDARDS, timestamp=stamp)
    return streams.settle(made[0]), _verdict()


def svg(payload: Payload) -> list[str]:
    """Return every page as SVG. Characters that no font holds show as boxes."""
    return [page.decode("utf-8") for page in _compile(payload, format="svg")]


def measure(payload: Payload) -> Verdict:
    """Return the fit alone; a payload of mode "fit" makes the design draw nothing."""
    _compile(payload, format="svg")
    return _verdict()
