"""No accepted text is ever lost, whatever happens in whatever order.

A random walk over one programme: people save, approve, reject and restore in the browser; somebody edits a catalogue
with a PO editor, cuts it off, empties or deletes it; the author edits sources in the folder and in the browser; syncs
run, and crash at any of their steps. After every sync the promise is checked against a ledger kept outside.

The ledger holds every text that got an "ok": by a save that returned, or by a sync that read it from a file. Each must
be in the database's history of its unit for ever, and what counts now must be the newest accepted text or one that a
person put in its place.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from service.authoring.sources import update_document
from service.documents.reader import read_document
from service.errors import CatalogueError, TranslationError
from service.store import Database
from service.translation import workflow
from service.translation.submission import Submission
from tests.support.folders import ES, PAGES, Folder, small_programme
from tests.support.soak import SOAK, while_there_is_time

PO = f"{ES}/faq.po"
SOURCE = f"{PAGES}/faq.md"
WORDS = ["open", "a", "window", "and", "look", "at", "the", "garden", "before", "you", "write", "your", "first", "line"]


class Crash(Exception):
    """The process dies here."""


@dataclass
class Walk:
    """One random walk.

    ``accepted`` maps unit ids to the texts that were saved there, ``read`` are those that a sync took from the file,
    ``typed`` maps sources to what was typed into the file since.
    """

    folder: Folder
    random: random.Random
    accepted: dict[int, set[str]] = field(default_factory=dict)
    read: set[str] = field(default_factory=set)
    typed: dict[str, set[str]] = field(default_factory=dict)
    trace: list[str] = field(default_factory=list)
    number: int = 0

    def fresh(self) -> str:
        self.number += 1
        return f"Texto {self.number}"

    def step(self) -> None:
        actions: list[tuple[int, Callable[[], None]]] = [
            (6, self.save_in_browser),
            (2, self.judge_in_browser),
            (5, self.type_into_file),
            (1, self.mark_in_file),
            (2, self.damage_file),
            (3, self.edit_source_file),
            (2, self.edit_source_in_browser),
            (1, self.damage_source),
            (6, self.sync),
            (3, self.crash),
        ]
        weights, functions = zip(*actions, strict=True)
        action = self.random.choices(functions, weights)[0]
        self.trace.append(action.__name__)
        action()

    # what people do

    def units(self) -> list[tuple[int, str]]:
        with self.folder.database.reading() as uow:
            document = uow.documents.find(self.folder.programme_id, "page", "faq")
            assert document is not None
            return [(unit.id, unit.source) for unit in uow.units.of_document(document.id)]

    def save_in_browser(self) -> None:
        number, _ = self.random.choice(self.units())
        text = self.fresh()
        role = self.random.choice(["suggester", "translator", "reviewer"])
        actor = self.folder.actor(role)
        with self.folder.database.unit_of_work() as uow:
            head = uow.translations.head(number, "es")
            base = head.revision_id if head and self.random.random() < 0.8 else None
            workflow.save(uow, actor, number, "es", Submission(text, base))
        self.accepted.setdefault(number, set()).add(text)

    def judge_in_browser(self) -> None:
        number, _ = self.random.choice(self.units())
        actor = self.folder.actor("reviewer")
        try:
            with self.folder.database.unit_of_work() as uow:
                history = uow.translations.history(number, "es")
                if not history:
                    return
                revision = self.random.choice(history).id
                head = uow.translations.head(number, "es")
                action = self.random.choice(["approve", "reject", "restore", "still"])
                if action == "approve":
                    workflow.approve(uow, actor, number, "es", revision)
                elif action == "reject":
                    workflow.reject(uow, actor, number, "es", revision, "Not this.")
                elif action == "restore":
                    workflow.restore(uow, actor, number, "es", revision, head.revision_id if head else None)
                else:
                    workflow.still_right(uow, actor, number, "es", revision)
        except TranslationError:
            return  # the roles and revisions are random too

    def entries(self) -> list[str]:
        try:
            return [entry.source for entry in self.folder.catalogue().live]
        except (CatalogueError, OSError, UnicodeError):
            return []

    def type_into_file(self) -> None:
        entries = self.entries()
        if entries:
            source, text = self.random.choice(entries), self.fresh()
            self.folder.translate(source, text)
            self.typed.setdefault(source, set()).add(text)

    def mark_in_file(self) -> None:
        entries = self.entries()
        if entries:
            source = self.random.choice(entries)
            if self.random.random() < 0.5:
                self.folder.change(source, lambda e: replace(e, state="suggested" if e.text else e.state))
            else:
                self.folder.change(source, lambda e: replace(e, state="translated" if e.text else e.state, stale=False))

    def damage_file(self) -> None:
        path = self.folder.root / PO
        data = path.read_bytes() if path.exists() else b""
        kind = self.random.randrange(5)
        if kind == 0:
            path.unlink(missing_ok=True)
        elif kind == 1:
            path.write_bytes(b"")
        elif kind == 2:
            path.write_bytes(data[: self.random.randrange(len(data) + 1)])
        elif kind == 3:
            path.write_bytes((self.folder.root / ES / "licence.po").read_bytes() if data else b"")
        elif self.entries():
            self.folder.change(self.random.choice(self.entries()), lambda e: replace(e, text="", state="missing"))
        self.typed.clear()  # nobody has said "ok" to what was in a file that is gone

    def rewritten(self, text: str) -> str:
        """Change, move, add or take away one block after the front matter."""
        head, _, body = text.partition("\n---\n")
        blocks = body.strip("\n").split("\n\n")
        place = self.random.randrange(len(blocks))
        kind = self.random.randrange(5)
        if kind == 0 and len(blocks) > 3:
            del blocks[place]
        elif kind == 1:
            blocks.insert(place, " ".join(self.random.choices(WORDS, k=7)).capitalize() + ".")
        elif kind == 2:
            self.random.shuffle(blocks)
        elif kind == 3:
            blocks[place] = blocks[place].replace("1", "2") + " " + self.random.choice(WORDS)
        else:
            blocks[place] = " ".join(self.random.choices(WORDS, k=9)).capitalize() + "."
        return f"{head}\n---\n\n" + "\n\n".join(blocks) + "\n"

    def edit_source_file(self) -> None:
        if (self.folder.root / SOURCE).exists() and self.folder.read(SOURCE).strip():
            self.folder.write(SOURCE, self.rewritten(self.folder.read(SOURCE)))

    def edit_source_in_browser(self) -> None:
        programme = self.folder.programme
        with self.folder.database.unit_of_work() as uow:
            row = uow.documents.find(self.folder.programme_id, "page", "faq")
            assert row is not None
            text = self.rewritten(uow.documents.source(row).text)
            said = self.random.choice([None, "cosmetic", "minor", "meaning"])
            update_document(uow, programme, row, read_document("page", "faq", row.path, text), said)  # type: ignore[arg-type]

    def damage_source(self) -> None:
        path = self.folder.root / SOURCE
        text = path.read_text() if path.exists() else ""
        kind = self.random.randrange(3)
        if kind == 0:
            path.unlink(missing_ok=True)
        elif kind == 1:
            path.write_text("")
        else:
            path.write_text(text[: self.random.randrange(len(text) + 1)])

    # what the machine does

    def sync(self) -> None:
        report = self.folder.sync()
        if not any(notice.path in (PO, SOURCE) and notice.kind in REFUSED for notice in report.notices):
            self.acknowledge()
        self.check()

    def crash(self) -> None:
        left = self.random.randrange(8)

        def checkpoint(_: str) -> None:
            nonlocal left
            left -= 1
            if left < 0:
                raise Crash

        with suppress(Crash):
            self.folder.sync(checkpoint)
        self.check()

    def acknowledge(self) -> None:
        """A sync that believed the file has taken what people typed: from now on it is promised too."""
        self.read |= {max(texts, key=lambda text: int(text.split()[1])) for texts in self.typed.values()}
        self.typed.clear()

    def check(self) -> None:
        with self.folder.database.reading() as uow:
            document = uow.documents.find(self.folder.programme_id, "page", "faq")
            assert document is not None
            everything = {
                revision.text
                for unit in uow.units.of_document(document.id, gone=True)
                for revision in uow.translations.history(unit.id, "es")
            }
            assert self.read <= everything, (self.read - everything, self.trace)
            for number, texts in self.accepted.items():
                history = uow.translations.history(number, "es")
                lost = texts - {revision.text for revision in history}
                assert not lost, (lost, self.trace)
                head = uow.translations.head(number, "es")
                if head is None or head.state == "missing":
                    assert not history or any(revision.event == "reject" for revision in history), self.trace
                else:
                    assert any(revision.id == head.revision_id for revision in history)
                    assert head.text in {revision.text for revision in history}

    def settle(self) -> None:
        """In the end everything is mended, and folder and database say the same."""
        for path in (PO, SOURCE):
            target = self.folder.root / path
            if target.exists():
                target.unlink()
        self.folder.sync()
        self.check()
        assert self.folder.sync().quiet, self.trace
        catalogue = {entry.source: entry.text for entry in self.folder.catalogue().live}
        with self.folder.database.reading() as uow:
            document = uow.documents.find(self.folder.programme_id, "page", "faq")
            assert document is not None
            for row in uow.pages.editor_rows(document.id, "es"):
                assert catalogue[row.source] == (row.text if row.state != "missing" else ""), self.trace


REFUSED = frozenset({"unreadable", "truncated", "foreign", "busy", "invalid", "empty", "missing", "renamed", "new"})


def walk(root: Path, database: Database, seed: int, steps: int) -> None:
    folder = small_programme(root, database)
    folder.translate("Is it free?", "Texto 0")
    folder.start()
    way = Walk(folder, random.Random(seed))
    way.accepted[folder.unit("Is it free?")] = {"Texto 0"}
    for _ in while_there_is_time(range(steps)):
        way.step()
    way.settle()


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(40 if SOAK else 5))
def test_no_accepted_text_is_lost(tmp_path: Path, sqlite: Database, seed: int) -> None:
    """Five walks of 50 steps; 10,000 steps in all with POLYTHING_SOAK."""
    walk(tmp_path, sqlite, seed, 250 if SOAK else 50)
