"""A whole small programme behind a real application, for tests of the workplace over HTTP and in a browser.

The fixtures are imported by the conftest.py of those folders, so that other tests do not load the application.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import uvicorn
from fastapi import FastAPI
from starlette.testclient import TestClient

from service.documents.programme import load_programme
from service.model import Role
from service.settings import Settings
from service.store import Database, make_engine
from service.sync.folder_in import import_programme
from service.web.app import create_app
from tests.support.databases import Shelf

TOML = """schema = 1
id = "trial"
title = "Trial programme"
source_language = "en"
version = "2026.11"
licence = "CC-BY-4.0"
authors = ["Trial authors"]
organisation = "Trial"
contact = "hello@example.org"
address = "https://example.org/trial"

[languages.es]
states = ["translated", "approved"]
machine = true

[languages.ar]
states = ["translated", "approved"]
"""

THING = """---
title: Lock the front door
number: 1
block: a
minutes: 20
lead: Make your most important account safe today.
summary: Turn on stronger sign-in.
badge: You can protect an account.
---

## Why it matters

<!-- note: “Front door” is a picture for the e-mail account. -->
Your e-mail account is the front door to **everything else**. See [the questions](../pages/faq.md) too.

## Afterwards you can

- turn on a second step;
- name three signs of a false message.

:::activity {#do}
## Do it

1. **Choose one account.** Take the one that receives your mail.
2. **Turn on the second step.** Choose an app if you can.
:::

:::quiz {#check pass=60}
## Check yourself

One question.

### Which password is the safest choice? {#q1}

- [ ] A short one.
  > Short ones are guessed fast.
- [x] A long one.
  > Length protects you most.
:::
"""

FAQ = """---
title: Questions and answers
lead: What people ask.
role: faq
---

## Must I do it all? {#all}

No. Take what you need.
"""

HOME = """---
title: Trial programme
lead: Short tasks for everyday practice.
role: home
blocks:
  - id: a
    title: Start
    aim: Know where you stand.
---

## How it works {#how}

Choose one and do it.
"""

POSTER = """---
title: Learning is shared work
lead: Keeping it fresh takes **five partners**.
design: partners
kicker: For libraries
sizes: [a4, a3]
fields:
  - My promise
qr: https://example.org/trial
qr_text: Other languages
---

:::slot {#learn role=panel}

## You who learn

Look honestly at your skills once a year.

:::

:::slot {#employ role=panel}

## You who employ

Name a person in charge of learning.

:::

:::slot {#call role=call}

## Choose one promise.

Sign it.

:::
"""

PEOPLE: tuple[tuple[str, Role | None, bool], ...] = (
    ("Ana", "translator", True),
    ("Bea", "translator", True),
    ("Rafael", "reviewer", True),
    ("Clara", "coordinator", True),
    ("Mara", "author", True),
    ("Noor", None, True),
    ("Udo", None, False),
)
SAME = {"Sec-Fetch-Site": "same-origin"}


@dataclass
class Workplace:
    """The application with its database and people. Ids of people by name."""

    app: FastAPI
    database: Database
    settings: Settings
    people: dict[str, int]
    base: str = "/p/trial"
    thing: str = "/p/trial/translate/es/thing/01-lock-the-front-door"
    poster: str = "/p/trial/translate/es/poster/learning-is-shared-work"

    def keep(self, folder: Path) -> Trial:
        """Return what was done so far as something to copy; this workplace ends here."""
        shutil.copytree(self.settings.programme, folder / "programme")
        return _keep(folder, self.database, self.people)

    def client(self, name: str = "") -> TestClient:
        """Return a browser-like client, signed in as somebody; it sends what browsers send, and keeps cookies."""
        assert self.app.state.site.database is self.database, "a newer workplace has the application"
        client = TestClient(
            self.app,
            base_url="http://127.0.0.1:8023",
            headers=SAME,
            follow_redirects=False,
            raise_server_exceptions=False,
        )
        if name:
            answer = client.post("/sign-in/demo", data={"person": self.people[name], "next": "/"})
            assert answer.status_code == 303, answer.text
        return client

    def use_machine(self, machine: object) -> None:
        """Put another machine behind the application, or none."""
        state = self.app.state
        state.site = replace(state.site, machine=machine)

    def key(self, words: str) -> str:
        """Return the key of the unit whose source contains these words."""
        with self.database.reading() as uow:
            programme = uow.programmes.all()[0]
            for document in uow.documents.all(programme.id):
                for unit in uow.units.of_document(document.id):
                    if words in unit.source:
                        return unit.key
        raise AssertionError(words)

    def head(self, words: str, tag: str = "es") -> tuple[str, str]:
        """Return state and text that count for the unit with these words."""
        key = self.key(words)
        with self.database.reading() as uow:
            programme = uow.programmes.all()[0]
            for document in uow.documents.all(programme.id):
                unit = uow.units.by_key(document.id, key)
                if unit is not None:
                    head = uow.translations.head(unit.id, tag)
                    return (head.state, head.text) if head else ("missing", "")
        raise AssertionError(words)

    def revision(self, words: str, tag: str = "es") -> int | None:
        """Return the number of the revision that counts."""
        key = self.key(words)
        with self.database.reading() as uow:
            programme = uow.programmes.all()[0]
            for document in uow.documents.all(programme.id):
                unit = uow.units.by_key(document.id, key)
                if unit is not None:
                    head = uow.translations.head(unit.id, tag)
                    return head.revision_id if head else None
        raise AssertionError(words)


@dataclass(frozen=True)
class Trial:
    """A workplace to copy: a folder with the programme, and the SQLite file in which it was taken in."""

    folder: Path
    people: dict[str, int]

    @property
    def programme(self) -> Path:
        return self.folder / "programme"

    @property
    def file(self) -> Path:
        return self.folder / "trial.sqlite3"


def take_in(folder: Path, database: Database) -> Trial:
    """Write the programme below ``folder``, take it into an empty SQLite database, and add its people."""
    for path, text in {
        "programme.toml": TOML,
        "content/things/01-lock-the-front-door.md": THING,
        "content/pages/faq.md": FAQ,
        "content/pages/home.md": HOME,
        "content/posters/learning-is-shared-work.md": POSTER,
    }.items():
        (folder / "programme" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "programme" / path).write_text(text, encoding="utf-8")
    programme = load_programme(folder / "programme")
    assert not programme.errors, programme.errors
    report = import_programme(database, programme)
    people = {}
    with database.unit_of_work() as uow:
        for name, role, confirmed in PEOPLE:
            address = f"{name.lower()}@demo.example"
            person = uow.people.add(name, address, public_credit=True, agreed=True, confirmed=confirmed)
            people[name] = person.id
            if role is not None:
                for tag in ("",) if role == "author" else ("es", "ar"):
                    uow.people.grant(person.id, report.programme_id, role, tag)
    return _keep(folder, database, people)


def _keep(folder: Path, database: Database, people: dict[str, int]) -> Trial:
    """Close the database, which folds its write-ahead log into the file, and copy the file."""
    database.dispose()
    trial = Trial(folder, people)
    shutil.copyfile(str(database.engine.url.database), trial.file)
    return trial


def build(folder: Path, trial: Trial, database: Database) -> Workplace:
    """Copy the programme, and put the application in front of it and of a database that is a copy of the trial's.

    Routes and templates are compiled by the first requests and know nothing of the site: they are shared, and only the
    newest workplace of a process has the application.
    """
    settings = Settings(programme=folder / "programme", var=folder / "var", demo=True)
    shutil.copytree(trial.programme, settings.programme)
    app, site = _application(), create_app(settings, database=database).state.site
    app.state.site = replace(site, templates=app.state.templates)
    return Workplace(app, database, settings, dict(trial.people))


@cache
def _application() -> FastAPI:
    """The application of all workplaces: what its middleware knows of the settings is the same for all of them."""
    with TemporaryDirectory() as folder:
        settings = Settings(programme=Path(folder), var=Path(folder), demo=True)
        app = create_app(settings, database=Database(make_engine(f"sqlite:///{folder}/none.sqlite3")))
    app.state.templates = app.state.site.templates
    return app


@pytest.fixture(scope="session")
def trial(tmp_path_factory: pytest.TempPathFactory, shelf: Shelf) -> Trial:
    """The small programme, taken in once."""
    return take_in(tmp_path_factory.mktemp("trial"), shelf.sqlite("trial"))


@pytest.fixture
def workplace(tmp_path: Path, trial: Trial, make_database: Callable[..., Database]) -> Workplace:
    """A workplace of its own for each test."""
    return build(tmp_path, trial, make_database("sqlite", trial.file))


@contextmanager
def serving(workplace: Workplace) -> Iterator[str]:
    """Serve on a free port of this machine; gives the address."""
    config = uvicorn.Config(workplace.app, host="127.0.0.1", port=0, log_level="error")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    ready = threading.Event()
    while not server.started and thread.is_alive():
        ready.wait(0.02)
    assert server.started, "the server did not start"
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)
