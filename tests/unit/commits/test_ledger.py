"""The chains of what Polything wrote: what they allow to be committed, and what they must not forget."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.commits.ledger import Ledger, ours
from service.store import Database
from tests.support.folders import small_programme

PATH = "locales/es/LC_MESSAGES/page/faq.po"


@pytest.fixture
def ledger(tmp_path: Path, sqlite: Database) -> Ledger:
    folder = small_programme(tmp_path, sqlite)
    folder.start()
    return Ledger(sqlite, folder.programme_id)


@pytest.mark.parametrize(
    ("chain", "there", "now", "mine"),
    [
        (["a", "b"], "a", "b", True),
        (["a", "b", "c"], "b", "c", True),
        (["", "b"], "", "b", True),
        (["a", "b", "c"], "a", "b", True),  # the last write never happened
        (["p", "b"], "a", "b", False),  # a person had changed it before
        (["a", "b"], "a", "p", False),  # a person has changed it since
        (["a", "b"], "b", "a", False),  # a person went back
        (["a", "b", "a", "c"], "a", "c", True),
        (["a", "b", "c", "b"], "a", "b", True),
        ([], "", "b", False),
    ],
)
def test_whose_work_a_file_is(chain: list[str], there: str, now: str, mine: bool) -> None:
    assert ours(chain, there, now) is mine


def test_writes_follow_one_another_until_somebody_else_writes(ledger: Ledger) -> None:
    ledger.intend(PATH, "a", "b")
    ledger.intend(PATH, "b", "c")
    assert ledger.chains() == {PATH: ["a", "b", "c"]}
    ledger.intend(PATH, "b", "d")  # c was announced and never written
    assert ledger.chains() == {PATH: ["a", "b", "d"]}
    ledger.intend(PATH, "person", "e")
    assert ledger.chains() == {PATH: ["person", "e"]}


def test_what_was_written_meanwhile_is_not_forgotten(ledger: Ledger) -> None:
    ledger.intend(PATH, "a", "b")
    seen = ledger.chains()[PATH]
    ledger.intend(PATH, "b", "c")
    ledger.settle(PATH, seen)
    assert ledger.chains() == {PATH: ["a", "b", "c"]}
    ledger.shorten(PATH, ["a", "b", "c"], "a", "c")
    assert ledger.chains() == {PATH: ["a", "c"]}
    ledger.settle(PATH, ["a", "c"])
    assert ledger.chains() == {}


def test_a_chain_that_waits_for_long_keeps_its_ends(ledger: Ledger) -> None:
    for number in range(300):
        ledger.intend(PATH, str(number), str(number + 1))
    chain = ledger.chains()[PATH]
    assert len(chain) <= 200
    assert ours(chain, "0", "300")


@given(writes=st.lists(st.sampled_from("abcd"), min_size=1, max_size=12), start=st.sampled_from("abcd"))
def test_an_unbroken_chain_is_always_polythings(writes: list[str], start: str) -> None:
    chain = [start, *writes]
    if writes[-1] != start:
        assert ours(chain, start, writes[-1])
    assert not ours(chain, "person", writes[-1])
    assert not ours(chain, start, "person")
