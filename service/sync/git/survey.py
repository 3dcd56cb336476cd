"""Which of the files that Polything wrote may be committed now, and why the others have to wait. Changes nothing."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from service.documents.programme import ProgrammeFolder
from service.store import Database
from service.sync import files
from service.sync.git.index import Index
from service.sync.git.ledger import ours
from service.sync.git.objects import Kept
from service.sync.git.repository import Head, Repository

CHANGED = "somebody changed it in the folder too; commit or undo that yourself"
STAGED = "somebody has staged it, or told git to look away from it"
STRANGE = "it is no ordinary file, here or in git"


@dataclass(frozen=True)
class Place:
    """What a file is in its document. ``tag`` "" is the source or the template."""

    document_id: int
    title: str
    path: str
    source_path: str
    tag: str = ""


@dataclass(frozen=True)
class Ready:
    """A file that may be committed: what git has, what the file says, and the file's state when it was read."""

    path: str
    name: bytes
    data: bytes
    stat: os.stat_result = field(repr=False)
    before: Kept | None
    place: Place | None


@dataclass
class Survey:
    """``settled`` are files that git has as they are, or does not want; ``waiting`` gives a reason for each path.

    ``ends``: git's digest and the file's, for files that wait and that Polything alone has changed.
    """

    ready: list[Ready] = field(default_factory=list)
    settled: list[str] = field(default_factory=list)
    waiting: dict[str, str] = field(default_factory=dict)
    ends: dict[str, tuple[str, str]] = field(default_factory=dict)


def places(database: Database, programme: ProgrammeFolder, programme_id: int) -> dict[str, Place]:
    """Return the files of all documents by path."""
    with database.reading() as uow:
        rows = [(row.id, row.title, row.path, row.kind, row.slug) for row in uow.documents.all(programme_id, gone=True)]
    found: dict[str, Place] = {}
    for number, title, source, kind, slug in rows:
        names = {source: "", files.pot_name(kind, slug): ""}
        names |= {files.po_name(kind, slug, target.tag): target.tag for target in programme.languages}
        found |= {path: Place(number, title, path, source, tag) for path, tag in names.items()}
    return found


def survey(
    repository: Repository,
    head: Head,
    index: Index,
    programme: ProgrammeFolder,
    chains: Mapping[str, list[str]],
    known: Mapping[str, Place],
) -> Survey:
    """Look at every file that Polything wrote since git had it.

    A document's catalogues go with its source: while a person has changed that and not committed it, they wait, so
    that no commit holds a template without the text that it was made from.
    """
    found = Survey()
    for path, chain in chains.items():
        _look(found, repository, head, index, programme, path, chain, known.get(path))
    _with_their_sources(found, repository, head, programme)
    return found


def _look(
    found: Survey,
    repository: Repository,
    head: Head,
    index: Index,
    programme: ProgrammeFolder,
    path: str,
    chain: list[str],
    place: Place | None,
) -> None:
    name = repository.name(path)
    before = repository.file(head, name)
    stat = repository.regular(name)
    data = files.read(programme.root, path) if stat else None
    if stat is None or data is None or (before is not None and before.data is None):
        found.waiting[path] = STRANGE
        return
    there, now = files.digest_of(before.data if before else None), files.digest_of(data)
    if there == now or (before is None and repository.ignored(name)):
        found.settled.append(path)
    elif not ours(chain, there, now):
        found.waiting[path] = CHANGED
    else:
        found.ends[path] = (there, now)
        if _untouched(index, name, before):
            found.ready.append(Ready(path, name, data, stat, before, place))
        else:
            found.waiting[path] = STAGED


def _untouched(index: Index, name: bytes, before: Kept | None) -> bool:
    """True if the index has of a file what the newest commit has."""
    entries = index.find(name)
    if before is None:
        return not entries and not index.blocks(name)
    return [(entry.id.hex(), entry.mode, entry.plain) for entry in entries] == [(before.id.decode(), before.mode, True)]


def _with_their_sources(found: Survey, repository: Repository, head: Head, programme: ProgrammeFolder) -> None:
    going = {ready.path for ready in found.ready}
    kept: dict[str, bool] = {}
    ready, found.ready = found.ready, []
    for one in ready:
        source = one.place.source_path if one.place else ""
        if source and source not in going and source not in kept:
            before = repository.file(head, repository.name(source))
            here = files.read(programme.root, source)
            kept[source] = before is not None and _lines(before.data) == _lines(here)
        if not source or source in going or kept[source]:
            found.ready.append(one)
        else:
            found.waiting[one.path] = f"{source} was changed in the folder and is not committed yet"


def _lines(data: bytes | None) -> bytes | None:
    """A text whatever its line ends: git may have been told to give out others than it keeps (core.autocrlf)."""
    return None if data is None else data.replace(b"\r\n", b"\n")
