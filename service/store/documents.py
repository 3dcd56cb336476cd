"""Documents and the revisions of their source text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select, update

from service.errors import NotFound
from service.model import Document, SourceRevision
from service.store.base import Repository, columns

D = columns(Document)
S = columns(SourceRevision)


@dataclass(frozen=True)
class DocumentFacts:
    """What a source file says about itself; ``digest`` is the sha256 hex of ``text``."""

    kind: str
    slug: str
    title: str
    language: str
    path: str
    text: str
    digest: str
    number: int | None = None
    position: int = 0
    under_revision: bool = False
    meta: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class NewSource:
    """A version of a source text to append; see `SourceRevision` for the words."""

    text: str
    digest: str
    change: str
    status: str = "current"
    note: str = ""
    author_id: int | None = None


class Documents(Repository):
    """Documents of a programme."""

    def get(self, document_id: int) -> Document:
        """Return a document. Raises NotFound."""
        document = self._session.get(Document, document_id)
        if document is None:
            raise NotFound(f"there is no document number {document_id}")
        return document

    def lock(self, document_id: int) -> Document:
        """Return a document and make other writers of it wait until this transaction ends.

        SQLite has one writer at a time anyway; PostgreSQL locks the row. Counters stay exact because of this.
        """
        query = select(Document).where(D.id == document_id).with_for_update(key_share=True)
        document = self._session.scalar(query.execution_options(populate_existing=True))
        if document is None:
            raise NotFound(f"there is no document number {document_id}")
        return document

    def find(self, programme_id: int, kind: str, slug: str) -> Document | None:
        """Return a document by kind and slug, gone ones included, or None."""
        return self._session.scalar(
            select(Document).where(D.programme_id == programme_id, D.kind == kind, D.slug == slug)
        )

    def all(self, programme_id: int, *, gone: bool = False) -> list[Document]:
        """Return the documents of a programme in reading order; those whose file has gone only if asked for."""
        query = select(Document).where(D.programme_id == programme_id).order_by(D.position, D.kind, D.slug)
        return list(self._session.scalars(query if gone else query.where(D.active)))

    def save(
        self, programme_id: int, facts: DocumentFacts, *, change: str = "first", author_id: int | None = None
    ) -> tuple[Document, SourceRevision | None]:
        """Create or update a document from its source.

        Returns the document and the new source revision, None where the text is the same as before. Units are the
        caller's next step (`uow.units.apply`).
        """
        document = self.find(programme_id, facts.kind, facts.slug)
        if document is None:
            document = Document(
                programme_id=programme_id,
                kind=facts.kind,
                slug=facts.slug,
                title=facts.title,
                language=facts.language,
                path=facts.path,
                created=self._now,
            )
            self._session.add(document)
        document.title, document.language, document.path = facts.title, facts.language, facts.path
        document.number, document.position = facts.number, facts.position
        document.under_revision, document.meta, document.active = facts.under_revision, dict(facts.meta), True
        self._session.flush()
        if document.digest == facts.digest and document.source_revision_id is not None:
            return document, None
        revision = self.add_revision(document, NewSource(facts.text, facts.digest, change, author_id=author_id))
        document.digest, document.source_revision_id = facts.digest, revision.id
        self._session.flush()
        return document, revision

    def add_revision(self, document: Document, new: NewSource) -> SourceRevision:
        """Append a source revision; with status "proposed" it waits for the author and changes nothing else."""
        revision = SourceRevision(
            document_id=document.id,
            parent_id=document.source_revision_id,
            text=new.text,
            digest=new.digest,
            change=new.change,
            status=new.status,
            note=new.note,
            author_id=new.author_id,
            created=self._now,
        )
        self._session.add(revision)
        self._session.flush()
        return revision

    def source(self, document: Document) -> SourceRevision:
        """Return the current source revision of a document. Raises NotFound if it never had a text."""
        found = self._session.get(SourceRevision, document.source_revision_id or 0)
        if found is None:
            raise NotFound(f"{document.identity} has no source text")
        return found

    def sources(self, programme_id: int) -> list[tuple[Document, str]]:
        """Return the active documents of a programme with their source texts, in reading order."""
        query = (
            select(Document, S.text)
            .join(SourceRevision, S.id == D.source_revision_id)
            .where(D.programme_id == programme_id, D.active)
            .order_by(D.position, D.kind, D.slug)
        )
        return [(document, text) for document, text in self._session.execute(query)]

    def revisions(self, document_id: int, *, status: str | None = None) -> list[SourceRevision]:
        """Return the source revisions of a document, newest first."""
        query = select(SourceRevision).where(S.document_id == document_id).order_by(S.id.desc())
        return list(self._session.scalars(query if status is None else query.where(S.status == status)))

    def revision(self, revision_id: int) -> SourceRevision | None:
        """Return a source revision of any document, or None."""
        return self._session.get(SourceRevision, revision_id)

    def waiting(self, programme_id: int) -> dict[int, int]:
        """Return how many proposed source revisions wait for an author, by document."""
        query = (
            select(S.document_id, func.count())
            .join(Document, D.id == S.document_id)
            .where(D.programme_id == programme_id, D.active, S.status == "proposed")
            .group_by(S.document_id)
        )
        return {row[0]: row[1] for row in self._session.execute(query)}

    def set_status(self, revision_id: int, status: str) -> None:
        """Answer a proposed source revision: "accepted" or "declined"."""
        self._session.execute(update(SourceRevision).where(S.id == revision_id).values(status=status))
