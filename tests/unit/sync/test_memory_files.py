"""Memory and glossary as files."""

from __future__ import annotations

import pytest

from service.catalogue.exchange.memory_csv import write_memory_csv
from service.catalogue.exchange.tmx import write_tmx
from service.errors import CatalogueError
from service.store import Database
from service.sync.memory_files import glossary_table, import_memory, memory_segments, read_memory
from service.translation import memory
from service.translation.glossary import import_csv

CSV = b"source_language,language,source,translation\nen,es,Good morning,Buenos d\xc3\xadas\nen,fr,Yes,Oui\n"


def test_an_imported_memory_is_offered_and_goes_out_again(database: Database) -> None:
    with database.unit_of_work() as uow:
        assert import_memory(uow, read_memory(CSV, "m.csv", "en"), ["es", "ar"]) == {"es": 1}
        assert import_memory(uow, read_memory(CSV, "m.csv", "en"), ["es", "ar"]) == {"es": 0}
        (match,) = memory.suggest(uow, "en", "es", "Good morning")
        segments = list(memory_segments(uow, "en", "es"))
        nothing = list(memory_segments(uow, "en", "ar"))
    assert (match.text, match.where) == ("Buenos días", "import")
    assert [(segment.source, segment.target) for segment in segments] == [("Good morning", "Buenos días")]
    assert nothing == []
    assert read_memory(write_tmx(segments, "en"), "m.tmx", "en") == segments
    assert read_memory(write_memory_csv(segments), "m.csv", "en") == segments


def test_another_kind_of_file_is_refused() -> None:
    with pytest.raises(CatalogueError):
        read_memory(b"", "m.xlsx", "en")


def test_the_glossary_goes_out_as_it_came_in(database: Database) -> None:
    table = (
        "term,definition,reason,do_not_translate,variants,es,ar\r\n"
        "badge,A sign.,Not a medal.,no,badges,insignia|distintivo,شارة\r\n"
        "CC BY,A licence.,,yes,,CC BY,CC BY\r\n"
    )
    with database.unit_of_work() as uow:
        programme = uow.programmes.save("p", "P", "en", "", {})
        for tag in ("es", "ar"):
            uow.programmes.save_language(programme.id, tag, rule={})
        import_csv(uow, programme.id, table, "g.csv")
        assert glossary_table(uow, programme.id, ["es", "ar"]).decode("utf-8-sig") == table
