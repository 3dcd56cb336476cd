"""Babel extractors, so that `pybabel extract -F babel.cfg .` runs the engine's own code and needs no options."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import PurePath
from typing import IO, Any

from babel.messages.extract import extract_python as babel_python

from service.catalogue.merge import extracted
from service.documents.reader import read_document
from service.documents.segment import segment
from service.documents.source import FOLDERS, decode


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


def extract_python(
    fileobj: IO[bytes], keywords: Mapping[str, Any], comment_tags: Collection[str], options: Mapping[str, Any]
) -> Iterator[tuple[int, str, Any, list[str]]]:
    """Yield what Babel's own extractor does, and the exporters' words: ``message("…")`` and ``plural("…", "…", n)``."""
    known = {*keywords, "N_", "message", "plural"}
    found: Iterator[Any] = babel_python(fileobj, known, comment_tags, options)  # type: ignore[arg-type]
    for line, function, messages, comments in found:
        if function == "plural":
            if isinstance(messages, tuple) and messages[0] and messages[1]:
                yield line, "ngettext", messages[:2], comments
        elif function == "message":
            if isinstance(messages, str) and messages:
                yield line, "gettext", messages, comments
        else:
            yield line, function, messages, comments
