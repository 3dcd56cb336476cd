"""The glossary as a spreadsheet: one row a term, what is said about it, and a column for each language.

Columns: term; definition, reason, do_not_translate (yes or no), variants, each of which may be missing; for a language
its tag ("es") and, where there are words that must not be used, its tag with "(not)". Several words are separated by
"|". The table in the package for working without a network is read too: its column "translation" holds one word a
row, "not: …" for one that must not be used.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from service.errors import CatalogueError, SettingsError
from service.exchange.formats.table import read_lines, write_table
from service.languages import normalise

FIELDS = ("definition", "reason", "do_not_translate", "variants")
"""What a table may say about a term itself, whatever the language."""

_PASSED_OVER = ("note", "")
_NOT = " (not)"
_TRUTH = {"yes": "yes", "true": "yes", "1": "yes", "no": "no", "false": "no", "0": "no", "": ""}
LONGEST = {"term": 200, "definition": 4000, "reason": 4000, "do_not_translate": 10, "variants": 1000}
LONGEST_WORD = 200


@dataclass(frozen=True)
class GlossaryRow:
    """A term. ``about`` holds those of `FIELDS` that the table has; ``words`` and ``avoid`` are by language tag.

    An empty cell says nothing: it never stands for "take this away".

    ``line`` is where the row begins in its file, 1-based.
    """

    line: int
    term: str
    about: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    avoid: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class GlossaryFile:
    """A glossary from elsewhere. ``remarks`` say, with the line, what in it was left out."""

    rows: tuple[GlossaryRow, ...]
    tags: tuple[str, ...]
    remarks: tuple[str, ...] = ()


def write_glossary(rows: Iterable[GlossaryRow], tags: Sequence[str]) -> bytes:
    """Return the table; a column for words to avoid stands there only if a language has some."""
    rows = list(rows)
    avoid = [tag for tag in tags if any(row.avoid.get(tag) for row in rows)]
    columns = ("term", *FIELDS, *(name for tag in tags for name in (tag, tag + _NOT) if name == tag or tag in avoid))
    return write_table(
        columns,
        (
            {
                "term": row.term,
                **row.about,
                **{tag: "|".join(words) for tag, words in row.words.items()},
                **{tag + _NOT: "|".join(words) for tag, words in row.avoid.items()},
            }
            for row in rows
        ),
    )


def read_glossary(data: bytes, path: str, tag: str = "") -> GlossaryFile:
    """Read a glossary; ``tag`` is the language of a column that is called "translation".

    A row that cannot be used is left out with a remark. Several rows for a term are put together.

    Raises:
        CatalogueError: path:line, for what is no table, has no column "term", or a column that means nothing here.
    """
    lines = read_lines(data, path, ("term",))
    columns = _columns(lines[0][1] if lines else {}, path, tag)
    found: dict[str, GlossaryRow] = {}
    remarks: list[str] = []
    for line, cells in lines:
        row = _row(line, cells, columns, remarks)
        if row is not None:
            found[row.term] = _merged(found[row.term], row, remarks) if row.term in found else row
    tags = tuple(dict.fromkeys(own for own, _ in columns.values() if own))
    return GlossaryFile(tuple(found.values()), tags, tuple(remarks))


def _columns(header: Iterable[str], path: str, tag: str) -> dict[str, tuple[str, str]]:
    """What each column means: (language, "words" or "avoid"), or ("", name of a field)."""
    columns: dict[str, tuple[str, str]] = {}
    for name in header:
        plain = name.strip().lower()
        if plain in FIELDS:
            columns[name] = "", plain
        elif plain == "translation" and tag:
            columns[name] = tag, "words"
        elif plain not in ("term", *_PASSED_OVER):
            bare = plain.removesuffix(_NOT)
            try:
                columns[name] = normalise(bare), "words" if bare == plain else "avoid"
            except SettingsError as error:
                hint = "Columns are term, definition, reason, do_not_translate, variants, and language tags such as es."
                raise CatalogueError(f"the column “{name}” means nothing here", path=path, line=1, hint=hint) from error
    return columns


def _row(
    line: int, cells: Mapping[str, str], columns: Mapping[str, tuple[str, str]], remarks: list[str]
) -> GlossaryRow | None:
    term = cells["term"].strip()
    if not term:
        remarks.append(f"line {line}: there is no term")
        return None
    about: dict[str, str] = {}
    words: dict[str, tuple[str, ...]] = {}
    avoid: dict[str, tuple[str, ...]] = {}
    for name, (tag, meaning) in columns.items():
        cell = cells[name].strip()
        if not tag:
            about[meaning] = cell
            continue
        parts = tuple(dict.fromkeys(part.strip() for part in cell.split("|") if part.strip()))
        if name.strip().lower() == "translation":
            banned = tuple(part[4:].strip() for part in parts if part.startswith("not:"))
            avoid[tag] = tuple(filter(None, (*avoid.get(tag, ()), *banned)))
            parts = tuple(part for part in parts if not part.startswith("not:"))
        (words if meaning == "words" else avoid)[tag] = parts
    problem = _problem(term, about, (*words.values(), *avoid.values()))
    if problem:
        remarks.append(f"line {line}: {problem}")
        return None
    if "do_not_translate" in about:
        about["do_not_translate"] = _TRUTH[about["do_not_translate"].lower()]
    return GlossaryRow(line, term, about, _some(words), _some(avoid))


def _problem(term: str, about: Mapping[str, str], words: Iterable[tuple[str, ...]]) -> str:
    for name, cell in {"term": term, **about}.items():
        if len(cell) > LONGEST[name]:
            return f"{name} is longer than {LONGEST[name]} characters"
    if any(len(word) > LONGEST_WORD for group in words for word in group):
        return f"a word is longer than {LONGEST_WORD} characters"
    if about.get("do_not_translate", "").lower() not in _TRUTH:
        return f"do_not_translate is yes or no, not “{about['do_not_translate']}”"
    return ""


def _merged(first: GlossaryRow, second: GlossaryRow, remarks: list[str]) -> GlossaryRow:
    for name, cell in second.about.items():
        if cell and first.about[name] and cell != first.about[name]:
            remarks.append(f"line {second.line}: another {name} of “{first.term}” than on line {first.line}; left out")
    about = {name: cell or second.about[name] for name, cell in first.about.items()}
    return GlossaryRow(
        first.line, first.term, about, _joined(first.words, second.words), _joined(first.avoid, second.avoid)
    )


def _joined(first: Mapping[str, tuple[str, ...]], second: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    tags = dict.fromkeys((*first, *second))
    return {tag: tuple(dict.fromkeys((*first.get(tag, ()), *second.get(tag, ())))) for tag in tags}


def _some(words: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {tag: group for tag, group in words.items() if group}
