"""What Polything itself wrote into the folder and git does not have yet.

For each file a row remembers a chain of digests: what was there when Polything first wrote, and every version that it
wrote since. git's version of the file being one of them means that everything between it and the file was written by
Polything; if it is not, a person has changed the file too, and it is left to them.

A row is written before the file is replaced. A run that is killed in between leaves a row that says too much, never a
file that no row knows.
"""

from __future__ import annotations

from dataclasses import dataclass

from service.store import Database, UnitOfWork

PREFIX = ":git:"
"""Stands before the path, so that no row is taken for one of the sync's own."""

_LONGEST = 200
"""Versions that are kept of a file that cannot be committed for long; the first one always is."""


@dataclass(frozen=True)
class Ledger:
    """The rows of one programme. `intend` is a `service.sync.files.Journal`."""

    database: Database
    programme_id: int

    def intend(self, path: str, old: str, new: str) -> None:
        """Note that a file is about to be replaced."""
        with self.database.unit_of_work() as uow:
            chain = self._chain(uow, path)
            before = chain[: _last(chain, old) + 1] if old in chain else [old]
            self._put(uow, path, [*before, new])

    def chains(self) -> dict[str, list[str]]:
        """Return the chain of every file that may have to be committed, by path."""
        with self.database.reading() as uow:
            rows = uow.sync.under(self.programme_id, PREFIX)
            return {path.removeprefix(PREFIX): list(row.base.get("chain", ())) for path, row in rows.items()}

    def settle(self, path: str, seen: list[str]) -> None:
        """Forget a file that git has, unless something was written since ``seen`` was its chain."""
        with self.database.unit_of_work() as uow:
            if self._chain(uow, path) == seen:
                uow.sync.drop(self.programme_id, PREFIX + path)

    def shorten(self, path: str, seen: list[str], there: str, now: str) -> None:
        """Keep only the two ends of a chain, git's version and the file's, of a file that has to wait."""
        if len(seen) <= 2:
            return
        with self.database.unit_of_work() as uow:
            if self._chain(uow, path) == seen:
                self._put(uow, path, [there, now])

    def _chain(self, uow: UnitOfWork, path: str) -> list[str]:
        row = uow.sync.get(self.programme_id, PREFIX + path)
        return list(row.base.get("chain", ())) if row else []

    def _put(self, uow: UnitOfWork, path: str, chain: list[str]) -> None:
        if len(chain) > _LONGEST:
            chain = [chain[0], *chain[1 - _LONGEST :]]
        uow.sync.put(self.programme_id, PREFIX + path, chain[-1], {"chain": chain})


def ours(chain: list[str], there: str, now: str) -> bool:
    """True if Polything alone led from git's version (``there``) to the file's (``now``). "" is a missing file."""
    return there in chain and now in chain and chain.index(there) < _last(chain, now)


def _last(chain: list[str], digest: str) -> int:
    return len(chain) - 1 - chain[::-1].index(digest)
