"""Languages, and one language: what is done, what waits, what fits the time one has."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from exporters.writing.order import sort_key
from service.model import Document
from service.store.rows import DocumentRow, LanguageRow
from service.web.addresses import AtLanguage, AtProgramme
from service.web.loading.banners import values_waiting
from service.web.pages.home import cards
from service.web.views.progress import (
    Block,
    LanguageView,
    blocks,
    document_item,
    fits,
    label,
    role_name,
    rule_text,
    split,
    times,
)
from service.web.visit import Visit

router = APIRouter(prefix="/p/{programme}")


@router.get("/translate")
def languages(at: AtProgramme) -> Response:
    with at.visit() as visit:
        places = []
        if visit.person and visit.last_language:
            place = stopped(visit, visit.last_language)
            places = [place] if place else []
        return visit.page("translate.html", languages=cards(visit), places=places, current="translate")


def stopped(visit: Visit, tag: str) -> dict[str, str] | None:
    """Where this person stopped in a language, as title and address."""
    if visit.person is None:
        return None
    place = visit.uow.pages.continue_where(visit.the_programme.id, visit.person.id, tag)
    if place is None or place.unit_id is None:
        return None
    key = visit.uow.units.get(place.unit_id).key
    address = f"{visit.base}/translate/{tag}/{place.kind}/{place.slug}?at={key}#open"
    return {"title": place.title, "address": address, "tag": tag}


@router.get("/translate/{lang}")
def language(at: AtLanguage, time: str = "") -> Response:
    with at.visit() as visit:
        target = visit.language(at.lang)
        rows = visit.uow.pages.language_documents(
            visit.the_programme.id, target.tag, visit.person.id if visit.person else None
        )
        summary = next(row for row in visit.uow.pages.dashboard(visit.the_programme.id) if row.tag == target.tag)
        view = build(visit, summary, rows, time)
        place = stopped(visit, target.tag)
        banners = values_waiting(visit, target.tag) if visit.rank(target.tag) > 1 else []
        return visit.page("language.html", lang=target, view=view, place=place, banners=banners, current="translate")


def build(visit: Visit, summary: LanguageRow, rows: list[DocumentRow], time: str) -> LanguageView:
    """Put the language page together."""
    _ = visit.words
    tag = summary.tag
    counts = split(summary)
    done = 100 * (summary.translated + summary.approved) // summary.units if summary.units else 0
    lede = _("%(share)s of every 100 paragraphs are written.", share=_.number(done))
    place = sort_key(_.tag)
    members = sorted(visit.uow.people.members(visit.the_programme.id, tag), key=lambda member: place(member.name))
    people = []
    for member in members:
        here = [role for role, where in member.roles if where == tag]
        if here:
            name = _("You") if visit.person and member.person_id == visit.person.id else member.name
            people.append((name, ", ".join(role_name(role, _) for role in here)))
    setting = visit.uow.programmes.language(visit.the_programme.id, tag)
    states = setting.rule.get("states") or visit.the_programme.config.get("publish", {}).get("states") or ["approved"]
    rule = rule_text(states, tag, visit.the_programme.source_language, machine="machine" in states, words=_)
    review = (
        _.plural("%(num)s text waits.", "%(num)s texts wait.", summary.waiting + summary.translated)
        if summary.waiting + summary.translated
        else _("Nothing waits.")
    )
    return LanguageView(
        counts=counts,
        label=label(counts, _),
        summary=lede,
        draft=summary.draft,
        time=time,
        times=times(_),
        blocks=_blocks(visit, tag, rows, time),
        people=tuple(people),
        rule=rule,
        review=review,
    )


def _blocks(visit: Visit, tag: str, rows: list[DocumentRow], time: str) -> tuple[Block, ...]:
    reviews = visit.rank(tag) > 2
    documents = {document.id: document for document in visit.uow.documents.all(visit.the_programme.id)}
    local = titles(visit, list(documents.values()), tag)
    items = {
        row.document_id: document_item(
            row, local.get(row.document_id, ""), visit.base, tag, visit.words, reviews=reviews
        )
        for row in rows
        if fits(row, time)
    }
    letters = {number: str(document.meta.get("block") or "") for number, document in documents.items()}
    return blocks(rows, items, letters, block_titles(visit), visit.words)


def titles(visit: Visit, documents: list[Document], tag: str) -> dict[int, str]:
    """The documents' titles in a language, where they are translated."""
    return visit.uow.pages.titles([document.id for document in documents], tag)


def block_titles(visit: Visit) -> dict[str, str]:
    """The titles of the blocks of Things, as the home page names them."""
    home = visit.site.previews.home(visit.uow, visit.the_programme)
    found = (home.get("blocks") if home else None) or ()
    return {str(block.get("id", "")): str(block.get("title", "")) for block in found}
