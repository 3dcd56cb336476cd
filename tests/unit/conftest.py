"""A small programme in a folder, and documents from a few lines of text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from service.documents.programme import ProgrammeFolder, load_programme
from service.documents.reader import read_document
from service.documents.source import SourceDocument

TOML = """schema = 1
id = "small"
title = "A small programme"
contact = "hello@example.org"
organisation = "Editors"
[publish]
states = ["approved"]
[languages.es]
states = ["translated", "approved"]
[languages.ar]
draft = true
"""

THING = """---
title: First steps
number: 1
block: a
minutes: 10
lead: Begin *here*.
picture: assets/tile.svg
picture_alt: A door
---

## Why it matters

<!-- note: A greeting. -->
Hello, see [the second](02-second.md#do) or [write](https://example.org/a).

- Yes
- No
- Yes
"""

SECOND = """---
title: Second steps
number: 2
block: a
minutes: 20
lead: Go on.
---

:::activity {#do}
## Do it

1. **Choose.** Take one.
:::
"""

Write = Callable[[str, str], Path]
Page = Callable[[str], SourceDocument]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a programme with two Things and a picture."""
    files = {
        "programme.toml": TOML,
        "content/things/01-first.md": THING,
        "content/things/02-second.md": SECOND,
        "content/assets/tile.svg": "<svg/>",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def programme(folder: Path) -> ProgrammeFolder:
    return load_programme(folder)


@pytest.fixture
def page_of() -> Page:
    """Make a page document from its body."""

    def make(body: str) -> SourceDocument:
        return read_document("page", "case", "content/pages/case.md", f"---\ntitle: Case\nlead: Lead\n---\n{body}")

    return make
