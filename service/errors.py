"""The exceptions of the service.

PolythingError
  ContentError          a source file, its front matter or programme.toml is wrong
  CatalogueError        a PO file cannot be read, or does not belong here
  SettingsError         a setting, a language tag or a command's argument is wrong
  TranslationError      a text cannot be saved as asked
    EmptyText           nothing but white space
    TextTooLong         more characters than fit
    StaleVersion        somebody saved in between
    NotAllowed          the person's role does not reach so far
    NotFound            no such unit, document, language or programme
    TooMany             asked for very often
  JobError              background work failed for good

Exporters have their own `exporters.api.ExportError`. HTTP status codes are given in `service.web` alone.
"""

from __future__ import annotations


class PolythingError(Exception):
    """Root of all errors that a person can act on.

    ``str(error)`` is one line, "path:line: message", as editors and terminals link it; ``hint`` says what to do.
    ``kept`` is what somebody typed, for the page that tells them, so that nothing is lost.
    """

    def __init__(self, message: str, *, path: str | None = None, line: int | None = None, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line
        self.hint = hint
        self.kept = ""

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


class TextTooLong(TranslationError):
    """More characters than a text of its kind may have."""


class StaleVersion(TranslationError):
    """Somebody saved in between."""


class NotAllowed(TranslationError):
    """The person's role does not reach so far."""


class NotFound(TranslationError):
    """No such unit, document, language or programme."""


class TooMany(TranslationError):
    """Somebody asked for something very often; ``seconds`` until it makes sense to ask again."""

    def __init__(self, message: str, *, seconds: int) -> None:
        super().__init__(message)
        self.seconds = seconds


class JobError(PolythingError):
    """Background work failed for good."""
