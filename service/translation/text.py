"""Texts as they are kept and compared."""

from __future__ import annotations

import re
import unicodedata

from service.errors import EmptyText, TextTooLong
from service.store.digest import digest

__all__ = ["clean", "digest", "fitting", "longest"]

LONGEST = 20_000
"""Characters of any text; pages, previews, differences and checks are quick up to here."""
ALWAYS = 2_000
TIMES = 10
"""A translation may have so many characters whatever its source, and so many times its source's."""

_KEPT_CONTROLS = "\n\t"
_LINE_ENDS = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
"""Line ends other than LF, those included that word processors put into what is copied from them."""


def clean(text: str) -> str:
    """Return a text as it is stored: NFC, LF line ends, no control characters, no white space around.

    Raises:
        EmptyText: if nothing visible is left; invisible characters alone are no text.
    """
    text = unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text))
    text = "".join(c for c in text if c in _KEPT_CONTROLS or unicodedata.category(c) not in ("Cc", "Cs")).strip()
    if all(unicodedata.category(c)[0] in "ZC" for c in text):
        raise EmptyText("there is no text to save", hint="Write a translation first.")
    return text


def longest(source: str) -> int:
    """Return how many characters a translation of this source may have."""
    return min(LONGEST, max(ALWAYS, TIMES * len(source)))


def fitting(text: str, source: str) -> str:
    """Return the text.

    Raises:
        TextTooLong: if it has more characters than a translation of this source may have.
    """
    limit = longest(source)
    if len(text) > limit:
        raise TextTooLong(
            f"the text has {len(text):,} characters, and at most {limit:,} fit here",
            hint="Perhaps more than this paragraph was pasted into the field.",
        )
    return text
