"""The glossary beside a text: which agreed terms are in it, and what they are called in the other language.

Terms are found as streams of word stems (Snowball) by Aho-Corasick, longest first, so that "licences" is found as
"licence". Scripts without blanks are matched by character. Whether a word has the right case tells how sure a find is.
"""

from __future__ import annotations

import csv
import io
import re
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import snowballstemmer
from ahocorasick_rs import AhoCorasick, MatchKind

from exporters.writing.breaking import pieces
from exporters.writing.letters import script_of, unspaced
from service.errors import ContentError, SettingsError
from service.languages import language, normalise
from service.store import UnitOfWork
from service.store.glossary import TermFacts, TermRow

_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_LATIN = re.compile(r"[\x00-\u02ff\u2000-\u206f]*")
"""Latin letters and general punctuation, in which `_WORD` finds every word that ICU does, and faster."""
_KEPT = 32
"""Automata kept in memory, one for each programme and pair of languages."""


@dataclass(frozen=True)
class Term:
    """A term as an automaton knows it; ``targets`` and ``forbidden`` are in the other language."""

    id: int
    term: str
    forms: tuple[str, ...]
    definition: str
    reason: str
    do_not_translate: bool
    match_case: bool
    targets: tuple[str, ...]
    forbidden: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class TermFound:
    """A term in a text: offsets are in characters; ``how``: exact, case (differs), stem (inflected)."""

    term: Term
    start: int
    end: int
    how: Literal["exact", "case", "stem"]


class Finder:
    """Finds terms in texts of one language. Immutable once made, so that threads may share it."""

    def __init__(self, terms: Sequence[Term], tag: str) -> None:
        self._tag = tag
        self._patterns: list[Term] = []
        streams: list[str] = []
        for term in terms:
            for form in term.forms:
                stream = _stream(_tokens(form), tag)
                if stream:
                    streams.append(stream)
                    self._patterns.append(term)
        self._automaton = AhoCorasick(streams, matchkind=MatchKind.LeftmostLongest) if streams else None

    def find(self, text: str) -> list[TermFound]:
        """Return the terms in a text in order, longest first where several begin together, none inside another."""
        if self._automaton is None:
            return []
        tokens = _tokens(text)
        starts: dict[int, int] = {}
        ends: dict[int, int] = {}
        position = 0
        for number, (_, word) in enumerate(tokens):
            starts[position] = number
            position += len(stem(word, self._tag)) + 2
            ends[position] = number
        found = []
        for index, start, end in self._automaton.find_matches_as_indexes(_stream(tokens, self._tag)):
            term = self._patterns[index]
            first, last = tokens[starts[start]], tokens[ends[end]]
            place = (first[0], last[0] + len(last[1]))
            surface = text[place[0] : place[1]]
            if term.match_case and not _same_case(surface, term.forms):
                continue
            found.append(TermFound(term, *place, _how(surface, term.forms)))
        return found


def _how(surface: str, forms: Sequence[str]) -> Literal["exact", "case", "stem"]:
    if surface in forms:
        return "exact"
    return "case" if surface.casefold() in {form.casefold() for form in forms} else "stem"


def _same_case(surface: str, forms: Sequence[str]) -> bool:
    """True if the words begin with capitals where a form's words do."""
    capitals = [word[:1].isupper() for _, word in _tokens(surface)]
    return any(capitals == [word[:1].isupper() for _, word in _tokens(form)] for form in forms)


def _tokens(text: str) -> list[tuple[int, str]]:
    """Words with their offsets; in scripts without blanks every character is one."""
    if _LATIN.fullmatch(text):
        return [(match.start(), match[0]) for match in _WORD.finditer(text)]
    found: list[tuple[int, str]] = []
    start = 0
    for piece, status in pieces(text):
        if status and _one_by_one(piece[0]):
            found += [(start + i, character) for i, character in enumerate(piece)]
        elif status:
            found.append((start, piece))
        start += len(piece)
    return found


def _one_by_one(character: str) -> bool:
    """True in scripts whose words stand close, and in Korean, where endings stand close to words."""
    return unspaced(character) or script_of(character) == "Hang"


def mentions(text: str, word: str, tag: str) -> bool:
    """True if a text has a word or phrase in any of its forms."""
    return _stream(_tokens(word), tag) in _stream(_tokens(text), tag)


def _stream(tokens: Sequence[tuple[int, str]], tag: str) -> str:
    return "".join(f"\x02{stem(word, tag)}\x03" for _, word in tokens)


@lru_cache(maxsize=50_000)
def stem(word: str, tag: str) -> str:
    """Return a word's stem in a language, lower case; the word itself where no stemmer knows the language."""
    folded = word.casefold().replace("’", "'")
    name = _stemmer_name(tag)
    if name is None or not folded.isalpha():
        return folded.removesuffix("'s")
    return _stemmers(name).stemWord(folded)  # type: ignore[no-any-return]


@lru_cache(maxsize=256)
def _stemmer_name(tag: str) -> str | None:
    name = language(tag).english.split("(")[0].strip().lower()
    name = {"norwegian bokmål": "norwegian", "norwegian nynorsk": "norwegian"}.get(name, name)
    return name if name in snowballstemmer.algorithms() else None


_local = threading.local()


def _stemmers(name: str) -> snowballstemmer.stemmer:
    """A stemmer of this thread: they keep the word at hand in themselves."""
    made = getattr(_local, "stemmers", None)
    if made is None:
        made = _local.stemmers = {}
    if name not in made:
        made[name] = snowballstemmer.stemmer(name)
    return made[name]


_finders: OrderedDict[tuple[str, int, str, str], tuple[str, Finder]] = OrderedDict()
_lock = threading.Lock()


def finder(uow: UnitOfWork, programme_id: int, source_tag: str, tag: str) -> Finder:
    """Return the finder of a programme's terms, made anew only when the glossary has changed (2 SELECTs)."""
    key = (str(uow.session.get_bind().engine.url), programme_id, source_tag, tag)
    version = uow.glossary.version(programme_id, tag)
    with _lock:
        kept = _finders.get(key)
        if kept is not None and kept[0] == version:
            _finders.move_to_end(key)
            return kept[1]
    made = Finder(terms(uow, programme_id, tag), source_tag)
    with _lock:
        _finders[key] = (version, made)
        while len(_finders) > _KEPT:
            _finders.popitem(last=False)
    return made


def terms(uow: UnitOfWork, programme_id: int, tag: str) -> list[Term]:
    """Return the programme's terms with what they are called in a language."""
    rows: dict[int, list[TermRow]] = {}
    for row in uow.glossary.terms(programme_id, tag):
        rows.setdefault(row.term_id, []).append(row)
    return [
        Term(
            id=number,
            term=same[0].term,
            forms=(same[0].term, *same[0].variants),
            definition=same[0].definition,
            reason=same[0].reason,
            do_not_translate=same[0].do_not_translate,
            match_case=same[0].match_case,
            targets=tuple(row.target for row in same if row.target and not row.forbidden),
            forbidden=tuple(row.target for row in same if row.target and row.forbidden),
            notes=tuple(row.note for row in same if row.note),
        )
        for number, same in rows.items()
    ]


def terms_in(uow: UnitOfWork, programme_id: int, source_tag: str, text: str, tag: str) -> list[TermFound]:
    """Return the terms in a source text, each once, in order, with what they are called in ``tag``."""
    found: dict[int, TermFound] = {}
    for hit in finder(uow, programme_id, source_tag, tag).find(text):
        found.setdefault(hit.term.id, hit)
    return list(found.values())


def import_csv(uow: UnitOfWork, programme_id: int, text: str, path: str) -> tuple[int, int]:
    """Read glossary.csv: columns term, definition, reason, do_not_translate, variants (optional), one per language.

    Several words for a term in a language are separated by "|"; a column "es (not)" holds words that must not be used.
    Idempotent; nothing is deleted, since coordinators
    add terms in the browser too. Terms with a capital letter are matched by case. Returns (terms, translations).

    Raises:
        ContentError: naming file and line.
    """
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    fields = {"term", "definition", "reason", "do_not_translate", "variants"}
    counted = translated = 0
    try:
        names = list(reader.fieldnames or ())
        if "term" not in names:
            raise ContentError("the first line has no column “term”", path=path, line=1)
        tags = {name: normalise(name.removesuffix(" (not)")) for name in names if name not in fields}
        for row in reader:
            term = (row.get("term") or "").strip()
            if not term:
                raise ContentError("a line has no term", path=path, line=reader.line_num)
            if None in row:
                raise ContentError("a line has more cells than the first one", path=path, line=reader.line_num)
            said = TermFacts(
                variants=(row.get("variants") or "").strip(),
                definition=(row.get("definition") or "").strip(),
                reason=(row.get("reason") or "").strip(),
                do_not_translate=(row.get("do_not_translate") or "").strip().lower() in ("yes", "true", "1"),
                match_case=term != term.lower(),
            )
            saved = uow.glossary.save_term(programme_id, term, said)
            counted += 1
            for name, tag in tags.items():
                for word in (part.strip() for part in (row.get(name) or "").split("|")):
                    if word:
                        uow.glossary.save_target(saved.id, tag, word, forbidden=name.endswith(" (not)"))
                        translated += 1
    except csv.Error as error:
        raise ContentError(f"not a CSV table: {error}", path=path, line=reader.line_num) from error
    except SettingsError as error:
        raise ContentError(error.message, path=path, line=1, hint=error.hint) from error
    return counted, translated
