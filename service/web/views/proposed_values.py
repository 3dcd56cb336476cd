"""Addresses and numbers that the source changed, as an author and the people of a language see them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from exporters.writing.order import sort_key
from service.authoring.value_proposals import Proposal, ProposalOutcome
from service.web.diff import changed
from service.web.views.editor import Banner
from service.web.words import Words

SHOWN = 40
"""Texts that a language's page shows."""


@dataclass(frozen=True)
class Swap:
    """One value that changed, and in how many texts of the source."""

    was: str
    now: str
    texts: int


@dataclass(frozen=True)
class ValuesItem:
    """A text of a language: what its source changed, and what a click would make of it."""

    title: str
    source: Markup
    shown: Markup
    said: str
    address: str


@dataclass(frozen=True)
class ValuesView:
    """What waits. ``upto`` is the newest proposal shown: a click covers no later one."""

    swaps: tuple[Swap, ...]
    ready: int
    languages: tuple[tuple[str, int], ...]
    left: tuple[str, ...]
    upto: int
    items: tuple[ValuesItem, ...] = ()
    more: int = 0


def values_view(found: Sequence[Proposal], words: Words) -> ValuesView | None:
    """Say what waits, in all the languages of the proposals; None if nothing does."""
    found = [proposal for proposal in found if proposal.outcome != "done"]
    if not found:
        return None
    texts: dict[tuple[str, str], set[int]] = {}
    for proposal in found:
        for change in proposal.changes:
            texts.setdefault(change, set()).add(proposal.row.unit_id)
    ready = Counter(proposal.row.tag for proposal in found if proposal.outcome == "ready")
    others = Counter((proposal.row.tag, proposal.outcome) for proposal in found if proposal.outcome != "ready")
    place = sort_key(words.tag)
    return ValuesView(
        swaps=tuple(Swap(was, now, len(units)) for (was, now), units in texts.items()),
        ready=sum(ready.values()),
        languages=tuple(sorted(ready.items(), key=lambda item: place(words.name_of(item[0])))),
        left=tuple(_left(tag, outcome, number, words) for (tag, outcome), number in others.items()),
        upto=max(proposal.row.revision_id for proposal in found),
    )


def language_view(found: Sequence[Proposal], base: str, words: Words) -> ValuesView | None:
    """The same for one language, text by text: first what a click takes over."""
    view = values_view(found, words)
    if view is None:
        return None
    rows = sorted((p for p in found if p.outcome != "done"), key=lambda p: p.outcome != "ready")
    items = tuple(_item(proposal, base, words) for proposal in rows[:SHOWN])
    return ValuesView(
        swaps=view.swaps,
        ready=view.ready,
        languages=view.languages,
        left=(),
        upto=view.upto,
        items=items,
        more=max(0, len(rows) - SHOWN),
    )


def values_banner(found: Sequence[Proposal], address: str, words: Words) -> list[Banner]:
    """A message where texts can follow the source by a click, which leads to the page that shows them."""
    number = sum(1 for proposal in found if proposal.outcome == "ready")
    if not number:
        return []
    text = words.plural(
        "An address or a number changed in %(num)s text of the source. The translation can follow by one click.",
        "Addresses or numbers changed in %(num)s texts of the source. The translations can follow by one click.",
        number,
    )
    return [Banner(text, "calm", "info", address, words("Have a look"))]


def _item(proposal: Proposal, base: str, words: Words) -> ValuesItem:
    _ = words
    row = proposal.row
    said = {
        "edited": _("changed meanwhile: please look"),
        "stale": _("to check anyway: please look"),
        "forms": _("the word beside the number may change: please look"),
    }
    ready = proposal.outcome == "ready"
    return ValuesItem(
        title=row.title,
        source=changed(proposal.source_before, row.source),
        shown=changed(row.head_text, proposal.text if proposal.text != row.head_text else row.text),
        said="" if ready else said[proposal.outcome],
        address=f"{base}/translate/{row.tag}/{row.kind}/{row.slug}?at={row.key}#open",
    )


def _left(tag: str, outcome: ProposalOutcome, number: int, words: Words) -> str:
    name = words.name_of(tag)
    if outcome == "stale":
        return words.plural(
            "%(num)s text in %(language)s has to be checked anyway and is left for its translators.",
            "%(num)s texts in %(language)s have to be checked anyway and are left for their translators.",
            number,
            language=name,
        )
    if outcome == "forms":
        return words.plural(
            "%(num)s text in %(language)s may need another form of the word beside the number and is left for its "
            "translators.",
            "%(num)s texts in %(language)s may need another form of the word beside the number and are left for their "
            "translators.",
            number,
            language=name,
        )
    return words.plural(
        "%(num)s text in %(language)s was changed meanwhile and is left for its translators.",
        "%(num)s texts in %(language)s were changed meanwhile and are left for their translators.",
        number,
        language=name,
    )
