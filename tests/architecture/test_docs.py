"""What the documentation promises exists: commands, options, settings, make targets, links."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from typer.main import get_command

from service.cli.app import app
from service.machine import engines
from service.settings import Settings
from tests.support.docs import blocks

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "ARCHITECTURE.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
_IDS = [str(page.relative_to(ROOT)) for page in PAGES]


_COMMAND = re.compile(r"(?:\$ )?(?:[A-Z_]+=\S* )*(?:\S*/)?polything\s+([^|#]*)")


def _code(page: Path) -> list[str]:
    lines = [line for block in blocks(page) for line in block.text.splitlines()]
    return lines + re.findall(r"`([^`\n]+)`", page.read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", PAGES, ids=_IDS)
def test_examples_can_be_read_by_what_they_are_for(page: Path) -> None:
    for block in blocks(page):
        if block.language == "python":
            compile(block.text, f"{page.name}:{block.line}", "exec")
        elif block.language == "toml":
            tomllib.loads(block.text)


@pytest.mark.parametrize("page", PAGES, ids=_IDS)
def test_commands_exist(page: Path) -> None:
    root = get_command(app)
    for code in _code(page):
        match = _COMMAND.match(code.strip())
        if not match:
            continue
        words = match.group(1).split()
        command = root
        while words:
            word = words.pop(0)
            if word.startswith("--"):
                names = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
                assert word.split("=")[0] in names | {"--help"}, f"{code}: no option {word}"
                option = next((p for p in command.params if word in p.opts), None)
                if option is not None and not getattr(option, "is_flag", False) and words:
                    words.pop(0)
            elif hasattr(command, "commands"):
                assert word in command.commands, f"{code}: no command {word}"
                command = command.commands[word]


@pytest.mark.parametrize("page", PAGES, ids=_IDS)
def test_make_targets_exist(page: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for code in _code(page):
        match = re.match(r"(?:\$ )?make ((?:[a-z-]+ ?)+)", code.split("#")[0].strip())
        if match:
            assert set(match.group(1).split()) <= targets, code


_PATH = re.compile(r"(?<![\w/.<-])(?:service|exporters|tests|docs|content|benchmarks)/[\w./-]*\w(?![\w<{*])")


@pytest.mark.parametrize(
    "page", [*sorted((ROOT / "docs/for-developers").glob("*.md")), ROOT / "ARCHITECTURE.md"], ids=lambda page: page.stem
)
def test_files_and_folders_that_are_named_are_there(page: Path) -> None:
    """Those of this repository; a page may name what it adds, and what it does is tried anyway."""
    added = [block.file for block in blocks(page) if block.file]
    text = re.sub(r"^```\w+ file=.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for path in _PATH.findall(text):
        assert (ROOT / path).exists() or any(file.startswith(path) for file in added), f"{path} in {page.name}"


@pytest.mark.parametrize("page", PAGES, ids=_IDS)
def test_links_lead_somewhere(page: Path) -> None:
    prose = re.sub(r"^```.*?^```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", prose):
        if not re.match(r"[a-z]+:|#", target):
            path, _, anchor = target.partition("#")
            assert (page.parent / path).exists(), f"{target} in {page.name}"
            if anchor and path.endswith(".md"):
                assert anchor in _anchors(page.parent / path), f"{target} in {page.name}"


def _anchors(page: Path) -> set[str]:
    """The ids of a page's headings, as code hosts make them."""
    headings = re.findall(r"^#+ (.*)$", re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.M | re.S), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_setting_is_documented_and_nothing_else() -> None:
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    named = set(re.findall(r"\bPOLYTHING_[A-Z_]+\b", text))
    known = {f"POLYTHING_{name.upper()}" for name in Settings.model_fields}
    assert known <= named
    assert all(name in _read_by_tests() for name in named - known)


def _read_by_tests() -> set[str]:
    """Variables of the tests, which are no settings."""
    texts = (path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py") if path != Path(__file__))
    return {name for text in texts for name in re.findall(r"\bPOLYTHING_[A-Z_]+\b", text)}


def test_the_settings_page_tells_each_meaning() -> None:
    page = (ROOT / "docs/for-operators/settings.md").read_text(encoding="utf-8")
    for name, field in Settings.model_fields.items():
        assert f"| `POLYTHING_{name.upper()}` |" in page
        assert str(field.description) in page


def test_the_settings_page_has_every_engine_and_nothing_else() -> None:
    page = (ROOT / "docs/for-operators/settings.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z0-9-]+)` \| (.*?) \| (.*?) \|$", page, re.MULTILINE)
    assert rows == [
        (name, engine.label, ", ".join(f"`POLYTHING_MACHINE_{need.upper()}`" for need in engine.needs))
        for name, engine in engines().items()
    ]


def test_the_list_of_decisions_is_complete() -> None:
    """Every file with its title and state, and in between no number that nobody accounts for."""
    folder = ROOT / "docs/decisions"
    listed: dict[str, tuple[str, str]] = {}
    page = (folder / "README.md").read_text(encoding="utf-8")
    for line in page.splitlines():
        if re.match(r"\| \[?\d", line):
            number, title, state = (cell.strip() for cell in line.strip("|").split("|"))
            listed[number] = (title, state)
    files = {}
    for path in sorted(folder.glob("[0-9]*.md")):
        text = path.read_text(encoding="utf-8")
        number, title = text.removeprefix("# ").splitlines()[0].split(" ", 1)
        assert path.name.startswith(f"{number}-")
        files[f"[{number}]({path.name})"] = (title, _state(text))
    assert files == listed
    withdrawn = re.search(r"; ([^;.]*) (?:is|are) withdrawn\.", page)
    gone = re.findall(r"\d{4}", withdrawn[1]) if withdrawn else []
    numbers = [name.strip("[")[:4] for name in listed]
    assert numbers == sorted(numbers)
    assert sorted(numbers + gone) == [f"{number:04}" for number in range(1, len(numbers + gone) + 1)]


def _state(text: str) -> str:
    """What the first line of a decision says of it; whoever supersedes only a part of one says which."""
    match = re.search(r"^\*\*Superseded\*\* by \[(\d+)\]\([^)]*\)(.)", text, re.MULTILINE)
    if match is None:
        return "holds"
    return f"superseded {'' if match[2] == '.' else 'in part '}by {match[1]}"
