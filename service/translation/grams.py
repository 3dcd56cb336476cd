"""Grams, and the packed integer keys by which near matches are found. Pure functions.

A key is ``gram24 << 39 | lenbucket8 << 31 | id31``: 63 bits, a positive BIGINT on both databases. A posting list is
therefore sorted by length, so that a scan outward from the query's own length meets the likely ones first.
"""

from __future__ import annotations

import math
import unicodedata
import zlib
from collections.abc import Mapping, Sequence

STORED = 12
"""How many grams of a source text are indexed."""

ID_MASK = (1 << 31) - 1
_WINDOW = math.ceil(math.log(1.86) * 36)


def fold(text: str) -> str:
    """Return the form in which texts are compared: NFC, lower case, white space folded."""
    return " ".join(unicodedata.normalize("NFC", text).lower().split())


def grams(text: str) -> list[int]:
    """Return the grams of a text in order: every window of four characters, with a blank at both ends.

    A window that starts on a Chinese, Japanese, Korean or Thai character is cut to two, because a few characters are
    a word there. Each gram is 24 bits of the CRC of its UTF-8.
    """
    padded = f" {fold(text)} "
    if len(padded) < 4:
        return [_hash(padded)]
    found = [
        _hash(padded[i : i + 2] if _dense(padded[i]) else padded[i : i + 4])
        for i in range(len(padded) - 1)
        if _dense(padded[i]) or i + 4 <= len(padded)
    ]
    return found or [_hash(padded)]


def _hash(gram: str) -> int:
    return zlib.crc32(gram.encode()) & 0xFFFFFF


def _dense(character: str) -> bool:
    """True for scripts that write words in a few characters without blanks."""
    code = ord(character)
    return 0x0E00 <= code <= 0x0EFF or 0x1100 <= code <= 0x11FF or 0x1780 <= code <= 0x17FF or 0x2E80 <= code <= 0xD7FF


def rarest(found: Sequence[int], frequencies: Mapping[int, int], count: int, *, apart: bool) -> list[int]:
    """Return up to ``count`` different grams, the rarest first.

    ``apart``: once a gram is taken its neighbours within two positions are not, so that stored grams share at most
    one character. Ties go by the hash, the same way for stored and for queried texts.
    """
    order = sorted(range(len(found)), key=lambda i: (frequencies.get(found[i], 0), found[i], i))
    taken: list[int] = []
    barred: set[int] = set()
    chosen: dict[int, None] = {}
    for i in order:
        if found[i] in chosen or (apart and i in barred):
            continue
        chosen[found[i]] = None
        taken.append(i)
        if len(chosen) == count:
            break
        barred.update(range(i - 2, i + 3))
    return list(chosen)


def bucket(length: int) -> int:
    """Return the length bucket, 0-255, of a text of so many characters; saturates near 1,190."""
    return min(255, int(math.log(max(length, 1)) * 36))


def keys(source_id: int, text: str, frequencies: Mapping[int, int]) -> list[int]:
    """Return the keys under which a source text is indexed."""
    place = bucket(len(fold(text))) << 31 | (source_id & ID_MASK)
    return [gram << 39 | place for gram in rarest(grams(text), frequencies, STORED, apart=True)]


def reach(gram: int, length: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the key ranges of a gram for texts as long or longer, and for shorter ones.

    Only lengths are reached at which a similarity of 70 % is possible at all.
    """
    own = bucket(length)
    low, high = max(0, own - _WINDOW), min(255, own + _WINDOW)
    middle = gram << 39 | own << 31
    return (middle, gram << 39 | high << 31 | ID_MASK), (gram << 39 | low << 31, middle - 1)
