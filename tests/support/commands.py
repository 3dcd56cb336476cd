"""Commands as somebody types them, each in a process of its own that has the modules already.

A new Python takes a second of processor time to load everything, a fork of one that has it takes none. The forks begin
with the environment, the folder and the arguments that they are given, and end with their own exit code.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("POLYTHING_")}

PATIENCE = 120
"""Seconds after which a command hangs."""


def polything(
    folder: Path, *arguments: str, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder; ``environment`` comes on top of ours without our settings."""
    with tempfile.TemporaryDirectory(prefix="polything-command-") as kept:
        said = [Path(kept) / name for name in ("stdout", "stderr")]
        wish = [str(folder), list(arguments), {**ENVIRONMENT, **(environment or {})}, [str(path) for path in said]]
        nursery = _nursery()
        assert nursery.stdin is not None
        assert nursery.stdout is not None
        nursery.stdin.write(json.dumps(wish) + "\n")
        nursery.stdin.flush()
        if not select.select([nursery.stdout], [], [], PATIENCE)[0]:
            os.killpg(nursery.pid, signal.SIGKILL)
            _nursery.cache_clear()
            raise AssertionError(f"polything {' '.join(arguments)} does not end")
        code = int(nursery.stdout.readline())
        out, err = (path.read_text(encoding="utf-8") for path in said)
    return subprocess.CompletedProcess(["polything", *arguments], code, out, err)


@cache
def _nursery() -> subprocess.Popen[str]:
    """The process that forks, one for each process of tests; it ends with its input."""
    command = [sys.executable, "-m", "tests.support.commands"]
    started = subprocess.Popen(
        command,
        cwd=ROOT,
        env=ENVIRONMENT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    atexit.register(started.communicate)
    return started


def _serve() -> None:
    """Load what commands load when they are used, then fork for each line of the input and answer with exit codes."""
    import service.cli.app
    import service.jobs.worker
    import service.publishing.export
    import service.sync.run
    import service.web.app  # noqa: F401

    answers = os.fdopen(os.dup(1), "w")
    for line in sys.stdin:
        folder, arguments, environment, said = json.loads(line)
        child = os.fork()
        if child == 0:
            _run(Path(folder), arguments, environment, said)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), file=answers, flush=True)


def _run(folder: Path, arguments: list[str], environment: dict[str, str], said: list[str]) -> None:
    """Be the command; does not return."""
    from service.cli import main

    code = 1
    for place, path in ((0, os.devnull), (1, said[0]), (2, said[1])):
        file = os.open(path, os.O_RDONLY if place == 0 else os.O_WRONLY | os.O_CREAT, 0o600)
        os.dup2(file, place)
        os.close(file)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    sys.argv = ["polything", *arguments]
    try:
        main()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    _serve()
