"""The validator's rules about structure and references inside a manifest."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from exporters.scorm.model import ADLCP, IMSSS, XML, XSI, Found, every, local, own, place, space, text, version

NAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
REMOTE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
VERSIONS = {"1.2": {"1.2"}, "2004": {"CAM 1.3", "2004 2nd Edition", "2004 3rd Edition", "2004 4th Edition", "2004"}}
ORDER = {
    "manifest": ("metadata", "organizations", "resources", "manifest"),
    "organization": ("title", "item", "metadata"),
    "item": ("title", "item", "metadata"),
    "resource": ("metadata", "file", "dependency"),
}


def references(root: Element, files: frozenset[str]) -> Iterator[Found]:
    """Yield what is wrong with the manifest's structure. ``files``: all members of the package."""
    kind = version(root)
    if not kind:
        yield "unknown-version", f"The namespace “{space(root)}” is neither of SCORM 1.2 nor of 2004.", "manifest"
        return
    for element in root.iter(f"{{{space(root)}}}schemaversion"):
        if text(element) not in VERSIONS[kind]:
            yield "unknown-version", f"“{text(element)}” is no version that belongs to this namespace.", "schemaversion"
    yield from _schemas(root, files)
    yield from _order(root)
    yield from _identifiers(root)
    yield from _organizations(root)
    yield from _resources(root, files, kind)


def _schemas(root: Element, files: frozenset[str]) -> Iterator[Found]:
    """A reference validator wants every schema that is named with a bare file name at the root of the zip."""
    for element in root.iter():
        named = (element.get(f"{{{XSI}}}schemaLocation") or "").split()[1::2]
        for name in named:
            if not REMOTE.match(name) and posixpath.normpath(name) not in files:
                yield "schema-not-shipped", "schemaLocation names a schema that is not in the package.", name


def _order(root: Element) -> Iterator[Found]:
    """Children in the order of the specification; elements of other namespaces come last in an item."""
    for element in root.iter():
        order = ORDER.get(local(element))
        if order is None or space(element) != space(root):
            continue
        ranks = []
        for child in element:
            if space(child) == space(root):
                ranks.append(order.index(local(child)) if local(child) in order else len(order))
            elif local(element) in ("item", "organization"):
                # A resource may hold its parts in any mix with extensions; items and organizations may not.
                ranks.append(len(order))
        if ranks != sorted(ranks):
            yield "element-order", f"Children must come in this order: {', '.join(order)}, extensions.", place(element)


def _identifiers(root: Element) -> Iterator[Found]:
    seen: set[str] = set()
    for element in root.iter():
        identity = element.get("identifier")
        if identity is None or space(element) != space(root):
            continue
        if not identity.isascii():
            yield "identifier-not-ascii", "Identifiers with other letters than a-z break platforms.", identity
        elif not NAME.fullmatch(identity):
            yield (
                "identifier-invalid",
                "An identifier begins with a letter and has letters, digits, . _ - only.",
                identity,
            )
        if identity in seen:
            yield "identifier-twice", "Two elements have this identifier.", identity
        seen.add(identity)


def _organizations(root: Element) -> Iterator[Found]:
    found = list(every(root, "organization"))
    if not found:
        yield "no-organization", "There is no organization; a platform has nothing to show.", "organizations"
        return
    names = {element.get("identifier") for element in found}
    for organizations in every(root, "organizations"):
        default = organizations.get("default")
        if default is not None and default not in names:
            yield "default-dangling", "The default organization does not exist.", default
    for organization in found:
        if not own(root, organization, "item"):
            yield "no-item", "The organization has no item.", place(organization)


def _resources(root: Element, files: frozenset[str], kind: str) -> Iterator[Found]:
    resources = {element.get("identifier"): element for element in every(root, "resource")}
    for item in every(root, "item"):
        target = item.get("identifierref")
        if target and target not in resources and not _inside(root, target):
            yield "reference-dangling", f"identifierref “{target}” names no resource.", place(item)
    sequencing = {element.get("ID") for element in root.iter(f"{{{IMSSS}}}sequencing")}
    for element in root.iter(f"{{{IMSSS}}}sequencing"):
        if (target := element.get("IDRef")) and target not in sequencing:
            yield "reference-dangling", f"IDRef “{target}” names no sequencing.", "sequencing"
    attribute = f"{{{ADLCP[kind]}}}{'scormtype' if kind == '1.2' else 'scormType'}"
    used = {item.get("identifierref") for item in every(root, "item")}
    kinds = {resource.get(attribute) for identity, resource in resources.items() if identity in used}
    if "sco" not in kinds and "asset" not in kinds and not _miscased(list(resources.values()), attribute):
        yield "no-sco", "No item leads to a resource that can be launched.", "resources"
    for identity, resource in resources.items():
        yield from _resource(root, resource, files, launched=identity in used)
        for dependency in own(root, resource, "dependency"):
            if dependency.get("identifierref") not in resources:
                yield "dependency-dangling", "The dependency names no resource.", place(resource)


def _miscased(resources: list[Element], attribute: str) -> bool:
    """True if the type is there in another spelling, which is a rule of its own."""
    names = {name for resource in resources for name in resource.attrib}
    return any(n != attribute and n.rpartition("}")[2].lower() == "scormtype" for n in names)


def _inside(root: Element, target: str) -> bool:
    """True if an item leads to a manifest inside this one, as SCORM 1.2 allows."""
    return any(element.get("identifier") == target for element in every(root, "manifest") if element is not root)


def _resource(root: Element, resource: Element, files: frozenset[str], *, launched: bool) -> Iterator[Found]:
    base = _base(root, resource)
    href = resource.get("href")
    if launched and not href:
        yield "resource-without-href", "An item leads to this resource, but it names no page.", place(resource)
    listed = set()
    for element in own(root, resource, "file"):
        name = element.get("href") or ""
        if REMOTE.match(name):
            continue
        path = _path(base, name)
        listed.add(path)
        if path not in files:
            yield "file-missing", f"{place(resource)} lists a file that is not in the package.", name
    if href and not REMOTE.match(href):
        path = _path(base, href)
        if path not in files:
            yield "file-missing", f"{place(resource)} is launched with a page that is not in the package.", href
        elif path not in listed:
            yield "launch-not-listed", f"{place(resource)} does not list its own page as a file.", href


def _base(root: Element, resource: Element) -> str:
    """xml:base of the manifest, of resources and of the resource, one after the other."""
    attribute = f"{{{XML}}}base"
    above = [root, *(e for e in every(root, "resources") if resource in list(e)), resource]
    return "".join(element.get(attribute, "") for element in above)


def _path(base: str, href: str) -> str:
    """Name of a member for an address: without query and fragment, %-escapes undone."""
    return posixpath.normpath(unquote(base + re.split(r"[?#]", href, maxsplit=1)[0]))
