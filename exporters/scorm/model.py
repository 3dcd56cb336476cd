"""Names of namespaces and small readers of a manifest, for the validator."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

Found = tuple[str, str, str]
"""Rule, message, place."""

PACKAGING = {
    "http://www.imsproject.org/xsd/imscp_rootv1p1p2": "1.2",
    "http://www.imsglobal.org/xsd/imscp_v1p1": "2004",
}
ADLCP = {"1.2": "http://www.adlnet.org/xsd/adlcp_rootv1p2", "2004": "http://www.adlnet.org/xsd/adlcp_v1p3"}
IMSSS = "http://www.imsglobal.org/xsd/imsss"
XML = "http://www.w3.org/XML/1998/namespace"
XSI = "http://www.w3.org/2001/XMLSchema-instance"


def version(root: Element) -> str:
    """ "1.2", "2004", or "" if the namespace is of neither."""
    return PACKAGING.get(space(root), "")


def space(element: Element) -> str:
    return element.tag[1:].partition("}")[0] if element.tag.startswith("{") else ""


def local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def own(root: Element, parent: Element, name: str) -> list[Element]:
    """Children of the packaging namespace by local name."""
    return [child for child in parent if local(child) == name and space(child) == space(root)]


def every(root: Element, name: str) -> Iterator[Element]:
    """All elements of the packaging namespace by local name, wherever they are."""
    return root.iter(f"{{{space(root)}}}{name}" if space(root) else name)


def text(element: Element) -> str:
    """The words of an element, white space folded."""
    return " ".join("".join(element.itertext()).split())


def place(element: Element) -> str:
    """How to find an element again."""
    identity = element.get("identifier")
    return f"{local(element)} {identity}" if identity else local(element)
