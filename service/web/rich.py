"""A unit's text as it is shown: inline Markdown as safe HTML, with the marks to be kept as numbered chips.

Nothing of a text reaches the page unescaped: the tags here are ours, addresses are never made into links, and inline
HTML of a source is shown as a chip with its name.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from markdown_it.token import Token
from markupsafe import Markup, escape

from service.markup.parser import parse_inline

_PAIRS: Final = {"strong": ("bold", "**"), "em": ("emphasis", "*"), "s": ("struck", "~~")}
_MARKUP: Final = set("*_`[]<>&!~\\^{}:\n")


@dataclass(frozen=True)
class Mark:
    """A mark or a link of the source that the translation has to keep.

    ``kind``: bold, emphasis, struck, code, link, picture, note, html. ``before`` and ``after`` are put around the
    translator's words; where ``after`` is empty, ``before`` is put in as it is. ``words`` are those of the source.
    """

    number: int
    kind: str
    before: str
    after: str
    words: str


@dataclass(frozen=True)
class Rich:
    """A text with its chips, and the same without numbers, for a resting paragraph."""

    chips: Markup
    plain: Markup
    marks: tuple[Mark, ...]


@lru_cache(maxsize=20_000)
def rich(text: str) -> Rich:
    """Render one unit's inline Markdown."""
    if not _MARKUP.intersection(text):
        simple = escape(text)
        return Rich(simple, simple, ())
    return _Reader(parse_inline(text, {})).read()


class _Reader:
    """Walks the tokens once and writes both renderings."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._chips: list[str] = []
        self._plain: list[str] = []
        self._marks: list[Mark] = []
        self._open: list[tuple[int, str, str, str, int]] = []

    def read(self) -> Rich:
        for token in self._tokens:
            self._token(token)
        while self._open:  # unclosed inline HTML
            self._close()
        chips, plain = Markup("".join(self._chips)), Markup("".join(self._plain))  # noqa: S704 - escaped piece by piece
        return Rich(chips, plain, tuple(self._sorted()))

    def _sorted(self) -> list[Mark]:
        return sorted(self._marks, key=lambda mark: mark.number)

    def _token(self, token: Token) -> None:
        kind = token.type
        if kind == "text":
            self._both(str(escape(token.content)))
        elif kind in ("softbreak", "hardbreak"):
            self._both("<br>" if kind == "hardbreak" else " ")
        elif kind == "code_inline":
            shown = f"<code>{escape(token.content)}</code>"
            self._alone("code", f"{token.markup}{token.content}{token.markup}", token.content, shown)
        elif kind == "image":
            alt = "".join(child.content for child in token.children or [])
            title = f' "{token.attrs["title"]}"' if token.attrs.get("title") else ""
            self._alone("picture", f"![{alt}]({token.attrs.get('src', '')}{title})", alt, str(escape(alt)))
        elif kind == "footnote_ref":
            label = str(token.meta.get("label") or token.meta.get("id", ""))
            self._alone("note", f"[^{label}]", label, f"<sup>{escape(label)}</sup>")
        elif kind == "html_inline":
            self._html(token.content)
        elif kind == "link_open":
            title = f' "{token.attrs["title"]}"' if token.attrs.get("title") else ""
            href = str(token.attrs.get("href", ""))
            if token.markup == "autolink":
                self._start("link", f"<{href}>", "", "u")
            else:
                self._start("link", "[", f"]({href}{title})", "u")
        elif kind.endswith("_open"):
            name, sign = _PAIRS.get(token.tag, ("emphasis", token.markup or "*"))
            self._start(name, sign, sign, {"bold": "b", "struck": "s"}.get(name, "em"))
        elif kind.endswith("_close"):
            self._close()
        elif token.content:
            self._both(str(escape(token.content)))

    def _html(self, content: str) -> None:
        name = content.strip("</> ").split()[0].lower() if content.strip("</> ") else ""
        if content.startswith("</"):
            if self._open:
                self._close()
        elif name in ("br", "wbr") or content.startswith("<!"):
            self._alone("html", content, "", "<br>" if name == "br" else "")
        else:
            self._start("html", content, f"</{name}>", "span")

    def _both(self, html: str) -> None:
        self._chips.append(html)
        self._plain.append(html)

    def _number(self) -> int:
        return len(self._marks) + len(self._open) + 1

    def _alone(self, kind: str, before: str, words: str, shown: str) -> None:
        number = self._number()
        self._marks.append(Mark(number, kind, before, "", words))
        self._chips.append(
            f'<span class="chip {kind}" data-mark="{number}"><span class="n">{number}</span>{shown}</span>'
        )
        self._plain.append(shown)

    def _start(self, kind: str, before: str, after: str, tag: str) -> None:
        number = self._number()
        self._open.append((number, kind, before, after, len(self._plain)))
        self._chips.append(f'<span class="chip {kind}" data-mark="{number}"><span class="n">{number}</span>')
        self._plain.append(f"<{tag}>")

    def _close(self) -> None:
        number, kind, before, after, start = self._open.pop()
        tag = self._plain[start][1:-1]
        words = Markup("".join(self._plain[start + 1 :])).striptags()  # noqa: S704 - escaped piece by piece
        self._plain.append(f"</{tag}>")
        self._chips.append("</span>")
        self._marks.append(Mark(number, kind, before, after, words))
