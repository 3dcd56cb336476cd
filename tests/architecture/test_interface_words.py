"""The product's own words are complete in every language that it ships, and keep their placeholders."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
CATALOGUES = sorted((ROOT / "locales").glob("*/LC_MESSAGES/interface.po"))
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """The words as `make extract` finds them, by the command that stands in the Makefile."""
    rule = (ROOT / "Makefile").read_text(encoding="utf-8").replace("\\\n", " ")
    line = next(line for line in rule.splitlines() if "pybabel" in line and " extract " in line)
    out = tmp_path_factory.mktemp("words") / "interface.pot"
    command = shlex.split(line.replace("@$(BIN)/pybabel", "", 1))
    command[command.index("-o") + 1] = str(out)
    run = [sys.executable, "-c", "from babel.messages.frontend import main; main()", *command]
    subprocess.run(run, cwd=ROOT, check=True, capture_output=True)
    with out.open("rb") as file:
        return read_po(file)


def test_there_are_words_and_languages(template: Catalog) -> None:
    assert len(template) > 500
    assert len(CATALOGUES) >= 4


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_every_word_is_translated(template: Catalog, path: Path) -> None:
    with path.open("rb") as file:
        catalogue = read_po(file)
    missing = []
    for message in template:
        if not message.id:
            continue
        found = catalogue.get(message.id, message.context)
        texts = () if found is None or found.fuzzy else (found.string if message.pluralizable else (found.string,))
        if not texts or not all(texts):
            missing.append(message.id)
            continue
        known = set(PLACEHOLDER.findall(" ".join(message.id if message.pluralizable else (message.id,))))
        for text in texts:
            assert set(PLACEHOLDER.findall(text)) <= known, f"{message.id!r}: {text!r}"
    assert missing == []
