"""The glossary out of the database and into it, as a spreadsheet or for other tools: first a look, then the change.

An empty cell changes nothing, and no row that a file lacks is deleted. Where the file would take away a word that
somebody else wrote here, nothing happens unless the person says so for that very word, having seen both.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from service.errors import EmptyText
from service.exchange.formats.glossary_csv import GlossaryFile, GlossaryRow, write_glossary
from service.exchange.formats.tbx import write_tbx
from service.store import UnitOfWork
from service.store.glossary import TermFacts, TermRow
from service.translation.text import clean

Kind = Literal["new", "changed", "conflict"]
What = Literal["term", "words", "avoid", "definition", "reason", "do_not_translate", "variants"]


@dataclass(frozen=True)
class GlossaryStep:
    """One thing that a glossary file would change.

    ``what``: the term itself (new here), words for it, words to avoid, or what is said about it. ``tag`` is the
    language of words, "" for what belongs to the term. Several words are separated by "|". ``conflict``: the file
    lacks a word that somebody else wrote here.
    """

    line: int
    term: str
    what: What
    tag: str
    now: str
    file: str
    kind: Kind

    @property
    def mark(self) -> str:
        """Name this very step: another text on either side gives another mark."""
        said = "\x04".join((self.term, self.what, self.tag, self.now, self.file))
        return hashlib.sha256(said.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class GlossaryLook:
    """What a file would do. ``same`` counts rows that change nothing; ``left`` names terms that are not here and that
    the person may not add; ``remarks`` say, with the line, what could not be used."""

    steps: tuple[GlossaryStep, ...]
    same: int
    left: tuple[str, ...]
    remarks: tuple[str, ...]

    @property
    def seen(self) -> str:
        """Name everything that was shown, so that nothing else is carried out."""
        return hashlib.sha256("".join(step.mark for step in self.steps).encode()).hexdigest()[:16]


def glossary_rows(uow: UnitOfWork, programme_id: int, tags: Iterable[str]) -> list[GlossaryRow]:
    """Return all terms by name, with their words in the given languages."""
    rows: dict[str, GlossaryRow] = {}
    for tag in tags:
        for term in uow.glossary.terms(programme_id, tag):
            row = rows.setdefault(term.term, GlossaryRow(0, term.term, _about(term), {}, {}))
            if term.target:
                group = row.avoid if term.forbidden else row.words
                assert isinstance(group, dict)
                group[tag] = (*group.get(tag, ()), term.target)
    return list(rows.values())


def _about(term: TermRow) -> dict[str, str]:
    return {
        "definition": term.definition,
        "reason": term.reason,
        "do_not_translate": "yes" if term.do_not_translate else "no",
        "variants": "|".join(term.variants),
    }


def glossary_table(uow: UnitOfWork, programme_id: int, tags: Iterable[str]) -> bytes:
    """Return the glossary in the form of content/glossary/glossary.csv, which `import_csv` reads again."""
    languages = list(tags)
    return write_glossary(glossary_rows(uow, programme_id, languages), languages)


def glossary_tbx(uow: UnitOfWork, programme_id: int, title: str, source_tag: str, tags: Iterable[str]) -> bytes:
    """Return the glossary as TBX-Basic, for terminology tools."""
    languages = list(tags)
    return write_tbx(glossary_rows(uow, programme_id, languages), title, source_tag)


def look_at_glossary(
    uow: UnitOfWork,
    programme_id: int,
    file: GlossaryFile,
    tags: Collection[str],
    *,
    may_terms: bool,
    person_id: int | None = None,
) -> GlossaryLook:
    """Say what a file would change in the languages ``tags``; changes nothing.

    ``may_terms``: whether terms may be added and what is said about them changed, which concerns all languages.
    Words that ``person_id`` wrote are theirs to replace.
    """
    steps: list[GlossaryStep] = []
    left: list[str] = []
    same = 0
    here = {row.term: row for row in glossary_rows(uow, programme_id, sorted(tags))}
    known = {row.term: row.term_id for tag in tags for row in uow.glossary.terms(programme_id, tag)}
    others: dict[tuple[str, str], set[str]] = {}
    for tag in tags:
        for (term_id, word), author in uow.glossary.authors(programme_id, tag).items():
            if author != person_id:
                others.setdefault((str(term_id), tag), set()).add(word)
    for row in map(_tidy, file.rows):
        own = here.get(row.term)
        if own is None and not may_terms:
            left.append(row.term)
            continue
        found: list[GlossaryStep] = []
        if own is None:
            about = {**dict.fromkeys(("definition", "reason", "variants"), ""), "do_not_translate": "no"}
            own = GlossaryRow(0, row.term, about)
            found.append(GlossaryStep(row.line, row.term, "term", "", "", row.term, "new"))
        if may_terms:
            found += _said(row, own, new=row.term not in known)
        for tag in sorted(tags):
            theirs = others.get((str(known.get(row.term, "")), tag), set())
            found += _worded(row, own, tag, theirs)
        steps += found
        same += not found
    return GlossaryLook(tuple(steps), same, tuple(left), file.remarks)


def _tidy(row: GlossaryRow) -> GlossaryRow:
    def tidy(text: str) -> str:
        try:
            return clean(text)
        except EmptyText:
            return ""

    return GlossaryRow(
        row.line,
        tidy(row.term),
        {name: tidy(text) for name, text in row.about.items()},
        {tag: tuple(filter(None, map(tidy, words))) for tag, words in row.words.items()},
        {tag: tuple(filter(None, map(tidy, words))) for tag, words in row.avoid.items()},
    )


def _said(row: GlossaryRow, own: GlossaryRow, *, new: bool) -> list[GlossaryStep]:
    steps = []
    for name in ("definition", "reason", "do_not_translate", "variants"):
        now, file = own.about[name], row.about.get(name, "")
        if name == "variants":
            file = "|".join(filter(None, (part.strip() for part in file.split("|"))))
        if file and file != now:
            steps.append(GlossaryStep(row.line, row.term, name, "", now, file, "changed" if now and not new else "new"))
    return steps


def _worded(row: GlossaryRow, own: GlossaryRow, tag: str, theirs: set[str]) -> list[GlossaryStep]:
    steps = []
    for what, mine, yours in (("words", own.words, row.words), ("avoid", own.avoid, row.avoid)):
        now, file = mine.get(tag, ()), yours.get(tag, ())
        if not file or set(file) == set(now):
            continue
        kind: Kind = "conflict" if (set(now) - set(file)) & theirs else "changed" if now else "new"
        steps.append(
            GlossaryStep(
                row.line, row.term, "words" if what == "words" else "avoid", tag, "|".join(now), "|".join(file), kind
            )
        )
    return steps


def carry_out_glossary(
    uow: UnitOfWork,
    programme_id: int,
    steps: Sequence[GlossaryStep],
    agreed: Collection[str],
    *,
    person_id: int | None = None,
) -> int:
    """Carry out steps of a look; a conflict only if its mark is in ``agreed``. Returns how many were carried out."""
    languages = sorted({step.tag for step in steps if step.tag} or {""})
    numbers: dict[str, int] = {}
    about: dict[str, dict[str, str]] = {}
    for tag in languages:
        for row in uow.glossary.terms(programme_id, tag):
            numbers[row.term], about[row.term] = row.term_id, _about(row)
    wanted = [step for step in steps if step.kind != "conflict" or step.mark in agreed]
    touched: dict[str, None] = {}
    for step in wanted:
        if step.what not in ("words", "avoid"):
            said = about.setdefault(step.term, {})
            touched[step.term] = None
            if step.what != "term":
                said[step.what] = step.file
    for term in touched:
        numbers[term] = _save_term(uow, programme_id, term, about[term])
    for step in wanted:
        if step.what in ("words", "avoid"):
            _replace_words(uow, numbers[step.term], step, person_id)
    return len(wanted)


def _save_term(uow: UnitOfWork, programme_id: int, term: str, about: dict[str, str]) -> int:
    said = TermFacts(
        variants=about.get("variants", ""),
        definition=about.get("definition", ""),
        reason=about.get("reason", ""),
        do_not_translate=about.get("do_not_translate") == "yes",
        match_case=term != term.lower(),
    )
    return uow.glossary.save_term(programme_id, term, said).id


def _replace_words(uow: UnitOfWork, term_id: int, step: GlossaryStep, person_id: int | None) -> None:
    now, file = step.now.split("|") if step.now else [], step.file.split("|")
    for word in now:
        if word not in file:
            uow.glossary.drop_target(term_id, step.tag, word)
    for word in file:
        if word not in now:
            uow.glossary.save_target(term_id, step.tag, word, forbidden=step.what == "avoid", author_id=person_id)
