"""The exceptions of the service.

PolythingError
  ContentError          a source file, its front matter or programme.toml is wrong
  CatalogueError        a PO file cannot be read, or does not belong here
  SettingsError         a setting, a language tag or a command's argument is wrong
  TranslationError      a text cannot be saved as asked
    EmptyText           nothing but white space
    StaleVersion        somebody saved in between
    NotAllowed          the person's role does not reach so far
    NotFound            no such unit, document, language or programme
  JobError              background work failed for good

Exporters have their own `exporters.api.ExportError`. HTTP status codes are given in `service.web` alone.
"""

from __future__ import annotations


class PolythingError(Exception):
    """Root of all errors that a person can act on.

    ``str(error)`` is one line, "path:line: message", as editors and terminals link it; ``hint`` says what to do.
    """

    def __init__(self, message: str, *, path: str | None = None, line: int | None = None, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line
        self.hint = hint

    def __str__(self) -> str:
        place = self.path or ""
        if place and self.line is not None:
            place += f":{self.line}"
        return f"{place}: {self.message}" if place else self.message


class ContentError(PolythingError):
    """A source file, its front matter or programme.toml is wrong."""


class CatalogueError(PolythingError):
    """A PO file cannot be read, or does not belong here."""


class SettingsError(PolythingError):
    """A setting, a language tag or a command's argument is wrong."""


class TranslationError(PolythingError):
    """A text cannot be saved as asked."""


class EmptyText(TranslationError):
    """Nothing but white space."""


class StaleVersion(TranslationError):
    """Somebody saved in between."""


class NotAllowed(TranslationError):
    """The person's role does not reach so far."""


class NotFound(TranslationError):
    """No such unit, document, language or programme."""


class JobError(PolythingError):
    """Background work failed for good."""
