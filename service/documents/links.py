"""Where links and pictures lead: documents, anchors, assets, other sites; and replacements for one language.

Sources link to each other by relative file paths, so that they work in any editor; editions by document id.
"""

from __future__ import annotations

import posixpath
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from markdown_it.token import Token

from service.documents.page import page
from service.documents.programme import ProgrammeFolder
from service.documents.source import FOLDERS, SourceDocument
from service.errors import CatalogueError, ContentError
from service.markup.guard import scheme
from service.markup.parser import parse_inline

EXTERNAL = frozenset({"https", "mailto"})


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads: exactly one of ``href``, ``document`` and ``asset``."""

    href: str | None = None
    document: str | None = None
    fragment: str | None = None
    asset: str | None = None


LinkResolver = Callable[[SourceDocument, str], Target | None]
"""From a document and an address as written in it to the target; None if it leads nowhere."""


def resolver(programme: ProgrammeFolder, replacements: Mapping[str, str] | None = None) -> LinkResolver:
    """Return the resolver of a programme, with one language's replacements (see `read_replacements`)."""
    kinds = {folder: kind for kind, folder in FOLDERS.items()}
    assets = {asset.path for asset in programme.assets}
    replaced = replacements or {}

    def resolve(document: SourceDocument, address: str) -> Target | None:
        address = replaced.get(address, address)
        kind = scheme(address)
        if kind:
            return Target(href=address) if kind in EXTERNAL or kind == "http" else None
        name, _, fragment = unquote(address).partition("#")
        if not name:
            return Target(href=f"#{fragment}") if fragment else None
        path = posixpath.normpath(posixpath.join(posixpath.dirname(document.path), name))
        inside = path.removeprefix("content/")
        inside = replaced.get(inside, inside)
        if inside in assets:
            return Target(asset=inside)
        folder, _, file = inside.partition("/")
        identity = f"{kinds.get(folder)}/{file.removesuffix('.md')}"
        if file.endswith(".md") and identity in programme.by_id:
            return Target(document=identity, fragment=fragment or None)
        return None

    return resolve


def read_replacements(root: Path, gettext_name: str) -> dict[str, str]:
    """Read locales/<language>/links.toml: a table ``[replace]`` from an address in the source to the local one.

    Keys are addresses as written in sources ("https://…") or assets ("assets/map.svg"). No file: no replacements.

    Raises:
        CatalogueError: if the file is not TOML, or holds anything but addresses that may be published.
    """
    path = root / "locales" / gettext_name / "links.toml"
    shown = f"locales/{gettext_name}/links.toml"
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CatalogueError(f"not TOML: {error}", path=shown, line=1) from error
    table = data.get("replace", {})
    if set(data) - {"replace"} or not isinstance(table, dict):
        raise CatalogueError("only a table [replace] may stand here", path=shown, line=1)
    for source, local in table.items():
        if not isinstance(local, str) or scheme(local) not in EXTERNAL | {""}:
            raise CatalogueError(f"“{source}” may be replaced by an https address or an asset only", path=shown, line=1)
    return {str(source): str(local) for source, local in table.items()}


def link_errors(programme: ProgrammeFolder) -> Iterator[ContentError]:
    """Yield every link to a document, anchor or asset that does not exist, and every address that is not https."""
    resolve = resolver(programme)
    for document in programme.documents:
        picture = document.get("picture")
        if picture and picture not in {asset.path for asset in programme.assets}:
            line = document.front.lines["picture"]
            yield ContentError(f"there is no asset “{picture}”", path=document.path, line=line)
        for address, line, is_image in addresses(document):
            message = _wrong(programme, document, address, is_image, resolve)
            if message:
                yield ContentError(message, path=document.path, line=line)


def addresses(document: SourceDocument) -> Iterator[tuple[str, int, bool]]:
    """Yield (address, line, is an image) of every link and picture of a document's body."""
    found = page(document)
    for token in found.tokens:
        if token.type == "inline" and ("[" in token.content or "<" in token.content):
            line = document.body_line + (token.map[0] if token.map else 0) + 1
            for address, is_image in _addresses(parse_inline(token.content, found.inline_env())):
                yield address, line, is_image


def _addresses(children: list[Token]) -> Iterator[tuple[str, bool]]:
    for child in children:
        if child.type == "link_open":
            yield str(child.attrs.get("href", "")), False
        elif child.type == "image":
            yield str(child.attrs.get("src", "")), True
            yield from _addresses(child.children or [])


def _wrong(
    programme: ProgrammeFolder, document: SourceDocument, address: str, is_image: bool, resolve: LinkResolver
) -> str | None:
    kind = scheme(address)
    if is_image:
        target = resolve(document, address)
        return None if target and target.asset else f"there is no asset “{address}”"
    if kind:
        return None if kind in EXTERNAL else f"the link “{address}” must be https"
    target = resolve(document, address)
    if target is None:
        identity = posixpath.basename(address.partition("#")[0]).removesuffix(".md")
        if any(name.endswith(f"/{identity}") for name in programme.broken):
            return None
        return f"the link “{address}” leads to no document"
    if target.href:
        return _no_anchor(document, target.href[1:], address)
    if target.document and target.fragment:
        return _no_anchor(programme.document(target.document), target.fragment, address)
    return None


def _no_anchor(document: SourceDocument, fragment: str, address: str) -> str | None:
    if fragment in page(document).sections:
        return None
    return f"the link “{address}” leads to no place: {document.path} has no “{fragment}”"
