"""The export driver: what is made, what is left alone, what disappears."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NoReturn

import pytest

from exporters.api import Asset, ExportError, Options
from service.publishing.export import Files, export
from service.publishing.manifest import NAME, Made, Manifest
from service.publishing.sinks import FolderSink
from tests.support.editions import load

EN, AR = load("sample.en"), load("sample.ar")
ASSETS = {asset.path: Path(__file__).parents[2] / "golden/editions" / asset.path for asset in (*EN.assets, *AR.assets)}


def run(folder: Path, formats: list[str], **values: str) -> tuple[set[str], set[str]]:
    outcome = export([EN, AR], formats, Options(values=values), Files(folder, ASSETS), jobs=1)
    assert [problem for problem in outcome.problems if problem.fatal] == []
    return {artifact.path for artifact in outcome.made}, {artifact.path for artifact in outcome.unchanged}


def test_what_has_not_changed_is_not_made_again(tmp_path: Path) -> None:
    made, unchanged = run(tmp_path, ["site", "edition"])
    assert unchanged == set()
    assert len(made) == 3
    assert run(tmp_path, ["site", "edition"]) == (set(), made)


def test_a_file_that_is_gone_or_cut_short_is_made_again(tmp_path: Path) -> None:
    made, _ = run(tmp_path, ["edition"])
    first, second = sorted(made)
    (tmp_path / first).write_bytes((tmp_path / first).read_bytes()[:-1])
    assert run(tmp_path, ["edition"]) == ({first}, {second})
    (tmp_path / second).unlink()
    assert run(tmp_path, ["edition"]) == ({second}, {first})


def test_a_damaged_record_only_costs_work(tmp_path: Path) -> None:
    made, _ = run(tmp_path, ["edition"])
    (tmp_path / NAME).write_text('{"version": 1, "artifacts": ["nonsense"]}', encoding="utf-8")
    assert run(tmp_path, ["edition"]) == (made, set())


def test_files_that_an_artifact_no_longer_has_are_removed(tmp_path: Path) -> None:
    run(tmp_path, ["site"])
    page = next((tmp_path / "site").rglob("*.html"))
    left = page.with_name("left-over.html")
    left.write_text("old", encoding="utf-8")
    manifest = Manifest.load(tmp_path)
    manifest.artifacts["site/"].files[left.relative_to(tmp_path).as_posix()] = 3
    manifest.artifacts["site/"].inputs = "another"
    manifest.save(tmp_path)
    run(tmp_path, ["site"])
    assert not left.exists()
    assert page.exists()


def test_processes_make_the_same_bytes_as_one(tmp_path: Path) -> None:
    one, many = tmp_path / "one", tmp_path / "many"
    export([EN, AR], ["site", "edition"], Options(), Files(one, ASSETS), jobs=1)
    export([EN, AR], ["site", "edition"], Options(), Files(many, ASSETS), jobs=2)
    files = {path.relative_to(one): path.read_bytes() for path in one.rglob("*") if path.is_file()}
    assert files == {path.relative_to(many): path.read_bytes() for path in many.rglob("*") if path.is_file()}


def test_an_unknown_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="odt"):
        export([EN], ["odt"], Options(), Files(tmp_path, ASSETS), jobs=1)


def test_a_failed_format_is_a_problem_and_the_others_are_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> NoReturn:
        raise ExportError("no paper left")

    monkeypatch.setattr("exporters.site.exporter.SiteExporter.export", fail)
    outcome = export([EN], ["site", "edition"], Options(), Files(tmp_path / "out", ASSETS), jobs=1)
    assert [(problem.artifact, problem.message) for problem in outcome.problems] == [("site", "no paper left")]
    assert outcome.failed
    assert [artifact.format for artifact in outcome.made] == ["edition"]


@pytest.mark.parametrize("path", ["../outside", "/etc/passwd", "a/../../b", "a\\b", ""])
def test_a_sink_writes_inside_its_folder_only(tmp_path: Path, path: str) -> None:
    with pytest.raises(ExportError):
        FolderSink(tmp_path / "out", {}).write(path, b"x")
    assert list(tmp_path.rglob("*")) == []


def test_an_asset_that_changed_meanwhile_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.svg"
    file.write_bytes(b"new")
    asset = Asset(path="assets/a.svg", digest="0" * 64, media_type="image/svg+xml", size=3)
    with pytest.raises(ExportError, match="changed"):
        FolderSink(tmp_path, {"assets/a.svg": file}).asset(asset)


def test_the_record_forgets_nothing(tmp_path: Path) -> None:
    manifest = Manifest({"a/": Made("d", {"a/b": 1})}, {"request": "digest"})
    manifest.save(tmp_path)
    assert Manifest.load(tmp_path) == manifest


def test_a_site_offers_the_pdfs_that_were_made_with_it(tmp_path: Path) -> None:
    run(tmp_path, ["site", "pdf"])
    links = [
        (page, link)
        for page in (tmp_path / "site").rglob("*.html")
        for link in re.findall(r'href="([^"]+\.pdf)"', page.read_text(encoding="utf-8"))
    ]
    assert links
    assert [link for page, link in links if not (page.parent / link).resolve().is_file()] == []
