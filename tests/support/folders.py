"""A small programme in a folder, with a database beside it, for tests of what happens between the two."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from service.catalogue.folder import extract_folder
from service.catalogue.po import Catalogue, Entry, read_po, write_po
from service.documents.programme import ProgrammeFolder, load_programme
from service.model import Actor, Translation
from service.store import Database
from service.sync.files import Checkpoint, nothing
from service.sync.folder_in import ImportReport, import_programme
from service.sync.report import SyncReport
from service.sync.run import synchronise
from service.translation import workflow
from service.translation.submission import Submission

CONFIG = """schema = 1
id = "small"
title = "A small programme"
organisation = "Test people"

[languages.es]
states = ["translated", "approved"]

[languages.ar]
machine = true
"""

FAQ = """---
title: Questions
lead: Short answers.
---

## Is it free? {#free}

Yes, all of it, for 14 people.

## Must I sign up?

No. Read [the licence](licence.md) first.
"""

LICENCE = """---
title: Licence
lead: You may use it.
---

Use the text and name us.
"""

PAGES = "content/pages"
ES = "locales/es/LC_MESSAGES/page"


@dataclass
class Folder:
    """The programme's folder and what a person does in it with an editor."""

    root: Path
    database: Database
    programme_id: int = 0

    @property
    def programme(self) -> ProgrammeFolder:
        return load_programme(self.root)

    def read(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8")

    def write(self, path: str, text: str) -> None:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def edit(self, path: str, old: str, new: str) -> None:
        text = self.read(path)
        assert old in text
        self.write(path, text.replace(old, new))

    def catalogue(self, name: str = "faq", folder: str = ES) -> Catalogue:
        path = f"{folder}/{name}.po"
        return read_po(self.read(path), path)

    def entry(self, source: str, name: str = "faq") -> Entry:
        return next(entry for entry in self.catalogue(name).entries if entry.source == source)

    def change(self, source: str, change: Callable[[Entry], Entry], name: str = "faq") -> None:
        """Change one entry of a Spanish catalogue as a PO editor does."""
        catalogue = self.catalogue(name)
        entries = tuple(change(entry) if entry.source == source else entry for entry in catalogue.entries)
        self.write(f"{ES}/{name}.po", write_po(catalogue.replaced(entries)))

    def translate(self, source: str, text: str, name: str = "faq") -> None:
        """Type a translation into a Spanish catalogue: fuzzy goes, comments of ours stay as they are."""
        self.change(source, lambda entry: replace(entry, text=text, state="translated", stale=False), name)

    def start(self) -> ImportReport:
        report = import_programme(self.database, self.programme)
        self.programme_id = report.programme_id
        return report

    def sync(self, checkpoint: Checkpoint = nothing) -> SyncReport:
        return synchronise(self.database, self.programme, checkpoint=checkpoint)

    def actor(self, role: str = "reviewer") -> Actor:
        return Actor(self.person(), "Ana", self.programme_id, roles=frozenset({(role, "es")}))  # type: ignore[arg-type]

    def person(self) -> int:
        with self.database.unit_of_work() as uow:
            known = uow.people.by_email("ana@example.org")
            return (known or uow.people.add("Ana", "ana@example.org", confirmed=True)).id

    def unit(self, source: str, slug: str = "faq") -> int:
        with self.database.reading() as uow:
            document = uow.documents.find(self.programme_id, "page", slug)
            assert document is not None
            return next(unit.id for unit in uow.units.of_document(document.id, gone=True) if unit.source == source)

    def head(self, source: str, slug: str = "faq") -> Translation | None:
        number = self.unit(source, slug)
        with self.database.unit_of_work() as uow:
            return uow.translations.head(number, "es")

    def text(self, source: str, slug: str = "faq") -> str:
        head = self.head(source, slug)
        return head.text if head else ""

    def history(self, source: str, slug: str = "faq") -> list[tuple[str, str]]:
        """Events and texts, oldest first."""
        number = self.unit(source, slug)
        with self.database.unit_of_work() as uow:
            return [(revision.event, revision.text) for revision in uow.translations.history(number, "es")]

    def suggestions(self, source: str, slug: str = "faq") -> list[str]:
        number = self.unit(source, slug)
        with self.database.unit_of_work() as uow:
            return [revision.text for revision in uow.translations.suggestions(number, "es")]

    def save(self, source: str, text: str, slug: str = "faq", role: str = "translator") -> object:
        """Save in the browser."""
        number, actor = self.unit(source, slug), self.actor(role)
        with self.database.unit_of_work() as uow:
            head = uow.translations.head(number, "es")
            return workflow.save(uow, actor, number, "es", Submission(text, head.revision_id if head else None))


def small_programme(root: Path, database: Database) -> Folder:
    """Make a programme of two pages with empty catalogues, not yet read into the database."""
    folder = Folder(root, database)
    folder.write("programme.toml", CONFIG)
    folder.write(f"{PAGES}/faq.md", FAQ)
    folder.write(f"{PAGES}/licence.md", LICENCE)
    extract_folder(folder.programme)
    return folder
