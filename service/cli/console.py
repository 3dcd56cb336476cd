"""How the command line speaks: plain lines, colour only on a terminal, errors on the error stream."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape

if TYPE_CHECKING:
    from rich.progress import Progress

out = Console(highlight=False, soft_wrap=True, width=None if sys.stdout.isatty() else 160)
err = Console(highlight=False, soft_wrap=True, stderr=True)


def complain(error: Exception) -> None:
    """Print an error as one line, "path:line: message", and its hint below."""
    err.print(f"[red]error:[/red] {escape(str(error))}")
    if hint := getattr(error, "hint", ""):
        err.print(f"       {escape(hint)}")


def say(text: str) -> None:
    """Print a line that may hold anything, literally."""
    out.print(escape(text))


def counted(number: int, thing: str) -> str:
    """Return a number with its noun, in English as all of the command line."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def size(octets: int) -> str:
    """Format a file's size for people."""
    return f"{octets / 1_000_000:.1f} MB" if octets >= 1_000_000 else f"{max(1, round(octets / 1000))} kB"


@contextmanager
def progress(title: str) -> Iterator[Progress]:
    """Show work with a known number of steps; on the error stream, so that output stays clean."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=err, transient=True) as bar:
        bar.add_task(title, total=None)
        yield bar
