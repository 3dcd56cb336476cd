"""Reads XML from an unknown sender: no entities, no document type, no depth or size without end.

The parser is expat with every door shut, so that no dependency has to be trusted with it. Sources: XML 1.0 §4, the
usual attacks (entity expansion, external entities, DTD retrieval).
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from service.errors import CatalogueError

MAX_BYTES = 20_000_000
MAX_DEPTH = 60
MAX_ELEMENTS = 2_000_000
"""A file of nothing but empty elements would take a hundred times its size in memory."""

XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

Lines = dict[Element, int]
"""On which line of its file each element begins, 1-based."""


def parse(data: bytes, path: str, *, plain_doctype: bool = False, lines: Lines | None = None) -> Element:
    """Return the root element; names are in Clark notation, "{namespace}local".

    ``plain_doctype`` lets a document type pass that only names a DTD, as TMX files do; the DTD is not read.
    ``lines`` is filled with the line of each element.

    Raises:
        CatalogueError: path:line, if the file is too large, too deep, not well-formed, or declares anything.
    """
    if len(data) > MAX_BYTES:
        raise CatalogueError(f"larger than {MAX_BYTES // 1_000_000} MB", path=path)
    reader = _Reader(path, plain_doctype, lines)
    try:
        return reader.read(data)
    except expat.ExpatError as error:
        raise CatalogueError(
            f"not well-formed XML: {expat.ErrorString(error.code)}", path=path, line=error.lineno
        ) from error
    except (LookupError, UnicodeError, ValueError) as error:
        raise CatalogueError("in an encoding that is not known here", path=path, hint="Save it as UTF-8.") from error


class _Reader:
    def __init__(self, path: str, plain_doctype: bool, lines: Lines | None) -> None:
        self.path = path
        self.lines = lines
        self.count = 0
        self.plain_doctype = plain_doctype
        self.depth = 0
        self.builder = TreeBuilder()
        self.expat = expat.ParserCreate(namespace_separator="}")
        self.expat.buffer_text = True
        self.expat.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        self.expat.StartElementHandler = self.start
        self.expat.EndElementHandler = self.end
        self.expat.CharacterDataHandler = self.builder.data
        self.expat.StartDoctypeDeclHandler = self.doctype
        self.expat.EntityDeclHandler = self.declaration
        self.expat.SkippedEntityHandler = self.declaration
        self.expat.ExternalEntityRefHandler = self.declaration

    def read(self, data: bytes) -> Element:
        self.expat.Parse(data, True)
        return self.builder.close()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.refuse("elements are nested too deeply")
        self.count += 1
        if self.count > MAX_ELEMENTS:
            raise self.refuse(f"more than {MAX_ELEMENTS} elements")
        element = self.builder.start(_clark(name), {_clark(key): value for key, value in attributes.items()})
        if self.lines is not None:
            self.lines[element] = self.expat.CurrentLineNumber

    def end(self, name: str) -> None:
        self.depth -= 1
        self.builder.end(_clark(name))

    def doctype(self, _name: str, _system: str | None, _public: str | None, internal: int) -> None:
        if internal or not self.plain_doctype:
            raise self.refuse("a document type declaration is not allowed")

    def declaration(self, *_: object) -> int:
        raise self.refuse("entities are not allowed")

    def refuse(self, message: str) -> CatalogueError:
        return CatalogueError(message, path=self.path, line=self.expat.CurrentLineNumber)


def _clark(name: str) -> str:
    return "{" + name if "}" in name else name


def local(element: Element) -> str:
    """Return an element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def allowed(character: str) -> bool:
    """True if XML 1.0 can hold the character at all."""
    code = ord(character)
    return code in (0x9, 0xA, 0xD) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000
