"""Make artifacts from the database's editions and record them, for the downloads page."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from exporters.api import Artifact, Edition, Options, Problem
from exporters.packing import pack
from service.publishing.export import Files, asset_files, export
from service.publishing.sinks import FolderSink
from service.publishing.store import edition_from_store, programme_from_store
from service.store import Database


@dataclass(frozen=True)
class Request:
    """What somebody asked for: formats, language tags, document ids (none: all), exporters' options."""

    programme_id: int
    formats: tuple[str, ...]
    languages: tuple[str, ...]
    documents: tuple[str, ...] = ()
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Release:
    """What came of it: paths below the programme's folder of artifacts, and what people should know."""

    paths: tuple[str, ...]
    problems: tuple[Problem, ...]


def make(
    database: Database, root: Path, artifacts: Path, request: Request, progress: Callable[[int, int, str], None]
) -> Release:
    """Build the editions from the database, export them, and record the artifacts.

    No transaction is open while exporters work. Artifacts stand below ``artifacts``/<programme's id>/<languages>; what
    has not changed since the last time is not made again, and recorded all the same.

    Raises:
        ExportError, ContentError, SettingsError, NotFound: if nothing can be made.
    """
    with database.reading() as uow:
        row = uow.programmes.get(request.programme_id)
        key = row.key
        folder = programme_from_store(uow, row, root)
        editions: list[Edition] = [edition_from_store(uow, row, root, tag) for tag in request.languages]
    scope = "+".join(request.languages)
    base = artifacts / key / scope
    options = Options(documents=request.documents, values=request.values)
    outcome = export(
        editions, request.formats, options, Files(base, asset_files(root, folder.assets)), jobs=1, progress=progress
    )
    paths = []
    with database.unit_of_work() as uow:
        for artifact in (*outcome.made, *outcome.unchanged):
            file = _as_file(base, artifact)
            path = f"{scope}/{file.path}"
            data = (base / file.path).read_bytes()
            about = [problem.message for problem in outcome.problems if problem.artifact == artifact.path]
            uow.artifacts.record(
                request.programme_id,
                replace(file, path=path),
                digest=hashlib.sha256(data).hexdigest(),
                size=len(data),
                problems=about,
            )
            paths.append(path)
    return Release(tuple(paths), tuple(outcome.problems))


def _as_file(base: Path, artifact: Artifact) -> Artifact:
    """Pack an artifact that is a folder into a zip beside it; others stay what they are."""
    if not artifact.path.endswith("/"):
        return artifact
    folder = base / artifact.path
    files = {path.relative_to(base).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    name = artifact.path.rstrip("/") + ".zip"
    FolderSink(base, {}).write(name, pack(files))
    return replace(artifact, path=name, media_type="application/zip")
