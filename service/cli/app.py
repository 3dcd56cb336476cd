"""The command `polything`: what all commands share, and the first words to a newcomer."""

from __future__ import annotations

from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Annotated

import typer

from service.cli import content, exchange, keeping, outputs, server
from service.cli.console import say
from service.cli.state import WorkingFolder

app = typer.Typer(
    name="polything",
    help="Keep a programme that teaches people in every language its volunteers speak.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

_WELCOME_HERE = """\
Polything {version}. The programme here is “{title}”.

  polything status                      how far each language is
  polything extract                     refresh the catalogues after an edit of the texts
  polything export all --out dist       website, PDFs and SCORM packages
  polything serve                       the translators' workplace, in the browser

polything --help lists everything."""

_WELCOME_ELSEWHERE = """\
Polything {version}. There is no programme in this folder.

  polything init my-programme                                 start one
  polything --programme my-programme language add es          add a language
  polything --programme my-programme serve                    translate in the browser

polything --help lists everything."""


@app.callback(invoke_without_command=True)
def root(
    context: typer.Context,
    programme: Annotated[
        Path, typer.Option("--programme", "-p", help="The programme's folder.", envvar="POLYTHING_PROGRAMME")
    ] = Path(),
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    """Keep a programme that teaches people in every language its volunteers speak."""
    context.obj = WorkingFolder(programme)
    if version:
        say(installed_version("polything"))
        raise typer.Exit
    if context.invoked_subcommand is None:
        if context.obj.exists:
            say(
                _WELCOME_HERE.format(version=installed_version("polything"), title=context.obj.programme().config.title)
            )
        else:
            say(_WELCOME_ELSEWHERE.format(version=installed_version("polything")))


for module in (content, outputs, server, exchange, keeping):
    module.register(app)
