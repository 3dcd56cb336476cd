"""Bars of states, drawn as SVG on the server: widths are attributes, so the page needs no inline style.

Height tells the state as well as colour: missing lies flat, suggested and translated rise, approved stands full, stale
is hatched. So a bar reads in grey, in print and with forced colours.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from markupsafe import Markup

ORDER: Final = ("approved", "translated", "suggested", "stale", "missing")
_HEIGHT: Final = {"approved": 100, "translated": 72, "suggested": 50, "stale": 100, "missing": 20}
_GAP: Final = 0.35


def bar(counts: Mapping[str, int], label: str, size: str = "") -> Markup:
    """Draw a bar sorted by state, widths by count. ``size`` "big" is the tall one; ``label`` is what is read out."""
    total = sum(counts.get(state, 0) for state in ORDER)
    parts: list[Markup] = []
    start = 0.0
    present = [state for state in ORDER if counts.get(state, 0) > 0]
    for state in present:
        width = max(0.8, 100 * counts[state] / total)
        width = min(width, 100 - start)
        drawn = max(0.3, width - (_GAP if state != present[-1] else 0))
        height = _HEIGHT[state]
        parts.append(
            Markup('<rect class="{}" x="{:.2f}%" width="{:.2f}%" y="{}%" height="{}%"/>').format(
                state, start, drawn, 100 - height, height
            )
        )
        start += width
    return Markup('<svg class="barchart {}" role="img" aria-label="{}">{}</svg>').format(
        size, label, Markup("").join(parts)
    )


def meter(percent: int) -> Markup:
    """Draw the small line under a match's score."""
    return Markup(
        '<svg class="meter" aria-hidden="true"><rect class="ground" width="100%" height="3"/>'
        '<rect class="filled" width="{}%" height="3"/></svg>'
    ).format(max(0, min(100, percent)))
