"""Bringing in what was translated elsewhere, and writing memory and glossary for other tools."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service.cli.console import say, size
from service.cli.opening import opened, take_in
from service.cli.state import Languages, place
from service.errors import CatalogueError, NotFound, SettingsError
from service.languages import language as find_language

if TYPE_CHECKING:
    from service.exchange.upload import Upload
    from service.store import Database

_TABLES = (".csv", ".tsv")

memory_app = typer.Typer(help="The translation memory.", no_args_is_help=True, rich_markup_mode=None)
glossary_app = typer.Typer(help="The glossary.", no_args_is_help=True, rich_markup_mode=None)

Out = Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="Where to write; the ending names the format.")]


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("import")(import_)
    app.add_typer(memory_app, name="memory")
    app.add_typer(glossary_app, name="glossary")


def import_(
    context: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(help="PO, XLIFF, zip or translated Markdown; TMX; tables (CSV) of memory or glossary."),
    ],
    document: Annotated[str, typer.Option("--document", "-d", help="Which document, if the file does not say.")] = "",
    language: Annotated[str, typer.Option("--language", "-l", help="Which language, if the file does not say.")] = "",
) -> None:
    """Bring in translations made elsewhere. What is here already stays; other texts become suggestions beside it."""
    from service.commits.run import git_options, sync_and_commit
    from service.documents.programme import load_programme
    from service.sync.lease import Busy

    settings = place(context).settings
    with opened(settings) as database:
        number = take_in(database, settings)
        for path in files:
            try:
                data = path.read_bytes()
            except OSError as error:
                raise CatalogueError(f"cannot be read: {error.strerror}", path=str(path)) from error
            if path.suffix.lower() in _TABLES and _is_glossary(data, path):
                _glossary(database, number, path, data)
            elif path.suffix.lower() in (".tmx", *_TABLES):
                _memory(database, number, path, data)
            else:
                _texts(database, number, path, data, document, language)
        with suppress(Busy):  # the sync that runs writes the files, or the server's next one
            sync_and_commit(database, load_programme(settings.programme), git_options(settings))


def _is_glossary(data: bytes, path: Path) -> bool:
    from service.exchange.formats.table import read_header

    return "term" in read_header(data, str(path))


def _memory(database: Database, number: int, path: Path, data: bytes) -> None:
    from service.exchange.memory_files import import_memory, look_at_memory, read_memory, source_languages

    with database.unit_of_work() as uow:
        sources = source_languages(uow, number)
        tags = [row.tag for row in uow.programmes.languages(number)]
        look = look_at_memory(uow, read_memory(data, str(path), sources), sources, tags)
        new = import_memory(uow, look)
    found = ", ".join(f"{count} in {tag}" for tag, count in sorted(new.items())) or "none"
    say(f"{path}: new texts in the memory: {found}.")
    if others := sum(look.elsewhere.values()) + sum(look.foreign.values()):
        say(f"{path}: {others} in languages that this programme does not have.")
    for remark in look.remarks:
        say(f"{path}: {remark}.")


def _glossary(database: Database, number: int, path: Path, data: bytes) -> None:
    from service.exchange.formats.glossary_csv import read_glossary
    from service.exchange.glossary_files import carry_out_glossary, look_at_glossary

    file = read_glossary(data, str(path))
    with database.unit_of_work() as uow:
        there = {row.tag for row in uow.programmes.languages(number)}
        look = look_at_glossary(uow, number, file, there & set(file.tags), may_terms=True)
        done = carry_out_glossary(uow, number, look.steps, ())
    kept = [step for step in look.steps if step.kind == "conflict"]
    say(f"{path}: {done} changes in the glossary, {look.same} terms as they were.")
    for step in kept:
        say(f"{path}:{step.line}: “{step.term}” ({step.tag}) stays “{step.now}”: a person wrote it here.")
    for remark in look.remarks:
        say(f"{path}: {remark}.")


@memory_app.command("export")
def memory_export(
    context: typer.Context,
    out: Out,
    language: Annotated[str, typer.Option("--language", "-l", help="The language translated into.")],
) -> None:
    """Write what the memory holds for a language: FILE.tmx for other tools, FILE.csv for spreadsheets."""
    from service.exchange.formats.memory_csv import memory_csv_parts
    from service.exchange.formats.tmx import tmx_parts
    from service.exchange.memory_files import memory_segments, source_languages

    ending = _ending(out, (".tmx", ".csv"))
    settings = place(context).settings
    target = find_language(language).tag
    with opened(settings) as database:
        number = take_in(database, settings)
        with database.reading() as uow:
            sources = source_languages(uow, number)
            uow.programmes.language(number, target)
            segments = memory_segments(uow, sources, target)
            octets = _write(out, tmx_parts(segments, sources[0]) if ending == ".tmx" else memory_csv_parts(segments))
    say(f"{out}: {size(octets)}.")


@glossary_app.command("export")
def glossary_export(context: typer.Context, out: Out, language: Languages = None) -> None:
    """Write the glossary: FILE.csv for spreadsheets (`polything import` reads it again), FILE.tbx for other tools."""
    from service.exchange.glossary_files import glossary_table, glossary_tbx

    ending = _ending(out, (".csv", ".tbx"))
    settings = place(context).settings
    with opened(settings) as database:
        number = take_in(database, settings)
        with database.reading() as uow:
            programme = uow.programmes.get(number)
            tags = [find_language(tag).tag for tag in language or ()]
            tags = tags or [row.tag for row in uow.programmes.languages(number)]
            for tag in tags:
                uow.programmes.language(number, tag)
            if ending == ".tbx":
                data = glossary_tbx(uow, number, programme.title, programme.source_language, tags)
            else:
                data = glossary_table(uow, number, tags)
    say(f"{out}: {size(_write(out, (data,)))}.")


def _ending(path: Path, known: tuple[str, ...]) -> str:
    ending = path.suffix.lower()
    if ending not in known:
        raise SettingsError(f"“{path.name}” does not end in {' or '.join(known)}", hint="The ending names the format.")
    return ending


def _write(path: Path, parts: Iterable[bytes]) -> int:
    try:
        with path.open("wb") as file:
            return sum(file.write(part) for part in parts)
    except OSError as error:
        raise SettingsError(f"cannot be written: {error.strerror}", path=str(path)) from error


def _texts(database: Database, number: int, path: Path, data: bytes, document: str, tag: str) -> None:
    from service.exchange.upload import Sent, belongs_to, bring

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
        _tell(path, bring(uow, programme.key, row, target, Sent(path.name, data)))


def _tell(path: Path, upload: Upload) -> None:
    beside = sum(change.outcome in ("suggest", "conflict") for change in upload.changes)
    say(f"{path}: {len(upload.changes) - beside} taken over, {beside} as suggestions, {upload.same} here already.")
    if upload.unknown:
        say(f"{path}: {upload.unknown} for texts that the document does not have.")
    for remark in upload.remarks:
        say(f"{path}: {remark}.")
