"""Read models of the hot pages: a few column selects each, no entities, no loops that ask again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Row, Select, and_, case, func, literal, or_, select

from service.model import (
    Document,
    DocumentCounter,
    Draft,
    OpenSuggestion,
    Person,
    ProgrammeLanguage,
    Translation,
    TranslationRevision,
    Unit,
    UnitRevision,
)
from service.store.base import Repository, build, columns
from service.store.rows import (
    DocumentRow,
    EditorRow,
    LanguageRow,
    ReviewRow,
    RevisionRow,
    StoppedAt,
)

D = columns(Document)
C = columns(DocumentCounter)
L = columns(ProgrammeLanguage)
U = columns(Unit)
V = columns(UnitRevision)
T = columns(Translation)
R = columns(TranslationRevision)
O = columns(OpenSuggestion)  # noqa: E741
F = columns(Draft)
P = columns(Person)

COUNTS = (
    C.units,
    C.words,
    C.missing,
    C.suggested,
    C.translated,
    C.approved,
    C.stale,
    C.machine,
    C.to_check,
    C.words_left,
)
DOCUMENT = (D.id.label("document_id"), D.kind, D.slug, D.title)
STALE = T.base_unit_revision_id < U.meaning_revision_id


class Pages(Repository):
    """What pages show."""

    def dashboard(self, programme_id: int) -> list[LanguageRow]:
        """Return every language of a programme with its counts, by tag (4 SELECTs)."""
        sums = [func.coalesce(func.sum(column), 0).label(column.key) for column in COUNTS]
        counts = (
            select(L.tag, L.draft, L.machine.label("machine_allowed"), *sums)
            .outerjoin(Document, and_(D.programme_id == L.programme_id, D.active))
            .outerjoin(DocumentCounter, and_(C.document_id == D.id, C.tag == L.tag))
            .where(L.programme_id == programme_id, L.retired.is_(False))
            .group_by(L.tag, L.draft, L.machine)
            .order_by(L.tag)
        )
        waiting = self._waiting(programme_id)

        def also(row: Row[Any]) -> dict[str, Any]:
            number, since = waiting.get(row.tag, (0, None))
            sums = {column.key: int(row._mapping[column.key]) for column in COUNTS}  # a sum may be a Decimal
            return {**sums, "waiting": number, "waiting_since": since}

        return build(LanguageRow, self._session.execute(counts), also)

    def _waiting(self, programme_id: int) -> dict[str, tuple[int, datetime | None]]:
        """Count what waits, and since when, by language.

        "+ 0" keeps planners without statistics from going through every unit of every document: the few rows that
        wait are found by tag and state first.
        """
        of_programme = and_(D.id == U.document_id + 0, D.programme_id == programme_id, D.active)
        tags = select(L.tag).where(L.programme_id == programme_id)
        wanted = list(self._session.scalars(tags))
        heads = (
            select(T.tag, func.count(), func.min(T.waiting_since))
            .join(Unit, U.id == T.unit_id)
            .join(Document, of_programme)
            .where(T.tag.in_(wanted), T.state == "suggested", U.active)
            .group_by(T.tag)
        )
        beside = (
            select(O.tag, func.count(), func.min(O.created))
            .join(Unit, U.id == O.unit_id)
            .join(Document, of_programme)
            .where(O.tag.in_(wanted), O.visible, U.active)
            .group_by(O.tag)
        )
        found: dict[str, tuple[int, datetime | None]] = {}
        for query in (heads, beside):
            for tag, number, since in self._session.execute(query):
                before, oldest = found.get(tag, (0, None))
                found[tag] = (before + number, since if oldest is None else min(oldest, since))
        return found

    def language_documents(self, programme_id: int, tag: str, person_id: int | None = None) -> list[DocumentRow]:
        """Return the documents of a programme in reading order with their counts in a language (1 SELECT)."""
        beside = (
            select(func.count())
            .select_from(OpenSuggestion)
            .join(Unit, U.id == O.unit_id)
            .where(U.document_id == D.id, U.active, O.tag == tag, O.visible)
            .scalar_subquery()
        )
        drafts = (
            select(func.count())
            .select_from(Draft)
            .join(Unit, U.id == F.unit_id)
            .where(U.document_id == D.id, F.person_id == (person_id or 0), F.tag == tag)
            .scalar_subquery()
        )
        never = {
            "units": D.units,
            "words": D.words,
            "missing": D.units,
            "words_left": D.words,
        }  # opened in the language
        counts = [func.coalesce(column, never.get(column.key, 0)).label(column.key) for column in COUNTS]
        waiting = (func.coalesce(C.suggested, 0) + beside).label("waiting")
        query = (
            select(*DOCUMENT, D.number, D.under_revision, *counts, waiting, drafts.label("drafts"))
            .outerjoin(DocumentCounter, and_(C.document_id == D.id, C.tag == tag))
            .where(D.programme_id == programme_id, D.active)
            .order_by(D.position, D.kind, D.slug)
        )
        return build(DocumentRow, self._session.execute(query))

    def titles(self, document_ids: Sequence[int], tag: str) -> dict[int, str]:
        """Return the translated titles of documents by id, where there are any (1 SELECT)."""
        query = (
            select(U.document_id, T.text)
            .join(Translation, T.unit_id == U.id)
            .where(U.document_id.in_(document_ids), U.active, U.kind == "field title", T.tag == tag)
            .where(T.state != "missing")
        )
        return {row[0]: row[1] for row in self._session.execute(query)}

    def editor_rows(self, document_id: int, tag: str, person_id: int | None = None) -> list[EditorRow]:
        """Return the units of a document in page order with all the editor shows of each (2 SELECTs)."""
        where = U.document_id == document_id
        me = person_id or 0
        unit = (U.key, U.context, U.source, U.kind, U.section, U.note, U.words, U.position, U.occurrences)
        query = (
            select(
                U.id.label("unit_id"),
                *unit,
                func.coalesce(T.text, "").label("text"),
                func.coalesce(T.state, "missing").label("state"),
                case((T.state == "missing", False), (T.id.is_(None), False), else_=STALE).label("stale"),
                V.source.label("old_source"),
                func.coalesce(T.origin, "").label("origin"),
                T.revision_id,
                T.author_id,
                case((or_(P.public_credit, P.id == me), P.name), else_="").label("author"),
                func.coalesce(T.to_check, False).label("to_check"),
                F.text.label("draft"),
                F.base_revision_id.label("draft_base"),
            )
            .outerjoin(Translation, and_(T.unit_id == U.id, T.tag == tag))
            .outerjoin(UnitRevision, and_(V.id == T.base_unit_revision_id, STALE))
            .outerjoin(Person, P.id == T.author_id)
            .outerjoin(Draft, and_(F.unit_id == U.id, F.tag == tag, F.person_id == me))
            .where(where, U.active)
            .order_by(U.position, U.id)
        )
        beside = (
            select(O.unit_id, O.revision_id, O.author_id, R.text)
            .join(Unit, U.id == O.unit_id)
            .join(TranslationRevision, R.id == O.revision_id)
            .where(where, O.tag == tag, or_(O.visible, O.author_id == me))
            .order_by(O.revision_id)
        )
        others: dict[int, int] = {}
        own: dict[int, tuple[str, int]] = {}
        for unit_id, revision_id, author_id, text in self._session.execute(beside):
            if person_id is not None and author_id == person_id:
                own[unit_id] = (text, revision_id)
            else:
                others[unit_id] = others.get(unit_id, 0) + 1

        def also(row: Row[Any]) -> dict[str, Any]:
            text, revision_id = own.get(row[0], (None, None))
            return {
                "suggestions_count": others.get(row[0], 0),
                "own": text,
                "own_revision_id": revision_id,
            }

        return build(EditorRow, self._session.execute(query), also)

    def review_queue(
        self,
        programme_id: int,
        tag: str,
        *,
        document_id: int | None = None,
        translated: bool = True,
        limit: int = 50,
        offset: int = 0,
    ) -> list[ReviewRow]:
        """Return what waits for a reviewer, oldest first: suggested texts, open suggestions, and, unless
        ``translated`` is False, translated texts that nobody has approved (2 SELECTs)."""
        states = ("suggested", "translated") if translated else ("suggested",)
        waiting = (
            *(*DOCUMENT, U.id.label("unit_id"), U.section, U.source, V.source.label("old_source")),
            *(T.text.label("current"), T.revision_id.label("head_revision_id")),
            case((P.public_credit, P.name), else_="").label("author"),
        )
        heads = (
            select(
                literal("text").label("what"),
                *waiting,
                *(T.revision_id, T.text, T.state, T.origin, T.to_check, T.author_id),
                STALE.label("stale"),
                T.waiting_since.label("since"),
            )
            .join(Translation, T.unit_id == U.id)
            .join(Document, D.id == U.document_id)
            .outerjoin(UnitRevision, and_(V.id == T.base_unit_revision_id, STALE))
            .outerjoin(Person, P.id == T.author_id)
            .where(T.tag == tag, T.state.in_(states))
        )
        stale = R.base_unit_revision_id < U.meaning_revision_id
        beside = (
            select(
                literal("suggestion").label("what"),
                *waiting,
                *(R.id.label("revision_id"), R.text, R.state, R.origin, R.to_check, R.author_id),
                stale.label("stale"),
                O.created.label("since"),
            )
            .join(OpenSuggestion, O.unit_id == U.id)
            .join(TranslationRevision, R.id == O.revision_id)
            .join(Document, D.id == U.document_id)
            .outerjoin(Translation, and_(T.unit_id == U.id, T.tag == tag))
            .outerjoin(UnitRevision, and_(V.id == R.base_unit_revision_id, stale))
            .outerjoin(Person, P.id == R.author_id)
            .where(O.tag == tag, O.visible)
        )

        def within(query: Select[Any], when: Column[datetime]) -> Select[Any]:
            query = query.where(D.programme_id == programme_id, D.active, U.active)
            if document_id is not None:
                query = query.where(D.id == document_id)
            return query.order_by(when, U.id).limit(limit + offset)

        rows = build(ReviewRow, self._session.execute(within(heads, T.waiting_since)))
        rows += build(ReviewRow, self._session.execute(within(beside, O.created)))
        rows.sort(key=lambda row: (row.since, row.unit_id, row.revision_id))
        return rows[offset : offset + limit]

    def history(self, unit_id: int, tag: str) -> list[RevisionRow]:
        """Return the history of a translation, newest first (1 SELECT). Hidden suggestions are left out."""
        query = (
            select(
                R.id.label("revision_id"),
                *(R.parent_id, R.event, R.state, R.text, R.origin, R.helped_by, R.reason, R.author_id, R.created),
                case((P.public_credit, P.name), else_="").label("author"),
                V.source,
                func.coalesce(T.revision_id == R.id, False).label("current"),
                O.revision_id.is_not(None).label("open"),
            )
            .outerjoin(Person, P.id == R.author_id)
            .outerjoin(UnitRevision, V.id == R.base_unit_revision_id)
            .outerjoin(Translation, and_(T.unit_id == R.unit_id, T.tag == R.tag))
            .outerjoin(OpenSuggestion, O.revision_id == R.id)
            .where(R.unit_id == unit_id, R.tag == tag, or_(O.visible.is_(None), O.visible))
            .order_by(R.id.desc())
        )
        return build(RevisionRow, self._session.execute(query))

    def continue_where(self, programme_id: int, person_id: int, tag: str) -> StoppedAt | None:
        """Return where a person stopped in a language: their newest draft or save, and what is next there."""
        drafts = (
            select(U.document_id, F.updated.label("at"))
            .join(Draft, F.unit_id == U.id)
            .join(Document, D.id == U.document_id)
            .where(F.person_id == person_id, F.tag == tag, D.programme_id == programme_id, D.active)
            .order_by(F.updated.desc())
            .limit(1)
        )
        saves = (
            select(U.document_id, R.created.label("at"))
            .join(TranslationRevision, R.unit_id == U.id)
            .join(Document, D.id == U.document_id)
            .where(R.author_id == person_id, R.tag == tag, D.programme_id == programme_id, D.active)
            .order_by(R.created.desc(), R.id.desc())
            .limit(1)
        )
        places = [row for query in (drafts, saves) if (row := self._session.execute(query).one_or_none())]
        if not places:
            return None
        document_id, since = max(places, key=lambda row: row[1])
        first = (
            select(U.id)
            .outerjoin(Translation, and_(T.unit_id == U.id, T.tag == tag))
            .where(U.document_id == document_id, U.active)
            .where(or_(T.id.is_(None), T.state == "missing", STALE))
            .order_by(U.position)
            .limit(1)
        )
        document = self._session.execute(select(D.kind, D.slug, D.title).where(D.id == document_id)).one()
        return StoppedAt(document_id, document[0], document[1], document[2], self._session.scalar(first), since)
