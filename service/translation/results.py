"""What the workflow answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Note = Literal["", "unchanged", "beside", "hidden", "second_reader"]


@dataclass(frozen=True)
class Saved:
    """The text is safe.

    ``state`` is the state that now counts for the unit, ``event`` the history's word. ``note``: "unchanged" (it
    said so already), "beside" (kept as a suggestion beside an accepted text), "hidden" (others see it once the
    address is confirmed), "second_reader" (kept as translated, because approving one's own work needs another).
    """

    revision_id: int
    state: str
    event: str
    note: Note = ""


@dataclass(frozen=True)
class Conflict:
    """Somebody saved in between. Nothing was overwritten: ``mine`` is the revision that keeps this person's text.

    ``theirs_author`` is "" where the other does not want to be named. To keep mine, save it again with
    ``theirs_revision`` as the base; to take theirs, do nothing.
    """

    mine: int
    mine_text: str
    theirs_revision: int
    theirs_text: str
    theirs_state: str
    theirs_author: str
