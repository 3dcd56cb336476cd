"""What "the same text" means for the memory and for machine answers."""

from __future__ import annotations

import hashlib
import unicodedata


def digest(text: str) -> str:
    """sha256 hex of a text in NFC with its white space folded."""
    return hashlib.sha256(" ".join(unicodedata.normalize("NFC", text).split()).encode()).hexdigest()
