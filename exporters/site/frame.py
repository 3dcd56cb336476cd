"""Where a page stands in the site: addresses as seen from it, languages beside it, and how to report a mistake."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from exporters.api import Document, Edition, Language, Options
from exporters.nodes import Link
from exporters.rendering.html import Context
from exporters.rendering.numbers import number, percent
from exporters.site import SITE


def page_path(document: Document) -> str:
    """The path of a document's page inside its language's folder."""
    if document.meta.get("role") == "home":
        return "index.html"
    return f"{document.kind}s/{document.slug}.html"


@dataclass(frozen=True)
class State:
    """How far a translation is: ``kind`` for the mark (ok, old, draft, part), ``text`` for the reader."""

    kind: str
    text: str


@dataclass(frozen=True)
class Tongue:
    """A language of the site as a page offers it."""

    language: Language
    href: str
    current: bool
    state: State
    percent: int


def state(reader: Edition, other: Edition, document: Document | None = None) -> State:
    """Say in the reader's language how far ``other`` is, as a whole or in one document."""
    progress = document.progress if document else other.progress
    source = document.source_language if document else other.source.tag
    if other.language.tag == source:
        return State("ok", reader.message("Original"))
    if not progress.published:
        return State("part", reader.message("Not translated yet"))
    if other.draft:
        return State("draft", reader.message("Draft, not reviewed yet"))
    if progress.stale:
        text = reader.plural("{n} passage behind", "{n} passages behind", progress.stale)
        return State("old", text.format(n=number(reader, progress.stale)))
    if progress.percent < 100:
        return State("part", reader.message("{share} translated").format(share=percent(reader, progress.percent)))
    reviewed = progress.approved == progress.units
    return State("ok", reader.message("Complete, reviewed") if reviewed else reader.message("Complete"))


@dataclass(frozen=True)
class Frame:
    """One page: its edition, its path in the site, and all editions that the site holds.

    ``asset_paths`` maps an asset's path to its path in the site. ``asset_base`` is set in the editor's preview only:
    styles and pictures come from there, and links lead nowhere.
    """

    edition: Edition
    editions: Sequence[Edition]
    path: str
    options: Options
    asset_paths: dict[str, str]
    asset_base: str | None = None
    document: Document | None = None

    @property
    def preview(self) -> bool:
        return self.asset_base is not None

    def url(self, path: str) -> str:
        """The address of a file of the site, relative to this page."""
        if self.asset_base is not None:
            return self.asset_base + quote(path) if path.startswith(("assets/", "theme/")) else "#"
        path, mark, fragment = path.partition("#")
        relative = posixpath.relpath(path, posixpath.dirname(self.path) or ".")
        return quote(relative) + mark + quote(fragment)

    def page(self, document: Document, fragment: str = "") -> str:
        """The address of a document's page in this page's language."""
        return self.here(page_path(document) + (f"#{fragment}" if fragment else ""))

    def here(self, path: str) -> str:
        """The address of a file in this language's folder."""
        return self.url(f"{self.edition.language.tag}/{path}")

    def asset(self, path: str) -> str:
        """The address of a picture; one that the edition does not have is an empty address."""
        return self.url(self.asset_paths[path]) if path in self.asset_paths else ""

    def has(self, path: str) -> bool:
        return path in self.asset_paths

    def href(self, link: Link) -> str | None:
        """The address of a link to a document or an asset; None if the edition has neither."""
        if link.asset is not None:
            return self.asset(link.asset) or None
        for document in self.edition.documents:
            if document.id == link.document:
                return self.page(document, link.fragment or "")
        return None

    def context(self, *, units: bool = False) -> Context:
        begun = self.document is None or self.document.progress.published > 0
        return Context(edition=self.edition, href=self.href, asset=self.asset, units=units, labels=begun)

    def tongues(self) -> list[Tongue]:
        """All languages, each leading to this same page where it has it, else to its first page."""
        found = []
        for other in self.editions:
            twin = self._twin(other)
            path = self.path.partition("/")[2] if self.document is None else "index.html"
            if twin:
                path = page_path(twin)
            found.append(
                Tongue(
                    language=other.language,
                    href=self.url(f"{other.language.tag}/{path}"),
                    current=other.language.tag == self.edition.language.tag,
                    state=state(self.edition, other, twin),
                    percent=other.progress.percent,
                )
            )
        return found

    def alternates(self) -> list[tuple[str, str]]:
        """Language tags and addresses of this very page in the site's languages, for search engines."""
        with_page = [o for o in self.editions if self.document is None or self._twin(o) is not None]
        links = {t.language.tag: t.href for t in self.tongues()}
        found = [(o.language.tag, links[o.language.tag]) for o in with_page]
        if self.edition.source.tag in dict(found):
            found.append(("x-default", links[self.edition.source.tag]))
        return found

    def _twin(self, other: Edition) -> Document | None:
        if self.document is None:
            return None
        return next((d for d in other.documents if d.id == self.document.id), None)

    def option(self, name: str) -> str:
        """What was asked for with an option of the site."""
        return SITE.value(self.options, name)

    def report(self) -> str:
        """Where a reader reports a mistake in this page: the programme's form, or a letter that names the text."""
        identity = self.document.id if self.document else self.path
        base, tag = self.option("report_base"), self.edition.language.tag
        if base.startswith(("https://", "http://")):
            return base + ("&" if "?" in base else "?") + urlencode({"document": identity, "language": tag})
        contact = self.edition.programme.contact
        if contact.startswith("https://"):
            return contact
        return f"mailto:{quote(contact, safe='@')}?subject={quote(f'[{identity}] [{tag}]')}"

    def pdf(self, document: Document, size: str, edition: Edition | None = None) -> str | None:
        """The address of a document's PDF, if the site was told where the PDFs are.

        The option ``pdf_base`` is an address or a path relative to the site's folder. It may say where things go with
        {language}, {kind}, {slug} and {size}; else the PDF exporter's own names are added to it.
        """
        base = self.option("pdf_base")
        if not base:
            return None
        pattern = base if "{" in base else base.rstrip("/") + "/" + PDF_NAME
        language = (edition or self.edition).language.tag
        path = pattern.format(language=language, kind=document.kind, slug=document.slug, size=size)
        return path if path.startswith(("https://", "http://", "/")) else self.url(path)


PDF_NAME = "{language}/{kind}/{slug}-{size}.pdf"  # as the PDF exporter names its files
