"""Writes tests/cases/cldr-48.csv, what CLDR itself says of every language that Polything offers.

    npm pack cldr-misc-full@48.2.0 cldr-numbers-full@48.2.0     (unpack each; any newer version will do)
    python -m tests.support.cldr MISC/main NUMBERS/main > tests/cases/cldr-48.csv

Columns: BCP 47 tag, opening and closing quotation mark, pattern of decimal numbers, minimum of grouping digits. Both
are published in JSON with their inheritance resolved, so that the table owes nothing to ICU or Babel.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import Any

from service.languages import known


def rows(misc: Path, numbers: Path) -> list[tuple[str, str, str, str, str]]:
    """Return a row for each language, of its nearest ancestor that CLDR has a file for."""
    found = []
    for language in known():
        tag = language.tag
        while not (misc / tag / "delimiters.json").is_file():
            tag = tag.rpartition("-")[0]
        quotes = _read(misc / tag / "delimiters.json", tag)["delimiters"]
        digits = _read(numbers / tag / "numbers.json", tag)["numbers"]
        pattern = digits[f"decimalFormats-numberSystem-{digits['defaultNumberingSystem']}"]["standard"]
        marks = quotes["quotationStart"], quotes["quotationEnd"]
        found.append((language.tag, *marks, pattern, digits["minimumGroupingDigits"]))
    return sorted(found)


def _read(path: Path, tag: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["main"][tag]
    return data


if __name__ == "__main__":
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("tag", "open", "close", "pattern", "minimum"))
    writer.writerows(rows(Path(sys.argv[1]), Path(sys.argv[2])))
