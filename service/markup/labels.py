"""Where the label of a link or picture ends, each found once.

The library's helper reads the inner labels again for each label around them: up to a hundred times the work, for a text
of opening brackets that anybody may send.
"""

from __future__ import annotations

from types import SimpleNamespace

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

_OPEN, _NESTED = -1, -2
"""No end: the text ends before; or a link stands in a label that may have none."""

_Known = dict[tuple[int, int, bool], int]


def labels_plugin(md: MarkdownIt) -> None:
    """Let a parser find the ends of labels by `label_end`."""
    md.helpers = SimpleNamespace(**vars(md.helpers) | {"parseLinkLabel": label_end})  # type: ignore[assignment]


def label_end(state: StateInline, start: int, disableNested: bool = False) -> int:  # noqa: N803
    """Return the position of the bracket that closes the one at ``start``, or -1; as the library's `parseLinkLabel`.

    ``disableNested``: -1 if a link is inside.
    """
    known: _Known = state.__dict__.setdefault("label_ends", {})
    key = start, state.posMax, disableNested
    if key not in known:
        before = state.pos
        known[key] = _search(state, start, disableNested, known)
        state.pos = before
    return max(known[key], -1)


def _search(state: StateInline, start: int, alone: bool, known: _Known) -> int:
    state.pos, level = start + 1, 1
    while state.pos < state.posMax:
        at, sign = state.pos, state.src[state.pos]
        if sign == "]":
            level -= 1
            if level == 0:
                return at
        state.md.inline.skipToken(state)
        if sign != "[":
            continue
        if state.pos == at + 1:
            inner = _inner(at, state.posMax, alone, known)
            if inner is None:
                level += 1
            elif inner < 0:
                return inner
            else:
                state.pos = inner + 1
        elif alone:
            return _NESTED
    return _OPEN


def _inner(at: int, limit: int, alone: bool, known: _Known) -> int | None:
    """Return what is known of the end of a label inside, whose search took the steps that this one would, or None."""
    inner = known.get((at, limit, alone))
    if inner is None and not alone:
        inner = known.get((at, limit, True))
        return None if inner == _NESTED else inner
    return inner
