"""The job that writes translations and sources to the programme's folder a few seconds after somebody saved.

It is the sync itself: a catalogue that somebody is editing meanwhile is not overwritten, it is merged.
"""

from __future__ import annotations

from service.store import UnitOfWork
from service.translation.steps import WRITE_BACK, WRITE_BACK_DELAY

SYNC = "sync"
"""The job behind `polything sync`, the coordinators' button and the schedule; does the same, at once."""


def request_write_back(uow: UnitOfWork, programme_id: int) -> int:
    """Ask for a write-back soon, as after a source was changed in the browser; returns the job's number.

    Many requests within the delay become one job. Saves of translations ask by themselves.
    """
    return uow.jobs.enqueue(
        WRITE_BACK,
        {"programme_id": programme_id},
        key=f"{WRITE_BACK}:{programme_id}",
        delay=WRITE_BACK_DELAY,
        programme_id=programme_id,
    )
