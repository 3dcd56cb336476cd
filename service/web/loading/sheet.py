"""What all addresses of the editor share: finding the document and its language, building and rendering the sheet."""

from __future__ import annotations

from dataclasses import dataclass

from exporters.api import Language
from exporters.registry import offered
from service.errors import NotFound
from service.languages import language as by_tag
from service.model import Document
from service.store.rows import EditorRow
from service.web.addresses import SheetAddress
from service.web.loading.banners import values_waiting
from service.web.views.editor import Banner, Choice, EditorPage, Opened, build_page
from service.web.visit import Visit

PAPERS = {"a4": "A4", "a3": "A3", "a2": "A2"}


@dataclass(frozen=True)
class Sheet:
    """A document in a language, with the rows that this person sees."""

    visit: Visit
    document: Document
    language: Language
    source: Language
    rows: list[EditorRow]

    @property
    def address(self) -> str:
        return f"{self.visit.base}/translate/{self.language.tag}/{self.document.kind}/{self.document.slug}"

    @property
    def rank(self) -> int:
        return self.visit.rank(self.language.tag)

    def row(self, key: str) -> EditorRow:
        """Return a unit's row. Raises NotFound if the document has no such paragraph any more."""
        for row in self.rows:
            if row.key == key:
                return row
        words = self.visit.words
        raise NotFound(words("This paragraph is no longer on the page; its author has changed it."))

    def page(self, at: str = "", view: str = "both") -> EditorPage:
        """Build the view of the sheet."""
        opened = Opened(self.document, self.language, self.source, self.address, self.rank)
        page = build_page(opened, self.rows, self.visit.words, at=at, view=view)
        return page.replace(banners=self._banners(page), downloads=self._downloads(), sizes=self._sizes())

    def _banners(self, page: EditorPage) -> tuple[Banner, ...]:
        words = self.visit.words
        found = []
        if self.document.under_revision:
            text = words("The author is still changing this text. Wait with large pieces of work.")
            found.append(Banner(text, "draft", "clock"))
        stale = [row for row in page.rows if row.state == "stale"]
        if stale:
            text = words.plural(
                "The source text of this page has changed: %(num)s paragraph to check.",
                "The source text of this page has changed: %(num)s paragraphs to check.",
                len(stale),
            )
            found.append(Banner(text, "", "stale", f"?at={stale[0].key}#open", words("Next to check")))
        if self.rank > 1 and any(row.suggestions_count for row in self.rows):
            found += values_waiting(self.visit, self.language.tag, self.document)
        if self.visit.person and self.visit.person.confirmed is None:
            text = words("Only you see what you write until your address is confirmed. We sent you a link.")
            found.append(Banner(text, "calm", "info"))
        return tuple(found)

    def _downloads(self) -> tuple[Choice, ...]:
        _ = self.visit.words
        base, tag = self.visit.base, self.language.tag
        found = [
            Choice(_(one.menu or one.label), one.short, f"{base}/downloads/make", one.name, post=True)
            for one in offered("editor")
            if self.document.kind in one.kinds
        ]
        found += [
            Choice(_("Text"), "Markdown", f"{self.address}/{self.document.slug}.{tag}.md"),
            Choice(_("For a translation program"), "PO", f"{self.address}/{self.document.slug}.{tag}.po"),
            Choice(_("To work without a network"), "zip, XLIFF", f"{self.address}/offline"),
        ]
        return tuple(found)

    def _sizes(self) -> tuple[Choice, ...]:
        wanted = self.document.meta.get("sizes") or ["a3"]
        screen = self.visit.words("Screen")
        chosen = "a3" if "a3" in wanted else wanted[0]
        return tuple(Choice(PAPERS.get(size, screen), id=size, checked=size == chosen) for size in wanted)


def load(visit: Visit, at: SheetAddress) -> Sheet:
    """Find a document of the programme in a language.

    Raises:
        NotFound: if there is no such document or language.
    """
    target = visit.language(at.lang)
    programme = visit.the_programme
    document = visit.uow.documents.find(programme.id, at.kind, at.slug)
    if document is None or not document.active:
        raise NotFound(visit.words("There is no such page in this programme."))
    person_id = visit.person.id if visit.person else None
    rows = visit.uow.pages.editor_rows(document.id, target.tag, person_id)
    return Sheet(visit, document, target, by_tag(document.language), rows)
