"""Translations that a change of the source proposed by itself: where a new address or number was put into a text.

Such a proposal is an open suggestion by nobody, "helped by" the source, whose reason says what changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, delete, distinct, func, or_, select

from service.model import Document, OpenSuggestion, Translation, TranslationRevision, Unit, UnitRevision
from service.store.base import Repository, build, chunks, columns

D = columns(Document)
U = columns(Unit)
V = columns(UnitRevision)
T = columns(Translation)
R = columns(TranslationRevision)
O = columns(OpenSuggestion)  # noqa: E741

SOURCE = "source"
"""What such a revision is "helped by"."""
_REVISIONS = R.id.table
_PROPOSED = (R.helped_by == SOURCE, R.reason != "", R.author_id.is_(None))


@dataclass(frozen=True)
class ProposalRow:
    """A proposal with the text that counts beside it.

    ``for_revision_id`` is the translation it was made from, of the text ``for_text`` and made for the unit revision
    ``for_base``; the head is what counts now, and ``head_event`` how it came to.
    """

    revision_id: int
    document_id: int
    kind: str
    slug: str
    title: str
    unit_id: int
    key: str
    source: str
    unit_revision_id: int
    tag: str
    text: str
    for_revision_id: int
    for_text: str
    for_base: int
    head_revision_id: int
    head_text: str
    head_state: str
    head_base: int
    head_event: str


@dataclass(frozen=True)
class SourceVersion:
    """A version of a unit's source; ``effect`` as in `UnitRevision`."""

    id: int
    source: str
    effect: str


@dataclass(frozen=True)
class AcceptedRow:
    """A translated or approved text; ``base`` is the unit revision that it was made for."""

    unit_id: int
    tag: str
    text: str
    revision_id: int
    base: int
    origin: str


class Proposals(Repository):
    """Made from a unit of work: ``Proposals(uow.session, uow.clock)``."""

    def waiting(
        self, programme_id: int, *, document_id: int | None = None, tag: str | None = None, upto: int | None = None
    ) -> list[ProposalRow]:
        """Return the proposals that nobody has answered, in reading order.

        Args:
            programme_id: the programme.
            document_id: only those of one document.
            tag: only those of one language.
            upto: only revisions up to this number, which is what somebody has seen.
        """
        start, head = _REVISIONS.alias(), _REVISIONS.alias()
        s, h = start.c, head.c
        query = (
            select(
                *(D.id.label("document_id"), D.kind, D.slug, D.title),
                *(U.id.label("unit_id"), U.key, U.source, U.revision_id.label("unit_revision_id")),
                *(R.id.label("revision_id"), R.tag, R.text),
                *(s.id.label("for_revision_id"), s.text.label("for_text"), s.base_unit_revision_id.label("for_base")),
                *(T.revision_id.label("head_revision_id"), T.text.label("head_text"), T.state.label("head_state")),
                *(T.base_unit_revision_id.label("head_base"), h.event.label("head_event")),
            )
            .join(OpenSuggestion, O.revision_id == R.id)
            .join(Unit, U.id == R.unit_id)
            .join(Document, D.id == U.document_id)
            .join(start, s.id == R.parent_id)
            .join(Translation, and_(T.unit_id == R.unit_id, T.tag == R.tag))
            .join(head, h.id == T.revision_id)
            .where(D.programme_id == programme_id, D.active, U.active, *_PROPOSED)
            .order_by(D.position, D.kind, D.slug, U.position, R.tag, R.id)
        )
        if document_id is not None:
            query = query.where(D.id == document_id)
        if tag is not None:
            query = query.where(O.tag == tag)
        if upto is not None:
            query = query.where(R.id <= upto)
        return build(ProposalRow, self._session.execute(query))

    def documents(self, programme_id: int) -> dict[int, int]:
        """Return in how many texts of which documents proposals wait, in all languages together."""
        query = (
            select(U.document_id, func.count(distinct(U.id)))
            .join(OpenSuggestion, O.unit_id == U.id)
            .join(TranslationRevision, R.id == O.revision_id)
            .join(Document, D.id == U.document_id)
            .where(D.programme_id == programme_id, D.active, U.active, *_PROPOSED)
            .group_by(U.document_id)
        )
        return {row[0]: row[1] for row in self._session.execute(query)}

    def versions(self, unit_ids: Sequence[int]) -> dict[int, list[SourceVersion]]:
        """Return the versions of units' sources by unit, oldest first."""
        found: dict[int, list[SourceVersion]] = {}
        for part in chunks(sorted(set(unit_ids))):
            query = select(V.unit_id, V.id, V.source, V.effect).where(V.unit_id.in_(part)).order_by(V.id)
            for unit_id, number, source, effect in self._session.execute(query):
                found.setdefault(unit_id, []).append(SourceVersion(number, source, effect))
        return found

    def accepted(self, unit_ids: Sequence[int]) -> list[AcceptedRow]:
        """Return the translated and approved texts of units in all languages."""
        found: list[AcceptedRow] = []
        for part in chunks(sorted(set(unit_ids))):
            query = (
                select(T.unit_id, T.tag, T.text, T.revision_id, T.base_unit_revision_id.label("base"), T.origin)
                .where(T.unit_id.in_(part), or_(T.state == "translated", T.state == "approved"))
                .order_by(T.unit_id, T.tag)
            )
            found += build(AcceptedRow, self._session.execute(query))
        return found

    def close(self, places: Mapping[int, Sequence[str]]) -> None:
        """Close the proposals that wait for units in languages, since another takes their place or none is needed."""
        for unit_id, tags in places.items():
            query = select(O.revision_id).join(TranslationRevision, R.id == O.revision_id)
            numbers = list(self._session.scalars(query.where(O.unit_id == unit_id, O.tag.in_(tags), *_PROPOSED)))
            statement = delete(OpenSuggestion).where(O.revision_id.in_(numbers))
            self._session.execute(statement.execution_options(synchronize_session="fetch"))
