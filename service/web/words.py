"""The interface's language: choosing it for a request, and saying numbers, times and messages in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, cached_property

from babel import Locale, negotiate_locale
from babel.dates import format_date, format_datetime, format_timedelta
from babel.numbers import format_decimal
from babel.support import Translations

from exporters.api import Language
from exporters.writing.signs import grouped
from service import interface
from service.errors import SettingsError
from service.interface import Message, Plural
from service.languages import language, normalise

MINUTES_PER_WORD = 1 / 4.5
"""A volunteer's pace: 4.5 source words a minute, with reading, doubting and looking up."""


@dataclass(frozen=True)
class Words:
    """One interface language with everything that depends on it."""

    tag: str

    @cached_property
    def language(self) -> Language:
        return language(self.tag)

    @cached_property
    def locale(self) -> Locale:
        return Locale.parse(self.language.cldr)

    @cached_property
    def translations(self) -> Translations:
        return interface.translations(self.tag)

    def __call__(self, message: str, /, **values: object) -> str:
        """Translate a message and fill its ``%(name)s`` places."""
        text = self.translations.gettext(message)
        return text % values if values else text

    def plural(self, singular: str, plural: str, number: int, /, **values: object) -> str:
        """Translate a counted message; ``%(num)s`` is the number as this language writes it."""
        text = self.translations.ngettext(singular, plural, number)
        return text % {"num": self.number(number), **values}

    def message(self, message: Message, params: Mapping[str, object]) -> str:
        """Translate a message that was marked where it was written, counted or not."""
        if isinstance(message, Plural):
            return self.plural(message.singular, message.plural, message.number, **params)
        return self(message, **params)

    def number(self, value: float) -> str:
        groups = grouped(value, self.tag)
        return format_decimal(value, locale=self.locale, numbering_system="default", group_separator=groups)

    def date(self, value: datetime) -> str:
        return format_date(value, "d MMMM y" if self.tag == "en" else "long", locale=self.locale)

    def moment(self, value: datetime) -> str:
        return format_datetime(value, "medium", locale=self.locale)

    def ago(self, value: datetime) -> str:
        """Say how long ago something was, in one unit ("2 days ago")."""
        moment = value if value.tzinfo else value.replace(tzinfo=UTC)
        return format_timedelta(moment - datetime.now(UTC), add_direction=True, locale=self.locale, threshold=1.2)

    def name_of(self, tag: str) -> str:
        """Return a language's name in the interface's language; its English name where CLDR has none."""
        other = language(tag)
        try:
            name = Locale.parse(other.cldr).get_display_name(self.locale)
        except ValueError:
            name = None
        text = name or other.english
        return text[:1].upper() + text[1:]

    def minutes(self, words: int) -> str:
        """Say about how long a volunteer needs for so many source words."""
        minutes = max(1, round(words * MINUTES_PER_WORD))
        if minutes < 90:
            return self.plural("about %(num)s minute", "about %(num)s minutes", minutes)
        return self.plural("about %(num)s hour", "about %(num)s hours", round(minutes / 60))


@cache
def words(tag: str) -> Words:
    """Return the words of an interface language, one object a language."""
    return Words(tag)


@cache
def offered() -> tuple[str, ...]:
    """Return the languages the interface speaks."""
    return interface.available()


def choose(cookie: str | None, accept: str) -> Words:
    """Choose the interface's language: what the person picked, else the best of what the browser asks for."""
    if cookie and cookie in offered():
        return words(cookie)
    return _negotiated(accept[:400])


@cache
def _by_cldr() -> dict[str, str]:
    return {language(tag).cldr: tag for tag in offered()}


_KEPT: dict[str, Words] = {}


def _negotiated(accept: str) -> Words:
    if accept in _KEPT:
        return _KEPT[accept]
    wanted = preferences(accept)
    found = negotiate_locale([language(tag).cldr for tag in wanted], list(_by_cldr()))
    if found is None:
        bases = {language(tag).tag.split("-")[0]: tag for tag in reversed(offered())}
        found = next((language(bases[tag.split("-")[0]]).cldr for tag in wanted if tag.split("-")[0] in bases), None)
    tag = _by_cldr()[found] if found else "en"
    chosen = words(tag)
    if len(_KEPT) < 500:
        _KEPT[accept] = chosen
    return chosen


def preferences(accept: str) -> list[str]:
    """Return the known languages of an Accept-Language header, most wanted first."""
    weighted = []
    for position, part in enumerate(accept.split(",")):
        tag, _, weight = part.partition(";q=")
        try:
            value = float(weight) if weight else 1.0
            weighted.append((-value, position, language(normalise(tag)).tag))
        except (ValueError, SettingsError):
            continue  # a header may hold anything; what is no language is passed over
    return [tag for _, _, tag in sorted(weighted)]
