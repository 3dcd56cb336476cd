"""The pages for developers do what they say, tried in copies of the repository; and a page that does not is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.docs import ROOT, Block, Copy, blocks

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
WORKED = [page for page in PAGES if any(block.file or block.language == "console" for block in blocks(page))]


@pytest.mark.parametrize("page", WORKED, ids=lambda page: page.stem)
def test_the_page_does_what_it_says(page: Path, tmp_path: Path) -> None:
    """Its files are written, its changes made, its commands run, in a copy of the repository."""
    copy = Copy(tmp_path)
    wrong = [found for block in blocks(page) for found in copy.do(page, block)]
    assert not wrong + copy.lint(), "\n".join(wrong + copy.lint())


def test_an_example_that_is_no_longer_true_is_found(tmp_path: Path) -> None:
    page = ROOT / "docs/for-developers/README.md"
    copy = Copy(tmp_path)
    wrong = [
        Block("console", "", "$ echo one\ntwo\n", 1),
        Block("console", "", "$ false\n", 1),
        Block("python", "Makefile", "", 1),
        Block("diff", "Makefile", "-no such line\n", 1),
        Block("diff", "nowhere.py", "+x\n", 1),
    ]
    assert [len(copy.do(page, block)) for block in wrong] == [1] * len(wrong)
    right = [
        Block("text", "new/file.txt", "one\ntwo\n", 1),
        Block("diff", "new/file.txt", " one\n+more\n@@\n-two\n+2\n", 1),
        Block("console", "", "$ cat <<'END' new/file.txt -\n> three\n> END\none\n…\nthree\n", 1),
    ]
    assert [found for block in right for found in copy.do(page, block)] == []
