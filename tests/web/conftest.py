from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from service.store import Database
from tests.support.workplace import Workplace, build


@pytest.fixture
def workplace(tmp_path: Path, make_database: Callable[[str], Database]) -> Workplace:
    return build(tmp_path, make_database("sqlite"))
