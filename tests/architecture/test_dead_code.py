"""Nothing is kept that only tests use.

Functions, classes, methods and constants of `service` and `exporters` are asked who uses them there: by name
through imports, methods by the name alone, those of the store by repository and name. What is used by dead code is
dead. Registered by a decorator, called by a framework through its base class, named in an entry point or in a template
is used.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from textwrap import dedent

ROOT = Path(__file__).parents[2]
FOLDERS = ("service", "exporters")

KEPT = {
    "exporters.rendering.xml.well_formed": "exporters of other distributions whose format is XML",
    "exporters.scorm.state.decode": "tests read what the script of a package has kept",
    "exporters.writing.breaking.sentences": "issue Trust: sentences are put side by side",
    "service.accounts.sessions.end_all": "issue Safe",
    "service.accounts.sessions.of_person": "issue Safe",
    "service.jobs.worker.Worker.run_pending": "tests let jobs run in their own thread",
    "service.store.comments.Comments.add": "issue Workplace",
    "service.store.comments.Comments.of_unit": "issue Workplace",
    "service.store.comments.Comments.open_in": "issue Workplace",
    "service.store.comments.Comments.resolve": "issue Workplace",
    "service.store.jobs.Jobs.get": "tests read what became of a job",
    "service.store.jobs.Jobs.lines": "tests read what a job has said",
    "service.store.people.People.forget": "issue Safe",
}
"""What nothing uses yet or only tests do, and why it stays; the list only gets shorter."""

PLAIN = frozenset(
    {
        "abstractmethod",
        "cache",
        "cached_property",
        "classmethod",
        "contextmanager",
        "dataclass",
        "lru_cache",
        "overload",
        "override",
        "property",
        "setter",
        "staticmethod",
        "total_ordering",
    }
)
"""Decorators that register nothing."""
OUR_OWN = frozenset({"ABC", "BaseModel", "BaseSettings", "Exception", "Protocol", "Repository", "Table"})
"""Base classes that call no method by themselves."""
ASKED_FOR = ("FORMATS", "register")
"""What every exporter and every module of commands has for whoever goes through them all."""
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass
class Thing:
    """A definition and what stands in it; the rest of a module is one too. ``called``: by others than our code."""

    name: str
    called: bool = False
    uses: set[str] = field(default_factory=set)


class Reader:
    """Reads one module: its imports, its definitions, and who uses what."""

    def __init__(self, module: str, path: Path) -> None:
        self.module, self.package = module, module if path.name == "__init__.py" else module.rpartition(".")[0]
        self.tree = ast.parse(path.read_text(encoding="utf-8"))
        self.imports: dict[str, str] = {}
        self.top: set[str] = set()
        self.things: list[Thing] = []
        self.classes: dict[str, list[str]] = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                self.imports |= {a.asname or a.name: f"{node.module}.{a.name}" for a in node.names}
            elif isinstance(node, ast.Import):
                self.imports |= {a.asname: a.name for a in node.names if a.asname}
        rest = Thing(module, True)
        self.things.append(rest)
        for node in self.tree.body:
            self.top |= set(_defined(node))
        for node in self.tree.body:
            self.take(node, rest)

    def take(self, node: ast.stmt, rest: Thing) -> None:
        names = list(_defined(node))
        if not names:
            rest.uses |= self.used(node)
            return
        known = names[0] in ASKED_FOR or names[0].startswith("__") or _registered(node)
        thing = Thing(f"{self.module}.{names[0]}", known)
        self.things.append(thing)
        if not isinstance(node, ast.ClassDef):
            thing.uses |= self.used(node)
            return
        bases = [_last(base) for base in node.bases]
        self.classes[thing.name] = bases
        for below in node.body:
            if isinstance(below, FUNCTIONS):
                called = below.name.startswith("__") or _registered(below)
                uses = self.used(below)
                uses |= {use.replace(".self.", f".{node.name}.").replace(".cls.", f".{node.name}.") for use in uses}
                method = Thing(f"{thing.name}.{below.name}", called, uses | {thing.name})
                self.things.append(method)
            else:
                thing.uses |= self.used(below)
        for other in (*node.bases, *node.keywords, *node.decorator_list):
            thing.uses |= self.used(other)

    def used(self, tree: ast.AST) -> set[str]:
        """Names that a piece of code uses: "module.name" where that is known, ".name" of anything, ".a.name"."""
        found: set[str] = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Store):
                if node.id in self.imports:
                    found.add(self.imports[node.id])
                elif node.id in self.top:
                    found.add(f"{self.module}.{node.id}")
            elif isinstance(node, ast.Attribute):
                found |= {f".{node.attr}", f".{_last(node.value)}.{node.attr}"}
                if isinstance(node.value, ast.Name) and node.value.id in self.imports:
                    found.add(f"{self.imports[node.value.id]}.{node.attr}")
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                if re.fullmatch(r"[\w.]+:\w+", node.value):
                    found.add(node.value.replace(":", "."))
                elif node.value.isidentifier():
                    found.add(f".{node.value}")  # getattr
        return found


def _defined(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
        yield node.name
    elif isinstance(node, (ast.Assign, ast.AnnAssign)):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        for target in targets:
            yield from (t.id for t in ast.walk(target) if isinstance(t, ast.Name) and isinstance(t.ctx, ast.Store))


def _last(node: ast.expr) -> str:
    """The last part of a dotted name, called or subscripted or not."""
    while isinstance(node, (ast.Call, ast.Subscript)):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _registered(node: ast.AST) -> bool:
    return any(_last(decorator) not in PLAIN for decorator in getattr(node, "decorator_list", ()))


def modules(root: Path) -> Iterator[tuple[str, Path]]:
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                name = ".".join(path.relative_to(root).with_suffix("").parts)
                yield name.removesuffix(".__init__"), path


def from_outside(root: Path) -> set[str]:
    """Entry points, and every word of a template."""
    project = "".join((root / name).read_text(encoding="utf-8") for name in ("pyproject.toml", "babel.cfg"))
    found = {entry.replace(":", ".") for entry in re.findall(r"[\w.]+:\w+", project)}
    for folder in FOLDERS:
        for path in (root / folder).rglob("*"):
            if path.suffix in (".html", ".xml", ".txt") and path.is_file():
                found |= {f".{word}" for word in re.findall(r"\w+", path.read_text(encoding="utf-8"))}
    return found


@cache
def read(root: Path) -> dict[str, Reader]:
    """Read all modules, by name."""
    return {name: Reader(name, path) for name, path in modules(root)}


def dead(root: Path = ROOT, kept: Collection[str] = ()) -> set[str]:
    """Return what nothing alive uses, by full name; ``kept`` is alive."""
    readers = read(root)
    things = {thing.name: thing for reader in readers.values() for thing in reader.things}
    bases = {name: found for reader in readers.values() for name, found in reader.classes.items()}
    ours = {name.rpartition(".")[2] for name in bases} | OUR_OWN | {""}
    unit_of_work = readers.get("service.store.unit_of_work")
    repositories = _repositories(unit_of_work) if unit_of_work else {}
    seen = {name for name, thing in things.items() if thing.called or name in kept}
    methods: dict[str, list[Thing]] = defaultdict(list)
    for name, thing in things.items():
        owner, _, last = name.rpartition(".")
        if owner in bases:
            attribute = repositories.get(owner)
            own = owner.rpartition(".")[2]
            for key in (f".{attribute}.{last}", f".{own}.{last}") if attribute else (f".{last}",):
                methods[key].append(thing)
            if not set(bases[owner]) <= ours:
                seen.add(name)
    waiting = list(from_outside(root))
    alive = [things[name] for name in seen]
    while alive or waiting:
        if not waiting:
            waiting += alive.pop().uses
            continue
        use = _resolved(waiting.pop(), readers)
        for thing in methods.get(use, []) if use.startswith(".") else filter(None, [things.get(use)]):
            if thing.name not in seen:
                seen.add(thing.name)
                alive.append(thing)
    return set(things) - seen


def _repositories(reader: Reader) -> dict[str, str]:
    """The classes of the store that a unit of work has, with the attribute that each is."""
    found: dict[str, str] = {}
    for node in ast.walk(reader.tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Attribute):
            if isinstance(node.value, ast.Call) and _last(node.value) in reader.imports:
                found[reader.imports[_last(node.value)]] = node.targets[0].attr
        elif isinstance(node, ast.FunctionDef) and node.returns is not None and _last(node.returns) in reader.imports:
            found[reader.imports[_last(node.returns)]] = node.name
    return found


def _resolved(use: str, readers: dict[str, Reader]) -> str:
    """Follow a name through the packages that pass it on."""
    for _ in range(4):
        module, _, name = use.rpartition(".")
        if use.startswith(".") or module not in readers or name not in readers[module].imports:
            break
        use = readers[module].imports[name]
    return use


def test_nothing_is_dead() -> None:
    assert dead(kept=KEPT) == set()


def test_the_list_of_what_stays_has_no_more_than_it_needs() -> None:
    assert set(KEPT) - dead() == set()


def test_what_is_dead_is_found(tmp_path: Path) -> None:
    texts = {
        "pyproject.toml": 'start = "service.main:start"',
        "babel.cfg": "",
        "exporters/__init__.py": "",
        "service/__init__.py": "",
        "service/page.html": "{{ row.shown }}",
        "service/other.py": "from service.parts import used as known\n__all__ = ['known']\n",
        "service/main.py": """
            from service import other
            from service.parts import Row, unused
            def start(): return other.known(), Row()
            @app.get("/")
            def route(): pass
        """,
        "service/parts.py": """
            LIMIT = 3
            SPARE = 4
            def used(): return LIMIT
            def unused(): return helper()
            def helper(): return helper()
            class Row:
                @property
                def shown(self): return self._half()
                def _half(self): pass
                def hidden(self): pass
        """,
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(dedent(text), encoding="utf-8")
    names = {"SPARE", "unused", "helper", "Row.hidden"}
    assert dead(tmp_path) == {f"service.parts.{name}" for name in names}
    assert dead(tmp_path, {"service.parts.unused"}) == {"service.parts.SPARE", "service.parts.Row.hidden"}
