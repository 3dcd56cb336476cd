"""Opaque secrets for cookies and links."""

from __future__ import annotations

import hashlib
import secrets


def make() -> str:
    """Return 32 random bytes as text that is safe in addresses and cookies."""
    return secrets.token_urlsafe(32)


def hashed(token: str) -> str:
    """Return what is kept of a token: sha256 hex. The token has 256 random bits, so that no salt is needed."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
