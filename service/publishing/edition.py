"""Build an Edition: the programme in one language, from documents and whatever translations may be published.

The same function serves the folder (PO files alone) and the store: they differ only in their `Material`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from exporters.api import Contributor, Document, Edition, Imprint, Language, Progress
from service.documents.links import LinkResolver, read_replacements, resolver
from service.documents.programme import LanguageRule, ProgrammeConfig, ProgrammeFolder
from service.documents.source import SourceDocument
from service.documents.units import Unit
from service.interface import exporter_messages
from service.languages import language
from service.localizing.localize import Lookup, Translation, localize
from service.publishing.licences import licence

EVERYTHING = LanguageRule(states=("suggested", "translated", "approved"), publish_machine=True)
"""The rule of the editor's preview: show whatever there is."""


@dataclass(frozen=True)
class Material:
    """What a language's translations are and who made them.

    ``lookup`` gives a document's translations; ``contributors`` those who agreed to be named; ``changed`` the day of a
    document's newest text, None if unknown.
    """

    lookup: Callable[[SourceDocument], Lookup]
    contributors: Callable[[SourceDocument], tuple[Contributor, ...]]
    changed: Callable[[SourceDocument], date | None]


def held_back(lookup: Lookup, rule: LanguageRule) -> Lookup:
    """Hide an engine's text that nobody took over, unless the organiser lets it out (promise 4)."""
    if rule.publish_machine:
        return lookup

    def narrowed(unit: Unit) -> Translation | None:
        found = lookup(unit)
        return None if found is not None and found.machine and found.state == "suggested" else found

    return narrowed


def build(
    programme: ProgrammeFolder,
    tag: str,
    material: Material,
    *,
    siblings: Sequence[str],
    rule: LanguageRule | None = None,
    only: Iterable[str] | None = None,
) -> Edition:
    """Build the edition of one language.

    ``siblings`` are the tags of all published languages. ``rule`` replaces the language's own. ``only`` names the ids
    of the documents wanted; titles of others are then missing from menus, which a preview does not show.

    Raises:
        ContentError: for a licence that is not known.
        CatalogueError: for a links.toml that cannot be used.
        SettingsError: for an unknown language.
    """
    config = programme.config
    target, source = language(tag), language(config.source_language)
    rule = rule or config.rule(target.tag)
    links = resolver(programme, read_replacements(programme.root, target.gettext))
    wanted = None if only is None else set(only)
    documents = [
        _document(document, target, config, material, rule, links)
        for document in programme.documents
        if wanted is None or document.id in wanted
    ]
    home = next((document for document in documents if document.meta.get("role") == "home"), None)
    singles, plurals = exporter_messages(target.tag)
    return Edition(
        programme=Imprint(
            id=config.id,
            title=home.title.text if home else config.title,
            version=config.version,
            organisation=config.organisation,
            contact=config.contact,
            address=config.address,
            hashtag=config.hashtag,
            source_language=source.tag,
            licence=licence(config.licence, target),
            disclaimer=config.disclaimer,
        ),
        language=target,
        source=source,
        siblings=tuple(language(sibling) for sibling in siblings),
        draft=rule.draft and target.tag != source.tag,
        documents=tuple(documents),
        assets=programme.assets,
        messages=singles,
        plurals=plurals,
        progress=total(document.progress for document in documents),
        contributors=tuple(dict.fromkeys(person for document in documents for person in document.contributors)),
        generated=max(
            (document.changed for document in documents if document.changed), default=version_day(config.version)
        ),
    )


def _document(
    document: SourceDocument,
    target: Language,
    config: ProgrammeConfig,
    material: Material,
    rule: LanguageRule,
    links: LinkResolver,
) -> Document:
    own = language(document.language or config.source_language)
    lookup = held_back(material.lookup(document), rule)
    localized = localize(document, lookup, own, target, links, rule.states)
    authors = tuple(Contributor(name=name, role="author") for name in document.get("authors") or config.authors)
    return localized.model_copy(
        update={
            "version": localized.version or config.version,
            "licence": localized.licence or config.licence,
            "contributors": authors + (material.contributors(document) if own.tag != target.tag else ()),
            "changed": material.changed(document),
        }
    )


def total(parts: Iterable[Progress]) -> Progress:
    """Add up counts of progress."""
    counts = dict.fromkeys(Progress.model_fields, 0)
    for part in parts:
        for name in counts:
            counts[name] += getattr(part, name)
    return Progress(**counts)


def version_day(version: str) -> date:
    """Read a version such as "2026.11" or "2026-11-22" as a day; the epoch if it is not one, never today."""
    numbers = [int(number) for number in re.findall(r"\d+", version)[:3]]
    try:
        return date(*[*numbers, 1, 1][:3]) if numbers and numbers[0] > 1970 else date(1970, 1, 1)
    except ValueError:
        return date(1970, 1, 1)
