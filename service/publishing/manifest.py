"""What an output folder holds and what it was made from, so that nothing is made twice and nothing stale stays."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path

NAME = ".polything-export.json"
_VERSION = 1


@dataclass
class Made:
    """One artifact as it was made: digest of its inputs and the files with their sizes in bytes."""

    inputs: str
    files: dict[str, int]


@dataclass
class Manifest:
    """The record of an output folder. ``requests`` maps a whole export's request to the digest of all its inputs."""

    artifacts: dict[str, Made] = field(default_factory=dict)
    requests: dict[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path) -> Manifest:
        """Read the record; an unreadable or foreign one counts as none, which only costs work."""
        try:
            data = json.loads((folder / NAME).read_text(encoding="utf-8"))
            if data["version"] != _VERSION:
                return cls()
            made = {path: Made(entry["inputs"], dict(entry["files"])) for path, entry in data["artifacts"].items()}
            return cls(made, dict(data["requests"]))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return cls()

    def save(self, folder: Path) -> None:
        """Write the record in one step."""
        folder.mkdir(parents=True, exist_ok=True)
        data = {
            "version": _VERSION,
            "artifacts": {path: {"inputs": made.inputs, "files": made.files} for path, made in self.artifacts.items()},
            "requests": self.requests,
        }
        temporary = folder / (NAME + ".part")
        temporary.write_text(json.dumps(data, indent=1, sort_keys=True), encoding="utf-8")
        os.replace(temporary, folder / NAME)

    def current(self, folder: Path, path: str, inputs: str) -> bool:
        """True if the artifact stands there as it was made, from these inputs."""
        made = self.artifacts.get(path)
        return made is not None and made.inputs == inputs and _complete(folder, made)

    def complete(self, folder: Path) -> bool:
        """True if every artifact of the record is still there."""
        return all(_complete(folder, made) for made in self.artifacts.values())

    def replace(self, folder: Path, path: str, made: Made) -> None:
        """Record a new making, and remove the files of the earlier one that it no longer has."""
        before = self.artifacts.get(path)
        self.artifacts[path] = made
        if before is not None:
            for stale in before.files.keys() - made.files.keys():
                (folder / stale).unlink(missing_ok=True)


def _complete(folder: Path, made: Made) -> bool:
    for name, size in made.files.items():
        try:
            if (folder / name).stat().st_size != size:
                return False
        except OSError:
            return False
    return True
