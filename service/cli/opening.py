"""Opening the database for a command: made at the first start, brought up to date, filled from the folder.

What needs the database is imported only when a command asks for it: commands on the folder alone start in half the
time.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from service.cli.console import complain, err, say
from service.documents.programme import load_programme

if TYPE_CHECKING:
    from service.settings import Settings
    from service.store import Database


@contextmanager
def opened(settings: Settings, *, pool_size: int = 2) -> Iterator[Database]:
    """Open the database and close it at the end; the schema is brought up to date."""
    from service.store import Database

    settings.var_dir.mkdir(parents=True, exist_ok=True)
    database = Database.open(settings.database, pool_size=pool_size)
    try:
        yield database
    finally:
        database.dispose()


def take_in(database: Database, settings: Settings) -> int:
    """Take in what the folder has and the database has not; returns the programme's number.

    Raises:
        ContentError: if there is no programme.
    """
    from service.accounts.demo import add_demo_people
    from service.sync.folder_in import import_programme

    programme = load_programme(settings.programme)
    for error in programme.errors:
        complain(error)
    with err.status("Reading the programme …"):
        report = import_programme(database, programme)
    if report.documents:
        say(f"Took in {report.documents} documents, {report.units} texts and {report.translations} translations.")
    with database.unit_of_work() as uow:
        uow.jobs.enqueue("sweep", key="sweep")
        if settings.demo:
            add_demo_people(uow, report.programme_id)
    return report.programme_id
