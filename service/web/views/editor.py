"""The editor's page: the sheet with its rows, the open paragraph, and how far the document is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from markupsafe import Markup

from exporters.api import Language
from exporters.writing.signs import quotation_marks
from service.model import Document
from service.store.rows import EditorRow
from service.web.diff import changed, marked
from service.web.views.help import Help
from service.web.views.looks import Group, in_quiz, questions, title_of
from service.web.views.rows import Frame, ParagraphView, build_row, shown
from service.web.words import Words

DONE: Final = ("translated", "approved")


@dataclass(frozen=True)
class Finding:
    """A check's result in words; ``fix`` is the whole text mended, None where there is no simple way."""

    title: str
    text: str
    severe: bool = False
    fix: str | None = None
    fix_label: str = ""


@dataclass(frozen=True)
class Card:
    """The open paragraph."""

    row: ParagraphView
    title: str
    base: int | None
    text: str
    raw_source: str
    source_diff: Markup | None
    note: str
    by: str
    draft: bool
    to_check: bool
    findings: tuple[Finding, ...] = ()
    conflict: bool = False
    mine: str = ""
    theirs: str = ""
    mine_marked: Markup | None = None
    theirs_marked: Markup | None = None
    their_name: str = ""
    explanation: str = ""

    @property
    def lines(self) -> int:
        """Rows of the text area before the script makes it grow: about 60 characters a row."""
        return max(3, len(self.text or self.raw_source) // 58 + 1)


@dataclass(frozen=True)
class Choice:
    """An entry of a menu; with ``post`` it is a form."""

    label: str
    kind: str = ""
    address: str = ""
    format: str = ""
    post: bool = False
    id: str = ""
    checked: bool = False


@dataclass(frozen=True)
class Banner:
    """A message across the sheet."""

    text: str
    kind: str = ""
    icon: str = "info"
    address: str = ""
    label: str = ""


@dataclass(frozen=True)
class Undo:
    """What takes a save back: the unit, and the revision that is to count again."""

    key: str
    revision: int


@dataclass(frozen=True)
class EditorPage:
    """Everything the editor's template shows."""

    title: str
    subtitle: str
    kind: str
    identity: str
    address: str
    language: Language
    source: Language
    rank: int
    rows: tuple[ParagraphView, ...]
    groups: tuple[Group[ParagraphView], ...]
    open_key: str
    view: str
    words: Words
    card: Card | None = None
    help: Help | None = None
    banners: tuple[Banner, ...] = ()
    downloads: tuple[Choice, ...] = ()
    sizes: tuple[Choice, ...] = ()
    toast: str = ""
    undo: Undo | None = None

    @property
    def may_write(self) -> bool:
        return self.rank > 0

    @property
    def total(self) -> int:
        return len(self.rows)

    @property
    def done(self) -> int:
        return sum(row.state in DONE for row in self.rows)

    @property
    def words_left(self) -> int:
        return sum(row.words for row in self.rows if row.open_work)

    @property
    def done_label(self) -> str:
        _ = self.words
        return _("%(done)s of %(total)s done", done=_.number(self.done), total=_.number(self.total))

    @property
    def short_label(self) -> str:
        _ = self.words
        return _("%(done)s of %(total)s", done=_.number(self.done), total=_.number(self.total))

    @property
    def left_label(self) -> str:
        _ = self.words
        if not self.words_left:
            return _("Nothing left to write")
        left = _.plural("%(num)s word left", "%(num)s words left", self.words_left)
        return _("%(left)s, %(minutes)s", left=left, minutes=_.minutes(self.words_left))

    @property
    def progress_label(self) -> str:
        return f"{self.done_label}. {self.left_label}"

    @property
    def ticks(self) -> Markup:
        """The bar in the document's order: one tick a paragraph, the open one marked."""
        parts = [
            _NOW.format(row.state) if row.key == self.open_key else _TICKS.get(row.state, _TICKS["missing"])
            for row in self.rows
        ]
        return Markup("").join(parts)

    @property
    def contents(self) -> tuple[ParagraphView, ...]:
        return tuple(row for row in self.rows if row.look == "h2")

    @property
    def views(self) -> tuple[tuple[str, str], ...]:
        _ = self.words
        return (("text", _("Text")), ("both", _("Both")), ("page", _("Page")))

    @property
    def side_title(self) -> str:
        _ = self.words
        return _("The sheet as it will be printed") if self.kind == "poster" else _("The page as it will be published")

    @property
    def fallback_note(self) -> str:
        _ = self.words
        if not any(row.state == "missing" for row in self.rows):
            return ""
        return _(
            "%(source)s where %(target)s is missing",
            source=_.name_of(self.source.tag),
            target=_.name_of(self.language.tag),
        )

    @property
    def quotes(self) -> tuple[str, str] | None:
        """The language's quotation marks, where they are not on every keyboard."""
        found = quotation_marks(self.language.tag)
        return found if found != ('"', '"') else None

    @property
    def keys(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        _ = self.words
        return (
            (_("Save and go on"), ("Ctrl Enter",)),
            (_("Approve, or “Still right”"), ("Ctrl Shift Enter",)),
            (_("Give as a suggestion"), ("Alt Enter",)),
            (_("Next, previous paragraph"), ("Alt ↓", "Alt ↑")),
            (_("Put in mark or link 1 to 9"), ("Ctrl 1",)),
            (_("Use suggestion 1 to 9"), ("Ctrl M, 1",)),
            (_("Copy the source text"), ("Ctrl B",)),
            (_("Needs a look"), ("Ctrl U",)),
            (_("Undo the last save"), ("Ctrl Z",)),
            (_("Choose a text, where there are two"), ("Alt 1", "Alt 2")),
            (_("These keys"), ("?",)),
        )

    def at(self, key: str) -> int:
        """Return a row's place. Raises KeyError."""
        for index, row in enumerate(self.rows):
            if row.key == key:
                return index
        raise KeyError(key)

    def next_after(self, key: str) -> str | None:
        """Return the next row where something is to be written, going round once; None if all is done."""
        start = self.at(key)
        for row in (*self.rows[start + 1 :], *self.rows[:start]):
            if row.open_work:
                return row.key
        return None

    def replace(self, **changes: Any) -> EditorPage:
        return replace(self, **changes)


_NOW: Final = Markup('<span class="{}" data-now></span>')
_TICKS: Final = {
    state: Markup('<span class="{}"></span>').format(state)
    for state in ("missing", "suggested", "translated", "approved", "stale")
}


def build_card(row: EditorRow, view: ParagraphView, title: str, words: Words) -> Card:
    """Open a paragraph. A draft brings the revision it was begun from, so that a clash is found when it is saved."""
    _ = words
    text, _state = shown(row)
    by = ""
    if row.draft is None and row.own is None and row.text:
        by = _("Text by %(name)s", name=row.author) if row.author else ""
    return Card(
        row=view,
        title=_("The source text changed") if view.state == "stale" else title,
        base=row.draft_base if row.draft is not None else row.revision_id,
        text=row.draft if row.draft is not None else text,
        raw_source=row.source,
        source_diff=changed(row.old_source, row.source) if row.stale and row.old_source is not None else None,
        note=row.note,
        by=by,
        draft=row.draft is not None,
        to_check=row.to_check,
    )


def as_conflict(card: Card, *, base: int, mine: str, theirs: str, name: str, words: Words) -> Card:
    """Turn an open paragraph into the choice between two texts."""
    _ = words
    return replace(
        card,
        conflict=True,
        base=base,
        mine=mine,
        text=mine,
        theirs=theirs,
        mine_marked=marked(mine, theirs),
        theirs_marked=marked(theirs, mine),
        their_name=_("The text of %(name)s", name=name) if name else _("The other text"),
        explanation=_("Choose one, or make one of both. The other stays in the history."),
    )


def grouped(
    rows: Sequence[EditorRow], views: Sequence[ParagraphView], words: Words
) -> tuple[Group[ParagraphView], ...]:
    """Put the answers of a quiz beside their question; everything else stays in the order of the page."""
    _ = words
    total = questions(rows)
    found: list[tuple[str, str, list[ParagraphView]]] = []
    asked = 0
    for row, view in zip(rows, views, strict=True):
        if row.kind == "question":
            asked += 1
            title = _("Quiz: question %(number)s of %(total)s", number=_.number(asked), total=_.number(total))
            found.append(("quiz", title, [view]))
        elif found and ((found[-1][0] == "quiz") == (in_quiz(row) and asked > 0)):
            found[-1][2].append(view)
        else:
            found.append(("quiz" if in_quiz(row) and asked else "", "", [view]))
    return tuple(Group(kind, title, tuple(group)) for kind, title, group in found)


@dataclass(frozen=True)
class Opened:
    """What is opened: a document in a language, at an address, by somebody of a rank (0 guest to 4 coordinator)."""

    document: Document
    language: Language
    source: Language
    address: str
    rank: int


def build_page(
    opened: Opened, rows: Sequence[EditorRow], words: Words, *, at: str = "", view: str = "both"
) -> EditorPage:
    """Build the sheet; ``at`` is the key of the paragraph to open, by default the first that needs somebody."""
    _ = words
    document, language, source = opened.document, opened.language, opened.source
    frame = Frame(words.tag, source.tag, language.tag, len(rows))
    views = tuple(build_row(row, number, frame) for number, row in enumerate(rows, 1))
    keys = {row.key for row in views}
    first = next((row.key for row in views if row.open_work), views[0].key if views else "")
    open_key = at if at in keys else first
    direction = _("%(source)s to %(target)s", source=_.name_of(source.tag), target=_.name_of(language.tag))
    page = EditorPage(
        title=document.title,
        subtitle=_("%(what)s, %(direction)s", what=kind_name(document, words), direction=direction),
        kind=document.kind,
        identity=document.identity,
        address=opened.address,
        language=language,
        source=source,
        rank=opened.rank,
        rows=views,
        groups=grouped(rows, views, words),
        open_key=open_key,
        view=view if view in ("text", "both", "page") else "both",
        words=words,
    )
    if open_key:
        index = page.at(open_key)
        page = page.replace(card=build_card(rows[index], views[index], title_of(rows, index, words), words))
    return page


def kind_name(document: Document, words: Words) -> str:
    """Say what a document is: "Thing 6", "Poster" …"""
    _ = words
    if document.kind == "thing" and document.number is not None:
        return _("Thing %(number)s", number=_.number(document.number))
    names = {"thing": _("Thing"), "poster": _("Poster"), "guide": _("Guide"), "page": _("Page")}
    return names.get(document.kind, document.kind)
