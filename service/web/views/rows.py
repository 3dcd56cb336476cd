"""Resting paragraphs of the sheet: what is shown of a unit that is not open, made once and kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from operator import attrgetter
from typing import Final, NamedTuple

from markupsafe import Markup

from service.languages import language as by_tag
from service.store.rows import EditorRow
from service.web.rich import Rich, rich
from service.web.views.looks import look_of, path_of
from service.web.words import Words
from service.web.words import words as words_of


@dataclass(frozen=True)
class Line:
    """A small line under a resting paragraph; ``kind`` colours it."""

    kind: str
    text: str


@dataclass(frozen=True)
class ParagraphView:
    """A resting paragraph. ``state`` is what is shown: stale before the stored state, one's own suggestion as such."""

    unit_id: int
    key: str
    number: int
    look: str
    tag: str
    marker: str
    source: Rich
    target: Rich | None
    state: str
    lines: tuple[Line, ...]
    words: int
    section: str
    html: Markup | None = None

    @property
    def open_work(self) -> bool:
        """True while somebody has to write here."""
        return self.state in ("missing", "stale")


@dataclass(frozen=True)
class Frame:
    """What all rows of a sheet share."""

    ui: str
    source: str
    target: str
    total: int


def build_row(row: EditorRow, number: int, frame: Frame) -> ParagraphView:
    """Make a resting paragraph of a row of the store; equal ones are made once."""
    return _made(frame, number, _Seen(path_of(row), *_seen(row)))


class _Seen(NamedTuple):
    """What a resting paragraph is made of; the fields of `EditorRow` of the same names, and the unit's path.

    A tuple, because it is made and hashed for every paragraph of every page.
    """

    path: str
    unit_id: int
    key: str
    source: str
    kind: str
    section: str
    words: int
    text: str
    state: str
    stale: bool
    origin: str
    author: str
    to_check: bool
    own: str | None
    suggestions_count: int


_seen = attrgetter(*_Seen._fields[1:])


@lru_cache(maxsize=20_000)
def _made(frame: Frame, number: int, row: _Seen) -> ParagraphView:
    _ = words_of(frame.ui)
    look = look_of(row.kind, row.path, _)
    mine = row.own is not None
    seen, state = shown(row)
    lines: list[Line] = []
    if row.stale:
        lines.append(Line("stale", _("The source text changed.")))
    if row.to_check:
        lines.append(Line("", _("Somebody asked for a look at this.")))
    if mine:
        lines.append(Line("", _("Your suggestion. It waits for a reviewer.")))
    elif state == "suggested":
        lines.append(Line("", _("Suggested by %(name)s", name=row.author) if row.author else _("Suggested")))
    if row.origin.startswith("machine") and not mine and seen:
        lines.append(Line("wrong", _("Machine text, not checked by anyone.")))
    if more := row.suggestions_count:
        lines.append(Line("", _.plural("%(num)s more suggestion", "%(num)s more suggestions", more)))
    made = ParagraphView(
        unit_id=row.unit_id,
        key=row.key,
        number=number,
        look=look.look,
        tag=look.tag,
        marker=look.marker,
        source=rich(row.source),
        target=rich(seen) if seen else None,
        state="stale" if row.stale and not mine else state,
        lines=tuple(lines),
        words=row.words,
        section=row.section,
    )
    return replace(made, html=row_html(made, frame))


_ROW: Final = Markup(
    '<article class="para k-{look}" id="p{number}" data-unit="{key}" data-state="{state}" aria-labelledby="p{number}s">'
    '<span class="mark {state}"><svg aria-hidden="true"><use href="#i-{state}"/></svg><span class="sr">{said}</span>'
    '</span>{marker}<p class="src" id="p{number}s" lang="{source}" dir="{source_dir}">{text}</p>{target}{lines}'
    '<a class="open" href="?at={key}#open">{open}<span class="sr"> {which}</span></a></article>'
)


def row_html(row: ParagraphView, frame: Frame) -> Markup:
    """Write a resting paragraph. Not a template: there are sixty on a page, and most never change."""
    _ = words_of(frame.ui)
    source, target = by_tag(frame.source), by_tag(frame.target)
    if row.target:
        shown_target = Markup('<{tag} class="tgt" lang="{lang}" dir="{dir}">{text}</{tag}>').format(
            tag=row.tag, lang=target.tag, dir=target.dir, text=row.target.plain
        )
    else:
        shown_target = Markup('<p class="none">{}</p>').format(_("Not translated yet"))
    marker = Markup('<span class="no" aria-hidden="true">{}</span>').format(row.marker) if row.marker else ""
    return _ROW.format(
        look=row.look,
        number=row.number,
        key=row.key,
        state=row.state,
        said=state_word(row.state, _),
        marker=marker,
        source=source.tag,
        source_dir=source.dir,
        text=row.source.plain,
        target=shown_target,
        lines=Markup("").join(Markup('<p class="by {}">{}</p>').format(line.kind, line.text) for line in row.lines),
        open=_("Open"),
        which=_("paragraph %(number)s of %(total)s", number=_.number(row.number), total=_.number(frame.total)),
    )


def state_word(state: str, words: Words) -> str:
    """Say a state."""
    _ = words
    names = {
        "approved": _("approved"),
        "translated": _("translated"),
        "suggested": _("suggested"),
        "stale": _("to check"),
    }
    return names.get(state) or _("not translated yet")


def shown(row: EditorRow | _Seen) -> tuple[str, str]:
    """Return the text and state that this person sees: their own open suggestion before what counts for others."""
    if row.own is not None:
        return row.own, "suggested"
    if row.state == "missing":
        return "", "missing"
    return row.text, row.state
