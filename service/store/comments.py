"""Comments on units."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from service.model import Comment, Unit
from service.store.base import Repository, columns

C = columns(Comment)
U = columns(Unit)


@dataclass(frozen=True)
class NewComment:
    """A comment to add; see `Comment` for the words. ``tag`` "" concerns the source."""

    unit_id: int
    text: str
    tag: str = ""
    kind: str = "comment"
    person_id: int | None = None
    name: str = ""
    parent_id: int | None = None


class Comments(Repository):
    """What people say about units. Texts are data: whoever shows them escapes them."""

    def add(self, new: NewComment) -> Comment:
        """Add a comment, question or reader's report."""
        comment = Comment(
            unit_id=new.unit_id,
            tag=new.tag,
            kind=new.kind,
            text=new.text.strip(),
            parent_id=new.parent_id,
            person_id=new.person_id,
            name=new.name.strip(),
            created=self._now,
        )
        self._session.add(comment)
        self._session.flush()
        return comment

    def of_unit(self, unit_id: int, tag: str) -> list[Comment]:
        """Return the comments on a unit in a language and on its source, oldest first."""
        query = select(Comment).where(C.unit_id == unit_id, C.tag.in_(["", tag])).order_by(C.id)
        return list(self._session.scalars(query))

    def open_in(self, document_id: int, tag: str) -> list[Comment]:
        """Return what is not resolved in a document, oldest first."""
        query = (
            select(Comment)
            .join(Unit, U.id == C.unit_id)
            .where(U.document_id == document_id, C.tag.in_(["", tag]), C.resolved.is_(None))
            .order_by(C.id)
        )
        return list(self._session.scalars(query))

    def resolve(self, comment_id: int, person_id: int) -> None:
        """Mark a comment as dealt with."""
        comment = self._session.get(Comment, comment_id)
        if comment is not None and comment.resolved is None:
            comment.resolved, comment.resolved_by = self._now, person_id
            self._session.flush()
