"""The tests that changed files touch, for `make check`: nearest first, as many as fit into a minute.

    python -m tests.support.touched

Changed is what git says of the folder; where everything is committed, what the branch has beyond origin/main, or the
last commit. Near is a test of the same name or folder, then one that imports what has changed, then one that imports it
by way of others. A file that is not Python stands for the modules and templates that name it.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).parents[2]
CODE = ("service", "exporters", "tests", "benchmarks")
ALWAYS = ("tests/architecture/test_house.py", "tests/architecture/test_imports.py")
SECONDS = 60.0
"""Of processor time, which two cores spend in half of that."""

COSTS = (
    ("tests/architecture/test_wheel.py", 20), ("tests/architecture/test_worked_changes.py", 45),
    ("tests/browser/", 25), ("tests/crash/", 15), ("tests/properties/", 8),
    ("tests/unit/cli/", 5), ("tests/unit/exporters/pdf/", 8), ("tests/test_main_job.py", 10), ("tests/web/", 4),
    ("tests/", 2),
)  # fmt: skip
"""Rough seconds of one file of tests."""

PLACES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"locales/.*/interface\.po", ("tests/architecture/test_interface_words.py", "tests/unit/test_interface.py")),
    (r"(content|locales)/|programme\.toml", ("tests/unit/documents/", "tests/unit/catalogue/")),
    (r"docs/for-authors/", ("tests/architecture/test_docs.py", "tests/unit/documents/")),
    (r"docs/for-developers/", ("tests/architecture/test_docs.py", "tests/architecture/test_worked_changes.py")),
    (r"(docs/|[A-Z]+\.md$)", ("tests/architecture/test_docs.py",)),
    (r"(pyproject\.toml|babel\.cfg|Makefile|constraints|\.ci/)", ("tests/architecture/",)),
)  # fmt: skip
"""Files outside the code, and the tests that read them: the first row that fits."""

FOUND: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"exporters/", ("tests/unit/exporters/test_registry.py", "tests/architecture/test_docs.py")),
    (r"service/machine/", ("tests/unit/machine/", "tests/architecture/test_docs.py")),
    (r"service/translation/checks/", ("tests/unit/translation/test_checks.py",)),
    (r"service/jobs/", ("tests/unit/jobs/",)),
    (r"service/web/pages/", ("tests/web/test_unconfirmed.py", "tests/web/test_forms.py")),
)
"""Folders in which parts are found and not imported, and the tests that try whatever is there."""


@dataclass(frozen=True)
class Tree:
    """The files of the repository by path; texts are read when they are asked for."""

    root: Path
    paths: tuple[str, ...]
    _texts: dict[str, str] = field(default_factory=dict)

    def text(self, path: str) -> str:
        if path not in self._texts:
            try:
                self._texts[path] = (self.root / path).read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError):
                self._texts[path] = ""
        return self._texts[path]

    @cached_property
    def modules(self) -> dict[str, str]:
        """Paths by dotted name."""
        found = {}
        for path in self.paths:
            if path.endswith(".py") and path.partition("/")[0] in CODE:
                found[path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")] = path
        return found

    @cached_property
    def importers(self) -> dict[str, set[str]]:
        """For each path of a module, the paths that import it."""
        found: dict[str, set[str]] = {}
        for path in self.modules.values():
            for name in imports(self.text(path), path):
                target = self.modules.get(name) or self.modules.get(name.rpartition(".")[0])
                if target and target != path:
                    found.setdefault(target, set()).add(path)
        return found

    @cached_property
    def tests(self) -> tuple[str, ...]:
        return tuple(path for path in self.paths if path.startswith("tests/") and is_test(path))

    @cached_property
    def naming(self) -> tuple[str, ...]:
        """Files of the code that may name others: not data."""
        return tuple(
            path
            for path in self.paths
            if path.partition("/")[0] in CODE and not path.endswith((".po", ".pot", ".json", ".md"))
        )


def is_test(path: str) -> bool:
    return bool(re.fullmatch(r"(.*/)?test_\w+\.py", path))


def imports(text: str, path: str) -> Iterator[str]:
    """Yield the dotted names that a module imports anywhere in it, of names also their module with the name."""
    package = PurePosixPath(path).parent.parts
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*above, *([node.module] if node.module else [])])
            yield from (f"{module}.{alias.name}" for alias in node.names)


def select(tree: Tree, changed: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return the tests to run, nearest first, and those that they leave to `make test`."""
    ranks: dict[str, int] = {}

    def near(path: str, rank: int) -> None:
        ranks[path] = min(rank, ranks.get(path, rank))

    for path in dict.fromkeys(changed):
        for place in _named(tree, path):
            if is_test(place):
                near(place, 0)
            for test in _mirrors(tree, place):
                near(test, 1)
            for test, distance in _reach(tree, place).items():
                near(test, 1 + distance)
        for pattern, tests in PLACES:
            if re.match(pattern, path):
                for test in tree.tests:
                    if test.startswith(tests):
                        near(test, 1)
                break
        for pattern, tests in FOUND:
            if re.match(pattern, path):
                for test in tree.tests:
                    if test.startswith(tests):
                        near(test, 1)
        if path.endswith(".py"):
            for test in ALWAYS:
                near(test, 1)
    chosen: list[str] = []
    left: list[str] = []
    spent = 0.0
    for test in sorted(ranks, key=lambda test: (ranks[test], _cost(test), test)):
        spent += _cost(test)
        (chosen if spent <= SECONDS or not ranks[test] else left).append(test)
    known = set(tree.tests)
    return [test for test in chosen if test in known], left


def _cost(test: str) -> float:
    return next(cost for start, cost in COSTS if test.startswith(start))


def _named(tree: Tree, path: str) -> list[str]:
    """The path; for a file that is not Python also what names it, directly or not, or else the modules beside it."""
    found = [path]
    if path.endswith(".py") or path.partition("/")[0] not in CODE:
        return found
    for place in found:
        name = PurePosixPath(place).name
        word = re.compile(rf"(?<![\w.-]){re.escape(name)}(?![\w-])")
        if not place.endswith(".py"):
            found.extend(
                other
                for other in tree.naming
                if other not in found and name in tree.text(other) and word.search(tree.text(other))
            )
    if not any(place.endswith(".py") for place in found):
        for folder in PurePosixPath(path).parents:
            beside = [module for module in tree.modules.values() if PurePosixPath(module).parent == folder]
            if beside:
                return found + beside
    return found


def _mirrors(tree: Tree, path: str) -> Iterator[str]:
    """Yield tests that have the name of a file, or else those of its folder; all of its folder for a conftest.py."""
    place = PurePosixPath(path)
    if place.parts[0] not in ("service", "exporters"):
        if place.name == "conftest.py":
            yield from (test for test in tree.tests if test.startswith(f"{place.parent}/"))
        return
    named = [test for test in tree.tests if PurePosixPath(test).stem == f"test_{place.stem}"]
    yield from named
    if named:
        return
    start = "tests/unit/" if place.parts[0] == "service" else "tests/unit/exporters/"
    for room in place.parents:
        below = start + "/".join(room.parts[1:])
        inside = [test for test in tree.tests if room.parts[1:] and test.startswith(f"{below}/")]
        if inside:
            yield from inside
            return


def _reach(tree: Tree, path: str) -> Mapping[str, int]:
    """Tests that import a module, with the length of the way."""
    seen = {path: 0}
    queue = [path]
    for place in queue:
        for other in tree.importers.get(place, ()):
            if other not in seen:
                seen[other] = seen[place] + 1
                queue.append(other)
    return {place: distance for place, distance in seen.items() if is_test(place)}


def changed_files(root: Path) -> list[str]:
    """Return the paths that differ: from HEAD, or else from where the branch began, or else of the last commit."""
    found = set(_git(root, "diff", "--name-only", "HEAD")) | set(_git(root, "ls-files", "-o", "--exclude-standard"))
    for main in ("origin/main", "main", "HEAD~1"):
        if not found:
            for base in _git(root, "merge-base", "HEAD", main)[:1]:
                found = set(_git(root, "diff", "--name-only", base, "HEAD"))
    return sorted(found)


def _git(root: Path, *arguments: str) -> list[str]:
    done = subprocess.run(["git", "-c", "core.quotePath=false", *arguments], cwd=root, capture_output=True, text=True)
    return done.stdout.splitlines()


def tree_of(root: Path) -> Tree:
    listed = _git(root, "ls-files", "-co", "--exclude-standard")
    return Tree(root, tuple(sorted({path for path in listed if (root / path).is_file()})))


def main() -> None:
    changed = changed_files(ROOT)
    chosen, left = select(tree_of(ROOT), changed)
    print(*chosen, sep="\n")
    rest = f"; {len(left)} further away are left to `make test`" if left else ""
    print(f"{len(changed)} files changed, {len(chosen)} files of tests are near{rest}", file=sys.stderr)


if __name__ == "__main__":
    main()
