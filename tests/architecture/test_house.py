"""Rules of the house that no type checker sees: sizes, borders, words, logical CSS."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path

import pytest

import service.errors

ROOT = Path(__file__).parents[2]
MODULES = [path for folder in ("service", "exporters") for path in sorted((ROOT / folder).rglob("*.py"))]
STYLES = [path for folder in ("service", "exporters") for path in sorted((ROOT / folder).rglob("*.css"))]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_is_one_idea(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_the_formatter_is_hardly_ever_told_to_leave_code_alone() -> None:
    """Tables of cases may be easier to read as they were written; code is not."""
    told = "# fmt: " + "skip"
    every = [*MODULES, *sorted((ROOT / "tests").rglob("*.py")), *sorted((ROOT / "benchmarks").rglob("*.py"))]
    counts = {path: path.read_text(encoding="utf-8").count(told) for path in every}
    assert sum(counts.values()) < 20
    assert not [path for path in MODULES if counts[path]]


def test_polib_stays_in_its_adapter() -> None:
    users = {path.relative_to(ROOT).as_posix() for path in MODULES if re.search(r"\bpolib\b", _imports(path))}
    assert users == {"service/catalogue/po.py"}


def test_sql_stays_in_the_store() -> None:
    allowed = ("service/model/", "service/store/")
    users = {
        relative
        for path in MODULES
        if not (relative := path.relative_to(ROOT).as_posix()).startswith(allowed)
        and re.search(r"^(sqlalchemy|sqlmodel)\b", _imports(path), re.MULTILINE)
    }
    assert users == set()


ROOMS = sorted(path.parent for path in (ROOT / "service").glob("*/__init__.py"))


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_a_room_says_what_it_is_and_has_its_place(room: Path) -> None:
    said = ast.get_docstring(ast.parse((room / "__init__.py").read_text(encoding="utf-8")))
    assert said
    assert f"`service/{room.name}`" in (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    assert re.search(rf'[" ]service\.{room.name}[" ]', (ROOT / "pyproject.toml").read_text(encoding="utf-8"))


VIEWS = sorted((ROOT / "service/web/views").glob("*.py"))
PAGES = sorted(set((ROOT / "service/web/pages").glob("*.py")) - {ROOT / "service/web/pages/__init__.py"})


@pytest.mark.parametrize("path", VIEWS, ids=lambda path: path.stem)
def test_views_are_data_in_and_data_out(path: Path) -> None:
    asking = re.compile(
        r"^(fastapi|starlette|sqlalchemy|sqlmodel|service\.web\.(visit|loading|pages)|service\.store(?!\.rows$))\b.*",
        re.MULTILINE,
    )
    assert asking.search(_imports(path)) is None
    assert not re.search(r"\b(Visit|UnitOfWork|Session|Request)\b", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_has_routes(path: Path) -> None:
    assert re.search(r"^@\w+\.(get|post)\(", path.read_text(encoding="utf-8"), re.MULTILINE)


def _imports(path: Path) -> str:
    names: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names.append(node.module or "")
    return "\n".join(names)


def test_the_drawing_of_the_exceptions_is_true() -> None:
    drawing = (service.errors.__doc__ or "").split("\n\n")[1].splitlines()
    drawn: dict[str, str] = {}
    parents: list[tuple[int, str]] = []
    for line in drawing:
        indent, name = len(line) - len(line.lstrip()), line.split()[0]
        while parents and parents[-1][0] >= indent:
            parents.pop()
        drawn[name] = parents[-1][1] if parents else "Exception"
        parents.append((indent, name))
    real = {
        name: item.__bases__[0].__name__
        for name, item in inspect.getmembers(service.errors, inspect.isclass)
        if item.__module__ == "service.errors"
    }
    assert drawn == real


PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)(?:-\w+)?|left|right|float"
    r"|text-align)\s*:\s*([^;}]+)"
)


@pytest.mark.parametrize("path", STYLES, ids=lambda path: str(path.relative_to(ROOT)))
def test_styles_use_logical_properties_only(path: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    physical = []
    for match in PHYSICAL.finditer(text):
        declaration = match.group(0)
        if declaration.startswith(("text-align", "float")) and not re.search(r":\s*(left|right)\b", declaration):
            continue
        physical.append(declaration)
    assert physical == []


@pytest.mark.parametrize("path", STYLES, ids=lambda path: str(path.relative_to(ROOT)))
def test_styles_ask_nothing_of_other_hosts(path: Path) -> None:
    assert not re.search(r"url\(\s*['\"]?(?:https?:)?//", path.read_text(encoding="utf-8"))
