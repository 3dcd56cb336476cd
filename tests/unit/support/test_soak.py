"""How often properties are tried, and how a limited soak shares its time."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

from tests.support import soak

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("soaking", "seconds", "counts"),
    [(False, 0, [4, 20, 20, 100]), (True, 600, [4, 40, 80, 400]), (True, 0, [40, 400, 800, 4000])],
)
def test_a_property_is_tried_a_part_in_full_or_ten_times(
    monkeypatch: pytest.MonkeyPatch, soaking: bool, seconds: float, counts: list[int]
) -> None:
    monkeypatch.setattr(soak, "SOAK", soaking)
    monkeypatch.setattr(soak, "SECONDS", seconds)
    assert [soak.number(count) for count in (4, 40, 80, 400)] == counts


def test_nobody_counts_beside_it_and_no_machine_is_too_slow() -> None:
    assert settings.default is not None
    assert settings.default.deadline is None
    assert settings.default.database is None
    found = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "tests").rglob("*.py")
        if path != Path(__file__) and re.search(r"max_examples|derandomize", path.read_text(encoding="utf-8"))
    ]
    assert found == ["tests/support/soak.py"]


def test_what_one_test_does_not_need_is_there_for_the_others() -> None:
    budget = soak.Budget(until=160.0)
    budget.expect(3)
    budget.begin(100.0)
    assert (budget.spent(119.9), budget.spent(120.0)) == (False, True)
    budget.begin(101.0)
    assert budget.ends == 101.0 + 59.0 / 2
    budget.begin(159.0)
    assert budget.ends == 160.0
    budget.begin(170.0)  # more tests than were expected, as one process takes over another's
    assert budget.spent(170.0)


def test_a_walk_ends_with_its_time_but_begins_always(monkeypatch: pytest.MonkeyPatch) -> None:
    budget = soak.Budget(until=1.0)
    monkeypatch.setattr(soak, "BUDGET", budget)
    budget.begin(2.0)
    assert list(soak.while_there_is_time(range(5))) == [0]
    monkeypatch.setattr(soak, "BUDGET", soak.Budget())
    soak.BUDGET.begin(2.0)
    assert list(soak.while_there_is_time(range(5))) == [0, 1, 2, 3, 4]


def test_every_property_is_part_of_a_soak() -> None:
    files = ["tests/properties/test_sync_merge.py", "tests/properties/test_nothing_is_lost.py"]
    command = [sys.executable, "-m", "pytest", "-p", "no:xdist", "--collect-only", "-m", "soak", *files]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    collected = {line for line in done.stdout.splitlines() if "::" in line}
    text = "".join((ROOT / path).read_text(encoding="utf-8") for path in files)
    assert len(collected) == len(re.findall(r"^@given", text, re.MULTILINE)) + 2  # one property on two databases
