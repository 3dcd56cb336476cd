"""The exporter of format "edition": one file a language."""

from __future__ import annotations

from collections.abc import Sequence

from exporters.api import Artifact, Edition, Options, Sink, digest
from exporters.edition import EDITION


class EditionExporter:
    """Writes an edition as it is."""

    format = EDITION.name

    def plan(self, editions: Sequence[Edition], options: Options) -> list[Artifact]:
        """One file a language."""
        return [
            Artifact(
                format=self.format,
                path=EDITION.path(programme=edition.programme.id, language=edition.language.tag),
                title=edition.programme.title,
                media_type="application/json",
                inputs=digest(edition.to_json()),
                languages=(edition.language.tag,),
            )
            for edition in editions
        ]

    def export(
        self, editions: Sequence[Edition], options: Options, sink: Sink, *, skip: frozenset[str] = frozenset()
    ) -> list[Artifact]:
        """Write the files that are not in ``skip``."""
        made = []
        for edition, artifact in zip(editions, self.plan(editions, options), strict=True):
            if artifact.path not in skip:
                sink.write(artifact.path, edition.to_json().encode())
                made.append(artifact)
        return made
