"""Answers that no person should see."""

from __future__ import annotations

import re
import unicodedata

_NOTICES = re.compile(
    r"mymemory warning|query length limit|please select two distinct languages|invalid (?:source|target) language"
    r"|is an invalid|too many requests|you used all available free|unusual traffic|captcha|error \d{3}|quota",
    re.IGNORECASE,
)
_PAGE = re.compile(r"<!doctype|<html|<head|<body|<script", re.IGNORECASE)
_UNKNOWN = re.compile(r"(?<!\S)[#@*](?=[^\W\d_])")
"""Marks that rule-based engines put before words they do not know."""


def reason_to_refuse(source: str, answer: object) -> str | None:
    """Say what is wrong with an answer to a (protected) text; None if it may be shown."""
    if not isinstance(answer, str) or not answer.strip():
        return "empty"
    if _PAGE.search(answer) and not _PAGE.search(source):
        return "a web page"
    if _NOTICES.search(answer) and not _NOTICES.search(source):
        return "a notice"
    if len(_UNKNOWN.findall(answer)) > len(_UNKNOWN.findall(source)):
        return "unknown words"
    if _folded(answer) == _folded(source) and sum(c.isalpha() for c in source) > 3:
        return "an echo"
    if len(source) >= 20 and not len(source) / 8 <= len(answer) <= len(source) * 6:
        return "an unlikely length"
    if any(unicodedata.category(c) in ("Cc", "Co", "Cs") and c not in "\n\t" for c in answer) or "\ufffd" in answer:
        return "damaged characters"
    return None


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
