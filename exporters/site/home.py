"""What the first page of a language shows: the blocks with their Things, and the picture made of their tiles."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from exporters.api import Document, Edition
from exporters.nodes import AnyBlock, Heading, Phrase
from exporters.rendering.numbers import number


@dataclass(frozen=True)
class Card:
    """A block of the programme: its letter, its words if the home page has any, its Things in order."""

    id: str
    title: Phrase | None
    aim: Phrase | None
    things: tuple[Document, ...]
    counts: str

    @property
    def minutes(self) -> int:
        return sum(thing.minutes or 0 for thing in self.things)


def cards(edition: Edition) -> list[Card]:
    """Return the blocks in the home page's order, then those that only the Things know."""
    things, home = edition.of_kind("thing"), edition.page("home")
    groups = {group.id: group.phrases for group in home.groups.get("blocks", ())} if home else {}
    order = [*groups, *sorted({t.block for t in things if t.block} - set(groups))]
    found = []
    for identity in order:
        members = tuple(thing for thing in things if thing.block == identity)
        phrases = groups.get(identity, {})
        found.append(Card(identity, phrases.get("title"), phrases.get("aim"), members, counts(edition, len(members))))
    rest = tuple(thing for thing in things if not thing.block)
    if rest:
        found.append(Card("", None, None, rest, counts(edition, len(rest))))
    return [card for card in found if card.things]


def counts(edition: Edition, total: int) -> str:
    """JSON list of one sentence for each possible count of Things done, for the script to choose from."""
    sentences = [
        edition.plural("{n} of {all} done", "{n} of {all} done", n).format(
            n=number(edition, n), all=number(edition, total)
        )
        for n in range(total + 1)
    ]
    return json.dumps(sentences, ensure_ascii=False)


def findings(edition: Edition, total: int) -> str:
    """JSON list of one sentence for each possible count of search results."""
    sentences = [
        edition.plural("{n} text found", "{n} texts found", n).format(n=number(edition, n)) for n in range(total + 1)
    ]
    return json.dumps(sentences, ensure_ascii=False)


def words(document: Document) -> str:
    """What the search box looks at: title and summary, lower case, without accents and vowel signs."""
    phrases = [document.fields.get(key) for key in ("title", "short_title", "summary", "lead")]
    text = " ".join(phrase.text for phrase in phrases if phrase)
    return "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))


def split_number(title: str) -> tuple[str, str]:
    """Split a title that begins with a number, such as "23 Things …", so that the number can stand out."""
    match = re.fullmatch(r"\s*(\d{1,3})\s+(\S.*)", title)
    return (match[1], match[2]) if match else ("", title)


def columns(count: int) -> int:
    """How many tiles stand in a row of the quilt, so that few make a picture too."""
    if count >= 12:
        return 6
    return 4 if count > 6 else 3 if count > 4 else 2 if count > 1 else 1


def sections(blocks: Sequence[AnyBlock]) -> list[tuple[AnyBlock, ...]]:
    """Cut a page's blocks before each heading of level two."""
    parts: list[list[AnyBlock]] = []
    for block in blocks:
        if not parts or (isinstance(block, Heading) and block.level == 2):
            parts.append([])
        parts[-1].append(block)
    return [tuple(part) for part in parts]
