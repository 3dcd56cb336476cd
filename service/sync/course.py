"""What the steps of one sync share."""

from __future__ import annotations

from dataclasses import dataclass

from service.documents.programme import ProgrammeFolder
from service.store import Database
from service.sync import files
from service.sync.files import Checkpoint, Journal
from service.sync.report import SyncReport


@dataclass(frozen=True)
class Course:
    """One run of the sync: between what, what there is to tell, and who is told of steps done and files replaced."""

    database: Database
    programme: ProgrammeFolder
    report: SyncReport
    checkpoint: Checkpoint = files.nothing
    journal: Journal = files.unrecorded
