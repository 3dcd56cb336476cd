"""The folder of a programme without a database: templates and catalogues below locales/, kept up to date.

A run that changes nothing writes nothing, byte for byte; no dates are written into files. What a unit was before is
found by aligning with the committed template.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

import babel
from babel.messages.plurals import get_plural

from exporters.api import Language
from service.catalogue.cost import Cost, cost
from service.catalogue.merge import Before, Effect, Id, merge
from service.catalogue.po import Catalogue, Entry, read_po, write_po
from service.changes.align import EDITED, Alignment, Pair, align, renamed
from service.documents.programme import ProgrammeFolder
from service.documents.segment import segment
from service.documents.source import SourceDocument
from service.documents.units import Occurrence, Unit
from service.errors import CatalogueError, SettingsError
from service.languages import language
from service.localizing.localize import Lookup, Translation

POT = "pot"
_NO_DATE = "2000-01-01 00:00+0000"
"""Other tools want a date; a real one would change files that are otherwise the same."""


@dataclass(frozen=True, slots=True)
class Change:
    """What extracting did, or would do, to one document's files.

    ``languages``: tags whose catalogue changed; ``costs``: what it costs each language that has to do something;
    ``edits``: the texts that were changed, before and after.
    """

    document: str
    units: int
    new: int
    changed: int
    moved: int
    gone: int
    written: tuple[str, ...]
    languages: tuple[str, ...]
    costs: tuple[Cost, ...] = ()
    edits: tuple[Pair, ...] = ()


@dataclass(frozen=True)
class Report:
    """``changes``: documents with a change, in reading order. ``errors``: files that were left alone, and why.

    ``renamed``: new document id to the old one whose catalogues it took over. ``orphans``: ids of templates that have
    no document any more; their files stay.
    """

    changes: tuple[Change, ...]
    errors: tuple[CatalogueError, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    orphans: tuple[str, ...] = ()

    @property
    def written(self) -> tuple[str, ...]:
        return tuple(path for change in self.changes for path in change.written)


@dataclass(frozen=True, slots=True)
class StatusRow:
    """One document in one language: numbers of units by state, and of source words still to do."""

    document: str
    language: str
    units: int
    words: int
    missing: int
    suggested: int
    translated: int
    approved: int
    stale: int
    machine: int
    words_left: int


def pot_path(programme: ProgrammeFolder, document: SourceDocument) -> Path:
    """Return where a document's template is kept."""
    return programme.root / "locales" / POT / document.kind / f"{document.slug}.pot"


def po_path(programme: ProgrammeFolder, document: SourceDocument, target: Language) -> Path:
    """Return where a document's catalogue in a language is kept."""
    return programme.root / "locales" / target.gettext / "LC_MESSAGES" / document.kind / f"{document.slug}.po"


def extract_folder(programme: ProgrammeFolder, write: bool = True, effect: Effect | None = None) -> Report:
    """Bring every template and catalogue up to date with the sources; with ``write=False`` only say what would change.

    ``effect`` is the author's word on all changed texts; without it the proposal counts, where only *cosmetic* changes
    keep their translations untouched. A file that cannot be read is left alone and reported. Nothing is ever deleted.
    """
    changes: list[Change] = []
    errors: list[CatalogueError] = []
    orphans = _orphans(programme, errors)
    homeless = {d.id: segment(d) for d in programme.documents if orphans and not pot_path(programme, d).exists()}
    names = renamed(orphans, homeless)
    for document in programme.documents:
        try:
            changes += _extract_document(programme, document, write, effect, errors, names.get(document.id))
        except CatalogueError as error:
            errors.append(error)
    left = tuple(identity for identity in orphans if identity not in names.values())
    return Report(tuple(changes), tuple(errors), tuple(sorted(names.items())), left)


def _orphans(programme: ProgrammeFolder, errors: list[CatalogueError]) -> dict[str, tuple[Unit, ...]]:
    """Templates that have no document, by its former id; a document with an error still has its file."""
    found: dict[str, tuple[Unit, ...]] = {}
    for path in sorted((programme.root / "locales" / POT).glob("*/*.pot")):
        identity = f"{path.parent.name}/{path.stem}"
        if identity in programme.by_id or identity in programme.broken:
            continue
        try:
            template = _read(programme, path)
        except CatalogueError as error:
            errors.append(error)
            continue
        found[identity] = template_units(template) if template else ()
    return found


def _extract_document(
    programme: ProgrammeFolder,
    document: SourceDocument,
    write: bool,
    effect: Effect | None,
    errors: list[CatalogueError],
    former: str | None,
) -> Iterator[Change]:
    """Bring one document's files up to date; ``former`` is its id before it was renamed."""
    units = segment(document)
    path = pot_path(programme, document)
    template = _read(programme, path)
    if template is None and former:
        template = _read(programme, _beside(path, former))
    alignment = align(template_units(template), units) if template else align((), units)
    written: list[str] = []
    languages: list[str] = []
    costs: list[Cost] = []
    pot = write_po(template_of(programme, document, units))
    if _write(programme, path, pot, write):
        written.append(_shown(programme, path))
    before = _before(alignment, effect)
    for target in programme.languages:
        if target.tag == (document.language or programme.config.source_language):
            continue
        file = po_path(programme, document, target)
        try:
            old = _read(programme, file) or (_read(programme, _beside(file, former)) if former else None)
        except CatalogueError as error:
            errors.append(error)
            continue
        old = old or empty(programme, document, target)
        if template is not None:
            costs.append(cost(alignment, old, target.tag, effect))
        if _write(programme, file, write_po(merge(units, old, before, occurrence=document.path)), write):
            written.append(_shown(programme, file))
            languages.append(target.tag)
    if written:
        yield Change(
            document=document.id,
            units=len(units),
            new=alignment.count("new"),
            changed=alignment.changed,
            moved=alignment.count("moved"),
            gone=alignment.count("gone"),
            written=tuple(written),
            languages=tuple(languages),
            costs=tuple(c for c in costs if c.units),
            edits=tuple(
                replace(pair, effect=pair.effect_by(effect)) for pair in alignment.pairs if pair.effect in EDITED
            ),
        )


def _beside(path: Path, identity: str) -> Path:
    """The file of another document of the same kind: ``identity`` is its id."""
    return path.with_name(identity.partition("/")[2] + path.suffix)


def _before(alignment: Alignment, effect: Effect | None) -> dict[Id, Before]:
    """What each changed unit was. Unless the author says otherwise only cosmetic changes are taken to be harmless."""
    result: dict[Id, Before] = {}
    for pair in alignment.pairs:
        if pair.old is None or pair.new is None or pair.effect in ("same", "moved"):
            continue
        others = tuple((other.context, other.source) for other in pair.others)
        result[pair.new.context, pair.new.source] = Before(
            (pair.old.context, pair.old.source), cast("Effect", pair.effect_by(effect)), others
        )
    return result


def template_of(programme: ProgrammeFolder, document: SourceDocument, units: Sequence[Unit]) -> Catalogue:
    """Return a document's template."""
    blank = Catalogue("", _headers(programme, document, None), (), _comment(document))
    return merge(units, blank, occurrence=document.path)


def empty(programme: ProgrammeFolder, document: SourceDocument, target: Language) -> Catalogue:
    """Return a new catalogue without messages, its header complete."""
    return Catalogue(target.gettext, _headers(programme, document, target), (), _comment(document))


def template_units(template: Catalogue) -> tuple[Unit, ...]:
    """Return the units that a template holds, as far as it tells."""
    return tuple(Unit(entry.context, entry.source, tuple(_occurrence(entry))) for entry in template.live)


def _occurrence(entry: Entry) -> Iterator[Occurrence]:
    section = next((line[2:] for line in entry.extracted if line.startswith("§ ")), "")
    kind = next((line for line in entry.extracted if not line.startswith(("§ ", "Note: "))), "")
    kind, _, times = kind.partition(", ")
    for number in range(int(times.split()[0]) if times else 1):
        yield Occurrence(0, kind, section, str(number))


def read_catalogue(programme: ProgrammeFolder, document: SourceDocument, target: Language) -> Catalogue | None:
    """Read a catalogue; None if there is no file.

    Raises:
        CatalogueError: if it is not a PO file.
    """
    return _read(programme, po_path(programme, document, target))


def read_translations(programme: ProgrammeFolder, document: SourceDocument, tag: str) -> Lookup:
    """Return the lookup of a document's translations in a language; empty if there is no catalogue.

    Raises:
        CatalogueError: if the file is not a PO file.
    """
    catalogue = read_catalogue(programme, document, language(tag))
    return catalogue_lookup(catalogue) if catalogue else (lambda unit: None)


def catalogue_lookup(catalogue: Catalogue) -> Lookup:
    """Return the lookup of a catalogue."""

    def look(unit: Unit) -> Translation | None:
        entry = catalogue.by_id.get((unit.context, unit.source))
        if entry is None or not entry.text or entry.state == "missing":
            return None
        return Translation(
            entry.text, entry.state, machine=entry.machine, stale=entry.stale, assisted=entry.origin == "assisted"
        )

    return look


def status_folder(programme: ProgrammeFolder) -> tuple[list[StatusRow], list[CatalogueError]]:
    """Count every document in every language of the programme; unreadable catalogues are returned as errors."""
    rows: list[StatusRow] = []
    errors: list[CatalogueError] = []
    for target in programme.languages:
        for document in programme.documents:
            try:
                rows.append(count(document, read_translations(programme, document, target.tag), target.tag))
            except CatalogueError as error:
                errors.append(error)
    return rows, errors


def count(document: SourceDocument, lookup: Lookup, tag: str) -> StatusRow:
    """Count a document's units by the state of their translation."""
    units = segment(document)
    states = dict.fromkeys(("missing", "suggested", "translated", "approved"), 0)
    stale = machine = left = 0
    for unit in units:
        found = lookup(unit)
        states[found.state if found else "missing"] += 1
        stale += bool(found and found.stale)
        machine += bool(found and found.machine)
        left += unit.words if found is None or found.state == "suggested" or found.stale else 0
    words = sum(unit.words for unit in units)
    return StatusRow(document.id, tag, len(units), words, stale=stale, machine=machine, words_left=left, **states)


def add_language(programme: ProgrammeFolder, tag: str, write: bool = True) -> tuple[str, ...]:
    """Start the catalogues of a language and return their paths; programme.toml is the caller's to change.

    Raises:
        SettingsError: if CLDR does not know the language, or it is the source language.
    """
    target = language(tag)
    if target.tag == programme.config.source_language:
        raise SettingsError(f"{target.english} is the language of the sources")
    written = []
    for document in programme.documents:
        path = po_path(programme, document, target)
        if path.exists():
            continue
        text = write_po(merge(segment(document), empty(programme, document, target), occurrence=document.path))
        if _write(programme, path, text, write):
            written.append(_shown(programme, path))
    return tuple(written)


def plural_forms(target: Language) -> str:
    """The Plural-Forms header of a language, from Babel."""
    return str(get_plural(babel.Locale.parse(target.cldr)).plural_forms)


def _headers(programme: ProgrammeFolder, document: SourceDocument, target: Language | None) -> Mapping[str, str]:
    editors = f"{programme.config.organisation} <{programme.config.contact}>"
    headers = {
        "Project-Id-Version": f"{programme.config.id} {document.id}",
        "Report-Msgid-Bugs-To": programme.config.contact,
        "PO-Revision-Date": "YEAR-MO-DA HO:MI+ZONE" if target is None else _NO_DATE,
        "Last-Translator": "FULL NAME <EMAIL@ADDRESS>" if target is None else editors,
        "Language-Team": "LANGUAGE <LL@li.org>" if target is None else target.english,
        "Language": "" if target is None else target.gettext,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    if target is not None:
        headers["Plural-Forms"] = plural_forms(target)
    return headers


def _comment(document: SourceDocument) -> str:
    return f"{document.title} ({document.path})"


def _shown(programme: ProgrammeFolder, path: Path) -> str:
    return path.relative_to(programme.root).as_posix()


def _read(programme: ProgrammeFolder, path: Path) -> Catalogue | None:
    shown = _shown(programme, path)
    try:
        return read_po(path.read_bytes().decode("utf-8-sig"), shown)
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        raise CatalogueError("the file is not UTF-8", path=shown, line=1, hint="Save it as UTF-8.") from error


def _write(programme: ProgrammeFolder, path: Path, text: str, write: bool) -> bool:
    """Write a file if its bytes change, visible only when complete; True if they do."""
    data = text.encode()
    if path.is_file() and path.read_bytes() == data:
        return False
    if write:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
        temporary.write_bytes(data)
        temporary.replace(path)
    return True
