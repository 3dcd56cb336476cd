"""What the documentation promises exists: commands, options, settings, make targets, links."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.main import get_command

from service.cli.app import app
from service.machine import engines
from service.settings import Settings

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "ARCHITECTURE.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
_IDS = [str(page.relative_to(ROOT)) for page in PAGES]


def _code(text: str) -> list[str]:
    blocks = re.findall(r"^```[^\n]*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    return lines + re.findall(r"`([^`\n]+)`", text)


@pytest.mark.parametrize("page", PAGES, ids=_IDS)
def test_commands_exist(page: Path) -> None:
    root = get_command(app)
    for code in _code(page.read_text(encoding="utf-8")):
        match = re.match(r"(?:\S*/)?polything\s+(.*)", code.split("#")[0].strip())
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
    for code in _code(page.read_text(encoding="utf-8")):
        match = re.match(r"make ((?:[a-z-]+ ?)+)", code.split("#")[0].strip())
        if match:
            assert set(match.group(1).split()) <= targets, code


@pytest.mark.parametrize("page", PAGES, ids=_IDS)
def test_links_lead_somewhere(page: Path) -> None:
    prose = re.sub(r"^```.*?^```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", prose):
        if not re.match(r"[a-z]+:|#", target):
            assert (page.parent / target.split("#")[0]).exists(), f"{target} in {page.name}"


def test_every_setting_is_documented_and_nothing_else() -> None:
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    named = set(re.findall(r"\bPOLYTHING_[A-Z_]+\b", text))
    assert named == {f"POLYTHING_{name.upper()}" for name in Settings.model_fields}


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
