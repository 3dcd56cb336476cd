"""A process that is killed by its own hand at one step of a sync with commits.

Usage: committer.py URL FOLDER STEP
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from service.commits.run import GitOptions, sync_and_commit
from service.documents.programme import load_programme
from service.store import Database, make_engine


def main(url: str, folder: str, step: str) -> None:
    """Sync, and die after the step; "survived" goes out if it never came."""

    def checkpoint(done: str) -> None:
        if done == step:
            os.kill(os.getpid(), signal.SIGKILL)

    database, programme = Database(make_engine(url)), load_programme(Path(folder))
    sync_and_commit(database, programme, GitOptions("x.example.org"), checkpoint=checkpoint)
    print("survived", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:4])
