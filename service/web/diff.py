"""Word differences between two texts, as HTML."""

from __future__ import annotations

from markupsafe import Markup, escape

from service.changes.worddiff import word_diff

_TAGS = {"same": Markup("{}"), "removed": Markup("<del>{}</del>"), "added": Markup("<ins>{}</ins>")}


def changed(old: str, new: str) -> Markup:
    """Show what became of a text: struck words and added words."""
    return Markup("").join(_TAGS[part.op].format(part.text) for part in word_diff(old, new))


def marked(text: str, other: str) -> Markup:
    """Show a text with the words underlined in which it differs from another; neither of them looks wrong."""
    shown = [
        Markup("<mark>{}</mark>").format(part.text) if part.op == "added" and part.text.strip() else escape(part.text)
        for part in word_diff(other, text)
        if part.op != "removed"
    ]
    return Markup("").join(shown)
