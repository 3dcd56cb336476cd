"""The difference of two versions of a source text: the changed lines with their neighbours, word by word."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from markupsafe import Markup, escape

from service.web.diff import changed

AROUND = 1
"""Unchanged lines that are shown before and after a change."""
COMPARED = 20_000_000
"""Characters of old times new text up to which words are compared; beyond, the old stands before the new."""


@dataclass(frozen=True)
class Hunk:
    """A changed place. ``line`` counts from 1 in the new text."""

    line: int
    shown: Markup


def hunks(old: str, new: str) -> tuple[Hunk, ...]:
    """Return the changed places of a text in order; () if nothing changed."""
    before, after = old.splitlines(), new.splitlines()
    found = []
    for group in SequenceMatcher(None, before, after, autojunk=False).get_grouped_opcodes(AROUND):
        if all(op == "equal" for op, *_ in group):
            continue
        parts = []
        for op, i1, i2, j1, j2 in group:
            if op == "equal":
                parts.append(escape("\n".join(after[j1:j2])))
            else:
                parts.append(_shown("\n".join(before[i1:i2]), "\n".join(after[j1:j2])))
        found.append(Hunk(group[0][3] + 1, Markup("\n").join(part for part in parts if part).strip("\n")))
    return tuple(found)


def _shown(old: str, new: str) -> Markup:
    if old and new and len(old) * len(new) <= COMPARED:
        return changed(old, new)
    parts = [(Markup("<del>{}</del>"), old), (Markup("<ins>{}</ins>"), new)]
    return Markup("\n").join(tag.format(text) for tag, text in parts if text)
