"""Translations: append to the history, move the head, keep suggestions open, keep drafts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from service.errors import NotFound
from service.model import Draft, OpenSuggestion, Translation, TranslationRevision, Unit
from service.store.base import Repository, build, chunks, columns
from service.store.counters import Counters, counts_of

U = columns(Unit)
T = columns(Translation)
R = columns(TranslationRevision)
O = columns(OpenSuggestion)  # noqa: E741
F = columns(Draft)


@dataclass(frozen=True)
class NewRevision:
    """A revision to append; see `TranslationRevision` for the words."""

    unit_id: int
    tag: str
    text: str
    state: str
    event: str
    origin: str = "person"
    helped_by: str = ""
    reason: str = ""
    to_check: bool = False
    author_id: int | None = None
    parent_id: int | None = None
    head_before_id: int | None = None
    base_unit_revision_id: int = 0


@dataclass(frozen=True)
class EditionText:
    """A translation as publishing and write-back need it; ``key`` and ``context`` are the unit's."""

    document_id: int
    unit_id: int
    key: str
    context: str | None
    source: str
    text: str
    state: str
    origin: str
    stale: bool
    to_check: bool
    revision_id: int
    old_source_id: int
    updated: datetime


class Translations(Repository):
    """The history and its heads. Rules of who may do what are `service.translation.workflow`'s."""

    def head(self, unit_id: int, tag: str) -> Translation | None:
        """Return what counts now, or None where nothing was ever saved."""
        return self._session.scalar(select(Translation).where(T.unit_id == unit_id, T.tag == tag))

    def revision(self, revision_id: int) -> TranslationRevision:
        """Return one revision. Raises NotFound."""
        found = self._session.get(TranslationRevision, revision_id)
        if found is None:
            raise NotFound(f"there is no revision number {revision_id}")
        return found

    def history(self, unit_id: int, tag: str) -> list[TranslationRevision]:
        """Return every revision of a translation, oldest first."""
        query = select(TranslationRevision).where(R.unit_id == unit_id, R.tag == tag).order_by(R.id)
        return list(self._session.scalars(query))

    def append(self, new: NewRevision) -> TranslationRevision:
        """Append a revision to the history."""
        revision = TranslationRevision(**new.__dict__, created=self._now)
        self._session.add(revision)
        self._session.flush()
        return revision

    def set_head(self, unit: Unit, revision: TranslationRevision, *, author_id: int | None, origin: str) -> Translation:
        """Make a revision count, and bring the counters along.

        ``author_id`` and ``origin`` are those of the text, which may be older than a revision that only judges it.
        The caller holds the document's lock.
        """
        head = self.head(unit.id, revision.tag)
        before = counts_of(unit, head)
        if head is None:
            head = Translation(
                unit_id=unit.id,
                tag=revision.tag,
                text="",
                state="missing",
                origin="person",
                revision_id=revision.id,
                base_unit_revision_id=0,
                waiting_since=self._now,
                updated=self._now,
            )
            self._session.add(head)
        if revision.state in ("suggested", "translated") and head.state not in ("suggested", "translated"):
            head.waiting_since = self._now
        head.text = "" if revision.state == "missing" else revision.text
        head.state, head.origin, head.author_id = revision.state, origin, author_id
        head.revision_id, head.to_check = revision.id, revision.to_check
        head.base_unit_revision_id, head.updated = revision.base_unit_revision_id, self._now
        self._session.flush()
        Counters(self._session, self._clock).shift(unit.document_id, revision.tag, before, counts_of(unit, head))
        return head

    def open_suggestion(self, revision: TranslationRevision, *, visible: bool = True) -> None:
        """Let a revision wait for an answer beside the head."""
        self._session.add(
            OpenSuggestion(
                revision_id=revision.id,
                unit_id=revision.unit_id,
                tag=revision.tag,
                author_id=revision.author_id,
                visible=visible,
                created=revision.created,
            )
        )
        self._session.flush()

    def suggestions(self, unit_id: int, tag: str, *, hidden: bool = True) -> list[TranslationRevision]:
        """Return the suggestions that nobody has answered, oldest first, hidden ones only if asked for."""
        query = (
            select(TranslationRevision)
            .join(OpenSuggestion, O.revision_id == R.id)
            .where(O.unit_id == unit_id, O.tag == tag)
            .order_by(R.id)
        )
        return list(self._session.scalars(query if hidden else query.where(O.visible)))

    def is_open(self, revision_id: int) -> bool:
        """True if the revision is a suggestion that nobody has answered."""
        return self._session.get(OpenSuggestion, revision_id) is not None

    def is_hidden(self, revision_id: int) -> bool:
        """True if the revision is an open suggestion that only its author may see yet."""
        found = self._session.get(OpenSuggestion, revision_id)
        return found is not None and not found.visible

    def close_suggestions(
        self,
        unit_id: int,
        tag: str,
        *,
        revision_id: int | None = None,
        author_id: int | None = None,
        text: str | None = None,
    ) -> None:
        """Close one suggestion, all of one author's, or all that others can see with the same text; revisions stay."""
        statement = delete(OpenSuggestion).where(O.unit_id == unit_id, O.tag == tag)
        if revision_id is not None:
            statement = statement.where(O.revision_id == revision_id)
        if author_id is not None:
            statement = statement.where(O.author_id == author_id)
        if text is not None:
            statement = statement.where(
                O.visible, O.revision_id.in_(select(R.id).where(R.unit_id == unit_id, R.tag == tag, R.text == text))
            )
        self._session.execute(statement.execution_options(synchronize_session="fetch"))

    def hidden_of(self, person_id: int) -> list[OpenSuggestion]:
        """Return the suggestions a person wrote before their address was confirmed, oldest first."""
        query = select(OpenSuggestion).where(O.author_id == person_id, O.visible.is_(False)).order_by(O.revision_id)
        return list(self._session.scalars(query))

    def for_edition(self, programme_document_ids: Sequence[int], tag: str) -> list[EditionText]:
        """Return the translations of documents that have a text, in page order, whatever their state."""
        found: list[EditionText] = []
        for part in chunks(programme_document_ids):
            query = (
                select(
                    *(U.document_id, U.id.label("unit_id"), U.key, U.context, U.source),
                    *(T.text, T.state, T.origin, T.to_check, T.revision_id, T.updated),
                    (T.base_unit_revision_id < U.meaning_revision_id).label("stale"),
                    T.base_unit_revision_id.label("old_source_id"),
                )
                .join(Translation, T.unit_id == U.id)
                .where(U.document_id.in_(part), U.active, T.tag == tag, T.state != "missing")
                .order_by(U.document_id, U.position)
            )
            found += build(EditionText, self._session.execute(query))
        return found

    def import_many(self, rows: Sequence[NewRevision]) -> int:
        """Append revisions in bulk and make them heads where a unit has none yet in that language.

        Returns how many became heads; the others become open suggestions. For the first start and for files;
        counters of the documents are recounted.
        """
        heads: set[tuple[int, str]] = set()
        for part in chunks(sorted({row.unit_id for row in rows})):
            query = select(T.unit_id, T.tag).where(T.unit_id.in_(part), T.state != "missing")
            heads |= {(number, tag) for number, tag in self._session.execute(query)}
        fresh: dict[tuple[int, str], NewRevision] = {}
        others: list[NewRevision] = []
        for row in rows:
            if (row.unit_id, row.tag) in heads or (row.unit_id, row.tag) in fresh:
                others.append(replace(row, state="suggested"))
            else:
                fresh[row.unit_id, row.tag] = row
        now = self._now
        new = list(fresh.values())
        heads_made = [_head(row, number, now) for row, number in zip(new, self._append_many(new, now), strict=True)]
        if heads_made:
            statement = self._insert(Translation)
            names = [name for name in heads_made[0] if name not in ("unit_id", "tag")]
            statement = statement.on_conflict_do_update(
                index_elements=["unit_id", "tag"], set_={name: statement.excluded[name] for name in names}
            )
            self._session.execute(statement, heads_made)
        for row, number in zip(others, self._append_many(others, now), strict=True):
            self._session.add(
                OpenSuggestion(
                    revision_id=number, unit_id=row.unit_id, tag=row.tag, author_id=row.author_id, created=now
                )
            )
        self._session.flush()
        touched: set[int] = set()
        for part in chunks(sorted({row.unit_id for row in rows})):
            touched |= set(self._session.scalars(select(U.document_id).where(U.id.in_(part)).distinct()))
        Counters(self._session, self._clock).recount(sorted(touched), tags=sorted({row.tag for row in rows}))
        return len(fresh)

    def _append_many(self, rows: Sequence[NewRevision], now: datetime) -> list[int]:
        if not rows:
            return []
        statement = insert(TranslationRevision).returning(R.id, sort_by_parameter_order=True)
        return list(self._session.scalars(statement, [{**row.__dict__, "created": now} for row in rows]))

    def keep_draft(self, person_id: int, unit_id: int, tag: str, text: str, base_revision_id: int | None) -> None:
        """Keep what a person is writing; the newest wins."""
        where = {"person_id": person_id, "unit_id": unit_id, "tag": tag}
        what = {"text": text, "base_revision_id": base_revision_id, "updated": self._now}
        statement = self._insert(Draft).values(where | what)
        excluded = statement.excluded
        self._session.execute(
            statement.on_conflict_do_update(
                index_elements=["person_id", "unit_id", "tag"],
                set_={
                    "text": excluded.text,
                    "base_revision_id": excluded.base_revision_id,
                    "updated": excluded.updated,
                },
            )
        )

    def drop_draft(self, person_id: int, unit_id: int, tag: str) -> None:
        """Forget a draft, as after a save."""
        self._session.execute(delete(Draft).where(F.person_id == person_id, F.unit_id == unit_id, F.tag == tag))

    def show(self, revision_id: int) -> None:
        """Make a hidden suggestion visible to others."""
        self._session.execute(update(OpenSuggestion).where(O.revision_id == revision_id).values(visible=True))


def _head(row: NewRevision, revision_id: int, now: datetime) -> dict[str, object]:
    return {
        "unit_id": row.unit_id,
        "tag": row.tag,
        "text": row.text,
        "state": row.state,
        "origin": row.origin,
        "to_check": row.to_check,
        "revision_id": revision_id,
        "author_id": row.author_id,
        "base_unit_revision_id": row.base_unit_revision_id,
        "waiting_since": now,
        "updated": now,
    }
