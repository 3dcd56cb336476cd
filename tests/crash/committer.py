"""A process that is killed by its own hand at one step of a sync with commits.

Usage: committer.py URL FOLDER STEP
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from service.documents.programme import load_programme
from service.store import Database, make_engine
from service.sync.git.commit import GitOptions
from service.sync.run import synchronise


def main(url: str, folder: str, step: str) -> None:
    """Sync, and die after the step; "survived" goes out if it never came."""

    def checkpoint(done: str) -> None:
        if done == step:
            os.kill(os.getpid(), signal.SIGKILL)

    synchronise(
        Database(make_engine(url)), load_programme(Path(folder)), checkpoint=checkpoint, git=GitOptions("x.example.org")
    )
    print("survived", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:4])
