"""programme.toml, links between documents, and the links of one language."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.documents.links import link_errors, read_replacements, resolver
from service.documents.programme import load_programme, read_config
from service.errors import CatalogueError, ContentError
from tests.unit.conftest import SECOND, THING, TOML


def test_rules_of_languages_replace_the_general_ones(folder: Path) -> None:
    config = load_programme(folder).config
    assert config.rule("es").states == ("translated", "approved")
    assert (config.rule("ar").states, config.rule("ar").draft) == (("approved",), True)
    assert config.rule("fr").states == ("approved",)
    assert [language.tag for language in load_programme(folder).languages] == ["es", "ar"]


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ('id = "small"', "id = small", 2, "not TOML"),
        ("schema = 1", "schema = 2", 1, "schema"),
        ('id = "small"', 'id = "Not Small"', 2, "id"),
        ("draft = true", "drafft = true", 10, "drafft"),
        ("[languages.ar]", "[languages.qqq]", 8, "CLDR"),
        ('states = ["translated", "approved"]', 'states = ["done"]', 7, "states"),
    ],
)
def test_errors_of_the_programme_name_file_and_line(folder: Path, old: str, new: str, line: int, words: str) -> None:
    (folder / "programme.toml").write_text(TOML.replace(old, new), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_programme(folder)
    assert caught.value.path == "programme.toml"
    assert caught.value.line is not None
    assert words in str(caught.value)
    assert abs(caught.value.line - line) <= 3


def test_no_programme_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        read_config(tmp_path / "programme.toml")
    assert "polything init" in caught.value.hint


def test_documents_come_in_reading_order_and_assets_with_digests(folder: Path) -> None:
    programme = load_programme(folder)
    assert [d.id for d in programme.documents] == ["thing/01-first", "thing/02-second"]
    (asset,) = programme.assets
    assert (asset.path, asset.media_type, asset.size) == ("assets/tile.svg", "image/svg+xml", 6)


def test_bytes_that_are_not_text_spoil_one_document_only(folder: Path) -> None:
    (folder / "content/things/01-first.md").write_bytes(b"---\ntitle: \xff\n---\n")
    programme = load_programme(folder)
    assert [d.id for d in programme.documents] == ["thing/02-second"]
    assert [str(e) for e in programme.errors] == ["content/things/01-first.md:2: the file is not UTF-8"]


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ("[x](03-gone.md)", "leads to no document"),
        ("[x](02-second.md#nowhere)", "has no “nowhere”"),
        ("[x](#nowhere)", "has no “nowhere”"),
        ("[x](http://example.org)", "must be https"),
        ("![x](../assets/gone.svg)", "no asset"),
        ("![x](https://example.org/x.png)", "no asset"),
    ],
)
def test_a_broken_link_is_named_with_its_line(folder: Path, link: str, words: str) -> None:
    (folder / "content/things/01-first.md").write_text(THING + f"\n{link}\n", encoding="utf-8")
    programme = load_programme(folder)
    (error,) = link_errors(programme)
    assert str(error).startswith("content/things/01-first.md:20: ")
    assert words in str(error)
    assert len(programme.documents) == 2


def test_good_links_are_good(folder: Path) -> None:
    text = SECOND + "\n[a](#do) [b](01-first.md#why-it-matters) [c](mailto:x@example.org) ![](../assets/tile.svg)\n"
    (folder / "content/things/02-second.md").write_text(text, encoding="utf-8")
    assert list(link_errors(load_programme(folder))) == []


def test_a_missing_picture_is_an_error_at_its_field(folder: Path) -> None:
    (folder / "content/assets/tile.svg").unlink()
    (error,) = link_errors(load_programme(folder))
    assert str(error) == "content/things/01-first.md:7: there is no asset “assets/tile.svg”"


def test_a_language_replaces_addresses_and_pictures(folder: Path) -> None:
    path = folder / "locales/es/links.toml"
    path.parent.mkdir(parents=True)
    path.write_text('[replace]\n"https://a.example" = "https://es.example"\n"assets/x.svg" = "assets/tile.svg"\n')
    replacements = read_replacements(folder, "es")
    resolve = resolver(load_programme(folder), replacements)
    document = load_programme(folder).documents[0]
    local, picture = resolve(document, "https://a.example"), resolve(document, "../assets/x.svg")
    assert local is not None
    assert picture is not None
    assert (local.href, picture.asset) == ("https://es.example", "assets/tile.svg")
    assert read_replacements(folder, "ar") == {}


@pytest.mark.parametrize(
    "text", ["[replace\n", "other = 1\n", '[replace]\n"a" = "javascript:x"\n', "[replace]\na = 1\n"]
)
def test_replacements_that_may_not_be_are_refused(folder: Path, text: str) -> None:
    path = folder / "locales/es/links.toml"
    path.parent.mkdir(parents=True)
    path.write_text(text)
    with pytest.raises(CatalogueError, match=r"links\.toml:1"):
        read_replacements(folder, "es")
