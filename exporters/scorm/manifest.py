"""imsmanifest.xml for both versions, from two templates. Why they name no schemas: docs/decisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import jinja2

from exporters.api import Edition
from exporters.scorm.names import title

TEMPLATES = Path(__file__).parent / "templates"
MANIFEST = "imsmanifest.xml"
DESCRIPTION = 1000
"""Characters of a LOM description that SCORM 1.2 promises."""


@dataclass(frozen=True)
class Words:
    """The texts about a package in one language. ``rights`` names licence, organisation and version."""

    language: str
    title: str
    description: str
    rights: str


def words(edition: Edition, name: str, description: str) -> Words:
    """Return the texts in the edition's language.

    Raises:
        ExportError: if the title is longer than an LMS takes.
    """
    programme = edition.programme
    rights = edition.message("{title}, version {version}. {organisation}. Licence: {licence}, {url}").format(
        title=programme.title,
        version=programme.version,
        organisation=programme.organisation,
        licence=programme.licence.name,
        url=programme.licence.url,
    )
    folded = " ".join(description.split())
    return Words(edition.language.tag, title(name), folded[:DESCRIPTION], rights[:DESCRIPTION])


def manifest(
    version: str, identity: str, texts: Sequence[Words], files: Sequence[str], *, release: str, mark: int | None
) -> bytes:
    """Return the manifest of a package with one SCO.

    ``texts``: one a language, the package's own first. ``files``: all members but the manifest. ``release``: the
    programme's version. ``mark``: pass mark in per cent, only where passed and failed are reported.
    """
    template = _environment().get_template("manifest12.xml" if version == "1.2" else "manifest2004.xml")
    text = template.render(identity=identity, texts=texts, files=sorted(files), release=release, mark=mark)
    return text.encode()


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
