"""Memory as files: what goes out, and what a look says before anything comes in."""

from __future__ import annotations

import pytest

from service.errors import CatalogueError
from service.exchange.formats.memory_csv import memory_csv_parts
from service.exchange.formats.memory_rows import MemoryFile, Segment
from service.exchange.formats.tmx import tmx_parts
from service.exchange.memory_files import LONGEST, import_memory, look_at_memory, memory_segments, read_memory
from service.store import Database
from service.store.memory import Learnt
from service.translation import memory

CSV = b"source_language,language,source,translation\nen,es,Good morning,Buenos d\xc3\xadas\nen,fr,Yes,Oui\n"


def test_an_imported_memory_is_offered_and_goes_out_again(database: Database) -> None:
    with database.unit_of_work() as uow:
        look = look_at_memory(uow, read_memory(CSV, "m.csv", ["en"]), ["en"], ["es", "ar"])
        assert (len(look.new), look.same, dict(look.elsewhere), look.total) == (1, 0, {"fr": 1}, 2)
        assert import_memory(uow, look) == {"es": 1}
        again = look_at_memory(uow, read_memory(CSV, "m.csv", ["en"]), ["en"], ["es", "ar"])
        assert (again.new, again.same) == ((), 1)
        assert import_memory(uow, again) == {}
        (match,) = memory.suggest(uow, "en", "es", "Good morning")
        segments = list(memory_segments(uow, ["en"], "es"))
        nothing = list(memory_segments(uow, ["en"], "ar"))
    assert (match.text, match.where) == ("Buenos días", "import")
    assert [(segment.source, segment.target) for segment in segments] == [("Good morning", "Buenos días")]
    assert nothing == []
    assert list(read_memory(b"".join(tmx_parts(segments, "en")), "m.tmx", ["en"]).segments) == segments
    assert list(read_memory(b"".join(memory_csv_parts(segments)), "m.csv", ["en"]).segments) == segments


def test_a_look_counts_and_changes_nothing(database: Database) -> None:
    file = MemoryFile(
        (
            Segment("en-GB", "es-MX", "  Yes\x07 ", "Sí"),
            Segment("en", "es", "Yes", "Sí"),
            Segment("en", "es", "Yes", "Claro"),
            Segment("de", "es", "Ja", "Sí"),
            Segment("en", "zh-Hant", "Yes", "是"),
            Segment("en", "es", "\u200b", "x"),
            Segment("en", "es", "a" * (LONGEST + 1), "x"),
        ),
        ("line 9: odd",),
    )
    with database.unit_of_work() as uow:
        look = look_at_memory(uow, file, ["en"], ["es", "zh-Hans"])
        assert memory.suggest(uow, "en", "es", "Yes") == []
    assert [(segment.source, segment.target, segment.target_tag) for segment in look.new] == [
        ("Yes", "Sí", "es"),
        ("Yes", "Claro", "es"),
    ]
    assert (look.same, dict(look.elsewhere), dict(look.foreign)) == (1, {"zh-Hant": 1}, {"de": 1})
    assert look.remarks[0] == "line 9: odd"
    assert len(look.remarks) == 2


def test_what_another_programme_wrote_does_not_leave_with_this_one(database: Database) -> None:
    with database.unit_of_work() as uow:
        mine, other = (uow.programmes.save(key, key, "en", "", {}) for key in ("mine", "other"))
        for number, text in ((mine.id, "uno"), (other.id, "dos"), (None, "tres")):
            learnt = Learnt(f"source of {text}", text, "translated", "person")
            memory.learn(uow, "en", "es", learnt, programme_id=number)
        own = [segment.target for segment in memory_segments(uow, ["en"], "es", programme_id=mine.id)]
        every = [segment.target for segment in memory_segments(uow, ["en"], "es")]
    assert own == ["uno", "tres"]
    assert every == ["uno", "dos", "tres"]


def test_another_kind_of_file_is_refused() -> None:
    with pytest.raises(CatalogueError):
        read_memory(b"", "m.xlsx", ["en"])


def test_a_text_that_is_too_long_leaves_the_rest_of_a_table_readable(database: Database) -> None:
    segments = [Segment("en", "es", "Yes", "Sí"), Segment("en", "es", "a", "b" * 200_000)]
    with database.unit_of_work() as uow:
        look = look_at_memory(uow, read_memory(b"".join(memory_csv_parts(segments)), "m.csv", ["en"]), ["en"], ["es"])
    assert [segment.source for segment in look.new] == ["Yes"]
    assert "longer" in look.remarks[0]
