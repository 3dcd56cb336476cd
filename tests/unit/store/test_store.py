"""Repositories and read models, on both engines."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from exporters.api import Artifact
from service.errors import NotFound
from service.store import Database, UnitOfWork
from service.store.comments import NewComment
from service.store.documents import DocumentFacts
from service.store.translations import NewRevision
from service.store.units import UnitChange
from tests.support.workshop import row_of


def key_of(source: str) -> str:
    return hashlib.sha256(source.encode()).hexdigest()[:12]


def facts(slug: str, text: str, **more: object) -> DocumentFacts:
    return DocumentFacts(
        kind="thing",
        slug=slug,
        title=slug.title(),
        language="en",
        path=f"content/things/{slug}.md",
        text=text,
        digest=hashlib.sha256(text.encode()).hexdigest(),
        **more,
    )  # type: ignore[arg-type]


def new(source: str, position: int = 0, **more: object) -> UnitChange:
    return UnitChange(
        "new", key=key_of(source), source=source, kind="paragraph", words=len(source.split()), position=position, **more
    )  # type: ignore[arg-type]


def seed(uow: UnitOfWork, sources: Sequence[str] = ("One two.", "Three four five.")) -> tuple[int, int, list[int]]:
    """A programme in English with Spanish and Arabic and one document; returns their ids."""
    programme = uow.programmes.save("demo", "Demo", "en", "1", {})
    for tag in ("es", "ar"):
        uow.programmes.save_language(programme.id, tag, rule={})
    document, revision = uow.documents.save(programme.id, facts("a", "\n\n".join(sources)))
    assert revision is not None
    units = uow.units.apply(document.id, [new(s, n) for n, s in enumerate(sources)], revision.id)
    return programme.id, document.id, [number for number in units if number is not None]


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """Collect the SELECTs that are sent."""
    seen: list[str] = []

    def listen(connection: object, cursor: object, statement: str, *rest: object) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            seen.append(statement)

    event.listen(database.engine, "before_cursor_execute", listen)
    yield seen
    event.remove(database.engine, "before_cursor_execute", listen)


def test_a_unit_of_work_that_raises_leaves_nothing(database: Database) -> None:
    def fail() -> None:
        with database.unit_of_work() as uow:
            uow.programmes.save("demo", "Demo", "en", "1", {})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with database.reading() as uow:
        assert uow.programmes.all() == []


def test_a_reading_view_throws_changes_away(database: Database) -> None:
    with database.reading() as uow:
        uow.programmes.save("demo", "Demo", "en", "1", {})
    with database.reading() as uow:
        assert uow.programmes.by_key("demo") is None


def test_saving_a_document_again_makes_a_revision_only_for_a_new_text(database: Database) -> None:
    with database.unit_of_work() as uow:
        programme = uow.programmes.save("demo", "Demo", "en", "1", {})
        document, first = uow.documents.save(programme.id, facts("a", "Text."))
        again, none = uow.documents.save(programme.id, facts("a", "Text.", number=4))
        changed, second = uow.documents.save(programme.id, facts("a", "Other text."), change="meaning")
        assert first is not None
        assert none is None
        assert second is not None
        assert document.id == again.id == changed.id
        assert second.parent_id == first.id
        assert [r.text for r in uow.documents.revisions(document.id)] == ["Other text.", "Text."]
        assert uow.documents.sources(programme.id)[0][1] == "Other text."
        changed.active = False
    with database.reading() as uow:
        assert uow.documents.all(programme.id) == []
        assert len(uow.documents.all(programme.id, gone=True)) == 1


def test_units_keep_their_identity_when_their_texts_change_places(database: Database) -> None:
    with database.unit_of_work() as uow:
        _, document_id, (first, second) = seed(uow, ["One.", "Two."])
        uow.units.apply(
            document_id,
            [
                UnitChange("cosmetic", first, key_of("Two."), None, "Two.", "paragraph", position=1, words=1),
                UnitChange("meaning", second, key_of("One."), None, "One.", "paragraph", position=0, words=1),
            ],
            None,
        )
        one, two = uow.units.get(first), uow.units.get(second)
        assert (one.source, two.source) == ("Two.", "One.")
        assert one.meaning_revision_id < one.revision_id
        assert two.meaning_revision_id == two.revision_id
        assert [u.id for u in uow.units.of_document(document_id)] == [second, first]
        assert [r.effect for r in uow.units.revisions(first)] == ["cosmetic", "new"]


def test_a_unit_that_went_and_comes_back_is_the_same_with_its_translations(database: Database) -> None:
    with database.unit_of_work() as uow:
        _, document_id, (first, second) = seed(uow)
        row = NewRevision(first, "es", "Uno dos.", "approved", "import", base_unit_revision_id=10**6)
        uow.translations.import_many([row])
        uow.units.apply(document_id, [UnitChange("gone", first)], None)
        assert [u.id for u in uow.units.of_document(document_id)] == [second]
        assert uow.documents.get(document_id).units == 1
        assert uow.counters.counted([document_id])[document_id, "es"].approved == 0
        [back] = uow.units.apply(document_id, [new("One two.", 5)], None)
        assert back == first
        head = uow.translations.head(first, "es")
        assert head is not None
        assert head.text == "Uno dos."
        assert uow.counters.counted([document_id])[document_id, "es"].approved == 1


def test_a_stale_import_shows_the_source_it_was_written_for(database: Database) -> None:
    with database.unit_of_work() as uow:
        _, document_id, _ = seed(uow, ["One."])
        [unit_id] = uow.units.apply(document_id, [new("New words.", 1, previous="Old words.")], None)
        assert unit_id is not None
        old = next(r for r in uow.units.revisions(unit_id) if r.effect == "previous")
        uow.translations.import_many(
            [NewRevision(unit_id, "es", "Palabras.", "translated", "import", base_unit_revision_id=old.id)]
        )
    with database.reading() as uow:
        row = row_of(uow, unit_id, "es")
        assert row is not None
        assert (row.stale, row.old_source, row.state) == (True, "Old words.", "translated")


def test_import_makes_heads_only_where_there_are_none(database: Database) -> None:
    with database.unit_of_work() as uow:
        _, document_id, (first, second) = seed(uow)
        rows = [
            NewRevision(first, "es", "Uno dos.", "translated", "import", base_unit_revision_id=10**6),
            NewRevision(second, "es", "Tres.", "approved", "import", base_unit_revision_id=10**6),
        ]
        assert uow.translations.import_many(rows) == 2
        assert uow.translations.import_many([NewRevision(first, "es", "Otra.", "translated", "import")]) == 0
        assert [r.text for r in uow.translations.suggestions(first, "es")] == ["Otra."]
        counts = uow.counters.counted([document_id])[document_id, "es"]
        assert (counts.translated, counts.approved, counts.missing, counts.words_left) == (1, 1, 0, 0)
        texts = uow.translations.for_edition([document_id], "es")
        assert [(t.text, t.state, t.stale) for t in texts] == [
            ("Uno dos.", "translated", False),
            ("Tres.", "approved", False),
        ]


def test_pages_need_few_statements_and_tell_the_truth(database: Database) -> None:
    with database.unit_of_work() as uow:
        programme_id, document_id, units = seed(uow, [f"Sentence number {n}." for n in range(30)])
        person = uow.people.add("Amina", "amina@example.org", public_credit=True, confirmed=True)
        other = uow.people.add("Bo", "bo@example.org", confirmed=True)
        rows = [
            NewRevision(n, "es", f"Frase {n}", "suggested", "suggest", author_id=person.id, base_unit_revision_id=10**6)
            for n in units[:10]
        ]
        uow.translations.import_many(rows)
        uow.translations.import_many(
            [NewRevision(units[0], "es", "Mejor.", "suggested", "suggest", author_id=other.id)]
        )
        uow.translations.keep_draft(other.id, units[20], "es", "Borr", None)
        uow.translations.keep_draft(other.id, units[20], "es", "Borrador", None)
    with database.reading() as uow, statements(database) as seen:
        editor = uow.pages.editor_rows(document_id, "es", other.id)
        assert len(seen) <= 4
        seen.clear()
        dashboard = uow.pages.dashboard(programme_id)
        assert len(seen) <= 4
        seen.clear()
        documents = uow.pages.language_documents(programme_id, "es", other.id)
        assert len(seen) == 1
        seen.clear()
        queue = uow.pages.review_queue(programme_id, "es")
        assert len(seen) == 2
    assert [row.unit_id for row in editor] == units
    assert (editor[0].author, editor[0].suggestions_count, editor[0].own) == ("Amina", 0, "Mejor.")
    assert (editor[20].draft, editor[20].state, editor[20].text) == ("Borrador", "missing", "")
    spanish = next(row for row in dashboard if row.tag == "es")
    assert (spanish.units, spanish.suggested, spanish.missing, spanish.waiting) == (30, 10, 20, 11)
    assert spanish.waiting_since is not None
    assert next(row for row in dashboard if row.tag == "ar").missing == 30
    assert (documents[0].suggested, documents[0].waiting, documents[0].drafts) == (10, 11, 1)
    assert len(queue) == 11
    assert [row.since for row in queue] == sorted(row.since for row in queue)
    assert queue[-1].what == "suggestion"
    assert (queue[-1].text, queue[-1].current, queue[-1].author) == ("Mejor.", f"Frase {units[0]}", "")


def test_continue_and_search(database: Database) -> None:
    with database.unit_of_work() as uow:
        programme_id, document_id, units = seed(uow, ["First thing.", "Second thing.", "100% sure."])
        person = uow.people.add("Amina", "amina@example.org", confirmed=True)
        assert uow.pages.continue_where(programme_id, person.id, "es") is None
        row = NewRevision(
            units[0], "es", "Primera.", "translated", "save", author_id=person.id, base_unit_revision_id=10**6
        )
        uow.translations.import_many([row])
    with database.reading() as uow:
        place = uow.pages.continue_where(programme_id, person.id, "es")
        assert place is not None
        assert (place.document_id, place.unit_id) == (document_id, units[1])


def test_forgetting_a_person_keeps_their_texts_without_a_name(database: Database) -> None:
    with database.unit_of_work() as uow:
        programme_id, document_id, units = seed(uow)
        person = uow.people.add("Amina", "Amina@Example.org", public_credit=True, confirmed=True)
        uow.people.grant(person.id, programme_id, "translator", "es")
        uow.people.grant(person.id, programme_id, "translator", "es")
        row = NewRevision(units[0], "es", "Uno.", "translated", "save", author_id=person.id)
        uow.translations.import_many([row])
        assert [(c.name, c.role) for c in uow.people.credits([document_id], "es")] == [("Amina", "translator")]
        found = uow.people.by_email("AMINA@example.org")
        assert found is not None
        assert [m.roles for m in uow.people.members(programme_id)] == [(("translator", "es"),)]
        uow.people.forget(person.id)
        assert uow.people.by_email("amina@example.org") is None
        assert [(c.name, c.named) for c in uow.people.credits([document_id], "es")] == [("", False)]
        assert uow.people.members(programme_id) == []
        assert uow.pages.history(units[0], "es")[0].text == "Uno."


def test_comments_are_open_until_somebody_resolves_them(database: Database) -> None:
    with database.unit_of_work() as uow:
        _, document_id, units = seed(uow)
        person = uow.people.add("Bo", "bo@example.org", confirmed=True)
        made = uow.comments.add(NewComment(units[0], " Why? ", tag="es", person_id=person.id))
        uow.comments.add(NewComment(units[0], "Who?", tag="ar"))
        assert [found.text for found in uow.comments.of_unit(units[0], "es")] == ["Why?"]
        assert [found.text for found in uow.comments.open_in(document_id, "es")] == ["Why?"]
        uow.comments.resolve(made.id, person.id)
        assert uow.comments.open_in(document_id, "es") == []
        assert [found.resolved_by for found in uow.comments.of_unit(units[0], "es")] == [person.id]


def test_an_artifact_is_known_by_its_path(database: Database) -> None:
    artifact = Artifact("pdf", "es/a.pdf", "A", "application/pdf", "digest", ("es",))
    with database.unit_of_work() as uow:
        programme_id, _, _ = seed(uow)
        uow.artifacts.record(programme_id, artifact, digest="x", size=3)
        uow.artifacts.record(programme_id, artifact, digest="y", size=4, problems=["tight"])
        assert [(a.digest, a.size) for a in uow.artifacts.all(programme_id, format="pdf")] == [("y", 4)]


def test_what_is_not_there_says_so(database: Database) -> None:
    with database.reading() as uow:
        for find in (uow.units.get, uow.documents.get, uow.documents.lock, uow.programmes.get, uow.people.get):
            with pytest.raises(NotFound):
                find(99)


def test_sync_states_are_kept_by_path(database: Database) -> None:
    with database.unit_of_work() as uow:
        programme_id, _, _ = seed(uow)
        uow.sync.put(programme_id, "locales/es/a.po", "d1", {"a": 1})
        uow.sync.put(programme_id, "locales/es/a.po", "d2", {"a": 2})
        assert {p: (s.digest, s.base) for p, s in uow.sync.under(programme_id, "locales/").items()} == {
            "locales/es/a.po": ("d2", {"a": 2})
        }
        uow.sync.drop(programme_id, "locales/es/a.po")
        assert uow.sync.get(programme_id, "locales/es/a.po") is None
