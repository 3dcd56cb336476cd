"""`polything import`: catalogues, memories, and files that say nothing about themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.commands import polything
from tests.support.folders import CONFIG, FAQ, PAGES


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / PAGES).mkdir(parents=True)
    (tmp_path / "programme.toml").write_text(CONFIG)
    (tmp_path / PAGES / "faq.md").write_text(FAQ)
    assert polything(tmp_path, "extract").returncode == 0
    return tmp_path


def test_a_catalogue_and_a_memory_come_in(folder: Path) -> None:
    po = 'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Project-Id-Version: small page/faq\\n"\n\n'
    (folder / "mine.po").write_text(po + 'msgid "Is it free?"\nmsgstr "¿Es gratis?"\n')
    (folder / "memory.csv").write_text("source_language,language,source,translation\nen,es,Yes.,Sí.\n")
    done = polything(folder, "import", "mine.po", "memory.csv")
    assert done.returncode == 0, done.stderr
    assert "mine.po: 1 taken over, 0 as suggestions, 0 here already." in done.stdout
    assert "memory.csv: new texts in the memory: 1 in es." in done.stdout
    assert 'msgstr "¿Es gratis?"' in (folder / "locales/es/LC_MESSAGES/page/faq.po").read_text()
    again = polything(folder, "import", "mine.po")
    assert "mine.po: 0 taken over, 0 as suggestions, 1 here already." in again.stdout


def test_a_file_that_does_not_say_where_it_belongs(folder: Path) -> None:
    (folder / "mine.po").write_text('msgid "Is it free?"\nmsgstr "¿Es gratis?"\n')
    refused = polything(folder, "import", "mine.po")
    assert refused.returncode == 2
    assert "which document" in refused.stderr
    assert "--document" in refused.stderr
    done = polything(folder, "import", "-d", "faq", "-l", "es", "mine.po")
    assert "1 taken over" in done.stdout


@pytest.mark.parametrize(
    "arguments", [("nothing.po",), ("-l", "fr", "-d", "faq", "a.md"), ("-d", "no", "-l", "es", "a.md")]
)
def test_wrong_use_is_one_line_and_exit_code_2(folder: Path, arguments: tuple[str, ...]) -> None:
    (folder / "a.md").write_text(FAQ)
    refused = polything(folder, "import", *arguments)
    assert refused.returncode == 2
    assert "Traceback" not in refused.stderr


def test_memory_and_glossary_go_out_and_come_in_elsewhere(folder: Path) -> None:
    (folder / "memory.csv").write_text("source_language,language,source,translation\nen,es,Yes.,Sí.\nen,zz!,a,b\n")
    (folder / "words.csv").write_text("term;do_not_translate;es\nbadge;no;insignia\n", encoding="utf-16")
    done = polything(folder, "import", "memory.csv", "words.csv")
    assert done.returncode == 0, done.stderr
    assert "memory.csv: line 3: " in done.stdout
    assert "words.csv: 2 changes in the glossary, 0 terms as they were." in done.stdout
    for name in ("out.tmx", "out.csv"):
        assert polything(folder, "memory", "export", "-l", "es", "-o", name).returncode == 0
    assert "<seg>Sí.</seg>" in (folder / "out.tmx").read_text()
    assert "out.tmx: new texts in the memory: none." in polything(folder, "import", "out.tmx").stdout
    assert "en,es,Yes.,Sí.,import" in (folder / "out.csv").read_text(encoding="utf-8-sig")
    for name in ("terms.csv", "terms.tbx"):
        assert polything(folder, "glossary", "export", "-o", name).returncode == 0
    assert "badge,,,no,,,insignia" in (folder / "terms.csv").read_text(encoding="utf-8-sig")
    assert "<term>insignia</term>" in (folder / "terms.tbx").read_text()
    again = polything(folder, "import", "terms.csv", "out.csv")
    assert "terms.csv: 0 changes in the glossary, 1 terms as they were." in again.stdout
    assert "out.csv: new texts in the memory: none." in again.stdout


def test_a_format_that_is_none_and_a_language_that_is_not_here(folder: Path) -> None:
    wrong = polything(folder, "memory", "export", "-l", "es", "-o", "out.xlsx")
    assert (wrong.returncode, "does not end in .tmx or .csv" in wrong.stderr) == (2, True)
    other = polything(folder, "memory", "export", "-l", "fr", "-o", "out.tmx")
    assert other.returncode != 0
    assert not (folder / "out.tmx").exists()
