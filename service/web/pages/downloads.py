"""Posters, lessons and websites to take away, and making them."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import FileResponse, PlainTextResponse, Response

from exporters.registry import formats as declared
from exporters.registry import namesakes
from service.errors import NotFound
from service.exchange.export_file import export_po
from service.jobs.tasks_export import EXPORT
from service.localizing.splice import splice
from service.model import ArtifactRecord
from service.publishing.licences import licence
from service.web.addresses import AtProgramme, AtSheet
from service.web.loading.sheet import load
from service.web.pages.jobs import formats, working
from service.web.previews import lookup_of
from service.web.visit import Visit, see

router = APIRouter(prefix="/p/{programme}")


@router.get("/downloads")
def downloads(
    at: AtProgramme,
    language: str = "",
    format: str = "pdf",  # noqa: A002 - the word in the address
    document: str = "",
) -> Response:
    with at.visit() as visit:
        found = visit.the_programme
        tags = [row.tag for row in visit.uow.programmes.languages(found.id)]
        tags.insert(0, found.source_language)
        records = visit.uow.artifacts.all(found.id)
        groups = []
        for tag in tags:
            inside = [record for record in records if record.languages == [tag]]
            if inside:
                groups.append({"tag": tag, "items": [_item(visit, record) for record in inside]})
        wanted = language if language in tags else visit.last_language or tags[0]
        documents = visit.uow.documents.all(found.id)
        return visit.page(
            "downloads.html",
            tags=tags,
            formats=formats(visit),
            documents=documents,
            chosen={"language": wanted, "format": format, "document": document},
            working=working(visit),
            groups=groups,
            licence=licence(str(found.config.get("licence", "CC-BY-4.0")), visit.words.language).name,
            current="downloads",
        )


def _item(visit: Visit, record: ArtifactRecord) -> dict[str, object]:
    names = dict(formats(visit))
    kind = names.get(record.format, record.format)
    variant = record.variant.upper() if re.fullmatch(r"a\d", record.variant or "") else record.variant
    return {
        "title": record.title,
        "kind": f"{kind}, {variant}" if variant else kind,
        "size": _size(visit, record.size),
        "created": record.created,
        "address": f"{visit.base}/downloads/file/{record.path}",
        "download": True,
    }


def _size(visit: Visit, size: int) -> str:
    _ = visit.words
    if size < 1_000_000:
        return _("%(num)s kB", num=_.number(max(1, round(size / 1000))))
    return _("%(num)s MB", num=_.number(round(size / 1_000_000, 1)))


@router.post("/downloads/make")
def make(
    at: AtProgramme,
    language: Annotated[str, Form()],
    format: Annotated[str, Form()],  # noqa: A002
    document: Annotated[str, Form()] = "",
) -> Response:
    """Ask for a file. It is made in the background from what is published now."""
    with at.visit(write=True) as visit:
        visit.count("make")
        found = visit.the_programme
        tags = {row.tag for row in visit.uow.programmes.languages(found.id)} | {found.source_language}
        known = {row.identity for row in visit.uow.documents.all(found.id)}
        if language not in tags or format not in dict(formats(visit)) or (document and document not in known):
            raise NotFound(visit.words("There is no such file to make."))
        wanted = [document] if document and "document" in declared()[format].scope else []
        visit.uow.jobs.enqueue(
            EXPORT,
            {"programme_id": found.id, "formats": [format], "languages": [language], "documents": wanted},
            key=f"export:{found.id}:{format}:{language}:{document}",
            programme_id=found.id,
            person_id=visit.person.id if visit.person else None,
        )
        return see(f"{visit.base}/downloads?language={language}&format={format}&document={document}")


@router.get("/downloads/file/{path:path}")
def file(at: AtProgramme, path: str) -> Response:
    """A file that was made. Only recorded ones are served, whatever else lies in the folder."""
    with at.visit() as visit:
        record = next((r for r in visit.uow.artifacts.all(visit.the_programme.id) if r.path == path), None)
        root = (visit.site.settings.artifacts_dir / visit.the_programme.key).resolve()
        found = root if record is None else (root / path).resolve()
        if record is None or not found.is_relative_to(root) or not found.is_file():
            raise NotFound(visit.words("This file is not there any more. Make it again."))
        media_type, digest = record.media_type, record.digest
        # Where formats have files of one name, people keep them side by side.
        name = f"{found.stem}.{record.format}{found.suffix}" if namesakes(record.format) else found.name
    return FileResponse(
        found,
        media_type=media_type,
        filename=name,
        headers={"Content-Security-Policy": "sandbox", "ETag": f'"{digest[:32]}"'},
    )


@router.get("/translate/{lang}/{kind}/{slug}/{name}.md")
def markdown(at: AtSheet, name: str) -> Response:
    """The document as Markdown, in this language as far as it is written."""
    with at.visit() as visit:
        sheet = load(visit, at)
        source = visit.site.previews.source(visit.uow, visit.the_programme, sheet.document.identity)
        if source is None:
            raise NotFound(visit.words("There is no such page in this programme."))
        return _text(splice(source, lookup_of(sheet.rows, {})), f"{at.slug}.{sheet.language.tag}.md", "text/markdown")


@router.get("/translate/{lang}/{kind}/{slug}/{name}.po")
def po(at: AtSheet, name: str) -> Response:
    """The document as gettext catalogue, for people who translate with a program of their own."""
    with at.visit() as visit:
        sheet = load(visit, at)
        folder = visit.site.previews.folder(visit.uow, visit.the_programme)
        content = export_po(visit.uow, folder, sheet.document, sheet.language.tag).decode()
        return _text(content, f"{at.slug}.{sheet.language.tag}.po", "text/x-gettext-translation")


def _text(content: str, name: str, media_type: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return PlainTextResponse(content, media_type=f"{media_type}; charset=utf-8", headers=headers)
