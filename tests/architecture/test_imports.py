"""Who imports whom shows at the top of each module, and never goes round."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OURS = ("service", "exporters")
LAZY_ON_PURPOSE = "service/cli/"
"""A command loads what it needs and no more, so that it starts at once."""
TO_MEND = frozenset({"service/sync/git/commit.py"})
"""Modules that still import inside functions; the list only gets shorter."""


@cache
def modules() -> dict[str, Path]:
    """Return our modules by dotted name."""
    found: dict[str, Path] = {}
    for folder in OURS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imported(node: ast.AST) -> Iterator[str]:
    """Yield our modules that a statement imports; of `from a import b`, a.b if that is a module and else a."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names if alias.name in modules())
    elif isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in OURS:
        for alias in node.names:
            inside = f"{node.module}.{alias.name}"
            yield inside if inside in modules() else node.module


def inner(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield everything that stands inside a function."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            yield from (below for below in ast.walk(node) if below is not node)


@pytest.mark.parametrize("name", modules())
def test_imports_of_our_own_stand_at_the_top(name: str) -> None:
    path = modules()[name].relative_to(ROOT).as_posix()
    if path.startswith(LAZY_ON_PURPOSE) or path in TO_MEND:
        return
    tree = ast.parse(modules()[name].read_text(encoding="utf-8"))
    found = [f"{path}:{node.lineno}" for node in inner(tree) if isinstance(node, ast.stmt) and any(imported(node))]
    assert found == []


def test_imports_never_go_round() -> None:
    """Counted are all imports, also those inside functions, except where they are lazy on purpose."""
    graph: dict[str, set[str]] = {}
    for name, path in modules().items():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        lazy = set(inner(tree)) if path.relative_to(ROOT).as_posix().startswith(LAZY_ON_PURPOSE) else set()
        graph[name] = {other for node in ast.walk(tree) if node not in lazy for other in imported(node)} - {name}
    assert circle(graph) == []


def circle(graph: dict[str, set[str]]) -> list[str]:
    """Return the names along one circle, [] if there is none."""
    done: set[str] = set()
    for start in graph:
        way: list[str] = [start]
        open_: list[Iterator[str]] = [iter(sorted(graph[start]))]
        while way:
            other = next(open_[-1], None)
            if other is None:
                done.add(way.pop())
                open_.pop()
            elif other in way:
                return [*way[way.index(other) :], other]
            elif other not in done:
                way.append(other)
                open_.append(iter(sorted(graph[other])))
    return []


def test_a_circle_is_found() -> None:
    assert circle({"a": {"b"}, "b": {"c"}, "c": set()}) == []
    assert circle({"z": {"a"}, "a": {"b", "c"}, "b": set(), "c": {"d"}, "d": {"a"}}) == ["a", "c", "d", "a"]
