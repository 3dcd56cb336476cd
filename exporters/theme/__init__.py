"""The look that all web outputs share: styles, the exercises' script, icons, and Jinja environments.

The style sheet is kept in several files by subject and joined in the order of their names.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket
from markupsafe import Markup

from exporters.api import Edition
from exporters.rendering import numbers
from exporters.theme.icons import icon

HERE = Path(str(files("exporters.theme")))

__all__ = ["environment", "exercises", "icon", "stylesheet"]


@cache
def stylesheet() -> bytes:
    """The style sheet for pages of text (site, learning packages, preview), without requests to anywhere."""
    parts = sorted((HERE / "static").glob("[0-9]-*.css"))
    return "\n".join(part.read_text(encoding="utf-8").strip() for part in parts).encode() + b"\n"


@cache
def exercises() -> bytes:
    """The classic script that brings quizzes and self-checks to life (`PolythingQuiz`)."""
    return (HERE / "static" / "quiz.js").read_bytes()


class _Compiled(jinja2.BytecodeCache):
    """Compiled templates in memory: one environment a language would compile each of them again."""

    def __init__(self) -> None:
        self.codes: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if code := self.codes.get((bucket.key, bucket.checksum)):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.codes[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


_compiled = _Compiled()


def environment(edition: Edition, *folders: Path) -> jinja2.Environment:
    """Return an environment for one edition: own ``folders`` of templates first, then the shared ones.

    Everything is escaped. Templates have ``_`` and ``ngettext`` bound to the edition's language (the latter fills in
    ``{n}``), ``number``, ``percent``, ``day``, ``icon`` and ``edition``.
    """

    def ngettext(singular: str, plural: str, n: int) -> str:
        return edition.plural(singular, plural, n).replace("{n}", numbers.number(edition, n))

    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader([*folders, HERE / "templates"]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=_compiled,
    )
    env.globals.update(
        _=edition.message,
        ngettext=ngettext,
        number=lambda n: numbers.number(edition, n),
        percent=lambda n: numbers.percent(edition, n),
        day=lambda value: numbers.day(edition, value),
        icon=icon,
        edition=edition,
        Markup=Markup,
    )
    return env
