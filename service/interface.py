"""The product's own words in every language: reading interface.po for the pages, the exporters and the command line.

Catalogues are read as PO and kept in memory; nothing has to be compiled. A damaged file is logged and the English
shown, since no reader should lose a page to a translator's typing error.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from babel.plural import PluralRule
from babel.support import Translations

from service.languages import from_gettext, language


@dataclass(frozen=True)
class Plural:
    """A counted English message; ``%(num)s`` in it is the number."""

    singular: str
    plural: str
    number: int


Message = str | Plural
"""An English message to be translated by whoever shows it."""


def N_(message: str) -> str:  # noqa: N802 - gettext's own name
    """Mark a message for extraction; whoever shows it translates it."""
    return message


def plural(singular: str, plural: str, number: int) -> Plural:
    """Mark a counted message for extraction, as `N_` does a plain one."""
    return Plural(singular, plural, number)


def english(message: Message, params: Mapping[str, object]) -> str:
    """Fill a message's ``%(name)s`` places without translating it."""
    if isinstance(message, Plural):
        text = message.singular if message.number == 1 else message.plural
        return text % {"num": message.number, **params}
    return message % params if params else message


_HERE = Path(__file__).parent
_PLACES = (_HERE.parent / "locales", _HERE / "_data" / "locales")
"""A checkout's folder, then the wheel's."""

EXPORTER = "exporter"
"""The context (msgctxt) of the words that exporters print, as `make extract` writes it."""


def catalogue_path(tag: str) -> Path | None:
    """Return where the product's words in this language are, or None if there is no such catalogue."""
    for place in _PLACES:
        path = place / language(tag).gettext / "LC_MESSAGES" / "interface.po"
        if path.is_file():
            return path
    return None


@cache
def _catalogue(tag: str) -> Catalog | None:
    path = catalogue_path(tag)
    if path is None:
        return None
    try:
        with path.open("rb") as file:
            return read_po(file, locale=language(tag).cldr, abort_invalid=True)
    except (PoFileError, ValueError, UnicodeDecodeError) as error:
        import structlog  # a command that has nothing to log does not wait for it

        structlog.get_logger(__name__).error(
            "interface catalogue unreadable, showing English", path=str(path), error=str(error)
        )
        return None


@cache
def translations(tag: str) -> Translations:
    """Return gettext's view of the product's words; English where a message is missing."""
    catalogue = _catalogue(tag)
    if catalogue is None:
        return Translations()
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)


@cache
def exporter_messages(tag: str) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """Return the exporters' words for an Edition: singular messages, and plural ones by CLDR category.

    They are in the order of the English, so that an Edition does not change when a catalogue is sorted anew, and those
    with the context `EXPORTER`, so that an Edition does not carry the whole product. One that nobody has
    translated yet is said as in the workplace, where that has the same word.
    """
    catalogue = _catalogue(tag)
    singles: dict[str, str] = {}
    plurals: dict[str, dict[str, str]] = {}
    if catalogue is None:
        return singles, plurals
    categories = _categories(catalogue)
    for message in catalogue:
        if not message.id or message.context != EXPORTER:
            continue
        said = next((text for text in (message, catalogue.get(message.id)) if _translated(text)), None)
        if said is None:
            continue
        forms = said.string
        if isinstance(message.id, str):
            singles[message.id] = str(forms)
        elif isinstance(forms, tuple | list):
            plurals[message.id[0]] = {category: forms[i] for category, i in categories.items() if i < len(forms)}
    return dict(sorted(singles.items())), dict(sorted(plurals.items()))


def _translated(message: Entry | None) -> bool:
    if message is None or message.fuzzy:
        return False
    return all(message.string) if isinstance(message.string, tuple | list) else bool(message.string)


def _categories(catalogue: Catalog) -> dict[str, int]:
    """Map CLDR's plural categories to gettext's form numbers by trying numbers on both rules."""
    from gettext import c2py

    form = c2py(catalogue.plural_expr)
    rule: PluralRule = catalogue.locale.plural_form if catalogue.locale else PluralRule({"one": "n is 1"})
    found: dict[str, int] = {}
    for number in [*range(200), 1000, 1_000_000]:
        found.setdefault(rule(number), form(number))
    return found


def available() -> tuple[str, ...]:
    """Return the tags of all languages that the product itself speaks, English first."""
    tags = {"en"}
    for place in _PLACES:
        if place.is_dir():
            for path in place.glob("*/LC_MESSAGES/interface.po"):
                tags.add(from_gettext(path.parent.parent.name).tag)
        if len(tags) > 1:
            break
    return ("en", *sorted(tags - {"en"}))
