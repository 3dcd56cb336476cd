"""From files that may be committed to commits: one for each person, sources before their translations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from service.catalogue.po import Catalogue, Entry, read_po
from service.commits.claims import Changes, Claim, changed_units, claims_of
from service.commits.survey import Ready
from service.commits.words import Identity, Item, counted, identity, message, together
from service.commits.writing import Planned
from service.errors import CatalogueError
from service.languages import language
from service.store import UnitOfWork
from service.store.authors import Authors, Written
from service.store.mirror import Mirror
from service.sync import files

_DEEDS = ("translated", "reviewed", "withdrawn")
_Who = Callable[[int | None], Identity]


@dataclass
class _Group:
    """A commit about sources and what follows from them: of one author, or of nobody (None)."""

    when: datetime
    files: dict[bytes, bytes] = field(default_factory=dict)
    items: dict[Item, None] = field(default_factory=dict)
    languages: set[str] = field(default_factory=set)
    co_authors: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class _Edited:
    """Who edited a source since git had it: the last one, the others, and how."""

    author: int | None
    others: frozenset[int]
    what: str
    when: datetime


def plan(uow: UnitOfWork, ready: Sequence[Ready], host: str, now: datetime) -> list[Planned]:
    """Return the commits in their order. After the last, git has every file as it is."""
    authors = Authors(uow.session, uow.clock)
    edits = _edits(authors, ready)
    changes = {one.name: found for one in ready if (found := _changes(uow, authors, one)) is not None}
    ranking = Counter(claim.owner for found in changes.values() for claim in found.claims.values())
    people = sorted(ranking, key=lambda person: (-ranking[person], person))
    groups = _groups(uow, ready, edits, changes, now)
    named = authors.public_names(_everybody(people, changes, edits))

    def who(person: int | None) -> Identity:
        return identity(person, named.get(person or 0, ""), host)

    planned = [_of_sources(who, author, group) for author, group in groups.items()]
    for number, person in enumerate(people):
        planned.append(_of_translator(who, person, people[: number + 1], ready, changes))
    return planned


def _everybody(people: Iterable[int], changes: Mapping[bytes, Changes], edits: Mapping[int, _Edited]) -> set[int]:
    claims = [claim for found in changes.values() for claim in found.claims.values()]
    everybody = {*people, *(person for claim in claims for person in claim.co_authors | claim.reviewers)}
    return everybody | {person for edit in edits.values() for person in (*edit.others, edit.author or 0)}


def _edits(authors: Authors, ready: Sequence[Ready]) -> dict[int, _Edited]:
    """Return the edits of sources by document."""
    found = {}
    for one in ready:
        if one.place is None or one.path != one.place.source_path:
            continue
        versions = authors.written(one.place.document_id)
        there, here = files.digest_of(one.before), files.digest_of(one.data)
        new = _since(versions, there, here)
        if new:
            last = new[-1].author_id
            others = frozenset(version.author_id for version in new if version.author_id is not None) - {last}
            said = together(sorted({version.change for version in new}))
            what = f"{counted(len(new), 'edit', 'edits')} ({said})"
            found[one.place.document_id] = _Edited(last, frozenset(others), what, new[-1].created)
    return found


def _since(versions: Sequence[Written], there: str, here: str) -> list[Written]:
    """The versions after git's, up to the file's."""
    digests = [version.digest for version in versions]
    if here not in digests:
        return []
    end = len(digests) - digests[::-1].index(here)
    before = [place for place, digest in enumerate(digests[:end]) if digest == there]
    return list(versions[before[-1] + 1 if before else 0 : end])


def _changes(uow: UnitOfWork, authors: Authors, one: Ready) -> Changes | None:
    """Return who changed what in a catalogue; None for other files, and for one that cannot be told apart."""
    if one.place is None or not one.place.tag:
        return None
    now = _read(one.data, one.path)
    if now is None:
        return None
    before = _read(one.before, one.path) if one.before is not None else None
    keys = Mirror(uow.session, uow.clock).keys(one.place.document_id)

    def unit(entry: Entry) -> int | None:
        known = keys.get(entry.key)
        return known.unit_id if known else None

    histories = authors.made(changed_units(before, now, unit), one.place.tag)
    found = claims_of(before, now, unit, histories)
    everybody = sorted({claim.owner for claim in found.claims.values()})
    return found if everybody and found.staged(everybody).encode() == one.data else None


def _read(data: bytes, path: str) -> Catalogue | None:
    try:
        return read_po(data.decode(), path)
    except (CatalogueError, UnicodeError):
        return None


def _groups(
    uow: UnitOfWork,
    ready: Sequence[Ready],
    edits: Mapping[int, _Edited],
    changes: Mapping[bytes, Changes],
    now: datetime,
) -> dict[int | None, _Group]:
    """Return what follows from sources, by the author of the edit: people first, then what is nobody's."""
    groups: dict[int | None, _Group] = {}
    for one in ready:
        found = changes.get(one.name)
        data = found.staged(()).encode() if found else one.data
        if found and data == one.before:
            continue  # nothing but people's texts is new here
        edit = edits.get(one.place.document_id) if one.place else None
        author = edit.author if edit else None
        group = groups.setdefault(author, _Group(edit.when if edit and author else now))
        group.files[one.name] = data
        title = one.place.title if one.place else one.path
        if edit and author:
            group.when = max(group.when, edit.when)
            group.co_authors |= edit.others
            group.items[Item(title, "", edit.what)] = None
            group.languages.add(uow.documents.get(one.place.document_id).language if one.place else "")
        else:
            tag = one.place.tag if one.place else ""
            group.items[Item(title, language(tag).english if tag else "", _follows(one))] = None
    return dict(sorted(groups.items(), key=lambda item: (item[0] is None, item[0] or 0)))


def _follows(one: Ready) -> str:
    if one.place is None:
        return "brought up to date"
    if one.path == one.place.source_path:
        return "source written"
    return "catalogue begun" if one.before is None else "catalogue brought up to date"


def _of_sources(who: _Who, author: int | None, group: _Group) -> Planned:
    items = list(group.items)
    others = [who(person) for person in sorted(group.co_authors)]
    if author is None:
        total = f"{counted(len(group.files), 'file', 'files')} brought up to date"
        return Planned(who(None), group.when, message("Catalogues", total, items), group.files)
    head = together(sorted(language(tag).english for tag in group.languages))
    return Planned(who(author), group.when, message(head, "source text edited", items, others), group.files)


def _of_translator(
    who: _Who, person: int, people: Sequence[int], ready: Sequence[Ready], changes: Mapping[bytes, Changes]
) -> Planned:
    """One person's translations, all languages and documents. ``people`` are those up to this one, in their order."""
    texts: dict[bytes, bytes] = {}
    items: list[Item] = []
    all_claims: list[Claim] = []
    languages: dict[str, None] = {}
    for one in ready:
        found = changes.get(one.name)
        claims = found.of(person) if found else []
        if not found or not claims or one.place is None:
            continue
        texts[one.name] = found.staged(people).encode()
        spoken = language(one.place.tag).english
        languages[spoken] = None
        items.append(Item(one.place.title, spoken, _deeds(claims)))
        all_claims += claims
    head = together(list(languages)) if len(languages) < 4 else counted(len(languages), "language", "languages")
    hands = {other for claim in all_claims for other in claim.co_authors} - {person}
    judges = {other for claim in all_claims for other in claim.reviewers} - hands - {person}
    words = message(head, _deeds(all_claims), items, map(who, sorted(hands)), map(who, sorted(judges)))
    return Planned(who(person), max(claim.when for claim in all_claims), words, texts)


def _deeds(claims: Sequence[Claim]) -> str:
    """Say what was done: "12 texts translated, 3 reviewed"."""
    done = Counter(claim.deed for claim in claims)
    first, *others = [deed for deed in _DEEDS if done[deed]]
    said = f"{counted(done[first], 'text', 'texts')} {first}"
    return ", ".join([said, *(f"{done[deed]} {deed}" for deed in others)])
