"""An exporter declares itself in one place: what it says is true, and what it may not forget is seen to for it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from exporters import fingerprint, registry
from exporters.api import ExportError, Options
from exporters.declare import Format, Option
from exporters.pdf.sheets import SIZES, themes
from exporters.site.frame import PDF_NAME
from tests.support.editions import MemorySink, load

ROOT = Path(__file__).parents[3]
EDITIONS = [load("sample.en"), load("sample.ar")]
FORMATS = registry.formats()


def test_the_folders_are_the_exporters() -> None:
    folders = {path.parent.name for path in (ROOT / "exporters").glob("*/exporter.py")}
    assert {one.maker.split(".")[1] for one in FORMATS.values()} == folders
    assert list(FORMATS) == sorted(FORMATS)


@pytest.mark.parametrize("name", FORMATS)
def test_what_a_format_says_of_its_artifacts_is_true(name: str) -> None:
    """Paths follow the patterns, scope says what artifacts are about, only documents of its kinds have some."""
    declared, exporter = FORMATS[name], registry.get(name)
    assert exporter.format == name
    planned = exporter.plan(EDITIONS, Options())
    assert planned == exporter.plan(EDITIONS, Options())
    patterns = [re.sub(r"\\\{\w+\\\}", r"[^/]+", re.escape(pattern)) for pattern in declared.files]
    scopes = set()
    for artifact in planned:
        assert artifact.format == name
        assert any(re.fullmatch(pattern, artifact.path) for pattern in patterns), artifact.path
        scopes.add("document" if artifact.document else "language" if len(artifact.languages) == 1 else "together")
        assert artifact.document is None or EDITIONS[0].document(artifact.document).kind in declared.kinds
    assert scopes == declared.scope


@pytest.mark.parametrize("name", FORMATS)
def test_artifacts_of_some_languages_are_made_without_the_others(name: str) -> None:
    """As `service.publishing.export` hands them out: each process gets only the editions that it needs."""
    alone = {artifact.path: artifact for artifact in registry.get(name).plan(EDITIONS[:1], Options())}
    for artifact in registry.get(name).plan(EDITIONS, Options()):
        if artifact.languages == (EDITIONS[0].language.tag,):
            assert alone[artifact.path] == artifact


@pytest.mark.parametrize("name", FORMATS)
def test_every_value_of_an_option_is_taken_and_others_are_named(name: str) -> None:
    for option in FORMATS[name].options:
        for value in (*option.values, option.default):
            registry.get(name).plan(EDITIONS, Options(values={option.name: value}))
        if option.values:
            with pytest.raises(ExportError, match=f"no value of {option.name}. Use: {option.values[0]}"):
                registry.check([name], Options(values={option.name: "neon"}))


def test_options_that_exporters_know_elsewhere_are_the_same() -> None:
    values = {option.name: option.values for option in FORMATS["pdf"].options}
    assert values == {"sizes": tuple(SIZES), "theme": tuple(themes())}
    assert "pdf/" + PDF_NAME.replace("{size}", "{variant}") in FORMATS["pdf"].files


def test_an_unknown_option_names_the_nearest_and_the_known_ones() -> None:
    with pytest.raises(ExportError, match=r"no option of site\. Did you mean “report_base”\? Options: pdf_base, rep"):
        registry.check(["site"], Options(values={"repor_base": "x"}))
    with pytest.raises(ExportError, match=r"no option of edition\. There are none"):
        registry.check(["edition"], Options(values={"report": "passed"}))
    registry.check(["edition", "scorm12"], Options(values={"report": "passed"}))
    with pytest.raises(ExportError, match=r"“word” is not a format\. Use one of: .*edition.*pdf"):
        registry.check(["word"], Options())


def test_an_exporter_sees_its_own_options_only() -> None:
    (plain,) = registry.get("site").plan(EDITIONS, Options())
    assert registry.get("site").plan(EDITIONS, Options(values={"report": "passed"})) == [plain]
    assert registry.get("site").plan(EDITIONS, Options(values={"pdf_base": "../pdf"})) != [plain]


def test_formats_whose_files_have_the_same_names_are_told_apart() -> None:
    assert {name for name in FORMATS if registry.namesakes(name)} == {"scorm12", "scorm2004"}
    assert not registry.namesakes("of a distribution that is gone")


# --- digests ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changed", ["code.py", "templates/nav.xml", "look.css", "a.typ", "b.svg", "data", "deep/x/y.z"]
)
def test_the_digest_of_a_folder_sees_every_kind_of_file(tmp_path: Path, changed: str) -> None:
    file = tmp_path / "exporter" / changed
    file.parent.mkdir(parents=True)
    (tmp_path / "exporter" / "__init__.py").write_text("")
    found = [fingerprint.of(tmp_path / "exporter")]
    for text in ("one", "two"):
        file.write_text(text)
        found.append(fingerprint.of(tmp_path / "exporter"))
    file.rename(file.with_name("renamed"))
    found.append(fingerprint.of(tmp_path / "exporter"))
    assert len(set(found)) == 4


@pytest.mark.parametrize("cache", ["__pycache__/code.pyc", "deep/__pycache__/x.pyc", ".DS_Store", ".mypy_cache/a.json"])
def test_caches_are_not_in_the_digest(tmp_path: Path, cache: str) -> None:
    (tmp_path / "code.py").write_text("")
    before = fingerprint.of(tmp_path)
    (tmp_path / cache).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / cache).write_text("x")
    assert fingerprint.of(tmp_path) == before


def test_the_code_of_each_format_is_its_folder_and_what_is_shared() -> None:
    for name, declared in FORMATS.items():
        assert registry.places(name) == (ROOT / "exporters" / declared.maker.split(".")[1],)
    assert {"rendering", "theme", "api.py", "nodes.py", "packing.py"} <= {path.name for path in registry.SHARED}
    assert {path.name for path in (*registry.SHARED, *registry.FOLDERS)} == {
        path.name for path in (ROOT / "exporters").iterdir() if path.name != "__pycache__"
    }


@pytest.mark.parametrize("name", FORMATS)
def test_changed_code_plans_everything_anew(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = registry.get(name).plan(EDITIONS, Options())
    monkeypatch.setattr(registry, "code", lambda _: "another")
    after = registry.get(name).plan(EDITIONS, Options())
    assert [a.path for a in after] == [b.path for b in before]
    assert not {a.inputs for a in after} & {b.inputs for b in before}


def test_what_was_made_has_the_inputs_that_were_planned() -> None:
    exporter = registry.get("edition")
    assert exporter.export(EDITIONS, Options(), MemorySink()) == exporter.plan(EDITIONS, Options())


# --- exporters of other distributions ---------------------------------------------------------------------------------

PLUGIN = """
from exporters.api import Artifact, digest
from exporters.declare import Format, Option

class Echo:
    format = "echo"

    def plan(self, editions, options):
        loud = ECHO.value(options, "loud")
        return [
            Artifact("echo", ECHO.path(language=e.language.tag), e.programme.title, "text/plain",
                     digest(e.programme.title, loud), (e.language.tag,))
            for e in editions
        ]

    def export(self, editions, options, sink, *, skip=frozenset()):
        made = [a for a in self.plan(editions, options) if a.path not in skip]
        for artifact in made:
            sink.write(artifact.path, (artifact.title + ECHO.value(options, "loud")).encode())
        return made

ECHO = Format("echo", "Echo", "polything_echo:Echo", ("echo/{language}.txt",), frozenset({"language"}),
              options=(Option("loud", "What is put behind the title."),))
"""


@pytest.fixture
def plugin(tmp_path: Path) -> dict[str, str]:
    """Environment in which a distribution with an exporter is installed."""
    place = tmp_path / "installed"
    about = place / "polything_echo-1.0.dist-info"
    about.mkdir(parents=True)
    (place / "polything_echo").mkdir()
    (place / "polything_echo" / "__init__.py").write_text(PLUGIN, encoding="utf-8")
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: polything-echo\nVersion: 1.0\n", encoding="utf-8")
    (about / "entry_points.txt").write_text("[polything.exporters]\necho = polything_echo:ECHO\n", encoding="utf-8")
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(place), str(ROOT)])}


def polything(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from service.cli import main; main()", "-p", str(ROOT), *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_another_distribution_brings_an_exporter(plugin: dict[str, str], tmp_path: Path) -> None:
    export = ("export", "echo", "-l", "en", "-j", "1", "--out", str(tmp_path / "out"))
    made = polything(plugin, *export, "--option", "loud=!")
    assert made.returncode == 0, made.stderr
    assert (tmp_path / "out" / "echo" / "en.txt").read_text(encoding="utf-8").endswith("!")
    assert "0 artifacts made, 1 unchanged" in polything(plugin, *export, "--option", "loud=!", "-d", "home").stdout
    module = tmp_path / "installed" / "polything_echo" / "help.xml"
    module.write_text("<a/>", encoding="utf-8")
    assert "1 artifacts made" in polything(plugin, *export, "--option", "loud=!").stdout
    help_ = polything(plugin, "export", "--help").stdout
    assert "echo, Echo:" in help_
    assert "--option loud=" in help_
    wrong = polything(plugin, *export, "--option", "load=!")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "“load” is no option of echo. Did you mean “loud”?" in wrong.stderr


class Brought(EntryPoint):
    """An entry point that brings what a test wants."""

    def load(self) -> object:
        return {"taken": FORMATS["pdf"], "wrong": (1,), "new": (NEW,)}[self.name]


NEW = Format("new", "New", "exporters.edition.exporter:EditionExporter", ("new",), frozenset({"language"}))


@pytest.mark.parametrize(
    ("name", "said"), [("taken", "two exporters of the format “pdf”"), ("wrong", "cannot be used")]
)
def test_a_bad_entry_point_is_a_warning_and_the_others_stay(
    name: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [Brought(one, "x:y", registry.GROUP) for one in (name, "new")]
    monkeypatch.setattr(registry, "entry_points", lambda group: found)
    with pytest.warns(UserWarning, match=said):
        formats = registry.formats.__wrapped__()
    assert list(formats) == sorted([*FORMATS, "new"])
    assert formats["pdf"] is FORMATS["pdf"]


# --- what else would have to know the exporters -----------------------------------------------------------------------


def test_the_import_contract_names_no_exporter_and_holds_for_all() -> None:
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    (contract,) = [rule for rule in rules if rule["type"] == "independence"]
    assert contract["modules"] == ["exporters.*"]
    targets = {line.split(" -> ")[1].split(".")[1] for line in contract["ignore_imports"]}
    assert all(line.startswith("exporters.** -> exporters.") for line in contract["ignore_imports"])
    assert targets <= {path.stem for path in registry.SHARED}


def test_nothing_else_in_the_program_lists_the_formats() -> None:
    """One file may speak of one format, such as the preview of posters; two names in a row are a list of formats."""
    names = "|".join(FORMATS)
    listing = re.compile(rf"""["']({names})["'],?\s*["':]?[^\n]*\n?[^\n]*["']({names})["']""")
    found = [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "service").rglob("*.py"))
        if any(match[1] != match[2] for match in listing.finditer(path.read_text(encoding="utf-8")))
    ]
    assert found == []


def test_the_table_in_the_documentation_is_complete() -> None:
    page = (ROOT / "docs/for-operators/exports.md").read_text(encoding="utf-8")
    rows = {line.split("|")[1].strip(" `"): line for line in page.splitlines() if line.startswith("| `")}
    assert list(rows) == list(FORMATS)
    for name, declared in FORMATS.items():
        for part in (*declared.files, *(option.name for option in declared.options)):
            assert f"`{part}`" in rows[name], f"{name}: {part}"


def test_an_option_with_a_default_is_read_as_such() -> None:
    several = Option("sizes", "", default="a,b", values=("a", "b", "c"), several=True)
    assert several.read("a,b") == ("a", "b")
    assert several.read(" c , a ") == ("c", "a")
    with pytest.raises(ExportError, match="Use: a, b, c"):
        several.read(",")
