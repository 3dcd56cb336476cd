"""Versions of a source text for its author: what a new one costs, which wait, and all there ever were."""

from __future__ import annotations

from service.authoring.sources import Change, alignment_of, cost_of
from service.documents.reader import read_document
from service.documents.source import SourceDocument
from service.errors import ContentError
from service.model import Document
from service.web.views.source_cost import CostView, cost_view, proposed_change
from service.web.views.source_versions import VersionItem, WaitingVersion, version_item, waiting_version
from service.web.visit import Visit


def edit_cost(visit: Visit, document: Document, new: SourceDocument, said: Change | None = None) -> CostView:
    """Count what an edit makes people do, with the author's word or the one the differences propose."""
    alignment, _rows = alignment_of(visit.uow, document.id, new)
    change = said or proposed_change(alignment)
    cost = cost_of(visit.uow, document, new, change)
    languages = len(visit.uow.programmes.languages(visit.the_programme.id))
    return cost_view(alignment, cost, change, languages, visit.words)


def waiting_versions(visit: Visit, document: Document) -> tuple[WaitingVersion, ...]:
    """Return the versions that wait, newest first."""
    waiting = visit.uow.documents.revisions(document.id, status="proposed")
    if not waiting:
        return ()
    current = visit.uow.documents.source(document)
    saved = [revision.id for revision in visit.uow.documents.revisions(document.id, status="current")]
    found = []
    for revision in waiting:
        cost, problem = None, ""
        try:
            new = read_document(document.kind, document.slug, document.path, revision.text)
            cost = edit_cost(visit, document, new)
        except ContentError as error:
            problem = str(error)
        found.append(waiting_version(revision, current, saved, visit.words, cost=cost, problem=problem))
    return tuple(found)


def version_items(visit: Visit, document: Document) -> tuple[VersionItem, ...]:
    """Return all versions of a source text, newest first."""
    rows = visit.uow.documents.revisions(document.id)
    authors = {number: visit.uow.people.get(number) for row in rows if (number := row.author_id) is not None}
    reader = visit.person.id if visit.person else None
    return tuple(
        version_item(
            row,
            document.source_revision_id,
            None if row.author_id is None else authors[row.author_id],
            reader,
            visit.words,
        )
        for row in rows
    )
