"""What every output must say about a document: origin, people, licence, changes, machine share, date, notices.

Plain data, because a page, a PDF and a learning package each have their own way to show it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from exporters.api import Contributor, Document, Edition
from exporters.rendering.numbers import day, language_name, names, number, percent

CREATIVE_COMMONS = re.compile(r"CC-(BY(?:-NC)?(?:-SA|-ND)?)-(\d\.\d)")


@dataclass(frozen=True)
class CreditLine:
    """One fact: its label, the text, and the address that the text leads to, if any (https only)."""

    label: str
    text: str
    href: str | None = None


@dataclass(frozen=True)
class Credits:
    """Facts in reading order, and the sentences a reader must see before or beside the text."""

    lines: tuple[CreditLine, ...]
    notices: tuple[str, ...]


def foreign(edition: Edition, document: Document) -> bool:
    """True if the document was written in another language than the edition's."""
    return document.source_language != edition.language.tag


def translated(edition: Edition, document: Document) -> bool:
    """True if a reader sees at least one passage of a translation."""
    return foreign(edition, document) and document.progress.published > 0


def credits(edition: Edition, document: Document) -> Credits:  # noqa: A001 - the name of the thing
    """Return the credit lines and notices of a document in an edition."""
    return Credits(lines=tuple(_lines(edition, document)), notices=tuple(_notices(edition, document)))


def _lines(edition: Edition, document: Document) -> list[CreditLine]:
    programme = edition.programme
    address = programme.address if programme.address.startswith("https://") else None
    version = edition.message("{title}, version {version}")
    lines = [CreditLine(edition.message("Title"), document.title.text)]
    if translated(edition, document):
        original = version.format(title=document.source_title, version=document.version)
        lines.append(CreditLine(edition.message("Original"), original, address))
    else:
        lines.append(CreditLine(edition.message("Version"), document.version, address))
    authors = _people(edition, document, "author") or programme.organisation
    lines.append(CreditLine(edition.message("Written by"), authors))
    if translated(edition, document):
        volunteers = edition.message("Volunteers who did not ask to be named")
        lines.append(
            CreditLine(edition.message("Translated by"), _people(edition, document, "translator") or volunteers)
        )
        if reviewers := _people(edition, document, "reviewer"):
            lines.append(CreditLine(edition.message("Reviewed by"), reviewers))
    lines.append(CreditLine(edition.message("Published by"), programme.organisation))
    lines.append(CreditLine(edition.message("Licence"), *_licence(edition, document)))
    if translated(edition, document):
        changes = edition.message("Translated from {language}.").format(language=_source(edition, document))
        lines.append(CreditLine(edition.message("Changes"), changes))
        lines.append(CreditLine(edition.message("Machine help"), _machine(edition, document)))
    lines.append(CreditLine(edition.message("Date"), day(edition, document.changed or edition.generated)))
    return lines


def _notices(edition: Edition, document: Document) -> list[str]:
    notices = []
    progress, source = document.progress, _source(edition, document)
    if document.under_revision:
        notices.append(edition.message("The original of this text is being revised. It may change soon."))
    if not foreign(edition, document):
        return notices
    if not translated(edition, document):
        untranslated = edition.message("This text has not been translated yet and is shown in {language}.")
        return [*notices, untranslated.format(language=source)]
    if edition.draft:
        notices.append(
            edition.message("Draft translation, made with machine help. No native speaker has reviewed it yet.")
        )
    if progress.machine:
        text = edition.plural(
            "{n} passage is machine text that nobody has checked.",
            "{n} passages are machine text that nobody has checked.",
            progress.machine,
        )
        notices.append(text.format(n=number(edition, progress.machine)))
    if progress.stale:
        text = edition.plural(
            "{n} passage is older than the {language} text.",
            "{n} passages are older than the {language} text.",
            progress.stale,
        )
        notices.append(text.format(n=number(edition, progress.stale), language=source))
    if missing := progress.units - progress.published:
        text = edition.plural(
            "{n} passage has not been translated yet and is shown in {language}.",
            "{n} passages have not been translated yet and are shown in {language}.",
            missing,
        )
        notices.append(text.format(n=number(edition, missing), language=source))
    if edition.programme.disclaimer:
        notices.append(
            edition.message(
                "This is a translation. It may differ from the original, which alone is authoritative. "
                "It is for reference only."
            )
        )
    return notices


def _source(edition: Edition, document: Document) -> str:
    if document.source_language == edition.source.tag:
        return language_name(edition, edition.source)
    for sibling in edition.siblings:
        if sibling.tag == document.source_language:
            return language_name(edition, sibling)
    return document.source_language


def _people(edition: Edition, document: Document, role: str) -> str:
    return names(edition, [_person(edition, person) for person in document.contributors if person.role == role])


def _person(edition: Edition, person: Contributor) -> str:
    if not person.affiliation:
        return person.name
    return edition.message("{name} ({affiliation})").format(name=person.name, affiliation=person.affiliation)


def _machine(edition: Edition, document: Document) -> str:
    share = document.progress.assisted_percent
    if not share:
        return edition.message("No machine help.")
    made = edition.message("{share} of the translated passages were made with machine help.")
    return made.format(share=percent(edition, share))


def _licence(edition: Edition, document: Document) -> tuple[str, str | None]:
    """Name and deed of a document's licence; a deed only where its address is certain."""
    licence = edition.programme.licence
    if document.licence == licence.id:
        return licence.name, licence.url or None
    if match := CREATIVE_COMMONS.fullmatch(document.licence):
        kind, version = match.groups()
        return f"CC {kind} {version}", f"https://creativecommons.org/licenses/{kind.lower()}/{version}/"
    if document.licence == "CC0-1.0":
        return "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"
    return document.licence, None
