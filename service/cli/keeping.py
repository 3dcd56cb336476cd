"""Commands for operators: backup, restore, and a check of the installation."""

from __future__ import annotations

import importlib.util
import platform
import shutil
import sqlite3
import sys
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import exporters
import service
from service.cli.console import complain, say, size
from service.cli.opening import opened
from service.cli.state import place
from service.documents.programme import ProgrammeFolder

if TYPE_CHECKING:
    from service.settings import Settings


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(backup)
    app.command()(restore)
    app.command()(doctor)


def backup(context: typer.Context, file: Annotated[Path, typer.Argument(metavar="FILE.zip")]) -> None:
    """Copy the programme with its database into one file; the server may go on meanwhile."""
    from service.publishing import backup as copies

    settings = place(context).settings
    with opened(settings) as database:
        octets = copies.backup(database, settings, file)
    say(f"{file}: {size(octets)}.")


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE.zip", help="A file that backup wrote.")],
) -> None:
    """Put a backup into the programme's folder (--programme), which must be new or empty."""
    from service.publishing import backup as copies

    folder = place(context).folder
    number = copies.restore(file, folder)
    say(f"{number} files in {folder}. Next: polything --programme {folder} serve")


def doctor(context: typer.Context) -> None:
    """Say what is installed, what is missing, and whether folder and database fit."""
    from service.commits.git import git_version

    here = place(context)
    python, sqlite = platform.python_version(), sqlite3.sqlite_version
    say(f"Polything {installed_version('polything')}, Python {python}, SQLite {sqlite}")
    say(f"  from {service.__path__[0]} and {exporters.__path__[0]} ({sys.executable})")
    for module, package, what in (
        ("psycopg", "psycopg", "PostgreSQL (extra: postgres)"),
        ("manimgx_fonts_cjk", "manimgx-fonts-cjk", "fonts for Chinese, Japanese and Korean PDFs (extra: cjk)"),
    ):
        try:
            say(f"  {what}: {installed_version(package)}")
        except PackageNotFoundError:
            state = "installed" if importlib.util.find_spec(module) else "not installed"
            say(f"  {what}: {state}")
    say(f"  commits to git (the program git): {git_version() or 'not installed'}")
    if not here.exists:
        say("There is no programme.toml in this folder.")
        raise typer.Exit(1)
    programme = here.programme()
    settings = here.settings
    free = shutil.disk_usage(settings.programme).free
    say(f"Programme {programme.config.id}: {len(programme.documents)} documents, {len(programme.languages)} languages.")
    url = "given by POLYTHING_DATABASE_URL" if settings.database_url else settings.database
    say(f"Database {url}; {size(free)} free.")
    wrong = len(programme.errors)
    if settings.demo and settings.host not in ("127.0.0.1", "localhost", "::1"):
        complain(RuntimeError("demo is on and the server listens to others: anybody may sign in as anybody"))
        wrong += 1
    with opened(settings) as database, database.reading() as uow:
        row = uow.programmes.by_key(programme.config.id)
        known = {found.identity: found.digest for found in uow.documents.all(row.id)} if row else {}
    folder = {document.id: document.digest for document in programme.documents}
    if not known:
        say("The database is empty: polything serve fills it.")
    elif known == folder:
        say("Folder and database have the same texts.")
    else:
        different = sorted(name for name in known.keys() | folder.keys() if known.get(name) != folder.get(name))
        say(f"{len(different)} documents differ between folder and database ({different[0]} …): polything sync.")
    wrong += _git(settings, programme)
    if wrong:
        raise typer.Exit(1)


def _git(settings: Settings, programme: ProgrammeFolder) -> int:
    """Say whether what is written is committed; returns 1 if it should be and cannot."""
    from service.commits.run import git_options, standing

    options = git_options(settings)
    if options is None:
        say("Git: off; POLYTHING_GIT_COMMIT=1 commits what the server writes.")
        return 0
    with opened(settings) as database:
        with database.reading() as uow:
            row = uow.programmes.by_key(programme.config.id)
            number = row.id if row else 0
        found = standing(database, programme, number, options)
    if found.works and found.branch:
        say(f"Git: on; commits go to the branch {found.branch}.")
    for remark in found.remarks:
        say(f"Git: {remark}")
    return 0 if found.works else 1
