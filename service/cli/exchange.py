"""Bringing in what was translated elsewhere: catalogues, XLIFF, translated Markdown, memories."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service.cli.console import say
from service.cli.opening import opened, take_in
from service.cli.state import place
from service.errors import CatalogueError, NotFound
from service.languages import language as find_language

if TYPE_CHECKING:
    from service.store import Database
    from service.sync.upload import Upload

_MEMORY = (".tmx", ".csv", ".tsv")


def register(app: typer.Typer) -> None:
    """Add this command."""
    app.command("import")(import_)


def import_(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(help="PO, XLIFF, zip or translated Markdown; memories as TMX or CSV.")],
    document: Annotated[str, typer.Option("--document", "-d", help="Which document, if the file does not say.")] = "",
    language: Annotated[str, typer.Option("--language", "-l", help="Which language, if the file does not say.")] = "",
) -> None:
    """Bring in translations made elsewhere. What is here already stays; other texts become suggestions beside it."""
    from service.sync.lease import Busy
    from service.sync.write_back import write_back

    settings = place(context).settings
    with opened(settings) as database:
        number = take_in(database, settings)
        for path in files:
            try:
                data = path.read_bytes()
            except OSError as error:
                raise CatalogueError(f"cannot be read: {error.strerror}", path=str(path)) from error
            if path.suffix.lower() in _MEMORY:
                _memory(database, number, path, data)
            else:
                _texts(database, number, path, data, document, language)
        with suppress(Busy):  # the sync that runs writes the files, or the server's next one
            write_back(database, settings.programme)


def _memory(database: Database, number: int, path: Path, data: bytes) -> None:
    from service.sync.memory_files import import_memory, read_memory

    with database.unit_of_work() as uow:
        programme = uow.programmes.get(number)
        tags = [row.tag for row in uow.programmes.languages(number)]
        new = import_memory(uow, read_memory(data, str(path), programme.source_language), tags)
    found = ", ".join(f"{count} in {tag}" for tag, count in sorted(new.items())) or "none in this programme's languages"
    say(f"{path}: new texts in the memory: {found}.")


def _texts(database: Database, number: int, path: Path, data: bytes, document: str, tag: str) -> None:
    from service.sync.upload import belongs_to, bring

    said_document, said_tag = belongs_to(path.name, data)
    document, tag = document or said_document, tag or said_tag
    if not document or not tag:
        missing = "document" if not document else "language"
        raise CatalogueError(
            f"the file does not say which {missing} it is for", path=str(path), hint=f"Say it with --{missing}."
        )
    with database.unit_of_work() as uow:
        programme = uow.programmes.get(number)
        target = find_language(tag).tag
        uow.programmes.language(number, target)
        row = next((row for row in uow.documents.all(number) if document in (row.identity, row.slug)), None)
        if row is None:
            raise NotFound(f"there is no document “{document}”", hint="polything status lists them.")
        _tell(path, bring(uow, programme.key, row, target, path.name, data))


def _tell(path: Path, upload: Upload) -> None:
    beside = sum(change.outcome in ("suggest", "conflict") for change in upload.changes)
    say(f"{path}: {len(upload.changes) - beside} taken over, {beside} as suggestions, {upload.same} here already.")
    if upload.unknown:
        say(f"{path}: {upload.unknown} for texts that the document does not have.")
    for remark in upload.remarks:
        say(f"{path}: {remark}.")
