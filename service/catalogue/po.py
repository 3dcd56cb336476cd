"""PO files, read and written. The only place that knows polib; nothing of polib leaves it.

Reading accepts what any gettext tool writes. Writing is our own, so that the same catalogue always gives the same bytes
and a one-word change touches one entry. The state of a translation is kept as DESIGN §10.4 says:

    # polything: state=approved origin=person base=5f3c…
    #, fuzzy

``fuzzy`` stands for suggested or stale; no comment means that a person translated it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

import polib

from service.catalogue.po_scan import ODD_LINE_ENDS, Message, scan
from service.documents.units import unit_key
from service.errors import CatalogueError

State = Literal["missing", "suggested", "translated", "approved"]
ORIGIN_PERSON = "person"

_MARK = "polything:"
_PAIR = re.compile(r"(state|origin|base)=(\S+)")
_WIDTH = 76
_LINE = re.compile(r"line (\d+)")
_SHAPE = re.compile(
    r"(?:#~?\|?\s*)?(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)?\s*\"(?:[^\"\\]|\\.)*\"\s*|#.*|\s*", re.DOTALL
)
_BEGIN = re.compile(r"(?:#~\s*)?msgid\s")
_END = re.compile(r"(?:#~\s*)?msgstr(?:\[0\])?\s")
_OLD_PREVIOUS = re.compile(r"^#~\|", re.MULTILINE)
_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_FOLD = re.compile(rf".{{0,{_WIDTH}}}(?: +|\Z)|[^ ]+ *")
"""A line of a string: words as far as they fit, or one that does not; blanks stay at the end."""
_ESCAPABLE = re.compile(r'[\\"\n\t\r\v\b\f]')
_ESCAPES = str.maketrans(
    {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\v": "\\v", "\b": "\\b", "\f": "\\f"}
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One message.

    ``origin``: person, assisted, machine:<engine>, memory, file or import. ``base``: key of the unit that the text was
    made for. ``stale``: the source has changed its meaning since. ``comments``: translators' own ones; ``extracted``:
    the lines after ``#.``; ``previous``: (context, source) before the change. ``plural`` and ``plurals`` are for
    catalogues from elsewhere: documents have none.
    """

    context: str | None
    source: str
    text: str = ""
    state: State = "missing"
    origin: str = ORIGIN_PERSON
    base: str = ""
    stale: bool = False
    comments: tuple[str, ...] = ()
    extracted: tuple[str, ...] = ()
    occurrences: tuple[str, ...] = ()
    previous: tuple[str | None, str] | None = None
    obsolete: bool = False
    flags: tuple[str, ...] = ()
    plural: str | None = None
    plurals: tuple[tuple[int, str], ...] = ()

    @property
    def id(self) -> tuple[str | None, str]:
        return self.context, self.source

    @property
    def key(self) -> str:
        return unit_key(self.context, self.source)

    @property
    def machine(self) -> bool:
        """True if the text came from a machine and nobody has taken responsibility for it."""
        return self.origin.startswith("machine:")

    @property
    def has_text(self) -> bool:
        return bool(self.text) or any(text for _, text in self.plurals)


@dataclass(frozen=True)
class Catalogue:
    """A PO file. ``language``: gettext name, "" for a template. ``headers`` keep their order; ``comment``: its head."""

    language: str
    headers: Mapping[str, str]
    entries: tuple[Entry, ...]
    comment: str = ""
    by_id: dict[tuple[str | None, str], Entry] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        live = {(entry.context, entry.source): entry for entry in self.entries if not entry.obsolete}
        object.__setattr__(self, "by_id", live)

    @property
    def live(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if not entry.obsolete)

    def replaced(self, entries: tuple[Entry, ...]) -> Catalogue:
        return replace(self, entries=entries)


def read_po(text: str, path: str) -> Catalogue:
    """Read a catalogue or a template.

    Raises:
        CatalogueError: with the line of the first error; also if a message is there twice, or the file is empty.
    """
    if not text.strip():
        raise CatalogueError("the file is empty", path=path, line=1, hint="Restore it from a copy.")
    lines = text.replace("\r\n", "\n")
    if not lines.endswith("\n"):
        lines += "\n"
    scanned = scan(lines)
    if scanned is None:
        head, messages = _parsed(lines, path)
    else:
        head, messages = polib.pofile(scanned.head), scanned.messages
    return Catalogue(
        head.metadata.get("Language", ""), dict(head.metadata), tuple([_entry(m) for m in messages]), head.header
    )


def _parsed(text: str, path: str) -> tuple[polib.POFile, list[Message]]:
    """Read a file of any shape with polib."""
    _check_lines(text, path)
    hidden = _hidden(text)
    try:
        found = polib.pofile(_OLD_PREVIOUS.sub("#|", text.translate(hidden)), check_for_duplicates=False)
    except (OSError, ValueError, IndexError, UnicodeError) as error:
        match = _LINE.search(str(error))
        raise CatalogueError(
            f"not a PO file: {_reason(str(error))}", path=path, line=int(match[1]) if match else 1
        ) from error
    if not found and "msgid" not in text:
        raise CatalogueError("not a PO file: it has no messages", path=path, line=1)
    shown = {new: old for old, new in hidden.items()}
    for name, said in found.metadata.items():
        found.metadata[name] = said.translate(shown)
    seen: dict[tuple[str | None, str], int] = {(None, ""): 1}  # the header, which polib has taken out
    messages = []
    for item in found:
        message = _message(item, shown)
        if not message.obsolete and message[:2] in seen:
            raise CatalogueError(
                f"the message “{message.source[:40]}” is there twice, first in line {seen[message[:2]]}",
                path=path,
                line=item.linenum,
            )
        if not message.obsolete:
            seen[message[:2]] = item.linenum or 1
        messages.append(message)
    return found, messages


def _hidden(text: str) -> dict[int, int]:
    """Stand-ins for characters at which polib would end a line."""
    there = sorted({ord(character) for character in ODD_LINE_ENDS.findall(text)})
    spare = (code for code in range(0xF0000, 0xFFFFD) if chr(code) not in text) if there else iter(())
    return dict(zip(there, spare, strict=False))


def _message(item: polib.POEntry, shown: Mapping[int, int]) -> Message:
    def own(text: str) -> str:
        return text.translate(shown) if shown else text

    before = item.previous_msgctxt
    return Message(
        None if item.msgctxt is None else own(item.msgctxt),
        own(item.msgid),
        own(item.msgstr),
        tuple(own(item.tcomment).split("\n")) if item.tcomment else (),
        tuple(own(item.comment).split("\n")) if item.comment else (),
        tuple([own(f"{file}:{line}" if line else file) for file, line in item.occurrences]),
        tuple([own(flag) for flag in item.flags]),
        (None if before is None else own(before), own(item.previous_msgid)) if item.previous_msgid else None,
        bool(item.obsolete),
        own(item.msgid_plural) or None,
        tuple(sorted((int(n), own(t)) for n, t in item.msgstr_plural.items())) if item.msgid_plural else (),
    )


def _check_lines(text: str, path: str) -> None:
    """Find what polib reads over: broken strings, and a file that ends in the middle of a message."""
    open_since = 0
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith(("msg", '"')) and line.endswith('"') and line.count('"') == 2 and "\\" not in line:
            pass
        elif (line[:1] == "#" and line[:2] != "#~") or not line:
            continue
        elif not _SHAPE.fullmatch(line):
            raise CatalogueError("not a PO file: this line is damaged", path=path, line=number)
        if _BEGIN.match(line):
            if open_since:
                raise CatalogueError("this message has no msgstr", path=path, line=open_since)
            open_since = number
        elif _END.match(line):
            open_since = 0
    if open_since:
        raise CatalogueError(
            "the file ends in the middle of this message", path=path, line=open_since, hint="Get a complete copy."
        )


def _reason(message: str) -> str:
    return message.split(": ", 1)[-1] if "Syntax error" in message else message


def _entry(message: Message) -> Entry:
    context, source, text, own, extracted, occurrences, flags, previous, obsolete, plural, plurals = message
    comments = own
    mark: dict[str, str] = {}
    for line in own:
        if line.lstrip().startswith(_MARK):
            mark = dict(_PAIR.findall(line))
            comments = tuple([other for other in own if not other.lstrip().startswith(_MARK)])
    state: State = "missing"
    origin, base, stale = ORIGIN_PERSON, "", False
    if text or any(form for _, form in plurals):
        origin, base = mark.get("origin", ORIGIN_PERSON), mark.get("base", "")
        said = mark.get("state", "")
        if "fuzzy" in flags:
            state, stale = _waiting(said, previous is not None)
        else:
            moved = bool(base) and not obsolete and base != unit_key(context, source)
            state, origin, base = _settled(said, origin, base, moved)
            previous = None
    if "fuzzy" in flags:
        flags = tuple([flag for flag in flags if flag != "fuzzy"])
    return Entry(
        context=context,
        source=source,
        text=text,
        state=state,
        origin=origin,
        base=base,
        stale=stale,
        comments=comments,
        extracted=extracted,
        occurrences=occurrences,
        previous=previous,
        obsolete=obsolete,
        flags=flags,
        plural=plural,
        plurals=plurals,
    )


def _waiting(said: str, has_previous: bool) -> tuple[State, bool]:
    """State and staleness of a fuzzy message."""
    if said == "suggested":
        return "suggested", False
    if said == "translated" or said == "approved":
        return said, True  # type: ignore[return-value]
    return ("translated", True) if has_previous else ("suggested", False)


def _settled(said: str, origin: str, base: str, moved: bool) -> tuple[State, str, str]:
    """State, origin and base of a message that is not fuzzy: where our comment says otherwise, a person settled it."""
    if said == "approved" and not moved:
        return "approved", origin, base
    if said == "suggested":
        return "translated", "assisted" if origin.startswith("machine:") else origin, ""
    return "translated", origin, "" if moved else base


def write_po(catalogue: Catalogue) -> str:
    """Write a catalogue: the header, the messages in their order, the obsolete ones at the end."""
    parts = [_header(catalogue)]
    parts += [_written(entry) for entry in catalogue.entries if not entry.obsolete]
    parts += [_written(entry) for entry in catalogue.entries if entry.obsolete]
    return "\n".join(parts)


def _header(catalogue: Catalogue) -> str:
    head = "".join(f"# {line}".rstrip() + "\n" for line in catalogue.comment.split("\n")) if catalogue.comment else ""
    if not catalogue.language:
        head += "#, fuzzy\n"
    lines = [line for name, value in catalogue.headers.items() for line in f"{name}: {value}".split("\n")]
    body = "".join(f'"{_escaped(line)}\\n"\n' for line in lines)
    return f'{head}msgid ""\nmsgstr ""\n{body}'


def _written(entry: Entry) -> str:
    out = [f"# {line}".rstrip() for line in entry.comments]
    out += _mark(entry)
    if not entry.obsolete:
        out += [f"#. {line}".rstrip() for line in entry.extracted]
        out += [f"#: {occurrence}" for occurrence in entry.occurrences]
    fuzzy = entry.has_text and (entry.state == "suggested" or entry.stale)
    flags = (["fuzzy"] if fuzzy else []) + [flag for flag in entry.flags if flag != "fuzzy"]
    if flags:
        out.append("#, " + ", ".join(flags))
    before = "#~ " if entry.obsolete else ""
    if entry.previous and fuzzy:
        context, source = entry.previous
        sign = "#~| " if entry.obsolete else "#| "
        if context is not None:
            out += _quoted(f"{sign}msgctxt", context, sign)
        out += _quoted(f"{sign}msgid", source, sign)
    if entry.context is not None:
        out += _quoted(f"{before}msgctxt", entry.context, before)
    out += _quoted(f"{before}msgid", entry.source, before)
    if entry.plural is None:
        out += _quoted(f"{before}msgstr", entry.text, before)
    else:
        out += _quoted(f"{before}msgid_plural", entry.plural, before)
        for number, text in entry.plurals or ((0, ""),):
            out += _quoted(f"{before}msgstr[{number}]", text, before)
    return "\n".join(out) + "\n"


def _mark(entry: Entry) -> list[str]:
    """The state comment; none for the usual case, a text that a person translated for this very source."""
    if not entry.has_text or entry.state == "missing":
        return []
    usual = entry.state == "translated" and entry.origin == ORIGIN_PERSON and not entry.stale
    if usual and (not entry.base or (entry.base == entry.key)):
        return []
    base = f" base={entry.base}" if entry.base else ""
    return [f"# {_MARK} state={entry.state} origin={entry.origin}{base}"]


def _quoted(keyword: str, text: str, continued: str) -> list[str]:
    """Write a string: on one line if it fits, else after an empty string, broken after newlines and at blanks."""
    escaped = _escaped(text)
    if "\n" not in text and len(keyword) + len(escaped) <= _WIDTH:
        return [f'{keyword} "{escaped}"']
    result = [f'{keyword} ""']
    for line in _LINES.findall(text) if "\n" in text else (text,):
        result += [f'{continued}"{piece}"' for piece in _FOLD.findall(_escaped(line)) if piece]
    return result


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES) if _ESCAPABLE.search(text) else text
