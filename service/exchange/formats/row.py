"""What every exchange format carries of a unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["missing", "suggested", "translated", "approved"]


@dataclass(frozen=True)
class ExchangedUnit:
    """One unit on its way out or in. ``key`` is the unit's (12 hex digits), ``text`` the translation, "" if none.

    Texts are inline Markdown exactly as in the catalogue. ``section`` and ``note`` help people and are not read back.
    """

    key: str
    source: str
    text: str = ""
    state: State = "missing"
    context: str | None = None
    kind: str = ""
    section: str = ""
    note: str = ""


@dataclass(frozen=True)
class ExchangeFile:
    """The rows of one document in one language, with what the file says about where it belongs.

    ``document`` is the document's id ("thing/06-lock-the-front-door"), ``programme`` the programme's key; both "" if
    the file does not say. ``remarks`` are sentences about what could not be read, for the person who brought it.
    """

    programme: str
    document: str
    source_tag: str
    target_tag: str
    rows: tuple[ExchangedUnit, ...]
    remarks: tuple[str, ...] = ()
    revision: int | None = None
