"""A server and a developer in one repository, at random: nobody's work is taken, lost or claimed by the other.

People save and approve in the browser; the developer edits catalogues and sources in the folder, stages, commits,
begins merges and ends them; syncs with commits run in between. After each step:

- what the developer has staged is what they staged, and what they have not committed is in none of our commits;
- each of our commits holds, in each file, only texts of its author that were not there before, or no new text at all;
- git's objects, index and branch are whole.
"""

from __future__ import annotations

import random
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from service.catalogue.po import read_po
from service.errors import TranslationError
from service.store import Database
from service.translation import workflow
from service.translation.submission import Submission
from tests.support.folders import PAGES
from tests.support.repositories import Repository, repository

FILES = {slug: f"locales/es/LC_MESSAGES/page/{slug}.po" for slug in ("faq", "licence")}


@dataclass
class Walk:
    """``said`` maps every text of the browser to who wrote it, ``typed`` are the developer's."""

    repo: Repository
    random: random.Random
    said: dict[str, str] = field(default_factory=dict)
    typed: set[str] = field(default_factory=set)
    trace: list[str] = field(default_factory=list)
    number: int = 0

    def fresh(self) -> str:
        self.number += 1
        return f"Texto {self.number}"

    def step(self) -> None:
        actions = [
            (8, self.save),
            (3, self.judge),
            (3, self.type),
            (2, self.edit_source),
            (2, self.stage),
            (2, self.commit),
            (1, self.merge),
            (8, self.sync),
        ]
        action = self.random.choices([action for _, action in actions], [weight for weight, _ in actions])[0]
        self.trace.append(action.__name__)
        action()

    def units(self, slug: str) -> list[tuple[int, str]]:
        with self.repo.folder.database.reading() as uow:
            document = uow.documents.find(self.repo.folder.programme_id, "page", slug)
            assert document is not None
            return [(unit.id, unit.source) for unit in uow.units.of_document(document.id)]

    def save(self) -> None:
        slug = self.random.choice(list(FILES))
        number, _ = self.random.choice(self.units(slug))
        name, text = self.random.choice(["Ana", "Bea", "Carl"]), self.fresh()
        actor = self.repo.person(name)
        with self.repo.folder.database.unit_of_work() as uow:
            head = uow.translations.head(number, "es")
            workflow.save(uow, actor, number, "es", Submission(text, head.revision_id if head else None))
        self.said[text] = name

    def judge(self) -> None:
        number, _ = self.random.choice(self.units("faq"))
        rafael = self.repo.person("Rafael", "reviewer")
        with suppress(TranslationError), self.repo.folder.database.unit_of_work() as uow:
            head = uow.translations.head(number, "es")
            if head is not None and self.random.random() < 0.7:
                workflow.approve(uow, rafael, number, "es", head.revision_id)
            elif head is not None:
                workflow.reject(uow, rafael, number, "es", head.revision_id, "Not this.")

    def type(self) -> None:
        slug = self.random.choice(list(FILES))
        entry = self.random.choice(self.repo.folder.catalogue(slug).live)
        text = self.fresh()
        self.repo.folder.translate(entry.source, text, slug)
        self.typed.add(text)

    def edit_source(self) -> None:
        path = f"{PAGES}/{self.random.choice(list(FILES))}.md"
        self.repo.folder.write(path, self.repo.folder.read(path) + f"\nParagraph {self.fresh()} is new here.\n")

    def stage(self) -> None:
        self.repo.stage(self.random.choice([*FILES.values(), f"{PAGES}/faq.md", f"{PAGES}/licence.md"]))

    def commit(self) -> None:
        self.repo.commit_all("By hand")

    def merge(self) -> None:
        path = self.repo.top / ".git/MERGE_HEAD"
        if path.exists():
            path.unlink()
        else:
            path.write_text("")

    def sync(self) -> None:
        staged, ours = self.repo.status()[0], {commit.id for commit in self.repo.new()}
        self.repo.sync()
        assert self.repo.status()[0] == staged, self.trace
        for commit in self.repo.new():
            if commit.id not in ours:
                self.check(commit.id)

    def check(self, number: str) -> None:
        """No text is new in a commit of ours that its author did not write in the browser."""
        commit = next(found for found in self.repo.log() if found.id == number)
        parent = next(found for found in self.repo.log() if found.id == commit.parents[0])
        before, after = self.repo.files(parent), self.repo.files(commit)
        name = commit.author.partition(" <")[0]
        for path in FILES.values():
            new = self.texts(after[path], path) - self.texts(before[path], path)
            assert {self.said.get(text, "the developer") for text in new} <= {name}, (new, name, self.trace)

    def texts(self, data: bytes, path: str) -> set[str]:
        return {entry.text for entry in read_po(data.decode(), path).entries if entry.text}

    def settle(self) -> None:
        """The developer commits, people write on, and in the end git has everything."""
        (self.repo.top / ".git/MERGE_HEAD").unlink(missing_ok=True)
        self.repo.folder.sync()
        self.commit()
        self.save()
        self.sync()
        assert self.repo.status() == ({}, []), self.trace
        assert self.repo.log()[0].committer.startswith("Polything "), self.trace
        head = self.repo.files(self.repo.log()[0])
        for path in FILES.values():
            assert head[path] == (self.repo.top / path).read_bytes()
        self.repo.sound()


@pytest.mark.parametrize("seed", range(6))
def test_a_server_and_a_developer_do_not_step_on_each_other(tmp_path: Path, sqlite: Database, seed: int) -> None:
    walk = Walk(repository(tmp_path / "repo", sqlite), random.Random(seed))
    for _ in range(25):
        walk.step()
    walk.settle()
