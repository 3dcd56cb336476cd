"""Jinja2 for the pages: autoescape, gettext in the reader's language, and a few filters.

One environment serves all languages: the words come from the render's context. What a catalogue says is escaped like
any other text, so that a message can never bring markup; values fill its places afterwards.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from exporters.api import Language
from service.languages import language
from service.web.assets import Assets
from service.web.bars import bar, meter
from service.web.words import Words

FOLDER = Path(__file__).parent / "templates"


@pass_context
def _gettext(context: Context, message: str) -> Markup:
    return escape(context["words"].translations.gettext(message))


@pass_context
def _ngettext(context: Context, singular: str, plural: str, number: int) -> Markup:
    return escape(context["words"].translations.ngettext(singular, plural, number))


@pass_context
def _number(context: Context, value: float) -> str:
    words: Words = context["words"]
    return words.number(value)


@pass_context
def _ago(context: Context, value: Any) -> str:
    words: Words = context["words"]
    return words.ago(value) if value else ""


@pass_context
def _date(context: Context, value: Any) -> str:
    words: Words = context["words"]
    return words.date(value) if value else ""


@pass_context
def _minutes(context: Context, value: int) -> str:
    words: Words = context["words"]
    return words.minutes(value)


@pass_context
def _name(context: Context, tag: str) -> str:
    words: Words = context["words"]
    return words.name_of(tag)


def _of(tag: str) -> Language:
    return language(tag)


def _attributes(tag: str) -> Markup:
    """``lang`` and ``dir`` of a text in a language."""
    other = language(tag)
    return Markup('lang="{}" dir="{}"').format(other.tag, other.dir)


class Templates:
    """Renders templates by name."""

    def __init__(self, assets: Assets) -> None:
        env = Environment(
            loader=FileSystemLoader(FOLDER),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            extensions=["jinja2.ext.i18n"],
        )
        install: Callable[..., None] = env.install_gettext_callables  # type: ignore[attr-defined]
        install(_gettext, _ngettext, newstyle=True)
        env.globals.update(asset=assets.url, language=_of, lang_dir=_attributes, bar=bar, meter=meter)
        env.filters.update(
            number=_number, ago=_ago, date=_date, minutes=_minutes, language_name=_name, mathmin=lambda a, b: min(a, b)
        )
        self._env = env

    def render(self, name: str, words: Words, **values: Any) -> str:
        """Render a page or a fragment; blank lines and indentation between tags are dropped."""
        return self._env.get_template(name).render(words=words, **values)
