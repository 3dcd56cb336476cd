"""A programme's folder: programme.toml, and the documents and assets below content/.

Errors are kept per file: a document with an error is left out of ``documents`` and named in ``errors``; the rest of
the programme stays usable. Only a programme.toml that cannot be used raises.
"""

from __future__ import annotations

import hashlib
import mimetypes
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from exporters.api import Asset, Language
from service.documents.reader import read_document
from service.documents.source import FOLDERS, SourceDocument, decode
from service.errors import ContentError, SettingsError
from service.languages import language

PublishedState = Literal["suggested", "translated", "approved"]


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class LanguageRule(_Table):
    """What may be published in one language; see programme.toml for the meaning of each key.

    ``machine`` asks an engine for suggestions in the editor; ``publish_machine`` lets its text out where it is still
    only suggested and "suggested" is among ``states``.
    """

    states: tuple[PublishedState, ...] = ("approved",)
    fallback: Literal["source"] = "source"
    draft: bool = False
    machine: bool = False
    publish_machine: bool = False


class Schedule(_Table):
    """When the Things appear: ``catch_up_weeks`` are 1-based numbers of weeks without a new one."""

    start: date
    per_week: int = Field(default=2, ge=1)
    catch_up_weeks: tuple[int, ...] = ()


class ProgrammeConfig(_Table):
    """programme.toml, checked. ``languages`` is keyed by canonical BCP 47 tag, in the file's order."""

    schema_: Literal[1] = Field(alias="schema")
    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    title: str = Field(min_length=1)
    source_language: str = "en"
    version: str = ""
    licence: str = "CC-BY-4.0"
    authors: tuple[str, ...] = ()
    organisation: str = ""
    contact: str = ""
    address: str = ""
    hashtag: str = ""
    disclaimer: bool = True
    schedule: Schedule | None = None
    publish: LanguageRule = LanguageRule()
    languages: dict[str, LanguageRule] = {}

    @field_validator("source_language")
    @classmethod
    def _source(cls, value: str) -> str:
        return language(value).tag

    def rule(self, tag: str) -> LanguageRule:
        """Return a language's rule; the general one for a language without its own."""
        return self.languages.get(tag, self.publish)


@dataclass(frozen=True)
class ProgrammeFolder:
    """A programme as read from its folder. ``documents`` in reading order: things by number, posters, guides, pages.

    ``broken``: ids of documents that have a file, but one with an error: nothing may be removed on their account.
    """

    root: Path
    config: ProgrammeConfig
    documents: tuple[SourceDocument, ...]
    assets: tuple[Asset, ...] = ()
    errors: tuple[ContentError, ...] = ()
    broken: frozenset[str] = frozenset()

    @cached_property
    def by_id(self) -> dict[str, SourceDocument]:
        return {document.id: document for document in self.documents}

    @property
    def source(self) -> Language:
        return language(self.config.source_language)

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages translated into, in the order of programme.toml."""
        return tuple(language(tag) for tag in self.config.languages)

    def document(self, identity: str) -> SourceDocument:
        """Return a document by id. Raises KeyError if there is none."""
        return self.by_id[identity]


def read_config(path: Path, shown: str = "programme.toml") -> ProgrammeConfig:
    """Read programme.toml.

    Raises:
        ContentError: if it is missing, not TOML, or has an unknown key, a wrong type, or an unknown language.
    """
    try:
        text = decode(path.read_bytes(), shown)
        data = tomllib.loads(text)
    except FileNotFoundError as error:
        raise ContentError(
            "there is no programme.toml here", path=shown, hint="Start a programme with: polything init DIR"
        ) from error
    except tomllib.TOMLDecodeError as error:
        line = _toml_line(str(error))
        raise ContentError(f"not TOML: {error}", path=shown, line=line) from error
    try:
        base = data.get("publish", {})
        tables = data.get("languages", {})
        if isinstance(base, dict) and isinstance(tables, dict):
            data["languages"] = {
                language(tag).tag: {**base, **rule} if isinstance(rule, dict) else rule for tag, rule in tables.items()
            }
        return ProgrammeConfig.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        keys = [str(part) for part in first["loc"]]
        raise ContentError(f"“{'.'.join(keys)}”: {first['msg']}", path=shown, line=_find(text, keys)) from error
    except SettingsError as error:
        raise ContentError(error.message, path=shown, line=_find(text, ["languages"]), hint=error.hint) from error


def load_programme(root: Path) -> ProgrammeFolder:
    """Read a programme's folder.

    Raises:
        ContentError: if programme.toml cannot be used. What is wrong with documents is in ``ProgrammeFolder.errors``.
    """
    config = read_config(root / "programme.toml")
    documents: list[SourceDocument] = []
    errors: list[ContentError] = []
    broken: set[str] = set()
    for kind, folder in FOLDERS.items():
        for path in sorted((root / "content" / folder).glob("*.md")):
            shown = path.relative_to(root).as_posix()
            try:
                documents.append(read_document(kind, path.stem, shown, decode(path.read_bytes(), shown)))
            except ContentError as error:
                errors.append(error)
                broken.add(f"{kind}/{path.stem}")
    documents.sort(key=reading_order)
    return ProgrammeFolder(root, config, tuple(documents), read_assets(root), tuple(errors), frozenset(broken))


def reading_order(document: SourceDocument) -> tuple[int, int, str]:
    """Sort key: things by number, then posters, guides and pages by position and slug."""
    position = document.get("number", document.get("position", 10_000))
    return list(FOLDERS).index(document.kind), int(position), document.slug


def read_assets(root: Path) -> tuple[Asset, ...]:
    """Return the files below content/assets with their digests."""
    found = []
    for path in sorted((root / "content" / "assets").rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            data = path.read_bytes()
            media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            name = path.relative_to(root / "content").as_posix()
            found.append(
                Asset(path=name, digest=hashlib.sha256(data).hexdigest(), media_type=media_type, size=len(data))
            )
    return tuple(found)


def _toml_line(message: str) -> int | None:
    _, _, rest = message.partition("at line ")
    digits = rest.split(",")[0]
    return int(digits) if digits.isdigit() else None


def _find(text: str, keys: list[str]) -> int | None:
    """The line where the last of the keys that can be found stands."""
    lines = text.split("\n")
    for key in reversed(keys):
        for number, line in enumerate(lines, 1):
            bare = line.strip().lstrip("[").replace('"', "")
            if bare.startswith(key) or f".{key}]" in bare:
                return number
    return 1
