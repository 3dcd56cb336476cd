"""A file that somebody worked on elsewhere comes back: first what it would change, then, if they say so, the change.

Three ways as in the sync: what was changed here since the file was handed out stays, and the file's text becomes a
suggestion. Who may only suggest here only suggests through a file too.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from service.catalogue.po import Catalogue, Entry, read_po
from service.documents.reader import read_document
from service.documents.segment import segment
from service.documents.source import decode
from service.documents.units import unit_key
from service.errors import CatalogueError, NotAllowed, SettingsError
from service.exchange.export_file import EXPORTED, source_of
from service.exchange.formats.aligned import Aligned, align_translated
from service.exchange.formats.bundle import unpack
from service.exchange.formats.row import ExchangeFile
from service.exchange.formats.xliff import read_xliff
from service.languages import from_gettext, language, normalise
from service.model import Actor, Document
from service.store import UnitOfWork
from service.store.mirror import Mirror
from service.sync.decide import Author, Basis, Plan, carry_out, plan
from service.sync.merge import Outcome, Side, State
from service.sync.reading import parse_catalogue, sound
from service.sync.suspicion import Suspicion, suspect_catalogue

SHOWN = (Outcome.TAKE, Outcome.RAISE, Outcome.STILL_RIGHT, Outcome.SUGGEST, Outcome.CONFLICT)
"""What an upload can do. A flag set or a text deleted in a file from elsewhere says nothing that must be done here."""


@dataclass(frozen=True)
class Change:
    """One text that an upload would change. ``now`` is what counts at present, "" if nothing does.

    ``outcome``: take, raise, still_right, suggest or conflict (changed here too since the file was handed out).
    """

    unit_id: int
    source: str
    now: str
    file: str
    outcome: str
    state: str


@dataclass(frozen=True)
class Upload:
    """What a file would do. ``same``: texts that are here already; ``unknown``: for no text of this document.

    ``remarks`` are English sentences about what could not be read. ``plan`` is what `accept` carries out.
    """

    changes: tuple[Change, ...]
    same: int
    unknown: int
    remarks: tuple[str, ...]
    plan: Plan


@dataclass(frozen=True)
class Sent:
    """A file as it was sent, with its name: .po, .xlf, .xliff, .md (already translated Markdown), or a .zip of one."""

    name: str
    data: bytes


def examine(uow: UnitOfWork, programme_key: str, row: Document, tag: str, file: Sent, actor: Actor) -> Upload:
    """Say what a file would change; changes nothing.

    Raises:
        CatalogueError: if the file cannot be read, is in another language or belongs to another document.
        ContentError: for Markdown with an error, at its line.
    """
    # Approving needs a second reader, who looks at the page: no file approves anything.
    translator = actor.confirmed and actor.reaches("translator", tag)
    return _weigh(uow, programme_key, row, tag, file, "translated" if translator else "suggested")


def _weigh(uow: UnitOfWork, programme_key: str, row: Document, tag: str, file: Sent, ceiling: State) -> Upload:
    name, data = _unpacked(file.name, file.data)
    shown = name.rsplit("/", 1)[-1].rsplit("\\", 1)[-1]
    catalogue, exported, remarks = _read(uow, programme_key, row, tag, shown, data)
    found = plan(uow, row.id, tag, sound(catalogue), Basis(exported=exported, ceiling=ceiling))
    steps = tuple(step for step in found.steps if step.decision.outcome in SHOWN)
    changes = tuple(
        Change(
            step.unit.unit_id,
            step.unit.source,
            step.head.text if step.head else "",
            (step.decision.suggestion or step.decision.result).text,
            step.decision.outcome.value,
            (step.decision.suggestion or step.decision.result).state,
        )
        for step in steps
    )
    translated = sum(1 for entry in catalogue.live if entry.text.strip())
    same = translated - len(found.unknown) - len(changes)
    return Upload(changes, max(0, same), len(found.unknown), remarks, Plan(steps, found.unknown))


def accept(uow: UnitOfWork, programme_key: str, row: Document, tag: str, file: Sent, actor: Actor) -> Upload:
    """Examine a file once more and carry out what it would change now, with the person as the author.

    Raises:
        NotAllowed: the person's address is not confirmed yet.
        CatalogueError, ContentError: as `examine`.
    """
    if not actor.confirmed:
        raise NotAllowed("files can be uploaded once your address is confirmed")
    uow.documents.lock(row.id)
    upload = examine(uow, programme_key, row, tag, file, actor)
    carry_out(uow, row.id, tag, upload.plan.steps, Author(actor.person_id, actor.name), event="import")
    return upload


def bring(uow: UnitOfWork, programme_key: str, row: Document, tag: str, file: Sent) -> Upload:
    """Carry out what a file would change, for whoever runs the server: with no person as the author, as translated.

    Raises:
        CatalogueError, ContentError: as `examine`.
    """
    uow.documents.lock(row.id)
    upload = _weigh(uow, programme_key, row, tag, file, "translated")
    carry_out(uow, row.id, tag, upload.plan.steps, Author(), event="import")
    return upload


def belongs_to(name: str, data: bytes) -> tuple[str, str]:
    """Return the document's id and the language that a file names itself, "" for what it does not say.

    Raises:
        CatalogueError: if the file cannot be read.
    """
    name, data = _unpacked(name, data)
    if name.lower().endswith((".xlf", ".xliff")):
        file = read_xliff(data, name)
        return file.document, normalise(file.target_tag)
    if not name.lower().endswith(".po"):
        return "", ""
    catalogue = read_po(data.decode("utf-8-sig", "replace"), name)
    document = catalogue.headers.get("Project-Id-Version", "").rpartition(" ")[2]
    try:
        tag = from_gettext(catalogue.language).tag if catalogue.language else ""
    except SettingsError:
        tag = ""
    return document if "/" in document else "", tag


def _unpacked(name: str, data: bytes) -> tuple[str, bytes]:
    return unpack(data, name) if name.lower().endswith(".zip") else (name, data)


def _read(
    uow: UnitOfWork, programme_key: str, row: Document, tag: str, name: str, data: bytes
) -> tuple[Catalogue, int | None, tuple[str, ...]]:
    """Return a file as a catalogue, the revision it was handed out at, and remarks."""
    lower = name.lower()
    if lower.endswith(".md"):
        return _from_markdown(uow, row, tag, name, data)
    if lower.endswith((".xlf", ".xliff")):
        file = read_xliff(data, name)
        catalogue = _from_xliff(uow, programme_key, row, tag, name, file)
        exported, remarks = file.revision, file.remarks
    elif lower.endswith(".po"):
        catalogue, remarks = parse_catalogue(data, name, tag), ()
        number = catalogue.headers.get(EXPORTED, "")
        exported = int(number) if number.isascii() and number.isdigit() and len(number) < 16 else None
    else:
        raise CatalogueError("not a kind of file that is known here", path=name, hint="Use .po, .xlf, .md or .zip.")
    keys = Mirror(uow.session, uow.clock).keys(row.id)
    entries = [(entry.key, Side(entry.text, entry.state)) for entry in catalogue.live]
    if suspect_catalogue({}, entries, keys) is Suspicion.FOREIGN:
        raise CatalogueError("the file belongs to another document", path=name)
    return catalogue, exported, remarks


def _from_xliff(
    uow: UnitOfWork, programme_key: str, row: Document, tag: str, name: str, file: ExchangeFile
) -> Catalogue:
    try:
        target = normalise(file.target_tag)
    except SettingsError as error:
        raise CatalogueError(error.message, path=name, hint=error.hint) from error
    if target != tag and not tag.startswith(f"{target}-") and not target.startswith(f"{tag}-"):
        raise CatalogueError(f"the file is in “{target}”, not in “{tag}”", path=name)
    if (file.programme, file.document) != (programme_key, row.identity) and file.document:
        raise CatalogueError(f"the file belongs to {file.document}", path=name)
    contexts = _contexts(uow, row)
    entries = tuple(
        Entry(contexts.get((item.key, item.source), item.context), item.source, item.text, item.state)
        for item in file.rows
    )
    return Catalogue(language(tag).gettext, {}, entries)


def _contexts(uow: UnitOfWork, row: Document) -> dict[tuple[str, str], str | None]:
    """Return each unit's context by key and source: tools that carry a file over into XLIFF 1.2 drop it.

    Where a tool gave its own names too, a source that stands in the document once is found by itself.
    """
    units = uow.units.of_document(row.id)
    times = Counter(unit.source for unit in units)
    alone = {(unit_key(None, unit.source), unit.source): unit.context for unit in units if times[unit.source] == 1}
    return alone | {(unit.key, unit.source): unit.context for unit in units}


def _state(pair: Aligned) -> State:
    return "translated" if pair.sure else "suggested"


def _from_markdown(
    uow: UnitOfWork, row: Document, tag: str, name: str, data: bytes
) -> tuple[Catalogue, None, tuple[str, ...]]:
    """Lay a translated document beside its source; texts that are not sure come as suggestions."""
    theirs = read_document(row.kind, row.slug, name, decode(data, name))
    pairs = align_translated(segment(source_of(uow, row)), segment(theirs))
    entries = tuple(
        Entry(pair.unit.context, pair.unit.source, pair.text, _state(pair), origin="import") for pair in pairs
    )
    doubtful = sum(1 for pair in pairs if not pair.sure)
    remarks = (f"{doubtful} texts may belong to another paragraph; they come as suggestions",) if doubtful else ()
    return Catalogue(language(tag).gettext, {}, entries), None, remarks
