"""Texts as they are kept and compared."""

from __future__ import annotations

import hashlib
import unicodedata

from service.errors import EmptyText

_KEPT_CONTROLS = "\n\t"


def clean(text: str) -> str:
    """Return a text as it is stored: NFC, LF line ends, no control characters, no white space around.

    Raises:
        EmptyText: if nothing visible is left; invisible characters alone are no text.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = "".join(c for c in text if c in _KEPT_CONTROLS or unicodedata.category(c) not in ("Cc", "Cs")).strip()
    if all(unicodedata.category(c)[0] in "ZC" for c in text):
        raise EmptyText("there is no text to save", hint="Write a translation first.")
    return text


def digest(text: str) -> str:
    """sha256 hex of a text with its white space folded: what "the same text" means for memory and machines."""
    return hashlib.sha256(" ".join(unicodedata.normalize("NFC", text).split()).encode()).hexdigest()
