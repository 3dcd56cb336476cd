"""Commands on the folder alone: start a programme, extract, count, check, localize."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from service.catalogue.folder import add_language, extract_folder, read_translations, status_folder
from service.catalogue.merge import Effect
from service.cli.console import complain, counted, out, say
from service.cli.edits import price, tell
from service.cli.state import Languages, place
from service.documents.config_file import declare_language
from service.documents.links import link_errors
from service.errors import SettingsError
from service.languages import language as find_language
from service.localizing.splice import splice

STARTER = Path(__file__).parents[1] / "starter"

language_app = typer.Typer(help="The languages of the programme.", no_args_is_help=True, rich_markup_mode=None)


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(init)
    app.add_typer(language_app, name="language")
    app.command()(extract)
    app.command()(status)
    app.command()(check)
    app.command()(localize)


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.")],
    title: Annotated[str, typer.Option(help="Title of the programme.")] = "",
    language: Annotated[str, typer.Option(help="Language in which you write (BCP 47).")] = "en",
    organisation: Annotated[str, typer.Option(help="Who publishes it.")] = "",
    contact: Annotated[str, typer.Option(help="Where readers write to.")] = "hello@example.org",
) -> None:
    """Start a programme: a folder with a first Thing, a poster and a home page."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise SettingsError("the folder is not empty", path=str(folder), hint="Choose a new one; nothing was changed.")
    name = folder.absolute().name
    identifier = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "programme"
    words = {
        "id": identifier,
        "title": title or name.replace("-", " ").replace("_", " ").strip().capitalize() or "Programme",
        "language": find_language(language).tag,
        "version": datetime.now(UTC).strftime("%Y.%m"),
        "organisation": organisation or "The authors",
        "contact": contact,
    }
    if any('"' in word or "\\" in word or "\n" in word for word in words.values()):
        raise SettingsError("quotation marks and line breaks are not possible here", hint="Edit programme.toml later.")
    for source in sorted(STARTER.rglob("*")):
        if source.is_file():
            target = folder / source.relative_to(STARTER)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(source.read_text(encoding="utf-8").format(**words), encoding="utf-8")
    say(f"Made {folder}. Next:")
    say(f"  polything --programme {folder} language add es")
    say(f"  polything --programme {folder} serve")


@language_app.command("add")
def language_add(context: typer.Context, tag: Annotated[str, typer.Argument(help="BCP 47, such as es.")]) -> None:
    """Start a language: its rule in programme.toml and an empty catalogue for every document."""
    here = place(context)
    added = find_language(tag)
    catalogues = add_language(here.programme(), added.tag)
    declared = declare_language(here.folder, added.tag)
    if not declared and not catalogues:
        say(f"{added.english} is there already; nothing was changed.")
        return
    say(f"{added.english} ({added.autonym}): {len(catalogues)} new catalogues in locales/{added.gettext}.")


@language_app.command("list")
def language_list(context: typer.Context) -> None:
    """List the languages of the programme."""
    for found in place(context).programme().languages:
        say(f"{found.tag:<10} {found.english:<24} {found.autonym}")


def extract(
    context: typer.Context,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change, and what it costs.")] = False,
    change: Annotated[
        Effect | None,
        typer.Option(help="Your word on the edited texts; without it only cosmetic changes leave translations alone."),
    ] = None,
) -> None:
    """Refresh templates and catalogues after the texts were edited."""
    programme = place(context).programme()
    report = extract_folder(programme, write=not dry_run, effect=change)
    for error in report.errors:
        complain(error)
    for found in report.changes:
        tell(found)
    verb = "would change" if dry_run else "changed"
    say(f"{counted(len(programme.documents), 'document')} read, {counted(len(report.written), 'file')} {verb}.")
    if report.changes:
        say(price(report.changes))
    if programme.errors or report.errors:
        raise typer.Exit(2)


def status(
    context: typer.Context, as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False
) -> None:
    """Show how far each language is, in units and words."""
    programme = place(context).programme()
    rows, errors = status_folder(programme)
    for error in errors:
        complain(error)
    if as_json:
        say(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1))
    else:
        names = ("units", "approved", "translated", "suggested", "missing", "stale", "words", "words_left")
        from rich.table import Table

        table = Table("language", *(name.replace("_", " ") for name in names), box=None, pad_edge=False)
        for column in table.columns[1:]:
            column.justify = "right"
        for found in programme.languages:
            own = [row for row in rows if row.language == found.tag]
            table.add_row(
                f"{found.tag} {found.english}", *(str(sum(getattr(row, name) for row in own)) for name in names)
            )
        out.print(table)
    if programme.errors or errors:
        raise typer.Exit(2)


def check(
    context: typer.Context,
    languages: Languages = None,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Look for likely errors in sources and translations."""
    from service.cli.checking import translation_findings

    programme = place(context).programme()
    broken_links = list(link_errors(programme))
    findings = translation_findings(programme, [find_language(tag).tag for tag in languages or ()])
    if as_json:
        say(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=1))
    else:
        for error in broken_links:
            complain(error)
        for finding in findings:
            say(f"{finding.path}: {finding.severity}: {finding.message} ({finding.rule})\n    {finding.text}")
        say(f"{len(broken_links)} in the texts, {len(findings)} in translations.")
    if programme.errors:
        raise typer.Exit(2)
    if broken_links or any(finding.severity == "error" for finding in findings):
        raise typer.Exit(1)


def localize(
    context: typer.Context,
    language: Annotated[str, typer.Option("--language", "-l", help="The language wanted.")],
    folder: Annotated[Path, typer.Option("--out", help="Where to write.")],
) -> None:
    """Write the documents as Markdown in one language; what is not translated stays as it is, byte for byte."""
    programme = place(context).programme()
    tag = find_language(language).tag
    for document in programme.documents:
        target = folder / document.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(splice(document, read_translations(programme, document, tag)), encoding="utf-8", newline="")
    assets = programme.root / "content" / "assets"
    if assets.is_dir():
        shutil.copytree(assets, folder / "content" / "assets", dirs_exist_ok=True)
    say(f"{len(programme.documents)} documents in {folder}.")
    if programme.errors:
        raise typer.Exit(2)
