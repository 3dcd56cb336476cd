"""A real server on a free port of this machine, for tests over HTTP."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import httpx
import uvicorn

from service.accounts.demo import DOMAIN, add_demo_people
from service.documents.programme import load_programme
from service.jobs import tasks, tasks_export, tasks_sync  # noqa: F401 - they fill the registry
from service.jobs.worker import Worker
from service.settings import Settings
from service.store import Database
from service.sync.folder_in import import_programme
from service.web.app import create_app


@dataclass
class Running:
    """A server with the demo's people. Background work is done when a test says so, not behind its back."""

    url: str
    settings: Settings
    database: Database
    programme_id: int

    @property
    def base(self) -> str:
        """Address of the programme."""
        with self.database.reading() as uow:
            return f"{self.url}/p/{uow.programmes.get(self.programme_id).key}"

    def as_person(self, role: str) -> httpx.Client:
        """Return a browser, so to speak, in which the demo's person with this role has signed in."""
        client = httpx.Client(base_url=self.url, headers={"Sec-Fetch-Site": "same-origin"}, follow_redirects=True)
        with self.database.reading() as uow:
            person = uow.people.by_email(f"{role}{DOMAIN}")
            assert person is not None
            number = person.id
        client.post("/sign-in/demo", data={"person": str(number)}).raise_for_status()
        return client

    def do_jobs(self, *, later: timedelta = timedelta()) -> None:
        """Do the background work that is due now, or will be ``later``."""
        clock = self.database.clock
        self.database.clock = lambda: clock() + later
        try:
            Worker(self.database, self.settings).run_pending()
        finally:
            self.database.clock = clock


@contextmanager
def serving(folder: Path) -> Iterator[Running]:
    """Serve the programme in a folder until the block ends."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    settings = Settings(programme=folder, demo=True, base_url=url)
    settings.var_dir.mkdir(parents=True, exist_ok=True)
    database = Database.open(settings.database, pool_size=settings.threads)
    report = import_programme(database, load_programme(folder))
    with database.unit_of_work() as uow:
        add_demo_people(uow, report.programme_id)
    app = create_app(settings, database=database)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield Running(url, settings, database, report.programme_id)
    finally:
        server.should_exit = True
        thread.join(timeout=10)
        database.dispose()
        listener.close()
