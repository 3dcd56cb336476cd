"""The product's own words in every language that it ships keep their placeholders, and are complete in a release.

A word that is not translated yet is a warning, so that nobody has to know four languages to add one. In
`make release-check` it is an error.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import warnings
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
CATALOGUES = sorted((ROOT / "locales").glob("*/LC_MESSAGES/interface.po"))
RELEASE = bool(os.environ.get("POLYTHING_RELEASE"))
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
def test_every_word_is_translated_and_keeps_its_placeholders(template: Catalog, path: Path) -> None:
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
    tell(path.parts[-3], missing, release=RELEASE)


def tell(language: str, missing: list[object], *, release: bool) -> None:
    """Fail for a release, else warn, where words have no translation."""
    if missing:
        text = f"words without a translation ({language}): {', '.join(map(repr, missing))}. `make extract` adds them."
        if release:
            pytest.fail(text)
        warnings.warn(text, stacklevel=2)


def test_a_missing_translation_stops_a_release_alone() -> None:
    with pytest.warns(UserWarning, match=r"\(de\): 'Colophon'"):
        tell("de", ["Colophon"], release=False)
    with pytest.raises(pytest.fail.Exception, match="Colophon"):
        tell("de", ["Colophon"], release=True)
    tell("de", [], release=True)
