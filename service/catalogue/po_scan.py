"""A fast reader for PO files in their usual shape; polib reads every other one.

polib goes through a file line by line and rule by rule. What gettext, Poedit, Weblate and Polything write is plain
enough to be read message by message with one expression, four times as fast. Anything it does not know makes `scan`
give the whole file up, so that there is one place that knows the odd cases and the words for errors: polib.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_STRING = r'"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"\n'
_STRINGS = rf"((?:{_STRING})++)"
_MESSAGE = re.compile(
    rf"((?:#[^~\n][^\n]*+\n|#\n)*+)(?:msgctxt {_STRINGS})?msgid {_STRINGS}msgstr {_STRINGS}\n*+", re.ASCII
)
_PREVIOUS = re.compile(rf"(?:msgctxt {_STRINGS})?msgid {_STRINGS}")
_OBSOLETE = re.compile(r"^#~(\|?) ", re.MULTILINE)
_ESCAPE = re.compile(r'\\([\\ntrvbf"])')
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "v": "\v", "b": "\b", "f": "\f", "\\": "\\", '"': '"'}


ODD_LINE_ENDS = re.compile(r"[\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
"""Characters at which Python ends a line, and no other gettext tool does; word processors leave them in pasted text."""
_PLAIN = re.compile(r'^(?:msg|")', re.MULTILINE)
_Comments = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...], "tuple[str | None, str] | None"]


class Message(NamedTuple):
    """A message as a file has it, before anything is made of it."""

    context: str | None
    source: str
    text: str
    comments: tuple[str, ...] = ()
    extracted: tuple[str, ...] = ()
    occurrences: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    previous: tuple[str | None, str] | None = None
    obsolete: bool = False
    plural: str | None = None
    plurals: tuple[tuple[int, str], ...] = ()


class Scan(NamedTuple):
    """``head``: the header message as it stands, with the comments before it."""

    head: str
    messages: list[Message]


def scan(text: str) -> Scan | None:
    """Read a PO file whose lines end in ``\\n``; None if it holds an error, a plural, a message twice."""
    first = _MESSAGE.match(text)
    if first is None or first[2] is not None or first[3] != '""\n' or _comments(first[1]) is None:
        return None
    if ODD_LINE_ENDS.search(first[0]):  # polib reads the header
        return None
    messages: list[Message] = []
    end = _read(text, first.end(), messages, obsolete=False)
    if end < len(text):
        tail = text[end:]
        if _PLAIN.search(tail):
            return None
        tail = _OBSOLETE.sub(lambda mark: "#| " if mark[1] else "", tail)
        if _read(tail, 0, messages, obsolete=True) < len(tail):
            return None
    live = [message[:2] for message in messages if not message.obsolete]
    return Scan(first[0], messages) if len(set(live)) == len(live) else None


def _read(text: str, start: int, messages: list[Message], *, obsolete: bool) -> int:
    """Add the messages from a place on; return the place where the first unusual one begins."""
    for match in _MESSAGE.finditer(text, start):
        head, context, source, translation = match.groups()
        comments = _comments(head)
        if match.start() != start or comments is None or source == '""\n':
            break
        messages.append(
            Message(None if context is None else value(context), value(source), value(translation), *comments, obsolete)
        )
        start = match.end()
    return start


@lru_cache(4096)
def _comments(head: str) -> _Comments | None:
    """Take the lines before a message apart; None if one of them is unusual."""
    if ODD_LINE_ENDS.search(head):
        return None
    own: list[str] = []
    extracted: list[str] = []
    occurrences: list[str] = []
    flags: list[str] = []
    before = ""
    for line in head.split("\n"):
        line = line.rstrip()
        kind = line[:3]
        if kind == "#. ":
            extracted.append(line[3:])
        elif kind == "#: ":
            occurrences += line[3:].split()
        elif kind == "#, ":
            flags += [flag.strip() for flag in line[3:].split(",")]
        elif kind == "#| ":
            before += line[3:] + "\n"
        elif kind[:2] == "# ":
            own.append(line[2:])
        elif kind == "#":
            own.append("")
        elif kind not in ("", "#.", "#:", "#,"):
            return None
    previous = None
    if before:
        match = _PREVIOUS.fullmatch(before)
        if match is None:
            return None
        previous = (None if match[1] is None else value(match[1]), value(match[2]))
    return tuple(own), tuple(extracted), tuple(occurrences), tuple(flags), previous


def value(strings: str) -> str:
    """Return what one or several quoted strings, each on a line of its own, say together."""
    joined = strings[1:-2].replace('"\n"', "")
    return _ESCAPE.sub(_unescaped, joined) if "\\" in joined else joined


def _unescaped(match: re.Match[str]) -> str:
    return _ESCAPED[match[1]]
