"""Which of the files that Polything wrote may be committed now, and why the others have to wait. Changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from service.commits.ledger import ours
from service.commits.repository import Repository, State
from service.documents.programme import ProgrammeFolder
from service.store import Database
from service.sync import files

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
    """A file that may be committed: what git has, and what the file says."""

    path: str
    name: bytes
    data: bytes
    before: bytes | None
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
    repository: Repository, state: State, root: Path, chains: Mapping[str, list[str]], known: Mapping[str, Place]
) -> Survey:
    """Look at every file that Polything wrote since git had it. ``root`` is the programme's folder.

    A document's catalogues go with its source: while a person has changed that and not committed it, they wait, so
    that no commit holds a template without the text that it was made from.
    """
    found = Survey()
    names = {path: repository.name(path) for path in chains}
    names |= {known[path].source_path: repository.name(known[path].source_path) for path in chains if path in known}
    before = repository.contents(state, names.values())
    now = {path: files.read(root, path) for path, name in names.items() if repository.regular(name)}
    ignored = repository.ignored(names[path] for path in chains if path in now and names[path] not in state.tree)
    for path, chain in chains.items():
        name, old, data = names[path], before.get(names[path]), now.get(path)
        ends = files.digest_of(old), files.digest_of(data)
        if data is None or (old is None and name in state.tree):
            found.waiting[path] = STRANGE
        elif old == data or name in ignored:
            found.settled.append(path)
        elif not ours(chain, *ends):
            found.waiting[path] = CHANGED
        elif not state.untouched(name):
            found.waiting[path], found.ends[path] = STAGED, ends
        else:
            found.ends[path] = ends
            found.ready.append(Ready(path, name, data, old, known.get(path)))
    going = {one.path for one in found.ready}
    going |= {path for path, name in names.items() if _same(before.get(name), now.get(path))}
    ready, found.ready = found.ready, []
    for one in ready:
        source = one.place.source_path if one.place else one.path
        if source in going:
            found.ready.append(one)
        else:
            found.waiting[one.path] = f"{source} was changed in the folder and is not committed yet"
    return found


def _same(kept: bytes | None, here: bytes | None) -> bool:
    """True if git has a file whatever its line ends: it may give out others than it keeps (core.autocrlf)."""
    return kept is not None and here is not None and kept.replace(b"\r\n", b"\n") == here.replace(b"\r\n", b"\n")
