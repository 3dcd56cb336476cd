"""Front matter: which fields each kind of document has, read from YAML with the line of every value.

The table `FIELDS` is the declaration; docs/for-authors describes the same fields. Anything not declared is an error, so
that a mistyped key never hides a text from translators.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

import yaml

from service.errors import ContentError

FieldType = Literal["text", "texts", "str", "strs", "int", "ints", "bool", "groups"]

_COMMON: dict[str, FieldType] = {
    "title": "text",
    "summary": "text",
    "version": "str",
    "authors": "strs",
    "under_revision": "bool",
    "licence": "str",
    "language": "str",
}
FIELDS: dict[str, dict[str, FieldType]] = {
    "thing": _COMMON
    | {"number": "int", "block": "str", "minutes": "int", "lead": "text", "short_title": "text", "badge": "text"}
    | {"picture": "str", "picture_alt": "text", "needs": "ints"},
    "poster": _COMMON
    | {"design": "str", "kicker": "text", "lead": "text", "sizes": "strs", "fields": "texts", "qr": "str"}
    | {"qr_text": "text", "picture": "str", "picture_alt": "text"},
    "guide": _COMMON | {"kicker": "text", "lead": "text", "sizes": "strs", "page_limit": "int"},
    "page": _COMMON | {"role": "str", "lead": "text", "position": "int", "blocks": "groups"},
}
REQUIRED: dict[str, tuple[str, ...]] = {
    "thing": ("title", "number", "block", "minutes", "lead"),
    "poster": ("title", "design", "lead"),
    "guide": ("title", "lead"),
    "page": ("title", "lead"),
}
CHOICES: dict[tuple[str, str], frozenset[str]] = {
    ("thing", "block"): frozenset("abcdef"),
    ("poster", "design"): frozenset({"partners", "steps", "picture"}),
    ("poster", "sizes"): frozenset({"a4", "a3", "a2", "screen"}),
    ("guide", "sizes"): frozenset({"a4", "a3", "a2", "a5", "screen"}),
    ("page", "role"): frozenset({"home", "faq", "about", "licence", "accessibility", "privacy", "credits"}),
}
GROUP_TEXTS = ("title", "aim")

LONGEST = 64_000
"""Characters of front matter; a home page with all its blocks has some thousands."""
SURELY_FLAT = 2_000
"""In so few characters nothing nests deep enough to harm."""
DEEPEST = 20

_WANTED = {
    "text": "a text",
    "texts": "a list of texts",
    "str": "a text",
    "strs": "a list of texts",
    "int": "a whole number",
    "ints": "a list of whole numbers",
    "bool": "true or false",
    "groups": "a list of entries with id, title and aim",
}
_NOTE = re.compile(r"\s*#\s*note:\s*(.*)$")


@dataclass(frozen=True, slots=True)
class Value:
    """A translatable value: ``context`` of its unit, text, and its span in the file (0-based characters)."""

    context: str
    text: str
    line: int
    start: int
    end: int
    style: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Checked front matter. ``values`` are plain Python values by key; ``texts`` the translatable ones in order."""

    values: dict[str, Any]
    texts: tuple[Value, ...]
    lines: dict[str, int]


def split(text: str) -> tuple[str, int, int]:
    """Find front matter: its YAML, the offset where the YAML starts, and the offset where the body starts."""
    if not text.startswith("---\n"):
        return "", 0, 0
    end = text.find("\n---\n", 3)
    if end < 0 and text.endswith("\n---"):
        end = len(text) - 4
    if end < 0:
        return "", 0, 0
    return text[4 : end + 1], 4, min(end + 5, len(text))


def read_front_matter(kind: str, path: str, text: str) -> FrontMatter:
    """Read and check a file's front matter against the fields of its kind.

    Raises:
        ContentError: with path and line, for YAML errors, unknown fields, wrong types, missing required fields.
    """
    source, offset, _ = split(text)
    if not source:
        raise ContentError("the file does not begin with front matter", path=path, line=1, hint="Begin with ---")
    return _Reader(kind, path, text, source, offset).read()


class _Reader:
    def __init__(self, kind: str, path: str, text: str, source: str, offset: int) -> None:
        self.kind, self.path, self.text, self.source, self.offset = kind, path, text, source, offset
        self.source_lines = source.split("\n")
        self.texts: list[Value] = []

    def error(self, message: str, line: int, hint: str = "") -> ContentError:
        return ContentError(message, path=self.path, line=line, hint=hint)

    def read(self) -> FrontMatter:
        fields = FIELDS[self.kind]
        values: dict[str, Any] = {}
        lines: dict[str, int] = {}
        for key, node in self.entries(self.compose()):
            line = _line(key)
            name = str(key.value)
            if name not in fields:
                known = ", ".join(sorted(fields))
                raise self.error(f"unknown field “{name}” for a {self.kind}", line, f"Known fields: {known}.")
            if name in values:
                raise self.error(f"the field “{name}” is given twice", line)
            values[name], lines[name] = self.value(name, fields[name], node), line
            self.choose(name, values[name], line)
        for name in REQUIRED[self.kind]:
            if name not in values:
                raise self.error(f"the field “{name}” is missing; a {self.kind} needs it", 1)
        return FrontMatter(values, tuple(self.texts), lines)

    def compose(self) -> yaml.Node | None:
        if len(self.source) > LONGEST:
            raise self.error(f"the front matter has more than {LONGEST:,} characters", 2)
        try:
            self.refuse_nesting()
            return yaml.compose(self.source, Loader=yaml.CSafeLoader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line = (mark.line if mark else 0) + 2
            raise self.error(
                f"the front matter is not YAML: {error.problem or error.context}",
                line,
                "Put a text that contains “: ” or begins with a special sign in quotes.",
            ) from error
        except yaml.YAMLError as error:
            raise self.error(f"the front matter is not YAML: {error}", 2) from error

    def refuse_nesting(self) -> None:
        """Refuse values inside values inside values: composing them recurses in C, which ends the process.

        Raises:
            ContentError: at the line where it is too deep.
        """
        if len(self.source) <= SURELY_FLAT:
            return
        depth = 0
        for event in yaml.parse(self.source, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > DEEPEST:
                    line = event.start_mark.line if event.start_mark else 0
                    raise self.error("the front matter nests too deeply", line + 2)
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1

    def entries(self, node: yaml.Node | None) -> list[tuple[yaml.ScalarNode, yaml.Node]]:
        if not isinstance(node, yaml.MappingNode):
            raise self.error("the front matter must be a list of “field: value” lines", 2)
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise self.error("a field's name must be a plain word", _line(key))
        return list(node.value)

    def value(self, name: str, wanted: FieldType, node: yaml.Node) -> Any:
        if wanted == "groups":
            return tuple(self.group(name, item) for item in self.items(name, wanted, node))
        if wanted in ("texts", "strs", "ints"):
            single: FieldType = {"texts": "text", "strs": "str", "ints": "int"}[wanted]  # type: ignore[assignment]
            return tuple(self.scalar(name, single, item, wanted) for item in self.items(name, wanted, node))
        return self.scalar(name, wanted, node, wanted)

    def items(self, name: str, wanted: FieldType, node: yaml.Node) -> list[yaml.Node]:
        if not isinstance(node, yaml.SequenceNode):
            raise self.error(f"“{name}” must be {_WANTED[wanted]}", _line(node))
        return list(node.value)

    def scalar(self, name: str, wanted: FieldType, node: yaml.Node, shown: FieldType, context: str = "") -> Any:
        wrong = self.error(f"“{name}” must be {_WANTED[shown]}", _line(node))
        if not isinstance(node, yaml.ScalarNode):
            raise wrong
        raw = str(node.value)
        if wanted == "int":
            if not node.tag.endswith(":int") or not raw.isdigit():
                raise wrong
            return int(raw)
        if wanted == "bool":
            if raw not in ("true", "false"):
                raise wrong
            return raw == "true"
        if node.tag.endswith(":null") or not raw.strip():
            raise self.error(f"“{name}” is empty", _line(node), "Leave the field out, or give it a text.")
        if wanted == "text":
            if node.tag.endswith((":bool", ":null")):
                raise wrong
            self.texts.append(self.located(context or f"front:{name}", " ".join(raw.split()), node))
            return " ".join(raw.split())
        return raw

    def located(self, context: str, text: str, node: yaml.ScalarNode) -> Value:
        start, end = node.start_mark, node.end_mark
        before = self.source_lines[start.line - 1] if start.line else ""
        note = _NOTE.match(before)
        return Value(
            context=context,
            text=text,
            line=start.line + 2,
            start=self.offset + start.index,
            end=self.offset + end.index,
            style=node.style or "",
            note=note[1].strip() if note else "",
        )

    def group(self, name: str, node: yaml.Node) -> dict[str, str]:
        found: dict[str, yaml.Node] = {}
        for key, value in self.entries(node):
            if key.value not in ("id", *GROUP_TEXTS):
                raise self.error(f"unknown field “{key.value}” in “{name}”", _line(key), "Known: id, title, aim.")
            found[str(key.value)] = value
        if "id" not in found or "title" not in found:
            raise self.error(f"an entry of “{name}” needs id and title", _line(node))
        identity = str(self.scalar("id", "str", found["id"], "str"))
        entry = {"id": identity}
        for field in GROUP_TEXTS:
            if field in found:
                context = f"front:{name}.{identity}.{field}"
                entry[field] = str(self.scalar(field, "text", found[field], "text", context))
        return entry

    def choose(self, name: str, value: Any, line: int) -> None:
        choices = CHOICES.get((self.kind, name))
        if not choices:
            return
        for item in value if isinstance(value, tuple) else (value,):
            if item not in choices:
                known = ", ".join(sorted(choices))
                raise self.error(f"“{name}” cannot be “{item}”", line, f"Choose from: {known}.")


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 2
