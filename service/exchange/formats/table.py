"""CSV for spreadsheets: rows of text that survive Excel, LibreOffice and back.

Written as UTF-8 with a byte order mark (else Excel guesses), commas, CRLF. A cell that a spreadsheet would take for a
formula (its full-width signs count in East Asian ones) gets an apostrophe in front, which is taken off again on
reading. Read: comma, semicolon (German Excel) or tab, with or without the mark or a first line "sep=;", UTF-16 too,
since that is what "Unicode text" is called in Excel.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from service.errors import CatalogueError

if TYPE_CHECKING:
    from _csv import Reader

MAX_BYTES = 20_000_000
MAX_ROWS = 500_000
csv.field_size_limit(MAX_BYTES)  # else one long text would make a whole table unreadable, our own ones too

_FORMULA = re.compile(r"'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
_SEPARATOR = re.compile(r"\"?sep=([,;\t])\"?\r?\n", re.IGNORECASE)


def write_table(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    """Return the rows as CSV with a header; missing columns are empty. Equal input gives equal bytes."""
    return codecs.BOM_UTF8 + write_rows([columns, *([row.get(column, "") for column in columns] for row in rows)])


def write_rows(rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows as they continue a table, without a byte order mark."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([_protect(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8")


def _protect(cell: str) -> str:
    return "'" + cell if _FORMULA.match(cell) else cell


def _unprotect(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def read_lines(data: bytes, path: str, required: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    """Return the rows by column name, each with the 1-based line of the file on which it begins.

    Names are lower-cased where that finds a required one.

    Raises:
        CatalogueError: path:line, if it is no text, lacks a required column, or has a row with too many cells.
    """
    reader, before = _reader(data, path)
    rows: list[tuple[int, dict[str, str]]] = []
    try:
        header = [_column(name, required) for name in next(reader, [])]
        _require(header, required, path, before + 1)
        begins = before + reader.line_num + 1
        for written in reader:
            line, begins = begins, before + reader.line_num + 1
            cells = [_unprotect(cell) for cell in written]
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) > len(header) and any(cells[len(header) :]):
                raise CatalogueError("more cells than columns", path=path, line=line)
            if len(rows) >= MAX_ROWS:
                raise CatalogueError(f"more than {MAX_ROWS} rows", path=path, line=line)
            found = dict(zip(header, cells, strict=False))
            rows.append((line, {name: found.get(name, "") for name in header}))
    except csv.Error as error:
        raise CatalogueError(f"not a table: {error}", path=path, line=before + reader.line_num) from error
    return rows


def read_header(data: bytes, path: str) -> list[str]:
    """Return the names of the columns, lower-cased, to tell what a table is about.

    Raises:
        CatalogueError: path:line, if it is no text.
    """
    reader, before = _reader(data, path)
    try:
        return [name.strip().lower() for name in next(reader, [])]
    except csv.Error as error:
        raise CatalogueError(f"not a table: {error}", path=path, line=before + 1) from error


def _reader(data: bytes, path: str) -> tuple[Reader, int]:
    """Return a reader, and how many lines of the file stand before what it reads."""
    if len(data) > MAX_BYTES:
        raise CatalogueError(f"larger than {MAX_BYTES // 1_000_000} MB", path=path)
    text = _decode(data, path)
    said = _SEPARATOR.match(text)
    text = text[said.end() :] if said else text
    first = text.partition("\n")[0]
    delimiter = said[1] if said else max(",;\t", key=lambda mark: (first.count(mark), mark == ","))
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), 1 if said else 0


def _decode(data: bytes, path: str) -> str:
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CatalogueError("not UTF-8", path=path, line=line, hint="Save it as “CSV UTF-8”.") from error
    if "\x00" in text:
        raise CatalogueError("not a text file", path=path, line=text.count("\n", 0, text.index("\x00")) + 1)
    return text


def _column(name: str, required: Sequence[str]) -> str:
    plain = name.strip()
    return next((wanted for wanted in required if wanted.lower() == plain.lower()), plain)


def _require(header: Sequence[str], required: Sequence[str], path: str, line: int) -> None:
    missing = [name for name in required if name not in header]
    if missing:
        hint = f"The first row must name the columns {', '.join(required)}."
        raise CatalogueError(f"no column “{missing[0]}”", path=path, line=line, hint=hint)
    twice = [name for name in header if name and header.count(name) > 1]
    if twice:
        raise CatalogueError(f"column “{twice[0]}” stands there twice", path=path, line=line)
