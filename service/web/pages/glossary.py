"""The glossary of a language."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import Response

from exporters.writing.order import sort_key
from service.errors import EmptyText, TextTooLong
from service.store.glossary import TermRow
from service.web.addresses import AtLanguage
from service.web.numbers import FormNumber
from service.web.visit import keeping, see

router = APIRouter(prefix="/p/{programme}")


LONGEST = 200
"""Characters of a word or phrase."""


@dataclass
class Term:
    """A term with all that is agreed about it in a language."""

    id: int
    term: str
    definition: str
    keep: bool
    targets: list[str] = field(default_factory=list)
    forbidden: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def gathered(rows: list[TermRow]) -> list[Term]:
    """Put the rows of a term together."""
    found: dict[int, Term] = {}
    for row in rows:
        term = found.setdefault(row.term_id, Term(row.term_id, row.term, row.definition, row.do_not_translate))
        if row.target:
            (term.forbidden if row.forbidden else term.targets).append(row.target)
        if row.note:
            term.notes.append(row.note)
    return list(found.values())


@router.get("/glossary/{lang}")
def glossary(at: AtLanguage) -> Response:
    with at.visit() as visit:
        target = visit.language(at.lang)
        place = sort_key(visit.the_programme.source_language)
        terms = gathered(visit.uow.glossary.terms(visit.the_programme.id, target.tag))
        terms.sort(key=lambda term: place(term.term))
        may = visit.rank(target.tag) > 2
        return visit.page("glossary.html", lang=target, terms=terms, may=may, current="glossary")


@router.post("/glossary/{lang}")
def add(at: AtLanguage, term: FormNumber, text: Annotated[str, Form()] = "") -> Response:
    """Agree on a word for a term; reviewers do."""
    with keeping(text), at.visit(write=True) as visit:
        target = visit.language(at.lang)
        actor = visit.must("reviewer", target.tag)
        visit.count("judge")
        known = {row.term_id for row in visit.uow.glossary.terms(visit.the_programme.id, target.tag)}
        if not text.strip() or term not in known:
            raise EmptyText(visit.words("Write the word first."))
        if len(text.strip()) > LONGEST:
            raise TextTooLong(
                visit.words(
                    "A word or phrase of the glossary has at most %(num)s characters.", num=visit.words.number(LONGEST)
                )
            )
        visit.uow.glossary.save_target(term, target.tag, text.strip(), author_id=actor.person_id)
        return see(f"{visit.base}/glossary/{target.tag}")
