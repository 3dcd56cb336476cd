"""What every command knows: where the programme is, and its settings and database when asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service.cli.console import complain
from service.documents.programme import ProgrammeFolder, load_programme

if TYPE_CHECKING:
    from service.settings import Settings


@dataclass
class WorkingFolder:
    """The programme's folder."""

    folder: Path

    @property
    def exists(self) -> bool:
        return (self.folder / "programme.toml").is_file()

    def programme(self) -> ProgrammeFolder:
        """Read the programme; documents that are wrong are named on the error stream and left out.

        Raises:
            ContentError: if there is none, or programme.toml cannot be used.
        """
        programme = load_programme(self.folder)
        for error in programme.errors:
            complain(error)
        return programme

    @cached_property
    def settings(self) -> Settings:
        from service.settings import load_settings  # commands on the folder alone have none

        return load_settings(programme=self.folder)


def place(context: typer.Context) -> WorkingFolder:
    """The place a command works on."""
    found = context.find_object(WorkingFolder)
    assert found is not None
    return found


Languages = Annotated[list[str] | None, typer.Option("--language", "-l", help="Only this language; may be repeated.")]
