"""The wheel holds what it needs: installed alone, it starts a programme and serves it."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source distribution, and the wheel that was built from it and not from this folder."""
    out = tmp_path_factory.mktemp("built")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return out


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    return next(built.glob("*.whl"))


def test_both_carry_the_one_version_and_the_source_has_what_a_contributor_needs(built: Path) -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert {path.name for path in built.iterdir()} == {
        f"polything-{version}.tar.gz",
        f"polything-{version}-py3-none-any.whl",
    }
    with tarfile.open(built / f"polything-{version}.tar.gz") as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    wanted = {
        "Makefile",
        "constraints.txt",
        "programme.toml",
        "babel.cfg",
        "LICENSE",
        "tests/conftest.py",
        "content/things/01-set-your-direction.md",
        "docs/for-operators/README.md",
    }
    assert wanted <= names
    assert not {name for name in names if name.startswith((".venv", "var/", "dist/", "build/"))}


def test_its_top_level_is_the_two_packages(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert {name.split("/")[0] for name in names} == {"service", "exporters"} | {
        name.split("/")[0] for name in names if ".dist-info/" in name
    }
    own = {path.relative_to(ROOT).as_posix() for path in (ROOT / "locales").glob("*/LC_MESSAGES/interface.po")}
    assert {name.removeprefix("service/_data/") for name in names if "/_data/" in name} == own
    assert len(own) > 1


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Environment in which only the unpacked wheel provides our packages."""
    target = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    clean = {name: value for name, value in os.environ.items() if not name.startswith("POLYTHING_")}
    return {**clean, "PYTHONPATH": str(target), "EXPECTED": str(target)}


def polything(installed: dict[str, str], *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    code = "from service.cli import main; main()"
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, cwd=cwd, env=installed, capture_output=True, text=True, timeout=120)


def test_a_new_programme_is_extracted_and_exported(installed: dict[str, str], tmp_path: Path) -> None:
    where = [sys.executable, "-c", "import service; print(service.__file__)"]
    found = subprocess.run(where, cwd=tmp_path, env=installed, capture_output=True, text=True, check=True).stdout
    assert found.startswith(installed["EXPECTED"])

    assert polything(installed, "init", "fresh", cwd=tmp_path).returncode == 0
    assert polything(installed, "-p", "fresh", "language", "add", "de", cwd=tmp_path).returncode == 0
    assert (tmp_path / "fresh/locales/de/LC_MESSAGES/thing/01-first-steps.po").is_file()
    made = polything(installed, "-p", "fresh", "export", "all", "--out", "dist", "--jobs", "1", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    package = polything(installed, "validate", "dist/scorm12/fresh-de.zip", cwd=tmp_path)
    assert package.returncode == 0, package.stdout
    poster = tmp_path / "dist/pdf/en/poster/first-poster-a4.pdf"
    assert poster.read_bytes().startswith(b"%PDF")
    page = (tmp_path / "dist/site/de/things/01-first-steps.html").read_text(encoding="utf-8")
    assert re.search(r'<html[^>]* lang="de"', page)


def test_a_new_programme_is_served(installed: dict[str, str], tmp_path: Path) -> None:
    assert polything(installed, "init", "fresh", cwd=tmp_path).returncode == 0
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    code = "from service.cli import main; main()"
    command = [sys.executable, "-c", code, "-p", "fresh", "serve", "--port", str(port)]
    server = subprocess.Popen(command, cwd=tmp_path, env=installed, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        while "Serving on" not in (line := server.stdout.readline()):
            assert line, "the server ended before it served"
        with httpx.Client(transport=httpx.HTTPTransport(retries=8)) as client:
            page = client.get(f"http://127.0.0.1:{port}/", follow_redirects=True)
        assert page.status_code == 200
        assert "Fresh" in page.text
    finally:
        server.terminate()
        server.wait(timeout=20)
