"""The main job, over real HTTP: translate, approve, edit the source, export, and find the words in every output."""

from __future__ import annotations

import io
import re
import shutil
import unicodedata
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest
from pypdf import PdfReader

from service.documents.units import unit_key
from tests.support.server import Running, serving

ROOT = Path(__file__).parents[1]
THING = "thing/07-draw-the-line"
POSTER = "poster/one-window-is-still-dark"
TAG = "de"

BADGE = "You can set and explain your own boundary online."
OWN_BADGE = "Sie können online Ihre eigene Grenze ziehen und erklären."
LEAD = (
    "Where does private life end and your professional role begin online? "
    "Make your own rule before a difficult message makes it for you."
)
OWN_LEAD = "Wo endet online das Private, wo beginnt der Beruf? Finden Sie Ihre Regel, bevor eine Nachricht sie vorgibt."
CALL = "Light it up."
OWN_CALL = "Machen Sie Licht."


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("programme")
    for name in ("content", "locales"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "programme.toml", folder)
    with serving(folder) as running:
        yield running


def translate(server: Running, person: httpx.Client, document: str, source: str, text: str, context: str = "") -> None:
    """Open the paragraph as a browser would, and save what its form holds with a text of one's own."""
    key = unit_key(context or None, source)
    page = person.get(f"{server.base}/translate/{TAG}/{document}?at={key}")
    assert page.status_code == 200
    form = re.search(rf'<form[^>]*action="([^"]*/save/{key}[^"]*)".*?</form>', page.text, re.DOTALL)
    assert form, f"no form for {key}"
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form.group(0)))
    answer = person.post(form.group(1), data={**fields, "text": text, "action": "save"})
    assert answer.status_code == 200


def approve_everything(server: Running, reviewer: httpx.Client) -> int:
    """Work through the queue as its form says; returns how many texts were approved."""
    count = 0
    while True:
        page = reviewer.get(f"{server.base}/review/{TAG}")
        form = re.search(r'<form class="queue-form.*?</form>', page.text, re.DOTALL)
        if form is None:
            return count
        fields = dict(re.findall(r'name="(unit|revision|base)" value="([^"]*)"', form.group(0)))
        reviewer.post(f"{server.base}/review/{TAG}", data={**fields, "action": "approve"}).raise_for_status()
        count += 1
        assert count < 10


def states(server: Running) -> dict[str, tuple[str, str, bool]]:
    with server.database.reading() as uow:
        kind, _, slug = THING.partition("/")
        document = uow.documents.find(server.programme_id, kind, slug)
        assert document is not None
        return {row.source: (row.text, row.state, row.stale) for row in uow.pages.editor_rows(document.id, TAG, 0)}


def download(server: Running, person: httpx.Client, form: dict[str, str], ending: str) -> bytes:
    """Ask for a file on the downloads page, let the worker make it, and fetch it by the link that appears."""
    person.post(f"{server.base}/downloads/make", data=form).raise_for_status()
    server.do_jobs()
    page = person.get(f"{server.base}/downloads", params=form)
    links = re.findall(r'href="([^"]*/downloads/file/[^"]*)"', page.text)
    chosen = [link for link in links if link.endswith(ending)]
    assert chosen, f"{ending} is not among {links}"
    return person.get(chosen[0]).raise_for_status().content


class Words(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_data(self, data: str) -> None:
        self.found.append(data)

    @property
    def text(self) -> str:
        return squeeze(" ".join(self.found))


def squeeze(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).replace("\u00ad", "").split())


def test_the_main_job(server: Running) -> None:
    translator, reviewer, author = (server.as_person(role) for role in ("translator", "reviewer", "organiser"))

    translate(server, translator, THING, BADGE, OWN_BADGE, "front:badge")
    translate(server, translator, THING, LEAD, OWN_LEAD, "front:lead")
    translate(server, translator, POSTER, CALL, OWN_CALL)
    assert states(server)[BADGE] == (OWN_BADGE, "translated", False)

    assert approve_everything(server, reviewer) == 3
    assert states(server)[BADGE] == (OWN_BADGE, "approved", False)
    assert states(server)[LEAD] == (OWN_LEAD, "approved", False)

    page = author.get(f"{server.base}/author/{THING}")
    base = re.search(r'name="base" value="(\d+)"', page.text)
    assert base
    with server.database.reading() as uow:
        document = uow.documents.find(server.programme_id, *THING.split("/"))
        assert document is not None
        before = uow.documents.source(document).text
    edited = LEAD.replace("a difficult message makes it for you", "you are tired")
    after = before.replace(LEAD, edited)
    assert after != before
    form = {"text": after, "base": base.group(1), "action": "cost", "change": "meaning"}
    cost = author.post(f"{server.base}/author/{THING}", data=form)
    assert cost.status_code == 200
    assert states(server)[LEAD][2] is False, "showing the cost must not save"
    author.post(f"{server.base}/author/{THING}", data={**form, "action": "save"}).raise_for_status()

    now = states(server)
    assert now[BADGE] == (OWN_BADGE, "approved", False)
    assert now[edited] == (OWN_LEAD, "approved", True)
    assert LEAD not in now

    site = download(server, translator, {"language": TAG, "format": "site", "document": ""}, "site.zip")
    with zipfile.ZipFile(io.BytesIO(site)) as archive:
        thing = Words(archive.read(f"site/{TAG}/things/07-draw-the-line.html").decode()).text
        poster = Words(archive.read(f"site/{TAG}/posters/one-window-is-still-dark.html").decode()).text
    assert OWN_BADGE in thing
    assert OWN_LEAD in thing
    assert OWN_CALL in poster

    pdf = download(server, translator, {"language": TAG, "format": "pdf", "document": POSTER}, "-a4.pdf")
    printed = squeeze(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))
    assert OWN_CALL in printed

    package = download(server, translator, {"language": TAG, "format": "scorm12", "document": THING}, ".zip")
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        assert "imsmanifest.xml" in archive.namelist()
        sco = " ".join(
            Words(archive.read(name).decode()).text for name in archive.namelist() if name.endswith((".html", ".js"))
        )
    assert OWN_BADGE in sco

    server.do_jobs(later=timedelta(minutes=1))
    catalogue = server.settings.programme / "locales/de/LC_MESSAGES/thing/07-draw-the-line.po"
    assert OWN_BADGE in re.sub(r'"\n"', "", catalogue.read_text(encoding="utf-8"))
