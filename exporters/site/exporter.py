"""The site exporter: all languages in one folder, with one copy of styles, scripts and pictures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from exporters import theme
from exporters.api import Artifact, Edition, ExportError, Options, Problem, Sink, digest
from exporters.site import SITE, pages
from exporters.site.frame import Frame, page_path

FOLDER = SITE.path()
HERE = Path(__file__).parent


class SiteExporter:
    """Makes one folder ``site/`` of all editions given."""

    format = SITE.name

    def plan(self, editions: Sequence[Edition], options: Options) -> list[Artifact]:
        """One artifact: the folder. Empty without editions."""
        if not editions:
            return []
        values = [f"{name}={options.values[name]}" for name in sorted(options.values)]
        inputs = digest(*values, *(edition.to_json() for edition in editions))
        return [
            Artifact(
                format=self.format,
                path=FOLDER,
                title=editions[0].programme.title,
                media_type="text/html",
                inputs=inputs,
                languages=tuple(edition.language.tag for edition in editions),
            )
        ]

    def export(
        self, editions: Sequence[Edition], options: Options, sink: Sink, *, skip: frozenset[str] = frozenset()
    ) -> list[Artifact]:
        """Write the folder. A picture that cannot be had is reported and left out.

        Raises:
            ExportError: if two editions are of the same language.
        """
        planned = [artifact for artifact in self.plan(editions, options) if artifact.path not in skip]
        if not planned:
            return []
        tags = [edition.language.tag for edition in editions]
        if len(set(tags)) != len(tags):
            raise ExportError(f"A site can hold each language once; these were given: {', '.join(tags)}.")
        sink.write(FOLDER + "theme/theme.css", theme.stylesheet())
        sink.write(FOLDER + "theme/quiz.js", theme.exercises())
        for name in ("site.css", "site.js"):
            sink.write(FOLDER + f"theme/{name}", (HERE / "static" / name).read_bytes())
        shared: dict[str, str] = {}
        first = None
        for edition in editions:
            paths = _assets(edition, sink, shared)
            first = first or (edition, paths)
            _language(edition, editions, options, paths, sink)
        if first:
            _write(sink, "index.html", _choose(editions, options, first[1]))
        return planned


def _choose(editions: Sequence[Edition], options: Options, paths: dict[str, str]) -> str:
    """The page that offers the languages, itself in the source language if that is among them."""
    origin = next((edition for edition in editions if edition.language.tag == edition.source.tag), editions[0])
    frame = Frame(origin, editions, "index.html", options, paths)
    pictures = [thing.meta.get("picture") for thing in origin.of_kind("thing")]
    return (
        pages.environment(origin)
        .get_template("choose.html")
        .render(
            frame=frame,
            policy=pages.POLICY,
            titles=[_title(edition) for edition in editions],
            tiles=[path for path in pictures if isinstance(path, str) and path in paths],
        )
    )


def _title(edition: Edition) -> tuple[str, str, str]:
    """A programme's title with its language and direction, which are the source's where it is not translated."""
    front = edition.page("home")
    if front:
        return front.title.text, front.title.unit.lang, front.title.unit.dir
    return edition.programme.title, edition.source.tag, edition.source.dir


def _language(
    edition: Edition, editions: Sequence[Edition], options: Options, paths: dict[str, str], sink: Sink
) -> None:
    env, tag = pages.environment(edition), edition.language.tag
    front = edition.page("home")
    frame = Frame(edition, editions, f"{tag}/index.html", options, paths, None, front)
    _write(sink, frame.path, pages.home_page(env, frame))
    for document in edition.documents:
        if document is not front:
            frame = Frame(edition, editions, f"{tag}/{page_path(document)}", options, paths, None, document)
            _write(sink, frame.path, pages.document_page(env, frame, document))
    frame = Frame(edition, editions, f"{tag}/downloads.html", options, paths)
    _write(sink, frame.path, pages.downloads_page(env, frame))


def _assets(edition: Edition, sink: Sink, shared: dict[str, str]) -> dict[str, str]:
    """Write an edition's assets that are not there yet; a language's own version goes to its own folder."""
    paths = {}
    for asset in edition.assets:
        known = shared.get(asset.path)
        path = asset.path if known in (None, asset.digest) else f"{edition.language.tag}/{asset.path}"
        if known != asset.digest:
            try:
                sink.write(FOLDER + path, sink.asset(asset))
            except ExportError as error:
                sink.report(Problem(FOLDER, str(error), language=edition.language.tag))
                continue
            shared.setdefault(asset.path, asset.digest)
        paths[asset.path] = path
    return paths


def _write(sink: Sink, path: str, text: str) -> None:
    sink.write(FOLDER + path, text.encode())
