"""The program git, asked for one thing at a time.

Only commands that are made for scripts are used, and nothing runs that somebody configured for people: hooks, signing,
editor, pager, filters, prompts, file monitors. The rest of the configuration counts, `safe.directory` above all.
Nothing that a person typed is an argument: paths and messages go in by standard input, names by the environment.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from service.errors import PolythingError

PATIENCE = 60.0
"""Seconds for one answer; git needs milliseconds, so that whoever takes this long hangs."""

_SETTINGS = (f"core.hooksPath={os.devnull}", "core.fsmonitor=false", "core.fsync=objects", "i18n.commitEncoding=UTF-8")
_COMMAND = ("git", "--no-pager", "--no-replace-objects")
_ENVIRONMENT = {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1"}


class NoRepository(PolythingError):
    """There is nothing to commit to, or nothing that can be used; an operator has to do something."""


class Waiting(PolythingError):
    """The repository is somebody's at the moment; the next run tries again."""


_REFUSED = (
    (
        r"dubious ownership in repository at '(.*?)'|unsafe repository \('(.*?)'",
        "the repository belongs to another user than the one that Polything runs as",
        "git config --global --add safe.directory '{0}'",
    ),
    (r"not a git repository", "no git repository", "git init, and a first commit"),
    (
        r"must be run in a work tree",
        "no work tree here: the repository is bare, or this is inside of .git",
        "git worktree add FOLDER BRANCH, and the programme in that folder",
    ),
    (
        r"unknown repository|repo version <=|unknown ref storage|unknown .*object format",
        "the repository has a form that the installed git does not know",
        "Install a newer git.",
    ),
    (r"index file|index version", "git's index cannot be read", "rm .git/index, then git reset"),
)
_OCCUPIED = (
    (
        r"Unable to create '(.*?)': File exists",
        "{0} is there: somebody is working in the repository",
        "If no git is running, delete that file.",
    ),
    (r"is at [0-9a-f]+ but expected", "somebody committed at the same moment", ""),
)
"""What git prints when it refuses, and how that is told: what is wrong, and what to do."""


@dataclass(frozen=True)
class Git:
    """git, run in a folder."""

    folder: Path

    def ask(
        self,
        *arguments: str,
        given: bytes = b"",
        surroundings: Mapping[str, str] | None = None,
        answers: tuple[int, ...] = (0,),
    ) -> bytes:
        """Run one command and return what it prints. ``given`` is its input; other exit codes than ``answers`` refuse.

        Raises:
            NoRepository: git is not installed, or refuses.
            Waiting: git finds that somebody else is at work.
        """
        options = [part for setting in _SETTINGS for part in ("-c", setting)]
        command, environment = [*_COMMAND, *options, *arguments], {**_environment(), **(surroundings or {})}
        try:
            run = subprocess.run(  # noqa: S603 - see above: no arguments that somebody typed
                command,
                cwd=self.folder,
                env=environment,
                input=given,
                capture_output=True,
                timeout=PATIENCE,
                start_new_session=True,
            )
        except (FileNotFoundError, PermissionError) as error:
            raise NoRepository("git is not installed", hint="apt install git, or as your system does it") from error
        except subprocess.TimeoutExpired as error:
            raise Waiting(f"git {arguments[0]} gave no answer in {PATIENCE:.0f} seconds") from error
        if run.returncode not in answers:
            raise refusal(arguments[0], run.stderr.decode(errors="replace"))
        return run.stdout


def git_version() -> str:
    """Return the version of the installed git, "" where there is none that can be asked."""
    try:
        return Git(Path.cwd()).ask("version").decode().strip().removeprefix("git version ")
    except PolythingError:
        return ""


def refusal(command: str, said: str) -> PolythingError:
    """Return the error for what git printed, in one line."""
    for kind, known in ((NoRepository, _REFUSED), (Waiting, _OCCUPIED)):
        for pattern, message, hint in known:
            if found := re.search(pattern, said):
                names = [name for name in found.groups() if name is not None]
                return kind(message.format(*names), hint=hint.format(*names))
    lines = [line for line in said.splitlines() if line.startswith(("fatal: ", "error: "))]
    why = lines[-1].partition(": ")[2] if lines else "it does not say why"
    return NoRepository(f"git {command} refuses: {why}", hint="git fsck may say more.")


def _environment() -> dict[str, str]:
    """Our own, without what speaks of another repository, as in a hook; configuration that is given there counts."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or "CONFIG" in name}
    return {**ours, **_ENVIRONMENT}
