"""A function that needs more than six things needs a name for some of them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
MOST = 6
"""Parameters, by position or by name, without self and cls."""

COMMANDS = {
    "service/cli/outputs.py export_command": "typer reads every option of a command from a parameter of its own",
}
OTHERS: dict[str, str] = {}
"""Why each of these needs more; at most five."""


def functions(tree: ast.AST, within: str = "") -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Give every function of a module with its name, that of a method behind its class's."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield within + node.name, node
        name = f"{within}{node.name}." if isinstance(node, ast.ClassDef | ast.FunctionDef) else within
        yield from functions(node, name)


def parameters(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count a function's parameters."""
    arguments = function.args
    named = [one.arg for one in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]
    own = len(named) - (named[:1] in (["self"], ["cls"]))
    return own + (arguments.vararg is not None) + (arguments.kwarg is not None)


def crowded(root: Path) -> dict[str, int]:
    """Return the functions with more parameters than `MOST`, as "file name", with how many they have."""
    return {
        f"{path.relative_to(root).as_posix()} {name}": parameters(function)
        for folder in ("service", "exporters")
        for path in sorted((root / folder).rglob("*.py"))
        for name, function in functions(ast.parse(path.read_text(encoding="utf-8")))
        if parameters(function) > MOST
    }


def test_no_function_takes_more_than_six_parameters() -> None:
    assert set(crowded(ROOT)) == {*COMMANDS, *OTHERS}
    assert len(OTHERS) <= 5


def test_only_commands_stand_on_the_list_of_commands() -> None:
    assert all(name.startswith("service/cli/") for name in COMMANDS)
    assert all(reason for reason in (*COMMANDS.values(), *OTHERS.values()))


def test_a_crowded_function_is_found_wherever_it_stands(tmp_path: Path) -> None:
    for folder in ("service", "exporters"):
        (tmp_path / folder).mkdir()
    (tmp_path / "service" / "module.py").write_text(
        "class Shop:\n"
        "    async def sell(self, a, b, /, c, *rest, d, e=1): pass\n"
        "    def open(self, a, b, c, *, d, e, **more):\n"
        "        def inner(a, b, c, d, e, f, g): pass\n"
        "if True:\n"
        "    def outer(a, b, c, d, e, f, *, g): pass\n"
        "    def enough(a, b, c, d, e, *f): pass\n"
    )
    assert crowded(tmp_path) == {"service/module.py Shop.open.inner": 7, "service/module.py outer": 7}
