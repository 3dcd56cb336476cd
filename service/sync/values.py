"""Source edits that changed addresses or numbers and nothing else: the same edit for a translation.

Pure. A translation keeps its own order and its own words; only the very same address or number is replaced, and only
where it stands in the translation as often as it did in the source. Everything else is left to a person.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

_VALUE = re.compile(r"https?://[^\s<>()\[\]\"'“”]*[^\s<>()\[\]\"'“”.,;:!?。，、؟؛]|(?<=\]\()[^\s)]+|\d+(?:[.,:]\d+)*")


@dataclass(frozen=True)
class Proposed:
    """A translation with its values replaced; ``reason`` says what changed, "14 → 16"."""

    text: str
    reason: str


def replaced_values(old: str, new: str, translation: str) -> Proposed | None:
    """Propose a translation for a changed source, None where more than values changed or the place is not certain.

    Numbers are found in ASCII digits only; a translation that writes its own digits is left to a person.
    """
    if _VALUE.split(old) != _VALUE.split(new):
        return None
    before, after = _VALUE.findall(old), _VALUE.findall(new)
    exchange: dict[str, str] = {}
    for was, now in zip(before, after, strict=True):
        if exchange.setdefault(was, now) != now:
            return None  # one value became two different ones: which is which?
    counted, there = Counter(before), Counter(_VALUE.findall(translation))
    changed = {was: now for was, now in exchange.items() if was != now}
    if not changed or any(there[was] != counted[was] for was in changed):
        return None
    text = _VALUE.sub(lambda match: exchange.get(match[0], match[0]), translation)
    return Proposed(text, ", ".join(f"{was} → {now}" for was, now in changed.items()))
