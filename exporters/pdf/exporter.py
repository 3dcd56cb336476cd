"""The exporter of format "pdf": one file a document and size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.metadata import version

from exporters.api import Artifact, Document, Edition, ExportError, Options, Problem, Sink, digest
from exporters.packing import identifier
from exporters.pdf import PDF, engine, fonts, problems, sheets
from exporters.pdf.payload import build


class PdfExporter:
    """Makes posters, guides and Things as PDF; other kinds of document have no paper form."""

    format = PDF.name

    def plan(self, editions: Sequence[Edition], options: Options) -> list[Artifact]:
        """Return the artifacts that `export` would make, in the order of editions and documents."""
        return [artifact for edition in editions for artifact, _, _ in _planned(edition, options)]

    def export(
        self, editions: Sequence[Edition], options: Options, sink: Sink, *, skip: frozenset[str] = frozenset()
    ) -> list[Artifact]:
        """Make the planned files except those in ``skip``.

        A document that does not fit, lacks a font or holds something unknown stops its own file only and is reported.

        Raises:
            ExportError: if a required font package is missing, so that nothing can be made.
        """
        fonts.folders()
        made = []
        for edition in editions:
            for artifact, document, size in _planned(edition, options):
                if artifact.path in skip:
                    continue
                try:
                    data = _make(edition, document, size, artifact, options, sink)
                except ExportError as error:
                    sink.report(_problem(artifact, edition, document, str(error), fatal=True))
                    continue
                sink.write(artifact.path, data)
                made.append(artifact)
        return made


def _make(edition: Edition, document: Document, name: str, artifact: Artifact, options: Options, sink: Sink) -> bytes:
    """Return one file's bytes. Raises ExportError, with a sentence for people, if there can be none."""
    size = sheets.size(document, name)
    payload = build(edition, document, size, theme=PDF.value(options, "theme"), read=sink.asset)
    for message in problems.fatal(edition, document, payload):
        raise ExportError(message)
    data, verdict = engine.pdf(payload, edition.generated)
    if message := problems.overflow(edition, document, size, verdict):
        raise ExportError(message)
    for message in problems.remarks(document, payload, verdict):
        sink.report(_problem(artifact, edition, document, message, fatal=False))
    return data


def _planned(edition: Edition, options: Options) -> Iterator[tuple[Artifact, Document, str]]:
    only, theme = PDF.read(options, "sizes"), PDF.value(options, "theme")
    head = edition.model_dump_json(exclude={"documents", "assets", "progress", "contributors"})
    tail = "" if theme == sheets.THEME else f"-{identifier(theme)}"
    for document in edition.documents:
        if document.kind not in PDF.kinds or not options.wants(document):
            continue
        inputs = _inputs(edition, document, head, theme)
        for name in sheets.wanted(document):
            if only and name not in only:
                continue
            variant = identifier(name) + tail
            artifact = Artifact(
                format=PDF.name,
                path=PDF.path(language=edition.language.tag, kind=document.kind, slug=document.slug, variant=variant),
                title=document.title.text,
                media_type="application/pdf",
                inputs=digest(inputs, name),
                languages=(edition.language.tag,),
                document=document.id,
                variant=variant,
            )
            yield artifact, document, name


def _inputs(edition: Edition, document: Document, head: str, theme: str) -> str:
    text = document.model_dump_json()
    pictures = [f"{asset.path}={asset.digest}" for asset in edition.assets if asset.path in text]
    makers = (version("typst"), version("segno"), fonts.versions())
    return digest(*makers, theme, head, text, *pictures)


def _problem(artifact: Artifact, edition: Edition, document: Document, message: str, *, fatal: bool) -> Problem:
    return Problem(
        artifact=artifact.path, message=message, language=edition.language.tag, document=document.id, fatal=fatal
    )
