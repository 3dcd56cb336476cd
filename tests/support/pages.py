"""Reads HTML the way a browser would, for tests: elements with attributes, ids, links, and the text."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})


@dataclass
class Page:
    """``elements`` in order as (tag, attributes); ``problems`` names what a validator would refuse."""

    elements: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    text: str = ""
    problems: list[str] = field(default_factory=list)

    @property
    def tags(self) -> set[str]:
        return {tag for tag, _ in self.elements}

    @property
    def ids(self) -> list[str]:
        return [values["id"] for _, values in self.elements if "id" in values]

    def all(self, tag: str, **wanted: str) -> list[dict[str, str]]:
        """Attributes of all elements of a tag that have the wanted values ("_" stands for "-")."""
        pairs = {name.rstrip("_").replace("_", "-"): value for name, value in wanted.items()}
        return [v for t, v in self.elements if t == tag and all(v.get(n) == value for n, value in pairs.items())]

    def links(self) -> list[str]:
        """Every address that the page leads to or loads."""
        return [v[name] for _, v in self.elements for name in ("href", "src", "srcset", "action") if name in v]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.page.problems.append(f"<{tag}> has an attribute twice: {names}")
        self.page.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.page.problems.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        self.page.text += data

    def handle_comment(self, data: str) -> None:
        self.page.problems.append(f"comment: {data}")


def read(html: str) -> Page:
    """Parse a page or a fragment. Elements left open, closed twice or with double ids are in ``problems``."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    page = reader.page
    page.problems += [f"<{tag}> is not closed" for tag in reader.open]
    page.problems += [f"id {i} is there twice" for i in sorted({i for i in page.ids if page.ids.count(i) > 1})]
    return page
