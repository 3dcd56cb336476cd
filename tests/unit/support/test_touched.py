"""Which tests `make check` takes for a change."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.support.touched import ROOT, SECONDS, Tree, _cost, changed_files, select, tree_of

FILES = {
    "service/__init__.py": "",
    "service/room/__init__.py": "",
    "service/room/deep.py": "X = 1\n",
    "service/room/middle.py": "def late() -> int:\n    from service.room import deep\n\n    return deep.X\n",
    "service/room/alone.py": "",
    "service/web/pages/view.py": "from ...room.middle import late\n\nPAGE = 'view.html'\n",
    "service/web/templates/view.html": '{% include "parts/row.html" %}<script src="{{ asset(\'view.js\') }}"></script>',
    "service/web/templates/parts/row.html": "<tr>",
    "service/web/static/js/view.js": "",
    "tests/__init__.py": "",
    "tests/conftest.py": "",
    "tests/support/things.py": "",
    "tests/architecture/test_docs.py": "",
    "tests/architecture/test_house.py": "",
    "tests/architecture/test_imports.py": "",
    "tests/architecture/test_interface_words.py": "",
    "tests/unit/room/test_deep.py": "",
    "tests/unit/room/test_middle.py": "from service.room.middle import late\n",
    "tests/unit/other/test_far.py": "import service.web.pages.view\nfrom tests.support import things\n",
    "tests/web/test_view.py": "",
    "docs/for-operators/README.md": "",
    "locales/de/LC_MESSAGES/interface.po": "",
}
HOUSE = ["tests/architecture/test_house.py", "tests/architecture/test_imports.py"]
DEEP, MIDDLE, FAR, VIEW = (
    "tests/unit/room/test_deep.py",
    "tests/unit/room/test_middle.py",
    "tests/unit/other/test_far.py",
    "tests/web/test_view.py",
)


def write(root: Path) -> None:
    for path, text in FILES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    write(tmp_path)
    return Tree(tmp_path, tuple(sorted(FILES)))


@pytest.fixture(scope="module")
def ours() -> Tree:
    return tree_of(ROOT)


@pytest.mark.parametrize(
    ("changed", "tests"),
    [
        ("service/room/deep.py", [*HOUSE, DEEP, MIDDLE, FAR]),  # of its name, then by one module, then by two
        ("service/room/middle.py", [*HOUSE, MIDDLE, FAR]),
        ("service/room/alone.py", [*HOUSE, DEEP, MIDDLE]),  # nobody has its name: the tests of its room
        ("service/room/gone.py", [*HOUSE, DEEP, MIDDLE]),
        ("service/web/static/js/view.js", [VIEW, FAR]),
        ("service/web/templates/parts/row.html", [VIEW, FAR]),
        (FAR, [FAR, *HOUSE]),
        ("tests/support/things.py", [*HOUSE, FAR]),
        ("docs/for-operators/README.md", ["tests/architecture/test_docs.py"]),
        ("README.md", ["tests/architecture/test_docs.py"]),
        ("locales/de/LC_MESSAGES/interface.po", ["tests/architecture/test_interface_words.py"]),
        ("elsewhere.txt", []),
    ],
)
def test_a_changed_file_has_its_tests_nearest_first(tree: Tree, changed: str, tests: list[str]) -> None:
    assert select(tree, [changed]) == (tests, [])


def test_what_does_not_fit_into_a_minute_is_left_but_never_a_changed_test(tmp_path: Path) -> None:
    write(tmp_path)
    many = {f"tests/web/test_{n:02}.py": "import service.room.deep\n" for n in range(40)}
    for path, text in many.items():
        (tmp_path / path).write_text(text)
    tree = Tree(tmp_path, tuple(sorted(FILES | many)))
    chosen, left = select(tree, ["service/room/deep.py"])
    assert chosen[:3] == [*HOUSE, DEEP]
    assert sum(_cost(test) for test in chosen) <= SECONDS
    assert len(chosen) + len(left) == len({*HOUSE, DEEP, MIDDLE, FAR, *many})
    assert set(many) <= set(select(tree, many)[0])


@pytest.mark.parametrize(
    ("changed", "first"),
    [
        ("service/translation/workflow.py", "tests/unit/translation/test_workflow.py"),
        ("service/web/templates/editor.html", "tests/web/test_editor.py"),
        ("service/web/static/js/editor.js", "tests/web/test_editor.py"),
        ("exporters/site/exporter.py", "tests/unit/exporters/site/test_site.py"),
        ("service/store/units.py", "tests/unit/store/test_store.py"),
        ("locales/de/LC_MESSAGES/interface.po", "tests/architecture/test_interface_words.py"),
        ("tests/golden/posters.json", "tests/unit/exporters/pdf/test_pdf_posters.py"),
    ],
)
def test_in_this_repository(ours: Tree, changed: str, first: str) -> None:
    assert (ROOT / changed).is_file()
    assert first in select(ours, [changed])[0]


@pytest.mark.parametrize(
    ("new", "tests"),
    [
        ("exporters/ebook/__init__.py", {"tests/unit/exporters/test_registry.py", "tests/architecture/test_docs.py"}),
        ("service/machine/harbour.py", {"tests/unit/machine/test_guard.py", "tests/architecture/test_docs.py"}),
        ("service/translation/checks/twice.py", {"tests/unit/translation/test_checks.py"}),
        ("service/web/pages/overview.py", {"tests/web/test_unconfirmed.py"}),
    ],
)
def test_a_part_that_is_found_and_not_imported_is_tried_by_the_tests_of_all_parts(
    ours: Tree, new: str, tests: set[str]
) -> None:
    assert tests <= set(select(ours, [new])[0])


def test_every_file_of_the_code_has_tests(ours: Tree) -> None:
    code = [path for path in ours.paths if path.startswith(("service/", "exporters/")) and not path.endswith(".py")]
    assert len(code) > 50
    assert [path for path in code if not select(ours, [path])[0]] == []


def test_changed_is_what_is_not_committed_or_else_the_branch(tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *who, *arguments], cwd=tmp_path, check=True, capture_output=True)

    git("init", "-q", "-b", "main")
    for name in ("one.py", "two.py", "é.py"):
        (tmp_path / name).write_text("")
        git("add", name)
        git("commit", "-qm", name)
    assert changed_files(tmp_path) == ["é.py"]
    git("switch", "-qc", "mine")
    (tmp_path / "one.py").write_text("1")
    (tmp_path / "new.py").write_text("")
    assert changed_files(tmp_path) == ["new.py", "one.py"]
    git("add", "-A")
    git("commit", "-qm", "mine")
    (tmp_path / "two.py").unlink()
    assert changed_files(tmp_path) == ["two.py"]
    git("checkout", "-q", "two.py")
    assert changed_files(tmp_path) == ["new.py", "one.py"]
