"""What becomes of a text, by who saves it and by what is there."""

from __future__ import annotations

import pytest

from service.errors import EmptyText, NotAllowed, NotFound, StaleVersion
from service.model import Actor
from service.store import Database, UnitOfWork
from service.translation import workflow
from service.translation.results import Conflict, Saved
from service.translation.submission import Submission
from tests.support.workshop import SOURCES, Workshop, build, change, row_of


@pytest.fixture
def shop(database: Database) -> Workshop:
    return build(database)


def saved(result: Saved | Conflict) -> Saved:
    assert isinstance(result, Saved), result
    return result


def texts(uow: UnitOfWork, unit_id: int) -> list[str]:
    return [revision.text for revision in uow.translations.history(unit_id, "es")]


def head(uow: UnitOfWork, unit_id: int) -> tuple[str, str, int | None]:
    found = uow.translations.head(unit_id, "es")
    assert found is not None
    return found.text, found.state, found.author_id


def test_roles_decide_what_state_a_text_begins_with(shop: Workshop) -> None:
    with shop.database.unit_of_work() as uow:
        newcomer = shop.person(uow, "Nia")
        translator = shop.person(uow, "Tomas", "translator")
        shop.person(uow, "Rosa", "reviewer")
        one, two, three = shop.units
        assert saved(workflow.save(uow, newcomer, one, "es", Submission("Cierra."))).state == "suggested"
        assert saved(workflow.save(uow, translator, two, "es", Submission("Elige."))).state == "translated"
        assert (
            saved(workflow.save(uow, translator, three, "es", Submission("Escribe."), "suggest")).state == "suggested"
        )
        with pytest.raises(NotAllowed):
            workflow.save(uow, translator, one, "es", Submission("Cierra la puerta."), "approve")
        counts = uow.counters.counted([shop.document_id])[shop.document_id, "es"]
        assert (counts.suggested, counts.translated, counts.missing) == (2, 1, 0)


def test_a_role_in_one_language_is_none_in_another(shop: Workshop) -> None:
    with shop.database.unit_of_work() as uow:
        translator = shop.person(uow, "Tomas", "translator", "es")
        assert saved(workflow.save(uow, translator, shop.units[0], "ar", Submission("أقفل."))).state == "suggested"


def test_a_save_over_an_unseen_text_keeps_both_and_says_so(shop: Workshop) -> None:
    unit = shop.units[0]
    with shop.database.unit_of_work() as uow:
        amina = shop.person(uow, "Amina", "translator")
        bo = shop.person(uow, "Bo", "translator")
        first = saved(workflow.save(uow, amina, unit, "es", Submission("Cierra la puerta.")))
        clash = workflow.save(uow, bo, unit, "es", Submission("Echa la llave."))
        assert isinstance(clash, Conflict)
        assert (clash.theirs_text, clash.theirs_revision, clash.theirs_author) == (
            "Cierra la puerta.",
            first.revision_id,
            "Amina",
        )
        assert head(uow, unit) == ("Cierra la puerta.", "translated", amina.person_id)
        assert [s.text for s in uow.translations.suggestions(unit, "es")] == ["Echa la llave."]
        again = workflow.save(uow, bo, unit, "es", Submission("Echa la llave."))
        assert again == clash
        kept = saved(workflow.save(uow, bo, unit, "es", Submission("Echa la llave.", clash.theirs_revision)))
        assert kept.state == "translated"
        assert head(uow, unit)[0] == "Echa la llave."
        assert uow.translations.suggestions(unit, "es") == []
        assert "Cierra la puerta." in texts(uow, unit)


def test_sending_the_same_save_twice_changes_nothing(shop: Workshop) -> None:
    with shop.database.unit_of_work() as uow:
        amina = shop.person(uow, "Amina", "translator")
        first = saved(workflow.save(uow, amina, shop.units[0], "es", Submission("Cierra.")))
        again = saved(workflow.save(uow, amina, shop.units[0], "es", Submission("Cierra. \r\n")))
        assert (again.revision_id, again.note) == (first.revision_id, "unchanged")
        assert texts(uow, shop.units[0]) == ["Cierra."]


def test_a_suggestion_never_displaces_an_accepted_text(shop: Workshop) -> None:
    unit = shop.units[0]
    with shop.database.unit_of_work() as uow:
        translator, newcomer = shop.person(uow, "Tomas", "translator"), shop.person(uow, "Nia")
        first = saved(workflow.save(uow, translator, unit, "es", Submission("Cierra la puerta.")))
        beside = saved(workflow.save(uow, newcomer, unit, "es", Submission("Cierra bien.", first.revision_id)))
        assert (beside.note, beside.state) == ("beside", "translated")
        better = saved(workflow.save(uow, newcomer, unit, "es", Submission("Cierra muy bien.", first.revision_id)))
        assert head(uow, unit)[0] == "Cierra la puerta."
        assert [s.id for s in uow.translations.suggestions(unit, "es")] == [better.revision_id]
        assert texts(uow, unit) == ["Cierra la puerta.", "Cierra bien.", "Cierra muy bien."]


def test_one_suggestion_over_another_keeps_the_first_open(shop: Workshop) -> None:
    unit = shop.units[0]
    with shop.database.unit_of_work() as uow:
        one, two = shop.person(uow, "Nia"), shop.person(uow, "Olu")
        first = saved(workflow.save(uow, one, unit, "es", Submission("Cierra.")))
        saved(workflow.save(uow, two, unit, "es", Submission("Cierra ya.", first.revision_id)))
        assert head(uow, unit) == ("Cierra ya.", "suggested", two.person_id)
        assert [s.text for s in uow.translations.suggestions(unit, "es")] == ["Cierra."]


def test_accepting_a_suggestion_leaves_the_credit_with_its_author(shop: Workshop) -> None:
    unit = shop.units[0]
    with shop.database.unit_of_work() as uow:
        newcomer, reviewer = shop.person(uow, "Nia"), shop.person(uow, "Rosa", "reviewer")
        suggested = saved(workflow.save(uow, newcomer, unit, "es", Submission("Cierra.")))
        approved = workflow.approve(uow, reviewer, unit, "es", suggested.revision_id)
        assert approved.state == "approved"
        assert head(uow, unit) == ("Cierra.", "approved", newcomer.person_id)
        credit = {(c.name, c.role) for c in uow.people.credits([shop.document_id], "es")}
        assert credit == {("Nia", "translator"), ("Rosa", "reviewer")}


def test_approving_ones_own_work_needs_a_second_reader_where_there_is_one(shop: Workshop) -> None:
    one, two, _ = shop.units
    with shop.database.unit_of_work() as uow:
        rosa = shop.person(uow, "Rosa", "reviewer")
        assert saved(workflow.save(uow, rosa, one, "es", Submission("Cierra."), "approve")).state == "approved"
        saul = shop.person(uow, "Saul", "reviewer")
        own = saved(workflow.save(uow, rosa, two, "es", Submission("Elige."), "approve"))
        assert (own.state, own.note) == ("translated", "second_reader")
        with pytest.raises(NotAllowed):
            workflow.approve(uow, rosa, two, "es", own.revision_id)
        assert workflow.approve(uow, saul, two, "es", own.revision_id).state == "approved"


def test_approving_with_edits_counts_as_two_readers(shop: Workshop) -> None:
    unit = shop.units[0]
    with shop.database.unit_of_work() as uow:
        translator = shop.person(uow, "Tomas", "translator")
        rosa, _ = shop.person(uow, "Rosa", "reviewer"), shop.person(uow, "Saul", "reviewer")
        first = saved(workflow.save(uow, translator, unit, "es", Submission("Cierra.")))
        result = saved(workflow.save(uow, rosa, unit, "es", Submission("Cierra bien.", first.revision_id), "approve"))
        assert result.state == "approved"
        assert head(uow, unit) == ("Cierra bien.", "approved", rosa.person_id)


def test_an_approval_of_something_that_has_changed_is_refused(shop: Workshop) -> None:
    unit = shop.units[0]
    with shop.database.unit_of_work() as uow:
        translator, rosa = shop.person(uow, "Tomas", "translator"), shop.person(uow, "Rosa", "reviewer")
        newcomer = shop.person(uow, "Nia")
        first = saved(workflow.save(uow, translator, unit, "es", Submission("Cierra.")))
        beside = saved(workflow.save(uow, newcomer, unit, "es", Submission("Cierra ya.", first.revision_id)))
        second = saved(workflow.save(uow, translator, unit, "es", Submission("Cierra bien.", first.revision_id)))
        with pytest.raises(StaleVersion):
            workflow.approve(uow, rosa, unit, "es", first.revision_id)
        with pytest.raises(StaleVersion):
            workflow.approve(uow, rosa, unit, "es", beside.revision_id, head_revision_id=first.revision_id)
        done = workflow.approve(uow, rosa, unit, "es", beside.revision_id, head_revision_id=second.revision_id)
        assert done.state == "approved"
        assert uow.translations.suggestions(unit, "es") == []


def test_a_rejected_head_gives_way_to_the_newest_accepted_text_before_it(shop: Workshop) -> None:
    unit = shop.units[0]
    with shop.database.unit_of_work() as uow:
        translator, rosa = shop.person(uow, "Tomas", "translator"), shop.person(uow, "Rosa", "reviewer")
        first = saved(workflow.save(uow, translator, unit, "es", Submission("Cierra.")))
        approved = workflow.approve(uow, rosa, unit, "es", first.revision_id)
        second = saved(workflow.save(uow, translator, unit, "es", Submission("Cierra mal.", approved.revision_id)))
        with pytest.raises(EmptyText):
            workflow.reject(uow, rosa, unit, "es", second.revision_id, " ")
        result = workflow.reject(uow, rosa, unit, "es", second.revision_id, "Not what the English says.")
        assert result.state == "approved"
        assert head(uow, unit) == ("Cierra.", "approved", translator.person_id)
        assert "Cierra mal." in texts(uow, unit)


def test_rejecting_the_only_text_leaves_a_gap_that_counts_as_missing(shop: Workshop) -> None:
    unit = shop.units[0]
    with shop.database.unit_of_work() as uow:
        newcomer, rosa = shop.person(uow, "Nia"), shop.person(uow, "Rosa", "reviewer")
        first = saved(workflow.save(uow, newcomer, unit, "es", Submission("Cierra.")))
        assert workflow.reject(uow, rosa, unit, "es", first.revision_id, "No.").state == "missing"
        row = row_of(uow, unit, "es", newcomer.person_id)
        assert row is not None
        assert (row.state, row.text) == ("missing", "")
        assert (
            saved(workflow.save(uow, newcomer, unit, "es", Submission("Cierra ya.", first.revision_id))).state
            == "suggested"
        )


def test_people_may_withdraw_their_own_suggestions_only(shop: Workshop) -> None:
    unit = shop.units[0]
    with shop.database.unit_of_work() as uow:
        nia, olu = shop.person(uow, "Nia"), shop.person(uow, "Olu")
        mine = saved(workflow.save(uow, nia, unit, "es", Submission("Cierra.")))
        with pytest.raises(NotAllowed):
            workflow.reject(uow, olu, unit, "es", mine.revision_id, "Mine is better.")
        assert workflow.reject(uow, nia, unit, "es", mine.revision_id, "A slip.").state == "missing"


def test_an_edit_of_the_source_makes_stale_only_by_meaning_and_still_right_mends_it(shop: Workshop) -> None:
    unit = shop.units[0]
    with shop.database.unit_of_work() as uow:
        translator, rosa = shop.person(uow, "Tomas", "translator"), shop.person(uow, "Rosa", "reviewer")
        first = saved(workflow.save(uow, translator, unit, "es", Submission("Cierra.")))
        approved = workflow.approve(uow, rosa, unit, "es", first.revision_id)
        uow.units.apply(shop.document_id, [change("cosmetic", unit, "Lock the front door!")], None)
        row = row_of(uow, unit, "es")
        assert row is not None
        assert not row.stale
        uow.units.apply(shop.document_id, [change("meaning", unit, "Lock the back door.")], None)
        row = row_of(uow, unit, "es")
        assert row is not None
        assert (row.stale, row.old_source, row.text) == (True, SOURCES[0], "Cierra.")
        result = workflow.still_right(uow, translator, unit, "es", approved.revision_id)
        assert result.state == "translated"
        row = row_of(uow, unit, "es")
        assert row is not None
        assert not row.stale
        with pytest.raises(StaleVersion):
            workflow.still_right(uow, translator, unit, "es", approved.revision_id)


def test_saving_a_stale_text_unchanged_means_it_is_right(shop: Workshop) -> None:
    unit = shop.units[0]
    with shop.database.unit_of_work() as uow:
        translator = shop.person(uow, "Tomas", "translator")
        first = saved(workflow.save(uow, translator, unit, "es", Submission("Cierra.")))
        uow.units.apply(shop.document_id, [change("meaning", unit, "Lock the back door.")], None)
        second = saved(workflow.save(uow, translator, unit, "es", Submission("Cierra.", first.revision_id)))
        assert second.revision_id != first.revision_id
        assert uow.counters.counted([shop.document_id])[shop.document_id, "es"].stale == 0


def test_restore_brings_back_text_author_and_the_source_it_was_for(shop: Workshop) -> None:
    unit = shop.units[0]
    with shop.database.unit_of_work() as uow:
        tomas, rosa = shop.person(uow, "Tomas", "translator"), shop.person(uow, "Rosa", "reviewer")
        first = saved(workflow.save(uow, tomas, unit, "es", Submission("Cierra.")))
        second = saved(workflow.save(uow, rosa, unit, "es", Submission("Cerrar.", first.revision_id)))
        uow.units.apply(shop.document_id, [change("meaning", unit, "Lock the back door.")], None)
        clash = workflow.restore(uow, tomas, unit, "es", first.revision_id, first.revision_id)
        assert isinstance(clash, Conflict)
        result = saved(workflow.restore(uow, tomas, unit, "es", first.revision_id, second.revision_id))
        assert result.state == "translated"
        assert head(uow, unit) == ("Cierra.", "translated", tomas.person_id)
        row = row_of(uow, unit, "es")
        assert row is not None
        assert row.stale


def test_undo_takes_back_the_last_step_only_and_only_ones_own(shop: Workshop) -> None:
    unit = shop.units[0]
    with shop.database.unit_of_work() as uow:
        tomas, rosa = shop.person(uow, "Tomas", "translator"), shop.person(uow, "Rosa", "reviewer")
        first = saved(workflow.save(uow, tomas, unit, "es", Submission("Cierra.")))
        approved = workflow.approve(uow, rosa, unit, "es", first.revision_id)
        second = saved(workflow.save(uow, tomas, unit, "es", Submission("Cerrar.", approved.revision_id)))
        with pytest.raises(NotAllowed):
            workflow.undo(uow, rosa, unit, "es", second.revision_id)
        assert workflow.undo(uow, tomas, unit, "es", second.revision_id).state == "approved"
        assert head(uow, unit) == ("Cierra.", "approved", tomas.person_id)
        with pytest.raises(StaleVersion):
            workflow.undo(uow, tomas, unit, "es", second.revision_id)
        assert "Cerrar." in texts(uow, unit)
        other = saved(workflow.save(uow, tomas, shop.units[1], "es", Submission("Elige.")))
        assert workflow.undo(uow, tomas, shop.units[1], "es", other.revision_id).state == "missing"


def test_text_of_an_unconfirmed_person_is_theirs_alone_until_they_confirm(shop: Workshop) -> None:
    one, two, _ = shop.units
    with shop.database.unit_of_work() as uow:
        nia = shop.person(uow, "Nia", confirmed=False)
        rosa = shop.person(uow, "Rosa", "reviewer")
        hidden = saved(workflow.save(uow, nia, one, "es", Submission("Cierra.")))
        taken = saved(workflow.save(uow, rosa, two, "es", Submission("Elige.")))
        saved(workflow.save(uow, nia, two, "es", Submission("Escoge.", taken.revision_id)))
        assert hidden.note == "hidden"
        mine = row_of(uow, one, "es", nia.person_id)
        theirs = row_of(uow, one, "es", rosa.person_id)
        assert mine is not None
        assert theirs is not None
        assert (mine.own, mine.state) == ("Cierra.", "missing")
        assert (theirs.own, theirs.suggestions_count, theirs.text) == (None, 0, "")
        assert [r.text for r in uow.pages.review_queue(shop.programme_id, "es")] == ["Elige."]
        with pytest.raises(StaleVersion):
            workflow.approve(uow, rosa, one, "es", hidden.revision_id)
        uow.people.get(nia.person_id).confirmed = uow.clock()
        assert workflow.release(uow, nia.person_id) == 2
        assert head(uow, one) == ("Cierra.", "suggested", nia.person_id)
        assert {r.text for r in uow.pages.review_queue(shop.programme_id, "es")} == {"Cierra.", "Elige.", "Escoge."}


def test_unedited_machine_text_is_known_for_what_it_is(shop: Workshop) -> None:
    one, two, _ = shop.units
    with shop.database.unit_of_work() as uow:
        for unit, source in ((one, SOURCES[0]), (two, SOURCES[1])):
            uow.machine.keep(
                f"key{unit}",
                engine="google",
                source_tag="en",
                target_tag="es",
                source=source,
                text="Texto de máquina.",
            )
        tomas = shop.person(uow, "Tomas", "translator")
        result = saved(workflow.save(uow, tomas, one, "es", Submission("Texto de máquina.", origin="person")))
        assert (result.event, result.state) == ("take", "translated")
        found = uow.translations.head(one, "es")
        assert found is not None
        assert (found.origin, found.author_id) == ("machine:google", tomas.person_id)
        edited = saved(workflow.save(uow, tomas, two, "es", Submission("Texto mejor.", origin="machine:google")))
        revision = uow.translations.revision(edited.revision_id)
        assert (revision.origin, revision.helped_by) == ("person", "machine:google")
        assert uow.counters.counted([shop.document_id])[shop.document_id, "es"].machine == 1


def test_what_cannot_be_saved_says_why(shop: Workshop) -> None:
    with shop.database.unit_of_work() as uow:
        tomas = shop.person(uow, "Tomas", "translator")
        for empty in ("", " \n\t", "\u200b\u200e"):
            with pytest.raises(EmptyText):
                workflow.save(uow, tomas, shop.units[0], "es", Submission(empty))
        with pytest.raises(NotFound):
            workflow.save(uow, tomas, 999, "es", Submission("Texto."))
        with pytest.raises(NotFound):
            workflow.save(uow, tomas, shop.units[0], "fr", Submission("Texte."))
        stranger = Actor(tomas.person_id, "Tomas", shop.programme_id + 1)
        with pytest.raises(NotFound):
            workflow.save(uow, stranger, shop.units[0], "es", Submission("Texto."))


def test_drafts_are_kept_dropped_by_a_save_and_private(shop: Workshop) -> None:
    unit = shop.units[0]
    with shop.database.unit_of_work() as uow:
        tomas, nia = shop.person(uow, "Tomas", "translator"), shop.person(uow, "Nia")
        workflow.keep_draft(uow, tomas, unit, "es", "Cier", None)
        row, other = row_of(uow, unit, "es", tomas.person_id), row_of(uow, unit, "es", nia.person_id)
        assert row is not None
        assert other is not None
        assert (row.draft, other.draft) == ("Cier", None)
        workflow.save(uow, tomas, unit, "es", Submission("Cierra."))
        assert (now := row_of(uow, unit, "es", tomas.person_id)) is not None
        assert now.draft is None
        workflow.keep_draft(uow, tomas, unit, "es", "x", None)
        workflow.keep_draft(uow, tomas, unit, "es", " ", None)
        assert (now := row_of(uow, unit, "es", tomas.person_id)) is not None
        assert now.draft is None


def test_saves_ask_for_one_write_back(shop: Workshop) -> None:
    with shop.database.unit_of_work() as uow:
        tomas = shop.person(uow, "Tomas", "translator")
        for unit in shop.units:
            workflow.save(uow, tomas, unit, "es", Submission("Texto."))
        assert [job.task for job in uow.jobs.recent()] == ["write_back"]
