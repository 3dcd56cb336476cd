"""What a sync did, for the person who started it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

REFUSED = frozenset({"empty", "truncated", "foreign", "unreadable", "language", "orphan", "missing", "invalid"})
"""Kinds of notices about whole files that changed nothing in the database."""


@dataclass(frozen=True)
class Notice:
    """One thing worth knowing about one file.

    ``kind``: an `Outcome`, a `Suspicion`, or new, edited, written, renamed, proposed, missing, orphan, invalid, busy.
    ``count``: how many entries it is about. ``message``: one English sentence, "path:line: …" for an error in a file.
    """

    path: str
    kind: str
    message: str
    count: int = 1
    language: str = ""


@dataclass
class SyncReport:
    """Notices in the order of the work; ``written`` are the files that were brought up to date.

    ``committed``: commits made in the folder's git repository, "id subject". ``uncommitted``: why some were not.
    """

    notices: list[Notice] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    committed: list[str] = field(default_factory=list)
    uncommitted: list[str] = field(default_factory=list)

    def add(self, path: str, kind: str, message: str, count: int = 1, language: str = "") -> None:
        """Note one thing."""
        self.notices.append(Notice(path, kind, message, count, language))

    @property
    def counts(self) -> Counter[str]:
        """How many entries or files each kind of notice is about."""
        total: Counter[str] = Counter()
        for notice in self.notices:
            total[notice.kind] += notice.count
        return total

    @property
    def refused(self) -> list[Notice]:
        """Files that were not believed."""
        return [notice for notice in self.notices if notice.kind in REFUSED]

    @property
    def quiet(self) -> bool:
        """True if folder and database were the same already."""
        return not self.notices and not self.written

    def as_json(self) -> dict[str, object]:
        """Return the report as plain data, for a job's result and `--json`."""
        return {
            "written": list(self.written),
            "committed": list(self.committed),
            "uncommitted": list(self.uncommitted),
            "notices": [notice.__dict__ for notice in self.notices],
        }
