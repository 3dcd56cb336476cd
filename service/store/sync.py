"""What files said when they and the database last agreed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select

from service.model import SyncState
from service.store.base import Repository, columns

S = columns(SyncState)


class SyncStates(Repository):
    """The bases of three-way merges, by path."""

    def get(self, programme_id: int, path: str) -> SyncState | None:
        """Return the base for a file, or None where it was never synchronised."""
        return self._session.scalar(select(SyncState).where(S.programme_id == programme_id, S.path == path))

    def under(self, programme_id: int, prefix: str) -> dict[str, SyncState]:
        """Return the rows whose path begins so, by path; the others, which may be large, are not read."""
        query = select(SyncState).where(S.programme_id == programme_id, S.path.startswith(prefix, autoescape=True))
        return {state.path: state for state in self._session.scalars(query.order_by(S.path))}

    def put(self, programme_id: int, path: str, digest: str, base: dict[str, Any]) -> None:
        """Remember what both sides agree on."""
        state = self.get(programme_id, path)
        if state is None:
            state = SyncState(programme_id=programme_id, path=path, digest=digest, updated=self._now)
            self._session.add(state)
        state.digest, state.base, state.updated = digest, base, self._now
        self._session.flush()

    def drop(self, programme_id: int, path: str) -> None:
        """Forget a file."""
        self._session.execute(delete(SyncState).where(S.programme_id == programme_id, S.path == path))
