"""Commands that make and check artifacts: export, validate."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import TaskID
from typer.core import TyperCommand

from exporters.api import Options
from exporters.declare import Option
from exporters.registry import check, offered
from service.cli.console import complain, err, progress, say, size
from service.cli.state import Languages, place
from service.documents.programme import ProgrammeFolder
from service.errors import SettingsError
from service.languages import language as find_language
from service.publishing.export import Files, asset_files, export
from service.publishing.folder import edition_from_folder, published_languages
from service.publishing.manifest import Manifest
from service.publishing.request import inputs


class _WithFormats(TyperCommand):
    """A command whose help ends with the formats and their options. They are looked for only when it is asked for."""

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # click's, which typer has inside
        for one in offered("command"):
            with formatter.section(f"{one.name}, {one.label}"):
                if rows := [(f"--option {option.name}=…", _meaning(option)) for option in one.options]:
                    formatter.write_dl(rows)


def _meaning(option: Option) -> str:
    values = f" {'Any' if option.several else 'One'} of {', '.join(option.values)}." if option.values else ""
    default = f" Default: {option.default}." if option.default else ""
    return option.help + values + default


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command(name="export", cls=_WithFormats)(export_command)
    app.command()(validate)


def export_command(
    context: typer.Context,
    names: Annotated[list[str], typer.Argument(metavar="FORMAT…", help="One or several of those below, or all.")],
    languages: Languages = None,
    documents: Annotated[list[str] | None, typer.Option("--document", "-d", help="Only this one (kind/slug).")] = None,
    folder: Annotated[Path, typer.Option("--out", "-o", help="Where to write.")] = Path("dist"),
    jobs: Annotated[int, typer.Option("--jobs", "-j", help="Processes at once; 0: one a core.")] = 0,
    options: Annotated[
        list[str] | None, typer.Option("--option", help="NAME=VALUE, an option of a format; they stand below.")
    ] = None,
) -> None:
    """Make websites, PDFs and SCORM packages from the folder; what has not changed is not made again."""
    started = time.monotonic()
    here = place(context)
    programme = here.programme()
    wanted = _formats(names)
    tags = _languages(programme, languages)
    asked = _options(programme, documents, options)
    check(wanted, asked)
    request = f"{' '.join(wanted)} | {' '.join(tags)} | {' '.join(asked.documents)} | {sorted(asked.values.items())}"
    made_from = inputs(programme.root, wanted, tags, asked)
    manifest = Manifest.load(folder)
    if manifest.requests.get(request) == made_from and manifest.complete(folder):
        say(f"Nothing has changed; {folder} is up to date ({time.monotonic() - started:.1f} s).")
        raise typer.Exit(2 if programme.errors else 0)
    editions = [edition_from_folder(programme, tag) for tag in tags]
    with progress("Exporting") as bar:

        def advance(done: int, total: int, line: str) -> None:
            bar.update(TaskID(0), completed=done, total=total, description=line)

        outcome = export(
            editions,
            wanted,
            asked,
            Files(folder, asset_files(programme.root, programme.assets)),
            jobs=jobs,
            progress=advance,
        )
    for problem in outcome.problems:
        where = ", ".join(part for part in (problem.artifact, problem.language, problem.document) if part)
        err.print(f"{'error' if problem.fatal else 'note'}: {where}: {problem.message}", markup=False)
    if not outcome.failed:
        manifest = Manifest.load(folder)
        manifest.requests[request] = made_from
        manifest.save(folder)
    say(
        f"{len(outcome.made)} artifacts made, {len(outcome.unchanged)} unchanged: {len(outcome.files)} files, "
        f"{size(sum(outcome.files.values()))}, in {folder} ({time.monotonic() - started:.1f} s)."
    )
    if programme.errors:
        raise typer.Exit(2)
    if outcome.failed:
        raise typer.Exit(1)


def validate(package: Annotated[Path, typer.Argument(metavar="PACKAGE.zip", help="A SCORM package.")]) -> None:
    """Check a SCORM package as a strict LMS would; every finding names its rule."""
    from exporters.scorm.validate import validate as findings_of

    try:
        data = package.read_bytes()
    except OSError as error:
        raise SettingsError(error.strerror or "cannot be read", path=str(package)) from error
    findings = findings_of(data)
    for finding in findings:
        say(f"{package}: {finding.rule}: {finding.message} ({finding.place})")
    if findings:
        raise typer.Exit(1)
    say(f"{package}: sound.")


def _formats(names: list[str]) -> list[str]:
    known = [one.name for one in offered("command")]
    unknown = [name for name in names if name not in (*known, "all")]
    if unknown:
        raise SettingsError(f"“{unknown[0]}” is not a format", hint=f"Use {', '.join(known)} or all.")
    return known if "all" in names else [name for name in known if name in names]


def _languages(programme: ProgrammeFolder, wanted: list[str] | None) -> list[str]:
    known = published_languages(programme)
    tags = [find_language(tag).tag for tag in wanted or known]
    for tag in tags:
        if tag not in known:
            raise SettingsError(f"the programme has no {tag}", hint=f"It has {', '.join(known)}.")
    return [tag for tag in known if tag in tags]


def _options(programme: ProgrammeFolder, documents: list[str] | None, pairs: list[str] | None) -> Options:
    for name in documents or ():
        if not any(name in (document.id, document.slug) for document in programme.documents):
            raise SettingsError(f"there is no document “{name}”", hint="Name it as in: thing/06-lock-the-front-door")
    values = {}
    for pair in pairs or ():
        name, equals, value = pair.partition("=")
        if not equals:
            complain(SettingsError(f"“{pair}” is not NAME=VALUE"))
            raise typer.Exit(2)
        values[name] = value
    return Options(documents=tuple(documents or ()), values=values)
