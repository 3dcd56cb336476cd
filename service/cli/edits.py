"""How `polything extract` tells what an edit did, or would do: the texts, the languages, the price."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from service.catalogue.folder import Change
from service.changes.align import Pair
from service.cli.console import counted, out, say

_MARKS = {"same": ("", "", ""), "removed": ("[-", "-]", "red"), "added": ("{+", "+}", "green")}
_AROUND = 30
"""Characters of unchanged text that are shown on each side of a difference."""


def tell(change: Change) -> None:
    """Print one document's change: its numbers, each edited text with its difference, what it costs each language."""
    parts = {"new": change.new, "changed": change.changed, "moved": change.moved, "gone": change.gone}
    told = ", ".join(f"{number} {name}" for name, number in parts.items() if number) or "comments only"
    say(f"{change.document}: {counted(change.units, 'unit')} ({told}); {counted(len(change.written), 'file')}")
    for pair in change.edits:
        out.print(Text(f"  {pair.effect:<10}").append_text(difference(pair)))
    for cost in change.costs:
        new = f" ({cost.opened} new)" if cost.opened else ""
        say(f"  {cost.language:<10}{counted(cost.units, 'unit')}{new}, {counted(cost.words, 'word')}")


def difference(pair: Pair) -> Text:
    """Return the new text in one line, with what went and what came marked, long stretches between left out."""
    text = Text()
    parts = pair.diff
    for place, part in enumerate(parts):
        before, after, style = _MARKS[part.op]
        shown = " ⏎ ".join(part.text.split("\n"))
        if part.op == "same" and len(shown) > 2 * _AROUND + 3:
            head = shown[:_AROUND] if place else ""
            tail = shown[-_AROUND:] if place < len(parts) - 1 else ""
            shown = f"{head}…{tail}"
        text.append(f"{before}{shown}{after}", style)
    return text


def price(changes: Sequence[Change]) -> str:
    """Say the whole cost in one sentence: languages, units, words."""
    costs = [cost for change in changes for cost in change.costs]
    if not costs:
        return "This costs the translators nothing."
    languages = counted(len({cost.language for cost in costs}), "language")
    units = counted(sum(cost.units for cost in costs), "unit")
    return f"This costs {languages} {units}, about {counted(sum(cost.words for cost in costs), 'word')}."
