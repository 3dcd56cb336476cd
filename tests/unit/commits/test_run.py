"""What the sync writes is committed, in the names of those who made it, and nobody's work is in the way or swept in."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.store import Database
from tests.support.repositories import HOST, Repository, repository

FREE = "Is it free?"
YES = "Yes, all of it, for 14 people."
MUST = "Must I sign up?"
PO = "locales/es/LC_MESSAGES/page/faq.po"


@pytest.fixture
def repo(tmp_path: Path, sqlite: Database) -> Repository:
    return repository(tmp_path / "repo", sqlite)


def test_one_word_makes_one_commit_that_touches_one_entry_of_one_file(repo: Repository) -> None:
    ana = repo.person("Ana María")
    repo.save(ana, FREE, "¿Es gratis?")
    report = repo.sync()
    (commit,) = repo.new()
    assert report.committed == [f"{commit.id[:10]} Spanish: 1 text translated in Questions"]
    assert commit.author == f"Ana María <{ana.person_id}@users.noreply.{HOST}>"
    assert commit.message == "Spanish: 1 text translated in Questions\n\n- Spanish, Questions: 1 text translated\n"
    assert repo.changed(commit) == [PO]
    before, after = repo.files(repo.log()[1])[PO].splitlines(), repo.files(commit)[PO].splitlines()
    assert [line.decode() for line in after if line not in before] == ['msgstr "¿Es gratis?"']
    assert after == (repo.top / PO).read_bytes().splitlines()
    assert repo.status() == ({}, [])
    assert repo.sync().committed == []
    repo.sound()


def test_on_both_databases_people_are_found_again(tmp_path: Path, database: Database) -> None:
    repo = repository(tmp_path / "repo", database)
    ana, rafael = repo.person("Ana"), repo.person("Rafael", "reviewer", named=False)
    repo.approve(rafael, FREE, repo.save(ana, FREE, "¿Es gratis?"))
    _edit_in_browser(repo, "Short answers.", "Brief answers.", rafael.person_id)
    repo.sync()
    assert [commit.author.partition(" <")[0] for commit in repo.new()] == ["A contributor", "Ana"]
    assert repo.status() == ({}, [])
    assert repo.sync().committed == []


def test_two_people_in_one_catalogue_get_a_commit_each_with_their_own_entries(repo: Repository) -> None:
    ana, bea = repo.person("Ana"), repo.person("Bea")
    repo.save(ana, FREE, "¿Es gratis?")
    repo.save(bea, YES, "Sí, todo, para 14 personas.")
    repo.save(bea, "Licence", "Licencia", slug="licence")
    repo.sync()
    first, second = repo.new()
    assert [commit.author.partition(" ")[0] for commit in (first, second)] == ["Bea", "Ana"]
    assert repo.subjects() == [
        "Spanish: 2 texts translated in 2 documents",
        "Spanish: 1 text translated in Questions",
    ]
    assert repo.changed(first) == [PO, "locales/es/LC_MESSAGES/page/licence.po"]
    halfway = repo.files(first)[PO].decode()
    assert "Sí, todo" in halfway
    assert "¿Es gratis?" not in halfway
    assert repo.files(second)[PO] == (repo.top / PO).read_bytes()
    repo.sound()


def test_who_wrote_before_is_a_co_author_and_who_approved_a_reviewer(repo: Repository) -> None:
    ana, bea, rafael = repo.person("Ana"), repo.person("Bea"), repo.person("Rafael", "reviewer")
    repo.save(ana, FREE, "¿Gratis?")
    revision = repo.save(bea, FREE, "¿Es gratis?")
    repo.approve(rafael, FREE, revision)
    repo.sync()
    (commit,) = repo.new()
    assert commit.author.startswith("Bea <")
    assert commit.message.split("\n\n")[-1].splitlines() == [
        f"Co-authored-by: Ana <{ana.person_id}@users.noreply.{HOST}>",
        f"Reviewed-by: Rafael <{rafael.person_id}@users.noreply.{HOST}>",
    ]
    assert "state=approved" in repo.files(commit)[PO].decode()


def test_what_git_has_already_is_not_claimed_again(repo: Repository) -> None:
    """Ana's text is committed; Bea changes it later, Rafael approves it still later."""
    ana, bea, rafael = repo.person("Ana"), repo.person("Bea"), repo.person("Rafael", "reviewer")
    repo.save(ana, FREE, "¿Gratis?")
    repo.sync()
    revision = repo.save(bea, FREE, "¿Es gratis?")
    repo.sync()
    repo.approve(rafael, FREE, revision)
    repo.sync()
    assert [commit.author.partition(" ")[0] for commit in repo.new()] == ["Ana", "Bea", "Rafael"]
    assert "Co-authored-by" not in repo.new()[1].message
    assert repo.subjects()[2] == "Spanish: 1 text reviewed in Questions"


def test_a_text_that_was_sent_back_goes_in_the_reviewers_name(repo: Repository) -> None:
    from service.translation import workflow

    ana, rafael = repo.person("Ana", "suggester"), repo.person("Rafael", "reviewer")
    revision = repo.save(ana, FREE, "¿Gratis?")
    repo.sync()
    with repo.folder.database.unit_of_work() as uow:
        workflow.reject(uow, rafael, repo.folder.unit(FREE), "es", revision, "Another meaning.")
    repo.sync()
    assert repo.subjects()[-1] == "Spanish: 1 text withdrawn in Questions"
    assert repo.new()[-1].author.startswith("Rafael <")


def test_nobody_is_named_who_did_not_agree_and_no_address_gets_out(repo: Repository) -> None:
    repo.save(repo.person("Secretive Sam", named=False), FREE, "¿Es gratis?")
    olga = repo.person("Open Olga")
    repo.save(olga, MUST, "¿Hay que apuntarse?")
    repo.sync()
    assert [commit.author for commit in repo.new()] == [
        f"A contributor <contributor@users.noreply.{HOST}>",
        f"Open Olga <{olga.person_id}@users.noreply.{HOST}>",
    ]
    everything = "".join(repo.git("cat-file", "commit", commit.id) for commit in repo.log())
    assert "private.example" not in everything
    assert "Sam" not in everything


def test_an_edit_of_the_source_is_its_authors_and_comes_before_translations(repo: Repository) -> None:
    ana, mara = repo.person("Ana"), repo.person("Mara", "author")
    repo.save(ana, FREE, "¿Es gratis?")
    repo.save(ana, YES, "Sí, todo, para 14 personas.")
    repo.sync()
    _edit_in_browser(repo, "Is it free?", "Is it free of charge?", mara.person_id)
    repo.save(ana, "Is it free of charge?", "¿Es gratuito?")
    repo.sync()
    _, source, words = repo.new()
    assert source.message.partition("\n")[0] == "English: source text edited in Questions"
    assert source.author.startswith("Mara <")
    assert repo.changed(source) == [
        "content/pages/faq.md",
        "locales/ar/LC_MESSAGES/page/faq.po",
        PO,
        "locales/pot/page/faq.pot",
    ]
    halfway = repo.files(source)[PO].decode()
    assert 'msgid "Is it free of charge?"\nmsgstr "¿Es gratis?"' in halfway
    assert halfway.count("fuzzy") == 1
    assert words.author.startswith("Ana <")
    assert repo.changed(words) == [PO]
    repo.sound()


def test_what_a_person_has_staged_stays_staged_and_is_not_swept_in(repo: Repository) -> None:
    (repo.top / "notes.txt").write_text("Mine.\n")
    repo.stage("notes.txt")
    repo.folder.edit("content/pages/licence.md", "name us", "name all of us")
    repo.stage("content/pages/licence.md")
    repo.save(repo.person("Ana"), FREE, "¿Es gratis?")
    repo.sync()
    (commit,) = repo.new()
    assert repo.changed(commit) == [PO]
    staged, unstaged = repo.status()
    assert staged == {"add": ["notes.txt"], "modify": ["content/pages/licence.md"]}
    assert PO not in unstaged
    repo.sound()


def test_a_file_that_a_person_has_staged_is_left_to_them(repo: Repository) -> None:
    repo.save(repo.person("Ana"), FREE, "¿Gratis?")
    repo.folder.sync()  # commits are off: a person takes care
    repo.stage(PO)
    staged_before = repo.status()[0]
    repo.save(repo.person("Ana"), FREE, "¿Es gratis?")
    report = repo.sync()
    assert repo.new() == []
    assert [PO in line for line in report.uncommitted] == [True]
    assert repo.status()[0] == staged_before
    repo.commit_all()
    repo.save(repo.person("Ana"), MUST, "¿Hay que apuntarse?")
    repo.sync()
    assert repo.subjects() == ["Spanish: 1 text translated in Questions"]


def test_a_staged_version_of_polythings_own_file_stays_as_it_is(repo: Repository) -> None:
    """The person stages what the server wrote, and the server writes on."""
    (repo.top / ".git/MERGE_HEAD").write_text("0" * 40)
    repo.save(repo.person("Ana"), FREE, "¿Gratis?")
    repo.sync()
    (repo.top / ".git/MERGE_HEAD").unlink()
    repo.stage(PO)
    repo.save(repo.person("Ana"), FREE, "¿Es gratis?")
    report = repo.sync()
    assert report.uncommitted == [f"{PO}: not committed: somebody has staged it, or told git to look away from it"]
    assert repo.status() == ({"modify": [PO]}, [PO])
    assert repo.new() == []


def test_a_file_that_a_person_has_changed_waits_until_they_commit(repo: Repository) -> None:
    repo.folder.translate(MUST, "¿Hay que apuntarse?")
    repo.save(repo.person("Ana"), FREE, "¿Es gratis?")
    report = repo.sync()
    assert report.uncommitted == [
        f"{PO}: not committed: somebody changed it in the folder too; commit or undo that yourself"
    ]
    assert repo.new() == []
    repo.commit_all("What I and the server did")
    repo.save(repo.person("Ana"), FREE, "¿Cuesta algo?")
    assert repo.sync().uncommitted == []
    assert repo.subjects() == ["Spanish: 1 text translated in Questions"]


def test_catalogues_wait_for_a_source_that_a_person_has_not_committed(repo: Repository) -> None:
    repo.folder.edit("content/pages/faq.md", "Short answers.", "Brief answers.")
    report = repo.sync()
    assert "locales/pot/page/faq.pot" in report.written
    assert repo.new() == []
    assert "content/pages/faq.md was changed in the folder and is not committed yet" in report.uncommitted[0]
    repo.stage("content/pages/faq.md")
    assert repo.sync().committed == []
    repo.git("commit", "--quiet", "-m", "By hand")
    assert [line[11:] for line in repo.sync().committed] == ["Catalogues: 3 files brought up to date in Questions"]
    assert repo.status() == ({}, [])
    assert repo.new()[0].author == f"Polything <polything@users.noreply.{HOST}>"
    repo.sound()


def test_a_source_with_other_line_ends_than_in_git_is_no_change(repo: Repository) -> None:
    """As git for Windows gives files out."""
    source = repo.top / "content/pages/faq.md"
    source.write_bytes(source.read_bytes().replace(b"\n", b"\r\n"))
    repo.save(repo.person("Ana"), FREE, "¿Es gratis?")
    assert repo.sync().uncommitted == []
    assert repo.subjects() == ["Spanish: 1 text translated in Questions"]


def test_a_language_begun_in_the_browser_is_committed_as_a_whole(repo: Repository) -> None:
    with repo.folder.database.unit_of_work() as uow:
        uow.programmes.save_language(repo.folder.programme_id, "pt-BR", rule={"states": ["approved"]})
    repo.sync()
    (commit,) = repo.new()
    assert repo.changed(commit) == [
        "locales/pt_BR/LC_MESSAGES/page/faq.po",
        "locales/pt_BR/LC_MESSAGES/page/licence.po",
        "programme.toml",
    ]
    assert repo.status() == ({}, [])


def test_without_the_option_nothing_is_committed_or_remembered(repo: Repository) -> None:
    repo.save(repo.person("Ana"), FREE, "¿Es gratis?")
    report = repo.folder.sync()
    assert (report.committed, report.uncommitted) == ([], [])
    with repo.folder.database.reading() as uow:
        assert uow.sync.under(repo.folder.programme_id, ":git:") == {}
    assert repo.new() == []


def _edit_in_browser(repo: Repository, old: str, new: str, author: int) -> None:
    from service.authoring.sources import update_document
    from service.documents.reader import read_document

    with repo.folder.database.unit_of_work() as uow:
        row = uow.documents.find(repo.folder.programme_id, "page", "faq")
        assert row is not None
        text = uow.documents.source(row).text.replace(old, new)
        document = read_document("page", "faq", row.path, text)
        update_document(uow, repo.folder.programme, row, document, "meaning", author)
