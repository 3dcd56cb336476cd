"""Texts as they are kept and compared."""

from __future__ import annotations

import unicodedata

from service.errors import EmptyText
from service.store.digest import digest

__all__ = ["clean", "digest"]

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
