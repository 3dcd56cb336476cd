"""From a file's text to a document whose front matter and body are sound, or to what is wrong with them."""

from __future__ import annotations

from service.documents.frontmatter import read_front_matter, split
from service.documents.source import KINDS, LARGEST, SourceDocument
from service.documents.validate import body_errors
from service.errors import ContentError


def read_document(kind: str, slug: str, path: str, text: str) -> SourceDocument:
    """Read one document from its text.

    Raises:
        ContentError: the first error of the front matter, else of the body, as "path:line: message".
    """
    document = _front(kind, slug, path, text)
    for error in body_errors(document):
        raise error
    return document


def _front(kind: str, slug: str, path: str, text: str) -> SourceDocument:
    if kind not in KINDS:
        raise ContentError(f"no such kind of document: {kind}", path=path)
    size = len(text.encode("utf-8", "replace"))
    if size > LARGEST:
        raise ContentError(
            f"the document has {size:,} bytes, at most {LARGEST:,} are read", path=path, hint="Make several of it."
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    front = read_front_matter(kind, path, text)
    return SourceDocument(kind, slug, path, text, front, split(text)[2])
