"""Babel extractors, so that `pybabel extract -F babel.cfg .` runs the engine's own code and needs no options."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import PurePath
from typing import IO, Any

from babel.messages.extract import extract_python as babel_python
from jinja2.ext import babel_extract

from service.catalogue.merge import extracted
from service.documents.reader import read_document
from service.documents.segment import segment
from service.documents.source import FOLDERS, decode
from service.interface import EXPORTER


def extract_markdown(
    fileobj: IO[bytes], keywords: Mapping[str, Any], comment_tags: Collection[str], options: Mapping[str, Any]
) -> Iterator[tuple[int, str, str | tuple[str, str], list[str]]]:
    """Yield (line, function, message, comments) for every unit, as Babel wants them.

    The kind of document is taken from its folder, or from the option ``kind``; texts with a context are given as
    ``pgettext``.

    Raises:
        ContentError: if the file is not a sound document.
    """
    path = str(getattr(fileobj, "name", "document.md"))
    folder = PurePath(path).parent.name
    kind = str(options.get("kind") or next((k for k, name in FOLDERS.items() if name == folder), "page"))
    document = read_document(kind, PurePath(path).stem, path, decode(fileobj.read(), path))
    for unit in segment(document):
        comments = list(extracted(unit))
        for occurrence in unit.occurrences:
            if unit.context is None:
                yield occurrence.line, "", unit.source, comments
            else:
                yield occurrence.line, "pgettext", (unit.context, unit.source), comments


def extract_program(
    fileobj: IO[bytes], keywords: Mapping[str, Any], comment_tags: Collection[str], options: Mapping[str, Any]
) -> Iterator[tuple[int, str, Any, list[str]]]:
    """Yield what Babel's own extractor of Python does, and counted messages: ``words.plural("…", "…", n)``."""
    for line, function, messages, comments in _python(fileobj, {*keywords, "N_", "plural"}, comment_tags, options):
        if function == "plural":
            if isinstance(messages, tuple) and messages[0] and messages[1]:
                yield line, "ngettext", messages[:2], comments
        else:
            yield line, function, messages, comments


def extract_exporter(
    fileobj: IO[bytes], keywords: Mapping[str, Any], comment_tags: Collection[str], options: Mapping[str, Any]
) -> Iterator[tuple[int, str, Any, list[str]]]:
    """Yield the words of an exporter's Python, with their context: ``message("…")`` and ``plural("…", "…", n)``.

    What is marked with ``N_`` is a word of the workplace about an exporter, and has none.
    """
    for line, function, messages, comments in _python(fileobj, {"N_", "message", "plural"}, comment_tags, options):
        if function == "N_":
            yield line, function, messages, comments
        else:
            yield from _exporters(line, messages, comments)


def extract_exporter_template(
    fileobj: IO[bytes], keywords: Mapping[str, Any], comment_tags: Collection[str], options: Mapping[str, Any]
) -> Iterator[tuple[int, str, Any, list[str]]]:
    """Yield the words of an exporter's template, with their context: ``_("…")`` and ``ngettext("…", "…", n)``."""
    found: Iterator[Any] = babel_extract(fileobj, ["_", "gettext", "ngettext"], list(comment_tags), dict(options))  # type: ignore[arg-type]
    for line, _, messages, comments in found:
        yield from _exporters(line, messages, comments)


def _python(
    fileobj: IO[bytes], keywords: Collection[str], comment_tags: Collection[str], options: Mapping[str, Any]
) -> Iterator[Any]:
    return babel_python(fileobj, keywords, comment_tags, options)  # type: ignore[arg-type]


def _exporters(line: int, messages: Any, comments: list[str]) -> Iterator[tuple[int, str, Any, list[str]]]:
    """Give a message the exporters' context. A second text makes it a counted one; numbers and variables are None."""
    texts = tuple(text for text in (messages if isinstance(messages, tuple) else (messages,)) if isinstance(text, str))
    if texts and texts[0]:
        yield line, "npgettext" if len(texts) > 1 else "pgettext", (EXPORTER, *texts[:2]), comments
