"""The page or poster as it will be published, for the frame beside the text: the exporters' own rendering.

A preview shows whatever there is, suggestions and one's own unsaved words too; what is published follows the
language's rule. Parsed sources are kept in memory by their digest, so that a keystroke costs one document.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import Lock

from markupsafe import Markup

from exporters.api import Asset, Contributor, Edition, ExportError
from exporters.pdf.fit import Fit, measure
from exporters.pdf.preview import poster_svg
from exporters.pdf.sheets import wanted
from exporters.site.preview import page as site_page
from service.documents.programme import ProgrammeConfig, ProgrammeFolder, read_assets
from service.documents.reader import read_document
from service.documents.source import SourceDocument
from service.documents.units import Unit
from service.localizing.localize import Lookup, Translation
from service.model import Document, Programme
from service.publishing.edition import EVERYTHING, Material, build
from service.settings import Settings
from service.store.rows import EditorRow
from service.store.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Preview:
    """HTML for the frame; ``whole``: it can only be exchanged as a whole. ``fit`` is a poster's."""

    html: str
    whole: bool = False
    fit: Fit | None = None
    svg: str | None = None


@dataclass
class _Kept:
    """What is remembered of a programme."""

    documents: dict[str, tuple[str, SourceDocument]] = field(default_factory=dict)
    assets: tuple[Asset, ...] = ()
    stamp: tuple[tuple[str, int], ...] = ()


class Previews:
    """Makes previews and remembers parsed sources."""

    def __init__(self, settings: Settings) -> None:
        self._root = settings.programme
        self._kept: dict[int, _Kept] = {}
        self._lock = Lock()

    def folder(self, uow: UnitOfWork, programme: Programme) -> ProgrammeFolder:
        """Return the programme as the database has it, with the assets of its folder."""
        with self._lock:
            kept = self._kept.setdefault(programme.id, _Kept())
            known = {identity: digest for identity, (digest, _) in kept.documents.items()}
            rows = uow.documents.all(programme.id)
            if any(known.get(row.identity) != row.digest for row in rows):
                for row, text in uow.documents.sources(programme.id):
                    if known.get(row.identity) != row.digest:
                        kept.documents[row.identity] = (row.digest, read_document(row.kind, row.slug, row.path, text))
            stamp = _stamp(self._root / "content" / "assets")
            if stamp != kept.stamp:
                kept.assets, kept.stamp = read_assets(self._root), stamp
            documents = tuple(kept.documents[row.identity][1] for row in rows)
        return ProgrammeFolder(self._root, ProgrammeConfig.model_validate(programme.config), documents, kept.assets)

    def edition(self, uow: UnitOfWork, programme: Programme, document: Document, tag: str, lookup: Lookup) -> Edition:
        """Build an edition of one document."""
        material = Material(lambda _: lookup, _nobody, _never)
        folder = self.folder(uow, programme)
        draft = uow.programmes.language(programme.id, tag).draft
        rule = EVERYTHING.model_copy(update={"draft": draft})
        return build(folder, tag, material, siblings=(tag,), rule=rule, only=(document.identity,))

    def render(
        self,
        uow: UnitOfWork,
        programme: Programme,
        document: Document,
        tag: str,
        lookup: Lookup,
        paper: str = "",
    ) -> Preview:
        """Render a document as it would be published with the texts of ``lookup``; ``paper`` is a poster's size."""
        edition = self.edition(uow, programme, document, tag, lookup)
        shown = edition.document(document.identity)
        if document.kind != "poster":
            return Preview(site_page(edition, shown, asset_base=f"/p/{programme.key}/files/"))
        sizes = wanted(shown)
        size = paper if paper in sizes else ("a3" if "a3" in sizes else sizes[0])

        def read(asset: Asset) -> bytes:
            return self.asset_file(asset.path).read_bytes()

        try:
            svg = poster_svg(edition, shown, size, read=read)
            fit = measure(edition, shown, size, read=read)
        except ExportError as error:
            return Preview(str(Markup('<p class="polything-note">{}</p>').format(str(error))), whole=True)
        return Preview(f'<div class="polything-sheet">{svg}</div>', whole=True, fit=fit, svg=svg)

    def asset_file(self, path: str) -> Path:
        """Return an asset's file. Raises FileNotFoundError for anything outside the programme's assets."""
        root = (self._root / "content").resolve()
        file = (root / path).resolve()
        if not file.is_relative_to(root / "assets") or not file.is_file():
            raise FileNotFoundError(path)
        return file

    def source(self, uow: UnitOfWork, programme: Programme, identity: str) -> SourceDocument | None:
        """Return a document's parsed source, None if there is none."""
        return self.folder(uow, programme).by_id.get(identity)

    def home(self, uow: UnitOfWork, programme: Programme) -> SourceDocument | None:
        """Return the home page's source, None if the programme has none."""
        found = self.folder(uow, programme).documents
        return next((document for document in found if document.get("role") == "home"), None)

    def tiles(self, uow: UnitOfWork, programme: Programme, number: int = 16) -> list[str]:
        """Return addresses of the first Things' pictures."""
        pictures = [str(d.get("picture")) for d in self.folder(uow, programme).documents if d.get("picture")]
        return [f"/p/{programme.key}/files/{path}" for path in pictures[:number]]


def lookup_of(rows: Sequence[EditorRow], unsaved: Mapping[str, str]) -> Lookup:
    """Return the translations that a person sees: unsaved words first, then their own suggestion, then the head.

    ``unsaved`` holds texts by key that stand only in somebody's field.
    """
    by_key = {row.key: row for row in rows}

    def lookup(unit: Unit) -> Translation | None:
        if text := unsaved.get(unit.key, "").strip():
            return Translation(text, "translated")
        row = by_key.get(unit.key)
        if row is None:
            return None
        if row.own is not None:
            return Translation(row.own, "suggested")
        if row.state == "missing" or not row.text:
            return None
        state = next(state for state in ("suggested", "translated", "approved") if state == row.state)
        machine, assisted = row.origin.startswith("machine:"), row.origin == "assisted"
        return Translation(row.text, state, machine=machine, stale=row.stale, assisted=assisted)

    return lookup


def _nobody(_: SourceDocument) -> tuple[Contributor, ...]:
    return ()


def _never(_: SourceDocument) -> date | None:
    return None


def _stamp(folder: Path) -> tuple[tuple[str, int], ...]:
    if not folder.is_dir():
        return ()
    return tuple(sorted((path.name, path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()))
