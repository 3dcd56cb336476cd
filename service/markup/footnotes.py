"""References to footnotes, ``[^label]``; the definitions and the list at the end are the plug-in's."""

from __future__ import annotations

import re
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.footnote import footnote_plugin

_REFERENCE = re.compile(r"\[\^([^ \n\]]{1,999}+)\]")
"""A label has at most 999 characters, as CommonMark has it for links."""


def footnotes_plugin(md: MarkdownIt) -> None:
    """Teach a parser footnotes."""
    md.use(footnote_plugin, inline=False)
    md.inline.ruler.at("footnote_ref", footnote_reference)


def footnote_reference(state: StateInline, silent: bool) -> bool:
    """Inline rule: a reference to a footnote that is defined.

    In place of the plug-in's, which reads on to the end of the text for each ``[^`` that nothing closes.
    """
    footnotes: dict[str, Any] | None = state.env.get("footnotes")
    if not footnotes or not footnotes["refs"]:
        return False
    found = _REFERENCE.match(state.src, state.pos, state.posMax)
    if not found or f":{found[1]}" not in footnotes["refs"]:
        return False
    if not silent:
        refs, uses = footnotes["refs"], footnotes["list"]
        label = found[1]
        if refs[f":{label}"] < 0:
            refs[f":{label}"] = len(uses)
            uses[len(uses)] = {"label": label, "count": 0}
        use = uses[refs[f":{label}"]]
        token = state.push("footnote_ref", "", 0)
        token.meta = {"id": refs[f":{label}"], "subId": use["count"], "label": label}
        use["count"] += 1
    state.pos = found.end()
    return True
