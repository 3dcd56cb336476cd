"""Terms of a programme's glossary."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, and_, delete, func, select

from service.model import GlossaryTarget, GlossaryTerm
from service.store.base import Repository, build, columns

G = columns(GlossaryTerm)
T = columns(GlossaryTarget)


@dataclass(frozen=True)
class TermRow:
    """A term with what it is called in one language; ``target`` is None where that is not agreed yet."""

    term_id: int
    term: str
    variants: tuple[str, ...]
    definition: str
    reason: str
    do_not_translate: bool
    match_case: bool
    target: str | None
    forbidden: bool
    note: str


@dataclass(frozen=True)
class TermFacts:
    """What is said about a term, whatever the language; ``variants`` are separated by "|"."""

    variants: str = ""
    definition: str = ""
    reason: str = ""
    do_not_translate: bool = False
    match_case: bool = False


NOTHING_SAID = TermFacts()


class Glossary(Repository):
    """Terms and their targets."""

    def save_term(self, programme_id: int, term: str, said: TermFacts = NOTHING_SAID) -> GlossaryTerm:
        """Add a term, or change what is said about it."""
        found = self._session.scalar(select(GlossaryTerm).where(G.programme_id == programme_id, G.term == term.strip()))
        if found is None:
            found = GlossaryTerm(programme_id=programme_id, term=term.strip(), updated=self._now)
            self._session.add(found)
        found.variants, found.definition, found.reason = said.variants, said.definition, said.reason
        found.updated = self._now
        found.do_not_translate, found.match_case = said.do_not_translate, said.match_case
        self._session.flush()
        return found

    def save_target(
        self,
        term_id: int,
        tag: str,
        target: str,
        *,
        note: str = "",
        forbidden: bool = False,
        author_id: int | None = None,
    ) -> None:
        """Add what a term is called in a language, or change its note."""
        row = {"term_id": term_id, "tag": tag, "text": target.strip(), "note": note, "forbidden": forbidden}
        statement = self._insert(GlossaryTarget).values(**row, author_id=author_id, updated=self._now)
        changed = {name: statement.excluded[name] for name in ("note", "forbidden", "author_id", "updated")}
        self._session.execute(statement.on_conflict_do_update(index_elements=["term_id", "tag", "text"], set_=changed))

    def drop_target(self, term_id: int, tag: str, target: str) -> None:
        """Take a translation of a term back."""
        self._session.execute(delete(GlossaryTarget).where(T.term_id == term_id, T.tag == tag, T.text == target))

    def terms(self, programme_id: int, tag: str) -> list[TermRow]:
        """Return all terms by name, one row for each translation into the language (at least one a term)."""
        query = (
            select(
                *(G.id.label("term_id"), G.term, G.variants, G.definition, G.reason, G.do_not_translate, G.match_case),
                *(T.text.label("target"), func.coalesce(T.forbidden, False).label("forbidden")),
                func.coalesce(T.note, "").label("note"),
            )
            .outerjoin(GlossaryTarget, and_(T.term_id == G.id, T.tag == tag))
            .where(G.programme_id == programme_id)
            .order_by(func.lower(G.term), T.forbidden, T.id)
        )

        def also(row: Row[Any]) -> dict[str, Any]:
            return {"variants": tuple(word.strip() for word in row.variants.split("|") if word.strip())}

        return build(TermRow, self._session.execute(query), also)

    def authors(self, programme_id: int, tag: str) -> dict[tuple[int, str], int]:
        """Return who wrote the words of a language here, by (term id, word); those from files are left out."""
        query = (
            select(T.term_id, T.text, T.author_id)
            .join(GlossaryTerm, G.id == T.term_id)
            .where(G.programme_id == programme_id, T.tag == tag, T.author_id.is_not(None))
        )
        return {(row[0], row[1]): row[2] for row in self._session.execute(query)}

    def version(self, programme_id: int, tag: str) -> str:
        """Return a mark that changes whenever a term or its translation does, to keep automata in memory by."""
        terms = select(func.count(), func.max(G.updated)).where(G.programme_id == programme_id)
        targets = (
            select(func.count(), func.max(T.updated))
            .join(GlossaryTerm, G.id == T.term_id)
            .where(G.programme_id == programme_id, T.tag == tag)
        )
        return "/".join(str(value) for query in (terms, targets) for value in self._session.execute(query).one())
