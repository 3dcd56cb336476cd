"""The contract between the service and the exporters: Edition in, artifacts out.

An `Edition` is the whole programme in one language, frozen, as plain data (JSON). An `Exporter` first says with
`plan` which artifacts it would make and from what digest, then makes them with `export`, writing through a `Sink`.
The schema is versioned: a change of meaning raises `SCHEMA`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, Protocol

import babel
from pydantic import Field

from exporters.nodes import AnyBlock, Direction, Node, Phrase

SCHEMA: Literal["polything-edition/1"] = "polything-edition/1"

Kind = Literal["thing", "poster", "guide", "page"]


class Language(Node):
    """One language under all its names; the single table is `service.languages`.

    ``tag`` is BCP 47, ``gettext`` the catalogue's folder name, ``cldr`` Babel's name, ``digits`` the CLDR numbering
    system used for numbers that exporters write ("latn", "arab" …).
    """

    tag: str
    autonym: str
    english: str
    dir: Direction
    script: str
    gettext: str
    cldr: str
    digits: str = "latn"


class Asset(Node):
    """A file of the programme. ``path`` as documents name it ("assets/tile-06.svg"), ``digest`` sha256 hex."""

    path: str
    digest: str
    media_type: str
    size: int


class Progress(Node):
    """Counts of units and of source words by state; stale ones are counted in their state too.

    ``machine``: text of a machine for which nobody has taken responsibility. ``assisted``: text made with machine help
    that people took over.
    """

    units: int = 0
    words: int = 0
    missing: int = 0
    suggested: int = 0
    translated: int = 0
    approved: int = 0
    stale: int = 0
    machine: int = 0
    assisted: int = 0

    @property
    def published(self) -> int:
        """Units with any translation at all."""
        return self.suggested + self.translated + self.approved

    @property
    def percent(self) -> int:
        """Share of units that have a translation, 0-100, never rounded up to 100."""
        return 100 if not self.units else (100 * (self.translated + self.approved)) // self.units

    @property
    def assisted_percent(self) -> int:
        """Share of the translated units that a machine had any part in, 0-100, rounded up."""
        return 0 if not self.published else -(-100 * (self.machine + self.assisted) // self.published)


class Contributor(Node):
    """A person who agreed to be named. ``role``: author, translator or reviewer."""

    name: str
    role: Literal["author", "translator", "reviewer"]
    affiliation: str = ""


class Footnote(Node):
    number: int
    children: tuple[AnyBlock, ...]


class FieldGroup(Node):
    """An entry of a list-of-maps field, such as a block of the home page: language-neutral id and its phrases."""

    id: str
    phrases: dict[str, Phrase]


class Document(Node):
    """One localized document.

    ``fields`` holds the translatable front matter by key (title, lead, badge, picture_alt …; lists as "fields.0");
    ``groups`` lists of maps (home's blocks); ``meta`` the language-neutral front matter (design, sizes, qr …), whose
    values are strings or lists of strings. ``source_digest`` is the sha256 of the source text, ``source_title`` the
    title in the source language.
    """

    id: str
    kind: Kind
    slug: str
    source_language: str
    source_title: str
    source_digest: str
    version: str
    fields: dict[str, Phrase]
    groups: dict[str, tuple[FieldGroup, ...]] = {}
    meta: dict[str, str | tuple[str, ...]] = {}
    number: int | None = None
    block: str | None = None
    minutes: int | None = None
    licence: str
    under_revision: bool = False
    progress: Progress
    contributors: tuple[Contributor, ...] = ()
    changed: date | None = None
    blocks: tuple[AnyBlock, ...]
    footnotes: tuple[Footnote, ...] = ()

    @property
    def title(self) -> Phrase:
        return self.fields["title"]


class Licence(Node):
    """``id`` as in SPDX, ``url`` of the deed (in the edition's language where one exists)."""

    id: str
    name: str
    url: str


class Imprint(Node):
    """What an edition prints about its programme; titles come from the home document where there is one."""

    id: str
    title: str
    version: str
    organisation: str
    contact: str
    address: str
    hashtag: str = ""
    source_language: str
    licence: Licence
    disclaimer: bool = True


class Words(str):
    """One of the exporters' own words in some language, written by a translator: data, never a format program.

    ``format`` fills in the named placeholders that it is given and leaves all others as they stand, so that a wrong
    ``{name}`` in a catalogue cannot stop an export, and ``{name.attribute}`` reads nothing.
    """

    def format(self, *_: object, **values: object) -> str:
        return _PLACEHOLDER.sub(lambda match: str(values.get(match[1], match[0])), self)


_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


class Edition(Node):
    """The whole programme in one language.

    ``documents`` are in reading order: things by number, then posters, guides, pages. ``siblings`` are all languages
    that are published, this one included. ``messages`` maps the exporters' own English words to this language.
    ``plurals`` does so for plural messages, from the English singular to CLDR category to text.
    ``draft``: no native speaker has reviewed the translation; every output must say so. ``generated`` is the date of
    the data, not of the run, so that the same data gives the same bytes.
    """

    schema_: Literal["polything-edition/1"] = Field(default=SCHEMA, alias="schema")
    programme: Imprint
    language: Language
    source: Language
    siblings: tuple[Language, ...]
    draft: bool = False
    documents: tuple[Document, ...]
    assets: tuple[Asset, ...] = ()
    messages: dict[str, str] = {}
    plurals: dict[str, dict[str, str]] = {}
    progress: Progress
    contributors: tuple[Contributor, ...] = ()
    generated: date

    def document(self, identity: str) -> Document:
        """Return a document by id. Raises KeyError if the edition has none."""
        for document in self.documents:
            if document.id == identity:
                return document
        raise KeyError(identity)

    def of_kind(self, kind: Kind) -> tuple[Document, ...]:
        return tuple(document for document in self.documents if document.kind == kind)

    def page(self, role: str) -> Document | None:
        """Return the page with this role (home, faq, licence …), or None."""
        return next((d for d in self.of_kind("page") if d.meta.get("role") == role), None)

    def message(self, english: str) -> str:
        """Translate one of the exporters' own words; the English itself where there is no translation."""
        return Words(self.messages.get(english) or english)

    def plural(self, singular: str, plural: str, number: int) -> str:
        """Translate a counted message; ``{n}`` in it is left for the caller, who knows how to format numbers."""
        forms = self.plurals.get(singular)
        if forms:
            category = babel.Locale.parse(self.language.cldr).plural_form(number)
            return Words(forms.get(category) or forms.get("other") or plural)
        return Words(singular if number == 1 else plural)

    def to_json(self) -> str:
        """Serialise, stable in key order, so that equal editions give equal text."""
        return self.model_dump_json(by_alias=True, exclude_none=True)


def digest(*parts: str | bytes) -> str:
    """sha256 over length-prefixed parts: the digest of what an artifact is made from."""
    hasher = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        hasher.update(len(data).to_bytes(8, "big") + data)
    return hasher.hexdigest()


@dataclass(frozen=True)
class Artifact:
    """A file (or a site's folder) that an exporter makes.

    ``path`` is relative to the output folder and ends in "/" for a folder. ``inputs`` is the digest of everything
    that the bytes depend on: editions, options, versions of libraries; the exporter's own files are added by the
    registry. ``document`` is None for a whole programme.
    """

    format: str
    path: str
    title: str
    media_type: str
    inputs: str
    languages: tuple[str, ...]
    document: str | None = None
    variant: str = ""


@dataclass(frozen=True)
class Problem:
    """Something a person should know about an artifact; ``fatal`` ones stopped that artifact only."""

    artifact: str
    message: str
    language: str = ""
    document: str = ""
    unit: str = ""
    fatal: bool = False


@dataclass(frozen=True)
class Options:
    """What may be asked of an exporter. ``documents`` empty means all; ``values`` are texts by names of its options."""

    documents: tuple[str, ...] = ()
    values: dict[str, str] = field(default_factory=dict)

    def wants(self, document: Document) -> bool:
        """True if the document was asked for, by id or by slug."""
        return not self.documents or document.id in self.documents or document.slug in self.documents


class Sink(Protocol):
    """Where an exporter reads assets from and writes its files to."""

    def asset(self, asset: Asset) -> bytes:
        """Return the bytes of an asset. Raises ExportError if they are missing or have another digest."""

    def write(self, path: str, data: bytes) -> None:
        """Keep one file under a relative path with forward slashes; visible only when complete."""

    def report(self, problem: Problem) -> None:
        """Tell the person who asked for the export."""


class Exporter(Protocol):
    """One output format. ``plan`` is cheap and pure; ``export`` writes the planned artifacts not in ``skip``."""

    @property
    def format(self) -> str: ...

    def plan(self, editions: Sequence[Edition], options: Options) -> list[Artifact]: ...

    def export(
        self, editions: Sequence[Edition], options: Options, sink: Sink, *, skip: frozenset[str] = frozenset()
    ) -> list[Artifact]:
        """Make the planned artifacts except the paths in ``skip`` and return those made.

        Raises:
            ExportError: if nothing can be made. A failure of one artifact is reported to the sink instead.
        """
        ...


class ExportError(Exception):
    """An export cannot be made; the message says what, where, and what to do."""

    def __init__(self, message: str, **details: Any) -> None:
        super().__init__(message)
        self.details = details
