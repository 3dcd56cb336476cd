"""Stands in for git and dies with whoever asked it, as when a machine stops, while the branch is being moved.

Usage: dying_git.py REAL STEP ARGUMENT… ; all but the move goes to the real git. After "locked master" the branch and
HEAD are locked by git itself, after "unlocked master" the branch has moved and HEAD is locked still.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path


def main(real: str, step: str, *arguments: str) -> None:
    if "update-ref" not in arguments or not step.endswith("locked master"):
        os.execv(real, [real, *arguments])
    branch, new, old = arguments[-3:]
    options = arguments[: arguments.index("update-ref")]
    if step == "locked master":
        git = subprocess.Popen([real, *options, "update-ref", "--stdin"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert git.stdin is not None
        assert git.stdout is not None
        git.stdin.write(f"start\nupdate {branch} {new} {old}\nprepare\n".encode())
        git.stdin.flush()
        assert [git.stdout.readline() for _ in range(2)] == [b"start: ok\n", b"prepare: ok\n"]
        git.kill()
        git.wait()
    else:
        subprocess.run([real, *arguments], check=True)
        Path(".git/HEAD.lock").touch()
    os.kill(os.getppid(), signal.SIGKILL)


if __name__ == "__main__":
    main(*sys.argv[1:])
