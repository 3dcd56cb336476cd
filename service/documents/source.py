"""A source document: one Markdown file, its front matter and where its body begins."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from service.documents.frontmatter import FIELDS, FrontMatter
from service.errors import ContentError

KINDS: tuple[str, ...] = tuple(FIELDS)
LARGEST = 1_000_000
"""Bytes of a document; a long guide has some tens of thousands."""
FOLDERS = {"thing": "things", "poster": "posters", "guide": "guides", "page": "pages"}
"""Kind to the folder of its sources below content/."""


@dataclass(frozen=True, eq=False)
class SourceDocument:
    """One source file. ``path`` is relative to the programme ("content/things/06-….md"); ``digest`` sha256 of text."""

    kind: str
    slug: str
    path: str
    text: str
    front: FrontMatter
    body_start: int

    @property
    def id(self) -> str:
        return f"{self.kind}/{self.slug}"

    @cached_property
    def digest(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()

    @cached_property
    def body(self) -> str:
        """The Markdown after the front matter."""
        return self.text[self.body_start :]

    @cached_property
    def body_line(self) -> int:
        """How many lines stand before the body."""
        return self.text.count("\n", 0, self.body_start)

    @property
    def title(self) -> str:
        return str(self.front.values["title"])

    @property
    def language(self) -> str | None:
        """BCP 47 tag if the file names its own language; None means the programme's."""
        return self.front.values.get("language")

    def get(self, name: str, default: Any = None) -> Any:
        """Return a front-matter value."""
        return self.front.values.get(name, default)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SourceDocument) and (self.id, self.path, self.text) == (
            other.id,
            other.path,
            other.text,
        )

    def __hash__(self) -> int:
        return hash((self.id, self.digest))


def decode(data: bytes, path: str) -> str:
    """Decode a file's bytes: UTF-8, with or without a mark, any line ends.

    Raises:
        ContentError: with the line of the first byte that is not UTF-8.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ContentError("the file is not UTF-8", path=path, line=line, hint="Save it as UTF-8.") from error
    return text.replace("\r\n", "\n").replace("\r", "\n")
