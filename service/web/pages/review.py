"""What waits for a reviewer, oldest first; one text open. And the history of a text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Form, Query
from markupsafe import Markup
from pydantic import BaseModel
from starlette.responses import Response

from exporters.writing.breaking import excerpt
from service.errors import EmptyText
from service.store.rows import ReviewRow, RevisionRow
from service.translation import workflow
from service.translation.results import Conflict
from service.translation.submission import Submission
from service.web.addresses import AtLanguage, AtParagraph
from service.web.diff import changed
from service.web.loading.checking import checked_text
from service.web.loading.sheet import load
from service.web.numbers import FormNumber, Number
from service.web.pages.editor import number_or_none
from service.web.rich import rich
from service.web.views.editor import Finding
from service.web.visit import Visit, keeping, see
from service.web.words import Words

router = APIRouter(prefix="/p/{programme}")

PROMISE = timedelta(days=7)
"""After so long a wait is marked as old."""
SHOWN = 30
EXCERPT = 48
"""Characters of a text that are shown in the list."""


@dataclass(frozen=True)
class Waiting:
    """A text in the queue."""

    id: str
    unit_id: int
    revision_id: int
    base: int | None
    title: str
    words: str
    detail: str
    state: str
    said: str
    since: datetime
    old: bool
    source: Markup
    text: str
    beside: str
    shown: Markup
    address: str
    findings: tuple[Finding, ...] = ()


@router.get("/review/{lang}")
def queue(at: AtLanguage, wanted: Annotated[str, Query(alias="at")] = "") -> Response:
    with at.visit() as visit:
        target = visit.language(at.lang)
        words = visit.words
        rows = visit.uow.pages.review_queue(visit.the_programme.id, target.tag, limit=200)
        chosen = next((row for row in rows if _id(row) == wanted), rows[0] if rows else None)
        items = [_waiting(visit, target.tag, row) for row in rows[:SHOWN]]
        if rows:
            total = _total(visit, target.tag)
            summary = words.plural("%(num)s text waits.", "%(num)s texts wait.", total)
            summary += " " + words("The oldest came %(ago)s.", ago=words.ago(rows[0].since))
        else:
            summary = words("Every text has been read.")
        now = _waiting(visit, target.tag, chosen, look=True) if chosen else None
        ids = [_id(row) for row in rows]
        later = ids[(ids.index(now.id) + 1) % len(ids)] if now else ""
        return visit.page(
            "review.html",
            lang=target,
            items=items,
            now=now,
            later=later,
            more=max(0, total - SHOWN) if rows else 0,
            summary=summary,
            may=visit.rank(target.tag) > 2,
            reasons=reasons(words),
            current="review",
        )


def _total(visit: Visit, tag: str) -> int:
    """How many texts nobody has approved yet."""
    rows = visit.uow.pages.dashboard(visit.the_programme.id)
    return next((row.waiting + row.translated for row in rows if row.tag == tag), 0)


def reasons(words: Words) -> tuple[tuple[str, str], ...]:
    """Why a text goes back, in a word."""
    _ = words
    return (
        ("meaning", _("Meaning")),
        ("term", _("Term")),
        ("spelling", _("Spelling")),
        ("style", _("Style")),
        ("length", _("Does not fit")),
    )


def first_words(source: str, tag: str) -> str:
    """The first words of a text, without marks."""
    return excerpt(rich(source).plain.striptags(), EXCERPT, tag)


def _id(row: ReviewRow) -> str:
    return f"{row.unit_id}-{row.revision_id}"


def _waiting(visit: Visit, tag: str, row: ReviewRow, *, look: bool = False) -> Waiting:
    _ = visit.words
    name = row.author
    suggested = row.what == "suggestion" or row.state == "suggested"
    state = "stale" if row.stale else "suggested" if suggested else row.state
    if suggested:
        said = _("suggested by %(name)s", name=name) if name else _("suggested")
    elif row.origin == "assisted":
        said = _("drafted with machine help")
    else:
        said = _("translated by %(name)s", name=name) if name else _("translated")
    beside = _.name_of(tag)
    shown = rich(row.text).plain
    if row.what == "suggestion" and row.current and row.current != row.text:
        beside, shown = _("Beside the text that counts now"), changed(row.current, row.text)
    key = visit.uow.units.get(row.unit_id).key if look else ""
    return Waiting(
        id=_id(row),
        unit_id=row.unit_id,
        revision_id=row.revision_id,
        base=row.head_revision_id,
        title=row.title,
        words=first_words(row.source, visit.the_programme.source_language),
        detail=_("%(page)s, %(where)s", page=row.title, where=row.section) if row.section else row.title,
        state=state,
        said=said,
        since=row.since,
        old=datetime.now(UTC) - row.since > PROMISE,
        source=changed(row.old_source, row.source) if row.old_source and row.stale else rich(row.source).plain,
        text=row.text,
        beside=beside,
        shown=shown,
        address=f"{visit.base}/translate/{tag}/{row.kind}/{row.slug}?at={key}#open",
        findings=checked_text(visit, row.source, row.text, tag) if look else (),
    )


class Verdict(BaseModel):
    """What a reviewer says of ``revision``; ``original`` is its text, which stands in the field to be corrected."""

    unit: Number
    revision: Number
    action: str
    base: str = ""
    text: str = ""
    original: str = ""
    reason: str = ""
    why: str = ""

    @property
    def correction(self) -> str:
        """The text if the reviewer changed it, else ""."""
        text, original = (words.replace("\r\n", "\n").strip() for words in (self.text, self.original))
        return self.text if text and text != original else ""


@router.post("/review/{lang}")
def judge(at: AtLanguage, said: Annotated[Verdict, Form()]) -> Response:
    """Approve (with one's own corrections) or send back with a reason."""
    with keeping("\n\n".join(filter(None, (said.correction, said.reason.strip())))), at.visit(write=True) as visit:
        target = visit.language(at.lang)
        actor = visit.must("reviewer", target.tag)
        visit.count("judge")
        base = number_or_none(said.base)
        if said.action == "reject":
            word = dict(reasons(visit.words)).get(said.why, "")
            because = " – ".join(part for part in (word, said.reason.strip()) if part)
            if not because:
                raise EmptyText(visit.words("Say in a word or a sentence why it goes back."))
            workflow.reject(visit.uow, actor, said.unit, target.tag, said.revision, because)
        elif said.correction:
            given = Submission(said.correction, base)
            saved = workflow.save(visit.uow, actor, said.unit, target.tag, given, "approve")
            if isinstance(saved, Conflict):
                return see(f"{visit.base}/review/{target.tag}?at={said.unit}-{saved.theirs_revision}#rv")
        else:
            workflow.approve(visit.uow, actor, said.unit, target.tag, said.revision, head_revision_id=base)
        return see(f"{visit.base}/review/{target.tag}#rv")


# --- history ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Event:
    """One line of a text's history."""

    id: int
    what: str
    by: str
    state: str
    text: str
    shown: Markup
    reason: str
    helped: str
    current: bool
    open: bool
    created: datetime


@router.get("/translate/{lang}/{kind}/{slug}/history/{key}")
def history(at: AtParagraph) -> Response:
    with at.visit() as visit:
        sheet = load(visit, at)
        row = sheet.row(at.key)
        rows = visit.uow.pages.history(row.unit_id, sheet.language.tag)
        older = {revision.revision_id: revision.text for revision in rows}
        return visit.page(
            "history.html",
            items=[_event(visit.words, revision, older.get(revision.parent_id or 0)) for revision in rows],
            text=rich(row.source).plain,
            source=sheet.source,
            lang=sheet.language,
            may=sheet.rank > 1,
            back=f"{sheet.address}?at={at.key}#open",
            address=f"{sheet.address}/history/{at.key}",
            current="translate",
        )


def _event(words: Words, row: RevisionRow, before: str | None) -> Event:
    _ = words
    names = {
        "save": _("Saved"),
        "suggest": _("Suggested"),
        "take": _("Machine text taken unchanged"),
        "conflict": _("Kept beside another text"),
        "approve": _("Approved"),
        "reject": _("Sent back"),
        "restore": _("Brought back"),
        "still_right": _("Still right"),
        "undo": _("Taken back"),
        "release": _("Shown to others"),
        "import": _("Came from a file"),
        "file": _("Came from a file"),
        "values": _("Addresses and numbers changed as in the source"),
    }
    helped = ""
    if row.origin.startswith("machine"):
        helped = _("Machine text, not checked by anyone.")
    elif row.helped_by.startswith("machine"):
        helped = _("Began as machine text.")
    elif row.origin == "assisted":
        helped = _("Drafted with a machine by the makers of the programme.")
    return Event(
        id=row.revision_id,
        what=names.get(row.event, row.event),
        by=row.author,
        state=row.state,
        text=row.text,
        shown=changed(before, row.text) if before and before != row.text else rich(row.text).plain,
        reason=row.reason,
        helped=helped,
        current=row.current,
        open=row.open,
        created=row.created,
    )


@router.post("/translate/{lang}/{kind}/{slug}/history/{key}")
def bring_back(
    at: AtParagraph,
    revision: FormNumber,
) -> Response:
    """Make an older text count again."""
    with at.visit(write=True) as visit:
        sheet = load(visit, at)
        row = sheet.row(at.key)
        actor = visit.who()
        visit.count("judge")
        workflow.restore(visit.uow, actor, row.unit_id, sheet.language.tag, revision, row.revision_id)
        return see(f"{sheet.address}?at={at.key}#open")
