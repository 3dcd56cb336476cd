"""CSV for spreadsheets: rows of text that survive Excel, LibreOffice and back.

Written as UTF-8 with a byte order mark (else Excel guesses), commas, CRLF. A cell that a spreadsheet would take for a
formula gets an apostrophe in front, which is taken off again on reading. Read: comma, semicolon or tab, with or
without the mark, UTF-16 too, since that is what "Unicode text" is called in Excel.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence

from service.errors import CatalogueError

MAX_BYTES = 20_000_000
MAX_ROWS = 500_000

_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def write_table(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    """Return the rows as CSV with a header; missing columns are empty. Equal input gives equal bytes."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_protect(row.get(column, "")) for column in columns])
    return out.getvalue().encode("utf-8-sig")


def _protect(cell: str) -> str:
    return "'" + cell if _FORMULA.match(cell) else cell


def _unprotect(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def read_table(data: bytes, path: str, required: Sequence[str]) -> list[dict[str, str]]:
    """Return the rows by column name; names are lower-cased where that finds a required one.

    Raises:
        CatalogueError: path:line, if it is no text, lacks a required column, or has a row with too many cells.
    """
    if len(data) > MAX_BYTES:
        raise CatalogueError(f"larger than {MAX_BYTES // 1_000_000} MB", path=path)
    text = _decode(data, path)
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=lambda mark: (first.count(mark), mark == ","))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[dict[str, str]] = []
    try:
        header = [_column(name, required) for name in next(reader, [])]
        _require(header, required, path)
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) > len(header) and any(cells[len(header) :]):
                raise CatalogueError("more cells than columns", path=path, line=reader.line_num)
            if len(rows) >= MAX_ROWS:
                raise CatalogueError(f"more than {MAX_ROWS} rows", path=path, line=reader.line_num)
            rows.append(dict(zip(header, map(_unprotect, cells), strict=False)))
    except csv.Error as error:
        raise CatalogueError(f"not a table: {error}", path=path, line=reader.line_num) from error
    return [{name: row.get(name, "") for name in header} for row in rows]


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


def _require(header: Sequence[str], required: Sequence[str], path: str) -> None:
    missing = [name for name in required if name not in header]
    if missing:
        hint = f"The first row must name the columns {', '.join(required)}."
        raise CatalogueError(f"no column “{missing[0]}”", path=path, line=1, hint=hint)
    twice = [name for name in header if name and header.count(name) > 1]
    if twice:
        raise CatalogueError(f"column “{twice[0]}” stands there twice", path=path, line=1)
