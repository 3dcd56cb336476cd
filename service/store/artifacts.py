"""What exporters made."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from exporters.api import Artifact
from service.model import ArtifactRecord
from service.store.base import Repository, columns

A = columns(ArtifactRecord)


class Artifacts(Repository):
    """The newest artifact of each path."""

    def record(
        self, programme_id: int, artifact: Artifact, *, digest: str, size: int, problems: Sequence[str] = ()
    ) -> ArtifactRecord:
        """Remember an artifact that was made; ``digest`` is the sha256 hex of its bytes, ``size`` in bytes."""
        query = select(ArtifactRecord).where(A.programme_id == programme_id, A.path == artifact.path)
        record = self._session.scalar(query)
        if record is None:
            record = ArtifactRecord(
                programme_id=programme_id,
                format=artifact.format,
                path=artifact.path,
                title=artifact.title,
                media_type=artifact.media_type,
                inputs=artifact.inputs,
                created=self._now,
            )
            self._session.add(record)
        record.format, record.title, record.media_type = artifact.format, artifact.title, artifact.media_type
        record.inputs, record.digest, record.size = artifact.inputs, digest, size
        record.languages, record.document, record.variant = (
            list(artifact.languages),
            artifact.document,
            artifact.variant,
        )
        record.problems, record.created = list(problems), self._now
        self._session.flush()
        return record

    def all(self, programme_id: int, *, format: str | None = None) -> list[ArtifactRecord]:  # noqa: A002
        """Return the artifacts of a programme by path, or those of one format."""
        query = select(ArtifactRecord).where(A.programme_id == programme_id).order_by(A.path)
        return list(self._session.scalars(query if format is None else query.where(A.format == format)))
