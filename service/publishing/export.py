"""Run exporters over editions into a folder, making only what has changed.

Work is cut into tasks of one exporter over the editions that it needs together; tasks run side by side in processes.
A task's planned artifacts whose inputs are as recorded are skipped; a whole request whose inputs are as recorded
costs no more than reading the files once.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from pathlib import Path

from exporters.api import Artifact, Asset, Edition, ExportError, Options, Problem
from exporters.registry import check
from exporters.registry import formats as declared
from exporters.registry import get as exporter_of
from service.publishing.manifest import Made, Manifest
from service.publishing.sinks import FolderSink


@dataclass(frozen=True)
class Files:
    """Where artifacts are written, and where the files of assets lie, by the asset's path."""

    folder: Path
    assets: dict[str, Path]


@dataclass(frozen=True)
class Task:
    """One exporter's work: the editions as JSON, so that a process gets plain data."""

    format: str
    editions: tuple[str, ...]
    options: Options
    files: Files
    skip: frozenset[str]


@dataclass
class ExportReport:
    """What an export did: artifacts made and left alone, and what people should know."""

    made: list[Artifact] = field(default_factory=list)
    unchanged: list[Artifact] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    files: dict[str, int] = field(default_factory=dict)

    @property
    def failed(self) -> bool:
        return any(problem.fatal for problem in self.problems)


Progress = Callable[[int, int, str], None]
"""Called with tasks done, tasks in all, and a line saying what was done."""


def export(
    editions: Sequence[Edition],
    formats: Iterable[str],
    options: Options,
    files: Files,
    *,
    jobs: int = 0,
    progress: Progress | None = None,
) -> ExportReport:
    """Make what the formats plan for these editions, below the folder of ``files``.

    ``jobs`` processes work side by side; 0 means one for each core, 1 stays in this process.

    Raises:
        ExportError: for an unknown format, option or value. Failures of single artifacts are in the outcome's problems.
    """
    folder = files.folder
    manifest = Manifest.load(folder)
    outcome = ExportReport()
    tasks: list[tuple[Task, list[Artifact]]] = []
    names = list(formats)
    check(names, options)
    data = [(edition, edition.to_json()) for edition in editions]
    for name in names:
        wanted = _beside(name, names, options)
        planned = exporter_of(name).plan(editions, wanted)
        current = {a.path for a in planned if manifest.current(folder, a.path, a.inputs)}
        outcome.unchanged += [artifact for artifact in planned if artifact.path in current]
        for tags, group in _groups(artifact for artifact in planned if artifact.path not in current):
            needed = tuple(text for edition, text in data if edition.language.tag in tags)
            others = {artifact.path for artifact in planned} - {artifact.path for artifact in group}
            tasks.append((Task(name, needed, wanted, files, frozenset(others)), group))
    tasks.sort(key=lambda task: -len(task[0].editions))  # the longest first, so that no process waits for it at the end
    for done, (task, planned, result) in enumerate(_run(tasks, jobs), start=1):
        made, written, problems = result
        outcome.made += made
        outcome.problems += problems
        outcome.files |= written
        for artifact in made:
            own = {path: size for path, size in written.items() if _belongs(path, artifact.path)}
            manifest.replace(folder, artifact.path, Made(artifact.inputs, own))
        manifest.save(folder)
        if progress:
            languages = ", ".join(sorted({tag for artifact in planned for tag in artifact.languages}))
            progress(done, len(tasks), f"{task.format} ({languages})")
    return outcome


def _belongs(path: str, artifact: str) -> bool:
    return path == artifact or (artifact.endswith("/") and path.startswith(artifact))


def _beside(name: str, names: Sequence[str], options: Options) -> Options:
    """Add what an option means beside another format, such as a site's that is made together with the PDFs."""
    if options.documents:
        return options
    meant = {one.name: one.beside[1] for one in declared()[name].options if one.beside and one.beside[0] in names}
    return replace(options, values={**meant, **options.values})


def _groups(planned: Iterable[Artifact]) -> list[tuple[tuple[str, ...], list[Artifact]]]:
    """Put artifacts together that need the same languages, so that each process gets only the editions it needs."""
    groups: dict[tuple[str, ...], list[Artifact]] = {}
    for artifact in planned:
        groups.setdefault(tuple(sorted(artifact.languages)), []).append(artifact)
    return list(groups.items())


_Result = tuple[list[Artifact], dict[str, int], list[Problem]]


def _run(tasks: list[tuple[Task, list[Artifact]]], jobs: int) -> Iterable[tuple[Task, list[Artifact], _Result]]:
    workers = min(jobs or os.cpu_count() or 1, len(tasks))
    if workers <= 1:
        for task, planned in tasks:
            yield task, planned, perform(task)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        running = {pool.submit(perform, task): (task, planned) for task, planned in tasks}
        for future in as_completed(running):
            task, planned = running[future]
            yield task, planned, future.result()


def perform(task: Task) -> _Result:
    """Do one task in whatever process this is; errors of an exporter become fatal problems."""
    sink = FolderSink(task.files.folder, task.files.assets)
    editions = [Edition.model_validate_json(data) for data in task.editions]
    try:
        made = exporter_of(task.format).export(editions, task.options, sink, skip=task.skip)
    except ExportError as error:
        languages = ", ".join(edition.language.tag for edition in editions)
        sink.report(Problem(artifact=task.format, message=str(error), language=languages, fatal=True))
        made = []
    return made, sink.files, sink.problems


def asset_files(root: Path, assets: Iterable[Asset]) -> dict[str, Path]:
    """Map an edition's assets to the files below a programme's content folder."""
    return {asset.path: root / "content" / asset.path for asset in assets}
