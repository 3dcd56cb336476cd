"""HTML of this package as well-formed XML, for formats that take XHTML only (EPUB, some learning platforms)."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from markupsafe import Markup, escape

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
"""Elements that have no end tag in HTML (HTML Standard, 13.1.2)."""
NEWER = frozenset({("details", "name")})
"""Elements and their attributes that are younger than the schemas of XML formats; a text loses nothing without them."""
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, not even as a reference."""


def well_formed(html: str) -> Markup:
    """Return what `exporters.rendering` made as XML: void elements closed, and a value for every attribute.

    A bare attribute gets its own name as value. Attributes of `NEWER` and characters that XML has no way to write are
    left out. Elements and attributes stay in their order; references are written anew. Scripts and style sheets are not
    expected here.
    """
    writer = _Writer()
    writer.feed(html)
    writer.close()
    return Markup("").join(writer.parts)


class _Writer(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[Markup] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        written = Markup("").join(
            Markup(' {}="{}"').format(name, _sound(name if value is None else value))
            for name, value in attrs
            if (tag, name) not in NEWER
        )
        self.parts.append(Markup("<{}{}{}>").format(tag, written, "/" if tag in VOID else ""))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.parts.append(Markup("</{}>").format(tag))

    def handle_data(self, data: str) -> None:
        self.parts.append(escape(_sound(data)))


def _sound(text: str) -> str:
    return _FORBIDDEN.sub("", text)
