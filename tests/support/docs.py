"""The documentation's examples, read from the Markdown and tried in a copy of the repository.

Three kinds of fenced blocks are tried, in the order of a page:

* ``python file=PATH`` (any language): a new file with this text.
* ``diff file=PATH``: changes of a file. A line that begins with ``@@`` begins another place. What a place shows of the
  old text (lines with a blank or ``-``) has to be there exactly once, wherever that is.
* ``console``: commands behind ``$``, continued behind ``>``, each with the beginning of a line or more that it
  prints. ``…`` stands for anything; a command that nothing stands below may print what it likes.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
_LEFT_OUT = shutil.ignore_patterns(
    ".venv", ".git", ".*_cache", ".hypothesis", "__pycache__", "build", "dist", "var", "node_modules"
)
_FENCE = re.compile(r"^ *(?P<fence>```+)(?P<info>[^\n`]*)\n(?P<text>.*?)^ *(?P=fence) *$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, the file it is about ("" for none), its text, and the line of its fence."""

    language: str
    file: str
    text: str
    line: int


@dataclass(frozen=True)
class Command:
    """A command of a console block and what is printed below it."""

    line: str
    prints: str


def blocks(page: Path) -> list[Block]:
    """Return the fenced blocks of a Markdown file."""
    text = page.read_text(encoding="utf-8")
    found = []
    for match in _FENCE.finditer(text):
        language, *rest = match["info"].split() or [""]
        named = dict(word.split("=", 1) for word in rest if "=" in word)
        found.append(Block(language, named.get("file", ""), match["text"], text[: match.start()].count("\n") + 1))
    return found


def commands(text: str) -> list[Command]:
    """Return the commands of a console block."""
    found: list[tuple[list[str], list[str]]] = []
    for line in text.splitlines():
        if line.startswith("$ "):
            found.append(([line[2:]], []))
        elif line.startswith(">") and not found[-1][1]:
            found[-1][0].append(line[2:])
        else:
            found[-1][1].append(line)
    return [Command("\n".join(typed), "\n".join(printed)) for typed, printed in found]


def changed(old: str, diff: str) -> str:
    """Return a file's text with the changes of a block.

    Raises:
        ValueError: if a place is not there, or not only once.
    """
    for place in re.split(r"^@@.*\n", diff, flags=re.MULTILINE):
        lines = [line or " " for line in place.splitlines()]
        if not lines:
            continue
        before = "".join(f"{line[1:]}\n" for line in lines if line[0] in " -")
        after = "".join(f"{line[1:]}\n" for line in lines if line[0] in " +")
        if ("\n" + old).count("\n" + before) != 1:
            raise ValueError(f"not there, or not only once:\n{before}")
        old = ("\n" + old).replace("\n" + before, "\n" + after)[1:]
    return old


class Copy:
    """A copy of the repository in which the examples of a page are tried; `make` installs nothing there."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "polything"
        shutil.copytree(ROOT, self.root, ignore=_LEFT_OUT)
        venv = self.root / ".venv"
        venv.mkdir()
        for name in ("bin", "lib", "pyvenv.cfg"):
            if (Path(sys.prefix) / name).exists():
                (venv / name).symlink_to(Path(sys.prefix) / name)
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("POLYTHING_", "PYTEST_"))}
        self.written: list[str] = []
        self.environment = kept | {
            "PYTHONPATH": str(self.root),
            "PYTHONIOENCODING": "utf-8",
            "COLUMNS": "140",
            "NO_COLOR": "1",
        }

    def do(self, page: Path, block: Block) -> list[str]:
        """Do what a block says; returns what is wrong, which is nothing if the documentation is right."""
        where = f"{page.relative_to(ROOT)}:{block.line}"
        if block.language == "console":
            return [f"{where}: {wrong}" for command in commands(block.text) for wrong in self.run(command)]
        if not block.file:
            return []
        path = self.root / block.file
        if block.language == "diff":
            try:
                path.write_text(changed(path.read_text(encoding="utf-8"), block.text), encoding="utf-8")
            except (OSError, ValueError) as error:
                return [f"{where}: {block.file}: {error}"]
        elif path.exists():
            return [f"{where}: {block.file} is there already"]
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, encoding="utf-8")
            self.written += [block.file] if path.suffix == ".py" else []
        return []

    def lint(self) -> list[str]:
        """Return what ruff says of the files that were written."""
        files = " ".join(file for file in self.written if not file.startswith("build/"))
        if not files:
            return []
        return [
            wrong
            for command in (f".venv/bin/ruff check {files}", f".venv/bin/ruff format --check {files}")
            for wrong in self.run(Command(command, ""))
        ]

    def run(self, command: Command) -> list[str]:
        """Run a command in the copy and compare what it prints; it has to end well."""
        for stamp in ("run.stamp", "test.stamp"):
            (self.root / ".venv" / stamp).touch()
        done = subprocess.run(
            ["bash", "-c", command.line], cwd=self.root, env=self.environment, capture_output=True, encoding="utf-8"
        )
        said = done.stdout + done.stderr
        if done.returncode:
            return [f"“{command.line}” ended with {done.returncode}:\n{said}"]
        wanted = re.escape(command.prints.strip("\n")).replace("…", ".*")
        if not re.search(f"(?m:^){wanted}", said, re.DOTALL):
            return [f"“{command.line}” printed:\n{said}instead of:\n{command.prints}"]
        return []
