"""Changed addresses and numbers: one click takes them over, and what it may not touch."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from service.authoring import value_proposals as module
from service.authoring.sources import Change, update_document
from service.authoring.value_proposals import Applied, Proposal, apply_values, proposals
from service.changes.carried_values import Version, carried, changed_values, forms_agree
from service.documents.reader import read_document
from service.errors import NotAllowed
from service.model import Actor, Role
from service.store import Database
from service.translation import workflow
from service.translation.submission import Submission
from tests.support.folders import FAQ, Folder, small_programme

YES = "Yes, all of it, for 14 people."
READ = "No. Read [the licence](licence.md) first."
SI, LEE = "Sí, todo, para 14 personas.", "No. Lee [la licencia](licence.md)."


@dataclass
class Case:
    """A programme in a database, with what authors and translators do to one page of it."""

    folder: Folder
    text: str = FAQ
    yes: int = 0
    read: int = 0
    actors: dict[str, Actor] = field(default_factory=dict)

    def edit(self, old: str, new: str, said: Change | None = None) -> int:
        """Change the source; returns how many translations were proposed."""
        assert old in self.text
        self.text = self.text.replace(old, new)
        with self.folder.database.unit_of_work() as uow:
            row = uow.documents.find(self.folder.programme_id, "page", "faq")
            assert row is not None
            new_one = read_document("page", "faq", row.path, self.text)
            return update_document(uow, self.folder.programme, row, new_one, said).proposals

    def actor(self, name: str, role: Role, tag: str = "es") -> Actor:
        with self.folder.database.unit_of_work() as uow:
            email = f"{name}@example.org"
            person = uow.people.by_email(email) or uow.people.add(name, email, confirmed=True, public_credit=True)
            uow.people.grant(person.id, self.folder.programme_id, role, "" if role == "author" else tag)
            return uow.people.actor(person, self.folder.programme_id)

    def save(self, unit: int, text: str, who: str = "ana", role: Role = "translator", tag: str = "es") -> None:
        actor = self.actor(who, role, tag)
        with self.folder.database.unit_of_work() as uow:
            head = uow.translations.head(unit, tag)
            action = "approve" if role == "reviewer" else "save"
            workflow.save(uow, actor, unit, tag, Submission(text, head.revision_id if head else None), action)  # type: ignore[arg-type]

    def approve(self, unit: int) -> None:
        actor = self.actor("rafael", "reviewer")
        with self.folder.database.unit_of_work() as uow:
            head = uow.translations.head(unit, "es")
            assert head is not None
            workflow.approve(uow, actor, unit, "es", head.revision_id)

    def waiting(self, tag: str = "es") -> list[Proposal]:
        with self.folder.database.reading() as uow:
            return proposals(uow, self.folder.programme_id, tag=tag)

    def outcomes(self, tag: str = "es") -> list[str]:
        return [found.outcome for found in self.waiting(tag)]

    def click(self, tag: str = "es", *, upto: int | None = None) -> Applied:
        actor = self.actor("mara", "author")
        with self.folder.database.unit_of_work() as uow:
            return apply_values(uow, actor, tag, upto=upto)

    def head(self, unit: int, tag: str = "es") -> tuple[str, str, bool]:
        """Text, state, and whether it is stale."""
        with self.folder.database.reading() as uow:
            head, row = uow.translations.head(unit, tag), uow.units.get(unit)
            assert head is not None
            return head.text, head.state, head.base_unit_revision_id < row.meaning_revision_id

    def history(self, unit: int, tag: str = "es") -> list[tuple[str, str]]:
        with self.folder.database.reading() as uow:
            return [(found.event, found.text) for found in uow.translations.history(unit, tag)]


def make(root: Path, database: Database) -> Case:
    folder = small_programme(root, database)
    folder.start()
    case = Case(folder)
    case.yes, case.read = folder.unit(YES), folder.unit(READ)
    case.save(case.yes, SI)
    case.save(case.read, LEE)
    return case


@pytest.fixture
def case(tmp_path: Path, sqlite: Database) -> Case:
    return make(tmp_path, sqlite)


def test_what_was_approved_stays_approved_and_by_its_author(tmp_path: Path, database: Database) -> None:
    case = make(tmp_path, database)
    case.approve(case.yes)
    assert case.edit("14", "16", "meaning") == 1
    assert case.edit("licence.md", "https://example.org/licence") == 1
    assert case.head(case.yes) == (SI, "approved", True)
    assert case.click() == Applied({"es": 2}, {})
    assert case.head(case.yes) == ("Sí, todo, para 16 personas.", "approved", False)
    assert case.head(case.read) == ("No. Lee [la licencia](https://example.org/licence).", "translated", False)
    ana, mara = case.actor("ana", "translator"), case.actor("mara", "author")
    with database.reading() as uow:
        head = uow.translations.head(case.yes, "es")
        assert head is not None
        last = uow.translations.revision(head.revision_id)
        assert (head.author_id, head.origin, last.author_id) == (ana.person_id, "person", mara.person_id)
        assert (last.event, last.reason, last.state) == ("values", "14 → 16", "approved")
        assert [text for _, text in case.history(case.yes)][:2] == [SI, SI]
        counted = uow.counters.counted([uow.units.get(case.yes).document_id], tags=["es"])
        (numbers,) = counted.values()
        assert (numbers.approved, numbers.translated, numbers.stale) == (1, 1, 0)


def test_a_second_click_does_nothing(tmp_path: Path, database: Database) -> None:
    case = make(tmp_path, database)
    case.edit("14", "16")
    case.click()
    before = case.history(case.yes)
    assert case.click() == Applied({}, {})
    assert (case.history(case.yes), case.waiting()) == (before, [])


def test_whoever_saved_meanwhile_has_won(tmp_path: Path, database: Database) -> None:
    case = make(tmp_path, database)
    case.edit("14", "16")
    case.save(case.yes, "Sí, para catorce personas.")
    assert case.click() == Applied({}, {"es": 1})
    assert case.head(case.yes) == ("Sí, para catorce personas.", "translated", False)
    assert case.outcomes() == ["edited"]  # still open, for its translators


def test_a_text_edited_meanwhile_keeps_its_words_and_gets_the_number(case: Case) -> None:
    case.edit("14", "16")
    case.save(case.yes, "Sí, todo es para 14 personas.")
    assert case.click() == Applied({"es": 1}, {})
    assert case.head(case.yes)[0] == "Sí, todo es para 16 personas."
    assert ("save", "Sí, todo es para 14 personas.") in case.history(case.yes)


def test_a_text_that_has_the_new_number_already_is_left_and_the_proposal_ends(case: Case) -> None:
    case.edit("14", "16")
    case.save(case.yes, "Sí, todo es para 16 personas.")
    before = case.history(case.yes)
    assert case.outcomes() == ["done"]
    assert case.click() == Applied({}, {})
    assert (case.history(case.yes), case.waiting()) == (before, [])


def test_still_right_means_that_nothing_is_to_change(case: Case) -> None:
    case.edit("14", "16", "meaning")
    actor = case.actor("ana", "translator")
    with case.folder.database.unit_of_work() as uow:
        head = uow.translations.head(case.yes, "es")
        assert head is not None
        workflow.still_right(uow, actor, case.yes, "es", head.revision_id)
    assert case.click() == Applied({}, {"es": 1})
    assert case.head(case.yes)[0] == SI


def test_two_edits_before_the_click_are_one_proposal(case: Case) -> None:
    case.edit("14", "16")
    case.edit("16", "18")
    (found,) = case.waiting()
    assert (found.text, found.changes, found.source_before) == (
        "Sí, todo, para 18 personas.",
        (("14", "18"),),
        YES,
    )
    assert case.click() == Applied({"es": 1}, {})
    assert case.head(case.yes)[0] == "Sí, todo, para 18 personas."


def test_there_and_back_leaves_nothing_to_do(case: Case) -> None:
    case.edit("14", "16")
    case.edit("16", "14")
    assert case.waiting() == []
    assert case.click() == Applied({}, {})
    assert case.head(case.yes)[0] == SI


def test_values_that_changed_places_after_a_person_wrote_are_not_guessed(case: Case) -> None:
    case.edit("for 14 people", "for 3 of 4 people")
    case.save(case.yes, "Sí, todo, para 3 de 4 personas.")
    case.edit("3 of 4", "4 of 3")
    assert case.outcomes() == ["ready"]
    case.save(case.yes, "Sí, es para 4 de 3 personas.")
    assert case.outcomes() == ["edited"]


def test_what_has_to_be_checked_anyway_is_left_to_people(case: Case) -> None:
    case.edit("Yes, all of it, for", "Never, not even half of it, for", "meaning")
    case.edit("14", "16")
    assert case.outcomes() == ["stale"]
    assert case.click() == Applied({}, {"es": 1})
    assert case.head(case.yes) == (SI, "translated", True)


def test_a_number_that_asks_for_another_form_is_left_to_people(case: Case) -> None:
    case.save(case.yes, "نعم، كله، لعدد 14 شخصًا.", tag="ar")
    case.edit("14", "5")
    assert (case.outcomes("ar"), case.outcomes("es")) == (["forms"], ["ready"])
    assert case.click("ar") == Applied({}, {"ar": 1})


def test_only_what_somebody_has_seen_is_taken_over(case: Case) -> None:
    case.edit("14", "16")
    seen = max(found.row.revision_id for found in case.waiting())
    case.edit("licence.md", "https://example.org/licence")
    assert case.click(upto=seen) == Applied({"es": 1}, {})
    assert case.head(case.read)[0] == LEE


@pytest.mark.parametrize(
    ("role", "tag", "allowed"),
    [
        ("suggester", "es", False),
        ("translator", "ar", False),
        ("translator", "es", True),
        ("author", "", True),
    ],
)
def test_translators_of_the_language_and_authors_may(case: Case, role: Role, tag: str, allowed: bool) -> None:
    case.edit("14", "16")
    actor = case.actor("somebody", role, tag)
    with case.folder.database.unit_of_work() as uow:
        if allowed:
            assert apply_values(uow, actor, "es").applied == {"es": 1}
        else:
            with pytest.raises(NotAllowed):
                apply_values(uow, actor, "es")


def test_it_can_be_taken_back(case: Case) -> None:
    case.approve(case.yes)
    case.edit("14", "16")
    case.click()
    actor = case.actor("mara", "author")
    with case.folder.database.unit_of_work() as uow:
        head = uow.translations.head(case.yes, "es")
        assert head is not None
        workflow.undo(uow, actor, case.yes, "es", head.revision_id)
    assert case.head(case.yes)[:2] == (SI, "approved")


def test_a_click_is_no_second_reader(case: Case) -> None:
    """Who wrote a text alone cannot approve it because somebody else swapped a number in it."""
    case.actor("otra", "reviewer")
    text = "¿Es gratis, 14 veces?"
    case.edit("## Is it free?", "## Is it free, 14 times?")
    unit = case.folder.unit("Is it free, 14 times?")
    case.save(unit, text, who="sola")
    case.edit("14 times", "16 times")
    assert case.click().applied == {"es": 1}
    sola = case.actor("sola", "reviewer")
    with case.folder.database.unit_of_work() as uow:
        head = uow.translations.head(unit, "es")
        assert head is not None
        assert head.author_id == sola.person_id
        with pytest.raises(NotAllowed):
            workflow.approve(uow, sola, unit, "es", head.revision_id)


def test_its_writer_is_credited_and_whoever_clicks_is_not(case: Case) -> None:
    case.edit("14", "16")
    case.click()
    with case.folder.database.reading() as uow:
        names = [credit.name for credit in uow.people.credits([uow.units.get(case.yes).document_id], "es")]
    assert names == ["ana"]


def test_the_file_gets_the_new_text_and_says_nothing_back(case: Case) -> None:
    case.approve(case.yes)
    case.edit("14", "16")
    case.click()
    case.folder.sync()
    entry = case.folder.entry("Yes, all of it, for 16 people.")
    assert (entry.text, entry.state) == ("Sí, todo, para 16 personas.", "approved")
    assert case.folder.sync().quiet


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("3 of 5", "4 of 5", (("3", "4"),)), ("3 of 5", "3 of 5", ()), ("3 of 5", "3 in 5", None),
        ("3 and 3", "3 and 4", None), ("1 and 2", "2 and 1", (("1", "2"), ("2", "1"))),
    ],
)  # fmt: skip
def test_what_changed(old: str, new: str, expected: object) -> None:
    assert changed_values(old, new) == expected


def test_a_chain_passes_over_what_it_cannot_carry() -> None:
    words = carried([Version("3 days"), Version("Three days"), Version("Three days, 9:30")], "3 días")
    assert (words.text, words.changes, words.current) == ("3 días", (), True)
    both = carried([Version("At 9, 3 days"), Version("At 9, 4 days"), Version("At 10, 4 days")], "A las 9, tres días")
    assert (both.text, both.changes) == ("A las 10, tres días", (("9", "10"),))
    assert not carried([Version("a 1"), Version("b 1", meaning=True)], "c 1").current


@pytest.mark.parametrize(
    ("tag", "was", "now", "agree"),
    [
        ("ar", "3", "11", False), ("ar", "14", "16", True), ("de", "1", "2", False), ("de", "2", "3", True),
        ("zh-Hans", "1", "2", True), ("ar", "https://a.org/3", "https://a.org/11", True), ("ar", "9:30", "11:30", True),
        ("de", "1" * 400, "2" * 400, True), ("de", "500", "1,500", False), ("de", "2.5", "3.5", True),
    ],
)  # fmt: skip
def test_forms(tag: str, was: str, now: str, agree: bool) -> None:
    assert forms_agree(tag, ((was, now),)) is agree


def test_many_texts_are_taken_over_in_several_goes(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "AT_ONCE", 1)
    case.edit("14", "16")
    case.edit("licence.md", "https://example.org/licence")
    assert case.click() == Applied({"es": 1}, {}, more=True)
    assert case.click() == Applied({"es": 1}, {}, more=False)
    assert case.click() == Applied({}, {})


def test_clicks_and_a_save_at_the_same_moment(tmp_path: Path, database: Database) -> None:
    """Whatever comes first: the number is renewed once, and nobody's words are lost."""
    case = make(tmp_path, database)
    case.edit("14", "16", "meaning")
    case.edit("licence.md", "https://example.org/licence")
    ana, mara = case.actor("ana", "translator"), case.actor("mara", "author")
    with database.reading() as uow:
        head = uow.translations.head(case.yes, "es")
        assert head is not None
        base = head.revision_id
    applied: list[int] = []
    barrier = threading.Barrier(4)

    def click(actor: Actor) -> None:
        barrier.wait(60)
        with database.unit_of_work() as uow:
            applied.append(sum(apply_values(uow, actor, "es").applied.values()))

    def save() -> None:
        barrier.wait(60)
        with database.unit_of_work() as uow:
            workflow.save(uow, ana, case.yes, "es", Submission("Sí, todo es para 14 personas.", base))

    works = [threading.Thread(target=click, args=(actor,)) for actor in (ana, mara, mara)]
    for thread in (*works, threading.Thread(target=save)):
        thread.start()
        works += [] if thread in works else [thread]
    for thread in works:
        thread.join()
    with database.unit_of_work() as uow:
        applied.append(sum(apply_values(uow, mara, "es").applied.values()))
    assert len(applied) == 4
    assert case.head(case.read)[0] == "No. Lee [la licencia](https://example.org/licence)."
    events = case.history(case.yes)
    assert any(text == "Sí, todo es para 14 personas." for _, text in events)
    assert len([event for event, _ in case.history(case.read) if event == "values"]) == 1
    assert case.head(case.yes)[0] in ("Sí, todo, para 16 personas.", "Sí, todo es para 16 personas.")
