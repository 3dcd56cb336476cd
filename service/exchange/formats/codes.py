"""Inline elements of XLIFF back into text: exactly what they stand for, or not at all.

An element is resolved where the file itself says what it stands for: the original data that it refers to, its content,
or its textual equivalent. Where it does not, the unit is refused, since markup that we guessed would be published.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element

from service.errors import CatalogueError
from service.exchange.formats.xml import local

MAX_RESOLVED = 5_000_000
"""Characters that all codes of a file may stand for together: a short file could name a long text without end."""


class Refused(ValueError):
    """A unit whose text cannot be known for certain; says why."""


class Codes:
    """Resolves the codes of one file."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._resolved = 0

    def _counted(self, text: str) -> str:
        self._resolved += len(text)
        if self._resolved > MAX_RESOLVED:
            raise CatalogueError("the codes of the file stand for too much text", path=self._path)
        return text

    def text(self, element: Element | None, data: Mapping[str, str]) -> str:
        """Return the text of an XLIFF 2 source or target; ``data`` is the unit's original data by id.

        Raises:
            Refused: a code of which the file does not say what it stands for.
            CatalogueError: the codes stand for more text than a document has.
        """
        if element is None:
            return ""
        text = element.text or ""
        for child in element:
            name = local(child)
            if name == "cp":
                text += character(child)
            elif name in ("mrk", "sm", "em"):
                text += self.text(child, data)
            elif name in ("ph", "sc", "ec"):
                text += self._code(child, data, "")
            elif name == "pc":
                inside = self.text(child, data)
                text += self._code(child, data, "Start") + inside + self._code(child, data, "End")
            else:
                raise Refused(f"<{name}> is not understood")
            text += child.tail or ""
        return text

    def _code(self, element: Element, data: Mapping[str, str], side: str) -> str:
        reference = element.get(f"dataRef{side}", "")
        if reference in data:
            return self._counted(data[reference])
        said = element.get(f"equiv{side}") or element.get(f"disp{side}")
        if not said:
            raise _unknown(element)
        return self._counted(said)

    def old_text(self, element: Element | None) -> str:
        """Return the text of an XLIFF 1.2 source or target, where codes carry their own content.

        Raises:
            Refused, CatalogueError: as `text`.
        """
        if element is None:
            return ""
        text = element.text or ""
        for child in element:
            name = local(child)
            if name == "mrk":
                text += self.old_text(child)
            elif name in ("ph", "it", "bpt", "ept", "x", "bx", "ex"):
                said = "".join(child.itertext()) or child.get("equiv-text")
                if not said:
                    raise _unknown(child)
                text += self._counted(said)
            elif name == "g":
                raise _unknown(child)
            else:
                raise Refused(f"<{name}> is not understood")
            text += child.tail or ""
        return text


def _unknown(element: Element) -> Refused:
    return Refused(
        f"the tool put <{local(element)} id=“{element.get('id', '')}”> in the place of markup "
        "and the file does not say what it stands for; the text was not read"
    )


def character(element: Element) -> str:
    """Return the character that a <cp> names. Raises Refused if there is no such character."""
    code = element.get("hex", "")
    if not re.fullmatch(r"[0-9A-Fa-f]{1,6}", code) or int(code, 16) > 0x10FFFF or 0xD800 <= int(code, 16) <= 0xDFFF:
        raise Refused(f"there is no character “{code[:20]}”")
    return chr(int(code, 16))


def original_data(unit: Element) -> dict[str, str]:
    """Return the original data of an XLIFF 2 unit by id. Raises Refused for a character that does not exist."""
    found: dict[str, str] = {}
    for holder in unit:
        if local(holder) != "originalData":
            continue
        for item in holder:
            text = item.text or ""
            for child in item:
                text += (character(child) if local(child) == "cp" else "") + (child.tail or "")
            found[item.get("id", "")] = text
    return found
