"""Commands as somebody types them: what they print, what they leave, and their exit codes."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from service.catalogue.po import read_po, write_po
from tests.support.commands import polything


@pytest.fixture(scope="module")
def _fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli") / "fresh"
    assert polything(folder.parent, "init", str(folder)).returncode == 0
    assert polything(folder, "language", "add", "es").returncode == 0
    return folder


@pytest.fixture
def fresh(_fresh: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(_fresh, tmp_path / "fresh"))


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_alone_it_tells_a_newcomer_what_to_do(tmp_path: Path, fresh: Path) -> None:
    elsewhere = polything(tmp_path, *[])
    assert elsewhere.returncode == 0
    assert "polything init" in elsewhere.stdout
    assert "polything export" in polything(fresh).stdout


def test_init_refuses_a_folder_that_holds_something(fresh: Path) -> None:
    before = files(fresh)
    refused = polything(fresh.parent, "init", "fresh")
    assert refused.returncode == 2
    assert "not empty" in refused.stderr
    assert files(fresh) == before


def test_extract_changes_nothing_twice_and_nothing_when_dry(fresh: Path) -> None:
    polything(fresh, "extract")
    before = files(fresh)
    assert polything(fresh, "extract").returncode == 0
    page = fresh / "content/pages/home.md"
    page.write_text(page.read_text(encoding="utf-8").replace("Do it.", "Try it."), encoding="utf-8")
    dry = polything(fresh, "extract", "--dry-run")
    assert dry.returncode == 0
    assert "page/home" in dry.stdout
    after = files(fresh)
    assert {name for name in after if after[name] != before.get(name)} == {"content/pages/home.md"}


def test_extract_shows_each_edit_and_what_it_costs_by_the_author_s_word(fresh: Path) -> None:
    polything(fresh, "extract")
    catalogue = fresh / "locales/es/LC_MESSAGES/page/home.po"
    empty = read_po(catalogue.read_text(encoding="utf-8"), "home.po")
    (found,) = [entry for entry in empty.entries if "Do it." in entry.source]
    done = replace(found, text="Hazlo.", state="translated")
    entries = tuple(done if entry is found else entry for entry in empty.entries)
    catalogue.write_text(write_po(empty.replaced(entries)), encoding="utf-8")
    page = fresh / "content/pages/home.md"
    page.write_text(page.read_text(encoding="utf-8").replace("Do it.", "Try it."), encoding="utf-8")
    dry = polything(fresh, "extract", "--dry-run").stdout
    assert "[-Do-]{+Try+} it." in dry
    assert re.search(r"This costs 1 language 1 unit, about \d+ words\.", dry)
    kept = polything(fresh, "extract", "--change", "cosmetic").stdout
    assert "This costs the translators nothing." in kept
    assert '\nmsgstr "Hazlo."' in catalogue.read_text(encoding="utf-8")
    assert "#, fuzzy" not in catalogue.read_text(encoding="utf-8")


def test_status_counts(fresh: Path) -> None:
    rows = json.loads(polything(fresh, "status", "--json").stdout)
    assert {row["language"] for row in rows} == {"es"}
    assert all(row["missing"] == row["units"] > 0 for row in rows)
    assert "Spanish" in polything(fresh, "status").stdout


def test_an_untranslated_document_is_localized_byte_for_byte(fresh: Path, tmp_path: Path) -> None:
    assert polything(fresh, "localize", "-l", "es", "--out", str(tmp_path / "out")).returncode == 0
    for path in sorted((fresh / "content").rglob("*.md")):
        assert (tmp_path / "out" / path.relative_to(fresh)).read_bytes() == path.read_bytes()


WRONG = {
    "not YAML": ("content/things/01-first-steps.md", "---\ntitle: [unclosed\n---\n\nText.\n", "01-first-steps.md:"),
    "unknown field": ("content/things/01-first-steps.md", None, "01-first-steps.md:3: "),
    "duplicated id": (
        "content/pages/home.md",
        "---\nrole: home\ntitle: T\nlead: L\n---\n\n## A {#x}\n\n## B {#x}\n",
        "home.md:9: ",
    ),
    "unclosed directive": (
        "content/pages/home.md",
        "---\nrole: home\ntitle: T\nlead: L\n---\n\n:::note\n\nText.\n",
        "home.md:7: ",
    ),
    "catalogue": (
        "locales/es/LC_MESSAGES/page/home.po",
        'msgid ""\nmsgstr ""\n"Language: es\\n"\n\nmsgid "x\nmsgstr "y"\n',
        "home.po:5: ",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_bad_input_gives_one_line_with_its_place_and_spares_the_rest(fresh: Path, case: str) -> None:
    name, text, place = WRONG[case]
    path = fresh / name
    if text is None:
        text = path.read_text(encoding="utf-8").replace("number: 1\n", "nummer: 1\n", 1)
    path.write_text(text, encoding="utf-8")
    before = files(fresh)
    result = polything(fresh, "extract")
    assert result.returncode == 2
    errors = [line for line in result.stderr.splitlines() if line.startswith("error:")]
    assert len(errors) == 1, result.stderr
    assert place in errors[0]
    after = files(fresh)
    assert after[name] == before[name]
    assert {other for other in before if other not in after} == set()


def test_a_file_that_is_not_utf8_is_named(fresh: Path) -> None:
    (fresh / "content/pages/home.md").write_bytes("---\ntitle: Grüße\n---\n".encode("latin-1"))
    result = polything(fresh, "status")
    assert result.returncode == 2
    assert "home.md:2: the file is not UTF-8" in result.stderr


def test_export_refuses_what_it_does_not_know(fresh: Path) -> None:
    unknown = ("odt", "site -l fr", "pdf -d thing/none", "site --option x", "site --option repor_base=x")
    for arguments in unknown:
        result = polything(fresh, "export", *arguments.split())
        assert result.returncode == 2, arguments
        assert result.stderr.startswith("error: ")
        assert not (fresh / "dist").exists()


def test_export_does_nothing_where_nothing_has_changed(fresh: Path) -> None:
    first = polything(fresh, "export", "site", "edition", "-j", "1")
    assert first.returncode == 0, first.stderr
    before = files(fresh / "dist")
    second = polything(fresh, "export", "site", "edition", "-j", "1")
    assert "Nothing has changed" in second.stdout
    assert files(fresh / "dist") == before


def test_people_get_roles(fresh: Path) -> None:
    assert polything(fresh, "user", "add", "a@example.org", "--role", "reviewer", "-l", "es").returncode == 0
    assert "a@example.org: reviewer (es), invited" in polything(fresh, "user", "list").stdout
    again = polything(fresh, "user", "add", "a@example.org", "--role", "author")
    assert "invited as author" in again.stdout
    assert "log" in again.stdout  # no mail server, so the link is there
    assert polything(fresh, "user", "add", "a@example.org", "--role", "boss").returncode == 2
    assert polything(fresh, "user", "add", "a@example.org", "--role", "author", "-l", "es").returncode == 2


def test_a_backup_comes_back(fresh: Path, tmp_path: Path) -> None:
    polything(fresh, "user", "add", "a@example.org", "--role", "reviewer")
    assert polything(fresh, "backup", str(tmp_path / "copy.zip")).returncode == 0
    again = tmp_path / "again"
    assert polything(tmp_path, "-p", str(again), "restore", str(tmp_path / "copy.zip")).returncode == 0
    assert "reviewer" in polything(again, "user", "list").stdout
    assert polything(tmp_path, "-p", str(again), "restore", str(tmp_path / "copy.zip")).returncode == 2


@pytest.mark.parametrize("name", ["../outside.md", "/absolute.md", "elsewhere/x", "content/../../x"])
def test_a_hostile_backup_is_refused(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / "bad.zip", "w") as archive:
        archive.writestr("programme.toml", "schema = 1\n")
        archive.writestr("var/polything.sqlite3", "")
        archive.writestr(name, "x")
    result = polything(tmp_path, "-p", str(tmp_path / "new"), "restore", str(tmp_path / "bad.zip"))
    assert result.returncode == 2
    assert not (tmp_path / "new").exists()
    assert not (tmp_path / "outside.md").exists()


def test_sync_and_doctor_agree(fresh: Path) -> None:
    assert polything(fresh, "user", "list").returncode == 0
    assert "same texts" in polything(fresh, "doctor").stdout
    page = fresh / "content/pages/home.md"
    page.write_text(page.read_text(encoding="utf-8").replace("Do it.", "Try it."), encoding="utf-8")
    assert "polything sync" in polything(fresh, "doctor").stdout
    assert polything(fresh, "sync").returncode == 0
    assert "same texts" in polything(fresh, "doctor").stdout
    assert polything(fresh, "db", "check").returncode == 0
