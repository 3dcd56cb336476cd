"""Making the ends of a PDF's streams unambiguous.

Typst ends a stream's data with one line feed before ``endstream``. Where compressed data itself ends in a carriage
return, the two read like one line end, and checkers of PDF/A then find the stream a byte shorter than its Length says
(ISO 19005-2, 6.1.7.1). There the line end becomes carriage return and line feed, which the standard allows as well, and
the offsets in the cross-reference table move along.
"""

from __future__ import annotations

import re
from bisect import bisect_left

_END = re.compile(rb"\r\nendstream")
_TABLE = re.compile(rb"xref\n0 (\d+)\n")
_ENTRY = 20


def settle(data: bytes) -> bytes:
    """Return a PDF fresh from Typst with unambiguous stream ends; the same bytes if there is nothing to do.

    Works on files with one classic cross-reference table, as Typst writes them; others are returned as they are.
    """
    places = [match.start() + 1 for match in _END.finditer(data)]
    start = data.rfind(b"startxref\n")
    if not places or start < 0:
        return data
    table = int(data[start + 10 :].split(b"\n", 1)[0])
    head = _TABLE.match(data, table)
    if head is None:
        return data

    def moved(offset: int) -> int:
        return offset + bisect_left(places, offset)

    first, count = head.end(), int(head[1])
    entries = []
    for number in range(count):
        entry = data[first + _ENTRY * number : first + _ENTRY * (number + 1)]
        entries.append(b"%010d" % moved(int(entry[:10])) + entry[10:] if entry[17:18] == b"n" else entry)
    body = data[:table]
    pieces = [body[a:b] for a, b in zip([0, *places], [*places, len(body)], strict=True)]
    rest = data[first + _ENTRY * count : start]
    return b"".join((b"\r".join(pieces), head[0], *entries, rest, b"startxref\n%d\n%%%%EOF" % moved(table)))
