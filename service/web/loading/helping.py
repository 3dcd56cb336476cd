"""Suggestions for the open paragraph, put into words."""

from __future__ import annotations

from service.machine import MachineText, Unavailable, engines
from service.store.proposals import SOURCE
from service.store.rows import EditorRow
from service.translation import memory
from service.translation.glossary import terms_in
from service.web.diff import changed
from service.web.loading.sheet import Sheet
from service.web.rich import rich
from service.web.views.help import Help, Suggestion
from service.web.words import Words

MOST = 3
"""Texts from the memory that are shown; glossary and machine come on top."""


def suggestions(sheet: Sheet, row: EditorRow) -> Help:
    """Return what memory, other people and the glossary say about a paragraph."""
    visit, _ = sheet.visit, sheet.visit.words
    found: list[Suggestion] = []
    tag = sheet.language.tag
    for other in visit.uow.translations.suggestions(row.unit_id, tag) if row.suggestions_count else []:
        if visit.person is not None and other.author_id == visit.person.id:
            continue
        if visit.uow.translations.is_hidden(other.id):
            continue
        values = other.helped_by == SOURCE and bool(other.reason)
        found.append(
            Suggestion(
                number=len(found) + 1,
                text=other.text,
                shown=rich(other.text).plain,
                source=_("Changed as in the source") if values else _("Somebody’s suggestion"),
                origin="person",
                icon="stale" if values else "people",
                detail=other.reason if values else _.ago(other.created),
            )
        )
    here = memory.Here(visit.the_programme.id, row.unit_id)
    matches = memory.suggest(visit.uow, sheet.source.tag, tag, row.source, MOST, here)
    for match in matches:
        states = {"approved": _("approved"), "translated": _("translated")}
        found.append(
            Suggestion(
                number=len(found) + 1,
                text=match.text,
                shown=rich(match.text).plain,
                source=_("Memory"),
                origin="memory",
                icon="clock",
                detail=states.get(match.state, ""),
                score=match.score,
                source_diff=changed(match.source, row.source) if match.score < 100 else None,
            )
        )
    for hit in terms_in(visit.uow, visit.the_programme.id, sheet.source.tag, row.source, tag):
        term = hit.term
        targets = (term.term,) if term.do_not_translate else term.targets
        note = "; ".join(part for part in (*term.notes, term.reason) if part)
        for target in targets[:2]:
            detail = _("stays as it is") if term.do_not_translate else note
            found.append(
                Suggestion(
                    number=len(found) + 1,
                    text=target,
                    shown=rich(target).plain,
                    source=_("Glossary"),
                    origin="person",
                    icon="book",
                    detail=detail,
                    term=row.source[hit.start : hit.end],
                )
            )
    return Help(tuple(found), _machine(sheet, row))


def _machine(sheet: Sheet, row: EditorRow) -> str:
    """The address that asks the machine, where the language's coordinator allows it."""
    visit = sheet.visit
    setting = visit.uow.programmes.language(visit.the_programme.id, sheet.language.tag)
    if not setting.machine or visit.site.machine is None:
        return ""
    return f"{sheet.address}/machine/{row.key}"


def machine_suggestion(words: Words, found: MachineText, number: int) -> Suggestion:
    """Put a machine's text into words; it always says that nobody has checked it."""
    known = engines().get(found.engine)
    engine = known.label if known else found.engine
    return Suggestion(
        number,
        found.text,
        rich(found.text).plain,
        words("Machine: %(engine)s", engine=engine),
        f"machine:{found.engine}",
        "machine",
        unchecked=True,
    )


def unavailable(words: Words, found: Unavailable) -> str:
    """Say why there is no machine text."""
    _ = words
    reasons = {
        "too_long": _("This text is too long for the machine."),
        "budget": _("This month’s share of machine text is used up."),
        "refused": _("The machine’s text lost marks or links, so it is not offered."),
        "language": _("The machine does not know this language."),
    }
    return reasons.get(found.reason) or _("The machine does not answer now.")
