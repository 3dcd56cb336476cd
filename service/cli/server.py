"""Commands that need the database: serve, work, back up."""

from __future__ import annotations

import typer


def register(app: typer.Typer) -> None:
    """Add these commands."""
