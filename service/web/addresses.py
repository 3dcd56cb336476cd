"""What an address names, read in one place: the programme, the language, the document and the paragraph of a request.

An endpoint takes one of the `At…` types and opens its transaction with `at.visit()`.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from service.web.visit import Visit, visiting


@dataclass(frozen=True)
class ProgrammeAddress:
    """`/p/{programme}/…`."""

    request: Request
    programme: str

    def visit(self, *, write: bool = False) -> AbstractContextManager[Visit]:
        """Open a transaction, as `visiting`. Raises NotFound if there is no such programme."""
        return visiting(self.request, self.programme, write=write)


@dataclass(frozen=True)
class LanguageAddress(ProgrammeAddress):
    """A language of a programme; ``lang`` as it was typed."""

    lang: str


@dataclass(frozen=True)
class SheetAddress(LanguageAddress):
    """A document in a language."""

    kind: str
    slug: str


@dataclass(frozen=True)
class ParagraphAddress(SheetAddress):
    """A unit of a document in a language, by its key."""

    key: str


@dataclass(frozen=True)
class SourceAddress(ProgrammeAddress):
    """A document, in the language that it is written in."""

    kind: str
    slug: str


# They are coroutines because FastAPI sends others to a thread.


async def _programme(request: Request, programme: str) -> ProgrammeAddress:
    return ProgrammeAddress(request, programme)


async def _language(request: Request, programme: str, lang: str) -> LanguageAddress:
    return LanguageAddress(request, programme, lang)


async def _sheet(request: Request, programme: str, lang: str, kind: str, slug: str) -> SheetAddress:
    return SheetAddress(request, programme, lang, kind, slug)


async def _paragraph(request: Request, programme: str, lang: str, kind: str, slug: str, key: str) -> ParagraphAddress:
    return ParagraphAddress(request, programme, lang, kind, slug, key)


async def _source(request: Request, programme: str, kind: str, slug: str) -> SourceAddress:
    return SourceAddress(request, programme, kind, slug)


AtProgramme = Annotated[ProgrammeAddress, Depends(_programme)]
AtLanguage = Annotated[LanguageAddress, Depends(_language)]
AtSheet = Annotated[SheetAddress, Depends(_sheet)]
AtParagraph = Annotated[ParagraphAddress, Depends(_paragraph)]
AtSource = Annotated[SourceAddress, Depends(_source)]
