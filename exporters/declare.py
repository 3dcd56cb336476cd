"""What an exporter says of itself, once: its formats, their names for people, files, options and places.

The package of an exporter has a tuple ``FORMATS``; `exporters.registry` finds it. Menus, forms, the command line, its
help and the tables in the documentation are made from it or tested against it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from exporters.api import ExportError, Kind, Options

Scope = Literal["document", "language", "together"]
"""What one artifact is about: one document, one language, or all languages together."""
Place = Literal["editor", "downloads", "command"]
"""Where a format is offered: the editor's menu of a document, the downloads page, the command line."""

EVERYWHERE: frozenset[Place] = frozenset({"editor", "downloads", "command"})
KINDS: tuple[Kind, ...] = ("thing", "poster", "guide", "page")


def N_(message: str) -> str:  # noqa: N802 - gettext's own name
    """Mark a word of the workplace about an exporter for `make extract`; what an exporter prints goes another way."""
    return message


@dataclass(frozen=True)
class Option:
    """Something that may be asked of a format, as text.

    ``values`` are the only ones that there are; without any, every text is one. ``several``: a list with commas.
    ``beside``: another format and the value that is meant when both are made in one run.
    """

    name: str
    help: str
    default: str = ""
    values: tuple[str, ...] = ()
    several: bool = False
    beside: tuple[str, str] | None = None

    def read(self, text: str) -> tuple[str, ...]:
        """Return the values that a text stands for; one value unless ``several``.

        Raises:
            ExportError: if there is no such value; the message names those that there are.
        """
        found = tuple(part.strip() for part in text.split(",") if part.strip()) if self.several else (text,)
        if text == self.default:
            return found
        if self.values and (not found or any(value not in self.values for value in found)):
            raise ExportError(f"“{text}” is no value of {self.name}. Use: {', '.join(self.values)}.")
        return found


@dataclass(frozen=True)
class Format:
    """One output format.

    ``label`` names it where people choose a format, ``menu`` and ``short`` where the editor offers it for a document
    ("To print", "PDF"); English, marked with `N_`. ``maker`` is "module:name" of what is called without arguments to
    get the `exporters.api.Exporter`; it is imported when something is made. ``files`` are the paths of its artifacts
    below the output folder, with names in braces; a folder ends in "/". ``kinds`` are the documents that it can make
    something of.
    """

    name: str
    label: str
    maker: str
    files: tuple[str, ...]
    scope: frozenset[Scope]
    kinds: tuple[Kind, ...] = KINDS
    menu: str = ""
    short: str = ""
    options: tuple[Option, ...] = ()
    offered: frozenset[Place] = EVERYWHERE

    def path(self, **names: str) -> str:
        """Return the path of an artifact, by the first pattern of ``files``."""
        return self.files[0].format(**names)

    def read(self, options: Options, name: str) -> tuple[str, ...]:
        """Return the values asked for an option of this format, or those of its default.

        Raises:
            ExportError: for a value that there is not.
        """
        option = next(option for option in self.options if option.name == name)
        return option.read(options.values.get(name, option.default))

    def value(self, options: Options, name: str) -> str:
        """Return the value of an option that has one. Raises as `read` does."""
        return self.read(options, name)[0]
