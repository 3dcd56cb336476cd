"""Editions: what a language's rule lets out, and that folder and database agree."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.api import Edition
from exporters.nodes import Paragraph
from service.documents.programme import LanguageRule, ProgrammeFolder, load_programme
from service.documents.source import SourceDocument
from service.errors import ContentError
from service.languages import language
from service.localizing.localize import Lookup, State, Translation
from service.publishing.edition import EVERYTHING, Material, build, version_day
from service.publishing.folder import edition_from_folder
from service.publishing.licences import licence
from service.publishing.store import edition_from_store
from service.store import Database
from service.sync.folder_in import import_programme

DOCUMENT = """\
---
title: One page
lead: A short lead.
---

First sentence.

Second sentence.
"""


@pytest.fixture
def programme(tmp_path: Path) -> ProgrammeFolder:
    (tmp_path / "content/pages").mkdir(parents=True)
    (tmp_path / "content/pages/one.md").write_text(DOCUMENT, encoding="utf-8")
    (tmp_path / "programme.toml").write_text(
        'schema = 1\nid = "p"\ntitle = "P"\nversion = "2026.11"\n[languages.es]\nstates = ["approved"]\n',
        encoding="utf-8",
    )
    return load_programme(tmp_path)


def edition(programme: ProgrammeFolder, translation: Translation, rule: LanguageRule | None = None) -> Edition:
    def lookup(_: SourceDocument) -> Lookup:
        return lambda unit: translation if unit.source == "First sentence." else None

    material = Material(lookup, lambda _: (), lambda _: None)
    return build(programme, "es", material, siblings=["en", "es"], rule=rule)


def shown(edition: Edition) -> list[tuple[str, str, str]]:
    blocks = edition.documents[0].blocks
    return [
        (block.content.text, block.content.unit.lang, block.content.unit.state)
        for block in blocks
        if isinstance(block, Paragraph)
    ]


@pytest.mark.parametrize("state", ["suggested", "translated"])
def test_only_the_states_of_the_rule_are_published(programme: ProgrammeFolder, state: State) -> None:
    held = edition(programme, Translation("Primera frase.", state))
    assert shown(held)[0] == ("First sentence.", "en", "missing")
    assert getattr(held.progress, state) == 1
    out = edition(programme, Translation("Primera frase.", "approved"))
    assert shown(out) == [("Primera frase.", "es", "approved"), ("Second sentence.", "en", "missing")]


def test_unchecked_machine_text_needs_the_organisers_word(programme: ProgrammeFolder) -> None:
    text = Translation("Primera frase.", "suggested", machine=True)
    rule = LanguageRule(states=("suggested", "approved"))
    assert shown(edition(programme, text, rule))[0] == ("First sentence.", "en", "missing")
    allowed = rule.model_copy(update={"publish_machine": True})
    assert shown(edition(programme, text, allowed))[0] == ("Primera frase.", "es", "suggested")
    assert shown(edition(programme, text, EVERYTHING))[0][2] == "suggested"


def test_the_source_language_shows_itself(programme: ProgrammeFolder) -> None:
    source = edition_from_folder(programme, "en")
    assert [state for _, _, state in shown(source)] == ["source", "source"]
    assert not source.draft


def test_folder_and_database_give_the_same_edition(tmp_path: Path, make_database: object) -> None:
    root = Path(__file__).parents[3]
    programme = load_programme(root)
    database: Database = make_database("sqlite")  # type: ignore[operator]
    report = import_programme(database, programme)
    with database.reading() as uow:
        row = uow.programmes.get(report.programme_id)
        stored = edition_from_store(uow, row, root, "ar")
    folder = edition_from_folder(programme, "ar")
    assert stored.progress == folder.progress
    for ours, theirs in zip(folder.documents, stored.documents, strict=True):
        assert ours.blocks == theirs.blocks, ours.id
        assert ours.fields == theirs.fields, ours.id
        assert ours.footnotes == theirs.footnotes, ours.id


@given(st.text(max_size=20))
def test_a_version_is_read_as_a_day_and_never_as_today(version: str) -> None:
    assert isinstance(version_day(version), date)


def test_versions() -> None:
    assert version_day("2026.11") == date(2026, 11, 1)
    assert version_day("2026-11-22") == date(2026, 11, 22)
    assert version_day("3.1") == version_day("") == version_day("2026.13") == date(1970, 1, 1)


def test_licences_lead_to_the_deed_in_the_readers_language() -> None:
    assert licence("CC-BY-4.0", language("es")).url == "https://creativecommons.org/licenses/by/4.0/deed.es"
    assert licence("CC-BY-SA-4.0", language("zh-Hans")).url.endswith("/by-sa/4.0/deed.zh-hans")
    assert licence("CC-BY-4.0", language("km")).url.endswith("deed.en")
    assert licence("CC-BY-4.0", language("nb")).url.endswith("deed.no")
    assert licence("CC-BY-NC-SA-4.0", language("en")).name == "CC BY-NC-SA 4.0"
    with pytest.raises(ContentError, match="WTF"):
        licence("WTF", language("en"))
