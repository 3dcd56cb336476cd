"""The click that carries new numbers into translations, between saves, approvals and edits of the source.

* It never lowers or raises a state, never changes a word, and never touches what it was not asked about.
* Everything that anybody saved is in the history; a second click does nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import Phase, given
from hypothesis import strategies as st

from service.authoring.sources import update_document
from service.authoring.value_proposals import apply_values, proposals
from service.changes.carried_values import Version, carried
from service.documents.reader import read_document
from service.errors import TranslationError
from service.store import Database
from service.translation import workflow
from service.translation.submission import Submission
from tests.support.databases import ENGINES
from tests.support.folders import FAQ, small_programme
from tests.support.soak import often

SOURCES = ("Yes, for 14 people.", "Yes, for 16 people.", "Yes, for 18 people at 9:30.", "No, for 14 people.")
TEXTS = ("Sí, para 14 personas.", "Para 14 personas, sí.", "Sí, para 16 personas.", "Sí, para catorce.", "Sí, a 18.")
PHASES = (Phase.explicit, Phase.generate)  # a case has its own database: shrinking would take minutes
STEP = st.one_of(
    st.tuples(st.just("source"), st.sampled_from(SOURCES), st.sampled_from([None, "minor", "meaning"])),
    st.tuples(st.just("save"), st.sampled_from(TEXTS), st.sampled_from(["translator", "reviewer"])),
    st.tuples(st.sampled_from(["approve", "still_right", "reject"]), st.none(), st.none()),
    st.tuples(st.just("click"), st.sampled_from(["es", "es", "ar"]), st.none()),
)


def words(text: str) -> str:
    return re.sub(r"\d+", "0", text)


@pytest.mark.soak
@pytest.mark.parametrize("engine", ENGINES)
def test_a_click_changes_numbers_and_nothing_else(
    engine: str, tmp_path: Path, make_database: Callable[[str], Database]
) -> None:
    run = [0]

    @often(15 if engine == "sqlite" else 4, phases=PHASES)
    @given(st.lists(STEP, min_size=3, max_size=12))
    def work(steps: list[tuple[str, str | None, str | None]]) -> None:
        run[0] += 1
        database = make_database(engine)
        folder = small_programme(tmp_path / str(run[0]), database)
        folder.write("content/pages/faq.md", FAQ.replace("Yes, all of it, for 14 people.", SOURCES[0]))
        folder.start()
        unit = folder.unit(SOURCES[0])
        people = {role: folder.actor(role) for role in ("translator", "reviewer")}
        saved: set[str] = set()
        for what, text, more in [("save", TEXTS[0], "translator"), *steps]:
            with database.unit_of_work() as uow:
                head = uow.translations.head(unit, "es")
                before = (head.text, head.state, head.author_id) if head else ("", "missing", None)
                number = head.revision_id if head else None
                actor = people.get(more or "", people["reviewer"])
                if what == "source":
                    row = uow.documents.find(folder.programme_id, "page", "faq")
                    assert row is not None
                    new = FAQ.replace("Yes, all of it, for 14 people.", text or "")
                    document = read_document("page", "faq", row.path, new)
                    update_document(uow, folder.programme, row, document, more)  # type: ignore[arg-type]
                elif what == "save":
                    workflow.save(uow, actor, unit, "es", Submission(text or "", number))
                    saved.add(text or "")
                elif what == "click":
                    asked = text or ""
                    ready = {p.outcome for p in proposals(uow, folder.programme_id, tag="es")} == {"ready"}
                    try:
                        done = apply_values(uow, people["translator"], asked)
                    except TranslationError:
                        done = None
                    assert (done is None) == (asked != "es")
                    head = uow.translations.head(unit, "es")
                    after = (head.text, head.state, head.author_id) if head else ("", "missing", None)
                    changed = asked == "es" and ready
                    assert (after[0] != before[0]) == changed
                    assert (words(after[0]), *after[1:]) == (words(before[0]), *before[1:])
                    if head is not None and changed:
                        assert head.base_unit_revision_id >= uow.units.get(unit).meaning_revision_id
                    if done is not None:
                        assert not apply_values(uow, people["translator"], asked).applied
                elif number is not None:
                    try:
                        if what == "reject":
                            workflow.reject(uow, actor, unit, "es", number, "Because.")
                        else:
                            getattr(workflow, what)(uow, actor, unit, "es", number)
                    except TranslationError:
                        pass  # nothing to judge
                assert saved <= {found.text for found in uow.translations.history(unit, "es")}
                for counts in uow.counters.counted([uow.units.get(unit).document_id], tags=["es"]).values():
                    assert counts.missing + counts.suggested + counts.translated + counts.approved == counts.units

    work()


NUMBERS = st.integers(0, 99)


@given(NUMBERS, NUMBERS, NUMBERS, st.sampled_from([0x30, 0x660, 0x6F0, 0x966]))
def test_there_and_back_is_where_it_was(first: int, second: int, third: int, zero: int) -> None:
    def said(number: int) -> str:
        return "".join(chr(zero + int(sign)) for sign in str(number))

    old, new, last = (f"For {number} people" for number in (first, second, third))
    text = f"para {said(first)} personas"
    assert carried([Version(old), Version(new)], text).text == f"para {said(second)} personas"
    chain = carried([Version(old), Version(new), Version(last)], text)
    assert chain.text == f"para {said(third)} personas"
    assert chain.changes == (() if first == third else ((str(first), str(third)),))
    assert carried([Version(old), Version(new), Version(old)], text).text == text
