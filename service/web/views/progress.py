"""How far things are: languages on cards, documents in tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from service.store.rows import DocumentRow, LanguageRow
from service.web.bars import ORDER
from service.web.words import MINUTES_PER_WORD, Words

TIMES: Final = {"": 0, "5": 5, "20": 20, "60": 60}
"""What a volunteer may say about their time, in minutes; "" for any."""


class Counts(Protocol):
    """Counts of units by state, as rows of the store have them."""

    @property
    def missing(self) -> int: ...
    @property
    def suggested(self) -> int: ...
    @property
    def translated(self) -> int: ...
    @property
    def approved(self) -> int: ...
    @property
    def stale(self) -> int: ...
    @property
    def units(self) -> int: ...


def split(row: Counts) -> dict[str, int]:
    """Return the units by what is shown, so that they add up: stale ones are taken from the state they count in too.

    The store does not say which state a stale unit has; most are approved or translated, and are taken there first.
    """
    found = {"approved": row.approved, "translated": row.translated, "suggested": row.suggested}
    left = row.stale
    for state in ("approved", "translated", "suggested"):
        taken = min(left, found[state])
        found[state] -= taken
        left -= taken
    return {**found, "stale": row.stale - left, "missing": row.missing}


def label(counts: Mapping[str, int], words: Words) -> str:
    """Read a bar out: "12 approved, 3 to check, 20 not translated yet"."""
    _ = words
    texts = {
        "approved": "%(num)s approved",
        "translated": "%(num)s translated",
        "suggested": "%(num)s suggested",
        "stale": "%(num)s to check",
        "missing": "%(num)s not translated yet",
    }
    said = {
        "approved": _("%(num)s approved", num=_.number(counts["approved"])),
        "translated": _("%(num)s translated", num=_.number(counts["translated"])),
        "suggested": _("%(num)s suggested", num=_.number(counts["suggested"])),
        "stale": _("%(num)s to check", num=_.number(counts["stale"])),
        "missing": _("%(num)s not translated yet", num=_.number(counts["missing"])),
    }
    return ", ".join(said[state] for state in ORDER if counts[state] and state in texts)


@dataclass(frozen=True)
class LanguageCard:
    """A language on the first page."""

    tag: str
    counts: dict[str, int]
    label: str
    summary: str
    short: str


def language_card(row: LanguageRow, words: Words) -> LanguageCard:
    """Say in one line what a language needs."""
    _ = words
    counts = split(row)
    if row.words_left:
        left = _.plural("%(num)s word left", "%(num)s words left", row.words_left)
        summary = _("%(left)s, %(minutes)s.", left=left, minutes=_.minutes(row.words_left))
        short = left
    else:
        summary = _("Complete.")
        short = _("complete, needs readers")
    if row.waiting:
        summary += " " + _.plural(
            "%(num)s text waits for a reviewer.", "%(num)s texts wait for a reviewer.", row.waiting
        )
    if row.draft:
        summary += " " + _("A draft, not reviewed by a native speaker.")
    return LanguageCard(row.tag, counts, label(counts, words), summary, short)


@dataclass(frozen=True)
class DocumentItem:
    """A row of the language page: how far a document is, and one thing to do."""

    number: str
    title: str
    local: str
    counts: dict[str, int]
    label: str
    left: str
    minutes: str
    action: str
    address: str
    quiet: bool


@dataclass(frozen=True)
class Block:
    """Documents under one heading; ``source``: the heading is in the source language."""

    title: str
    detail: str
    rows: tuple[DocumentItem, ...]
    source: bool = False


@dataclass(frozen=True)
class LanguageView:
    """The language page."""

    counts: dict[str, int]
    label: str
    summary: str
    draft: bool
    time: str
    times: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]
    people: tuple[tuple[str, str], ...]
    rule: str
    review: str


def document_item(row: DocumentRow, local: str, base: str, tag: str, words: Words, *, reviews: bool) -> DocumentItem:
    """Say how much of a document is left and what the person who looks can do about it."""
    _ = words
    counts = split(row)
    address = f"{base}/translate/{tag}/{row.kind}/{row.slug}"
    quiet, minutes = False, ""
    if row.words_left:
        if row.missing:
            left = _.plural("%(num)s word left", "%(num)s words left", row.words_left)
            begun = row.drafts or row.missing < row.units
            action = _("Continue") if begun else _("Start")
        else:
            left = _.plural("%(num)s word to check", "%(num)s words to check", row.words_left)
            action = _("Check")
        minutes = _.minutes(row.words_left)
    elif row.waiting:
        left = _.plural("%(num)s text to review", "%(num)s texts to review", row.waiting)
        action = _("Review") if reviews else _("Read")
        quiet = not reviews
    else:
        left, action, quiet = _("done"), _("Read"), True
    number = _.number(row.number) if row.number is not None else ""
    return DocumentItem(
        number,
        row.title,
        "" if local == row.title else local,
        counts,
        label(counts, words),
        left,
        minutes,
        action,
        address,
        quiet,
    )


def fits(row: DocumentRow, time: str) -> bool:
    """True if what is left of a document can be done in the time."""
    limit = TIMES.get(time, 0)
    return not limit or 0 < row.words_left * MINUTES_PER_WORD <= limit


def times(words: Words) -> tuple[tuple[str, str], ...]:
    _ = words
    return (("", _("Any time")), ("5", _("5 min")), ("20", _("20 min")), ("60", _("An hour")))


def blocks(
    rows: Sequence[DocumentRow],
    items: Mapping[int, DocumentItem],
    block_of: Mapping[int, str],
    block_titles: Mapping[str, str],
    words: Words,
) -> tuple[Block, ...]:
    """Put posters, guides and pages first, being short, then the Things block by block."""
    _ = words
    found = []
    for kind, title in (("poster", _("Posters")), ("guide", _("Guides")), ("page", _("Pages"))):
        chosen = tuple(items[row.document_id] for row in rows if row.kind == kind and row.document_id in items)
        if chosen:
            found.append(Block(title, "", chosen))
    things = [row for row in rows if row.kind == "thing" and row.document_id in items]
    for letter in dict.fromkeys(block_of.get(row.document_id, "") for row in things):
        inside = [row for row in things if block_of.get(row.document_id, "") == letter]
        numbers = [row.number for row in inside if row.number is not None]
        detail = ""
        if letter and len(numbers) > 1:
            detail = _(
                "Block %(block)s, Things %(first)s to %(last)s",
                block=letter.upper(),
                first=_.number(numbers[0]),
                last=_.number(numbers[-1]),
            )
        known = block_titles.get(letter, "")
        found.append(
            Block(known or _("Things"), detail, tuple(items[row.document_id] for row in inside), source=bool(known))
        )
    return tuple(found)


def role_name(role: str, words: Words) -> str:
    """Say a role."""
    _ = words
    names = {
        "suggester": _("suggests"),
        "translator": _("translator"),
        "reviewer": _("reviewer"),
        "coordinator": _("coordinator"),
        "author": _("author"),
        "organiser": _("organiser"),
        "administrator": _("administrator"),
    }
    return names.get(role, role)


def rule_text(states: Sequence[str], tag: str, source: str, *, machine: bool, words: Words) -> str:
    """Say which texts of a language are published."""
    _ = words
    names = {"target": _.name_of(tag), "source": _.name_of(source)}
    if "suggested" in states:
        text = _("Everything, suggestions too.")
    elif "translated" in states:
        text = _("Translated and approved text.")
    else:
        text = _("Approved text only.")
    text += " " + _("Where %(target)s is missing, readers see the %(source)s, marked as such.", **names)
    return text + " " + (_("Machine text too, marked as such.") if machine else _("No machine text."))
