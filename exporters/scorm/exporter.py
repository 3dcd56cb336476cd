"""The SCORM exporter: which packages there are, and the making of them one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from exporters import api
from exporters.api import Artifact, Document, Edition, ExportError, Options, Problem, Sink
from exporters.packing import identifier
from exporters.scorm import FORMATS, package

VERSIONS = {"scorm12": "1.2", "scorm2004": "2004"}


@dataclass(frozen=True)
class _Job:
    """One package to make: its editions, the one of its default language first, and its Things in each."""

    artifact: Artifact
    request: package.Request


class ScormExporter:
    """Makes packages of one SCO each. ``format`` is "scorm12" or "scorm2004"."""

    def __init__(self, format: str) -> None:  # noqa: A002 - the contract's word
        if format not in VERSIONS:
            raise ExportError(f"“{format}” is not a kind of learning package. Use one of: {', '.join(VERSIONS)}.")
        self.format = format
        self.declared = next(one for one in FORMATS if one.name == format)

    def plan(self, editions: Sequence[Edition], options: Options) -> list[Artifact]:
        """Return the packages. Raises ExportError for an option that is not known."""
        return [job.artifact for job in self._jobs(editions, options, frozenset())]

    def export(
        self, editions: Sequence[Edition], options: Options, sink: Sink, *, skip: frozenset[str] = frozenset()
    ) -> list[Artifact]:
        """Make the planned packages except the paths in ``skip``.

        Raises:
            ExportError: for an option that is not known. What is wrong with one package is reported to the sink.
        """
        made = []
        for job in self._jobs(editions, options, skip):
            try:
                data = package.build(job.request, sink)
            except ExportError as error:
                problem = Problem(
                    artifact=job.artifact.path,
                    message=str(error),
                    language=job.request.editions[0].language.tag,
                    document=job.artifact.document or "",
                    fatal=True,
                )
                sink.report(problem)
                continue
            sink.write(job.artifact.path, data)
            made.append(job.artifact)
        return made

    def _jobs(self, editions: Sequence[Edition], options: Options, skip: frozenset[str]) -> list[_Job]:
        kinds, report = self.declared.read(options, "packages"), self.declared.value(options, "report")
        jobs: list[_Job | None] = []
        for edition in editions:
            things = _things(edition, options)
            if "programme" in kinds and things and not options.documents:
                jobs.append(self._job((edition,), things, report, skip))
            if "things" in kinds:
                jobs += [self._job((edition,), (thing,), report, skip, thing) for thing in things]
        if "all" in kinds and len(editions) > 1 and not options.documents:
            # The source language first: it is the default where nothing tells the learner's language.
            ordered = sorted(editions, key=lambda e: e.language.tag != e.programme.source_language)
            if things := _things(ordered[0], options):
                jobs.append(self._job(tuple(ordered), things, report, skip))
        return [job for job in jobs if job is not None]

    def _job(
        self,
        editions: tuple[Edition, ...],
        things: tuple[Document, ...],
        report: str,
        skip: frozenset[str],
        document: Document | None = None,
    ) -> _Job | None:
        """Return one package to make; None if it is to be skipped, before its digest is worked out."""
        edition, several = editions[0], len(editions) > 1
        tag = "all" if several else edition.language.tag
        name = identifier(document.slug if document else edition.programme.id)
        path = self.declared.path(name=name, language=tag)
        if path in skip:
            return None
        request = package.Request(
            editions=editions,
            documents=tuple(thing.id for thing in things),
            version=VERSIONS[self.format],
            report=report,
            identity=f"polything-{identifier(edition.programme.id)}-"
            + (f"{name}-" if document else "")
            + identifier(tag),
            single=document is not None,
        )
        artifact = Artifact(
            format=self.format,
            path=path,
            title=document.title.text if document else edition.programme.title,
            media_type="application/zip",
            inputs=api.digest(request.identity, request.version, report, *(_data(e, things) for e in editions)),
            languages=tuple(e.language.tag for e in editions),
            document=document.id if document else None,
            variant="all" if several else "",
        )
        return _Job(artifact, request)


def _things(edition: Edition, options: Options) -> tuple[Document, ...]:
    return tuple(thing for thing in edition.of_kind("thing") if options.wants(thing))


def _data(edition: Edition, things: tuple[Document, ...]) -> str:
    """What a package takes from an edition: its Things, and the home document, which names the blocks."""
    wanted = {thing.id for thing in things}
    kept = tuple(d for d in edition.documents if d.id in wanted or d.meta.get("role") == "home")
    return edition.model_copy(update={"documents": kept}).to_json()


scorm12 = partial(ScormExporter, "scorm12")
scorm2004 = partial(ScormExporter, "scorm2004")
