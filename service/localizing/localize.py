"""Localizing: from a source document and its translations to a tree of the Edition's nodes.

The text of every block is exchanged before it is parsed, so that references and footnotes work as in the source; what
a translation may bring is judged against its own source (`service.markup.guard`). Ids come from the source alone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Literal

from exporters.api import Document, FieldGroup, Footnote, Language, Progress
from exporters.nodes import Image, Inline, Link, Phrase, Text, UnitRef
from service.documents.links import LinkResolver
from service.documents.page import DocumentPage, page
from service.documents.source import SourceDocument
from service.documents.units import Unit, clean, unit_key
from service.localizing.tree import build_blocks
from service.markup.guard import RISKY, guard
from service.markup.html import escape_foreign
from service.markup.inline import PLAIN, html_nodes, inline_nodes
from service.markup.parser import parse_inline

State = Literal["suggested", "translated", "approved"]
STATES: frozenset[str] = frozenset({"suggested", "translated", "approved"})


@dataclass(frozen=True, slots=True)
class Translation:
    """The text of a unit in one language.

    ``machine``: from a machine, and nobody has taken responsibility for it. ``assisted``: made with machine help and
    taken over by its makers; it counts in the printed share of text with machine help.
    """

    text: str
    state: State
    machine: bool = False
    stale: bool = False
    assisted: bool = False


Lookup = Callable[[Unit], Translation | None]


def nothing(unit: Unit) -> None:
    """A lookup without any translation."""


def localize(
    document: SourceDocument,
    lookup: Lookup,
    source: Language,
    target: Language,
    links: LinkResolver,
    publish: Collection[str] = STATES,
) -> Document:
    """Build a document in one language.

    Every state counts in ``progress``; only texts whose state is in ``publish`` are shown, elsewhere the source
    stands, with state "missing". In the source language nothing is looked up. Where the document names no licence and
    no version, they are left for the publisher, like ``contributors`` and ``changed``.
    """
    return _Localizer(document, lookup, source, target, links, publish).document()


class _Localizer:
    """Also the `Surroundings` of the inline nodes."""

    def __init__(
        self,
        document: SourceDocument,
        lookup: Lookup,
        source: Language,
        target: Language,
        links: LinkResolver,
        publish: Collection[str],
    ) -> None:
        self.source_document, self.lookup, self.links = document, lookup, links
        self.source, self.target, self.publish = source, target, publish
        self.page: DocumentPage = page(document)
        self.env = self.page.inline_env()
        self.same = source.tag == target.tag
        self.found: dict[str, Translation | None] = {}
        self.refs: dict[str, tuple[UnitRef, str]] = {}
        self.notes: dict[str, int] = {}
        self.note_uses: dict[str, int] = {}
        if not self.same:
            self.titles()

    def document(self) -> Document:
        front = self.source_document
        fields, groups = self.fields()
        blocks = build_blocks(self.page, self)
        footnotes: list[Footnote] = []
        while len(footnotes) < len(self.notes):
            label = list(self.notes)[len(footnotes)]
            footnotes.append(Footnote(number=len(footnotes) + 1, children=build_blocks(self.page, self, label)))
        return Document(
            id=front.id,
            kind=front.kind,
            slug=front.slug,
            source_language=self.source.tag,
            source_title=front.title,
            source_digest=front.digest,
            version=front.get("version", ""),
            fields=fields,
            groups=groups,
            meta=self.meta(),
            number=front.get("number"),
            block=front.get("block"),
            minutes=front.get("minutes"),
            licence=front.get("licence", ""),
            under_revision=front.get("under_revision", False),
            progress=self.progress(),
            blocks=blocks,
            footnotes=tuple(footnotes),
        )

    def meta(self) -> dict[str, str | tuple[str, ...]]:
        """The language-neutral front matter; a language may have a picture of its own."""
        meta = _meta(self.source_document)
        picture = meta.get("picture")
        target = self.links(self.source_document, f"../{picture}") if picture else None
        return meta | {"picture": target.asset} if target and target.asset else meta

    # --- texts

    def translation(self, unit: Unit) -> Translation | None:
        if self.same:
            return None
        if unit.key not in self.found:
            found = self.lookup(unit)
            self.found[unit.key] = found if found and found.text.strip() else None
        return self.found[unit.key]

    def shown(self, unit: Unit) -> tuple[UnitRef, str]:
        """Return what stands for a unit, and its reference."""
        known = self.refs.get(unit.key)
        if known:
            return known
        found = self.translation(unit)
        if found is None or found.state not in self.publish:
            state: Literal["source", "missing"] = "source" if self.same else "missing"
            result = UnitRef(id=unit.key, lang=self.source.tag, dir=self.source.dir, state=state), unit.source
        else:
            ref = UnitRef(
                id=unit.key,
                lang=self.target.tag,
                dir=self.target.dir,
                state=found.state,
                stale=found.stale,
                machine=found.machine,
            )
            result = ref, clean(unit, found.text)
        self.refs[unit.key] = result
        return result

    def phrase(self, unit: Unit | None, raw: str, html: bool = False) -> Phrase:
        """Return a text as nodes. ``unit`` None: ``raw`` is not for translation and stands as it is."""
        if unit is None:
            ref = UnitRef(id=unit_key(None, raw), lang=self.source.tag, dir=self.source.dir, state="source")
            text, own = raw, True
        else:
            ref, text = self.shown(unit)
            own = ref.state in ("source", "missing")
        return Phrase(unit=ref, children=self.nodes(text, None if own or unit is None else unit.source, html))

    def nodes(self, text: str, source: str | None, html: bool) -> tuple[Inline, ...]:
        """Parse a text; ``source`` is set for a translation, which is then held to what its source has."""
        if html:
            return html_nodes(text if source is None else escape_foreign(text, source), self)
        if not PLAIN.search(text):
            return (Text(text=text),) if text else ()
        children = parse_inline(text, self.env)
        if source is not None and RISKY.search(text):
            children = guard(children, self.page.allowance(source))
        return inline_nodes(children, self)

    def titles(self) -> None:
        """Put translated titles of reference definitions where the parser finds them."""
        if not self.page.titles:
            return
        references = {label: dict(entry) for label, entry in self.env["references"].items()}
        for label, unit in self.page.titles.items():
            _, text = self.shown(unit)
            references[label]["title"] = text
        self.env["references"] = references

    def fields(self) -> tuple[dict[str, Phrase], dict[str, tuple[FieldGroup, ...]]]:
        fields: dict[str, Phrase] = {}
        groups: dict[str, dict[str, dict[str, Phrase]]] = {}
        counts: dict[str, int] = {}
        for value in self.source_document.front.texts:
            phrase = self.phrase(self.page.front[value.context, value.text], value.text)
            name, _, rest = value.context.removeprefix("front:").partition(".")
            if rest:
                identity, _, field = rest.rpartition(".")
                groups.setdefault(name, {}).setdefault(identity, {})[field] = phrase
            elif isinstance(self.source_document.get(name), tuple):
                fields[f"{name}.{counts.get(name, 0)}"] = phrase
                counts[name] = counts.get(name, 0) + 1
            else:
                fields[name] = phrase
        return fields, {
            name: tuple(FieldGroup(id=identity, phrases=phrases) for identity, phrases in entries.items())
            for name, entries in groups.items()
        }

    def progress(self) -> Progress:
        units = self.page.units
        states: dict[str, int] = dict.fromkeys(("missing", *STATES), 0)
        stale = machine = assisted = 0
        for unit in units:
            found = self.translation(unit)
            states["approved" if self.same else found.state if found else "missing"] += 1
            stale += bool(found and found.stale)
            machine += bool(found and found.machine)
            assisted += bool(found and found.assisted)
        words = sum(unit.words for unit in units)
        return Progress(units=len(units), words=words, stale=stale, machine=machine, assisted=assisted, **states)

    # --- surroundings

    def link(self, address: str, title: str | None, children: tuple[Inline, ...]) -> tuple[Inline, ...]:
        target = self.links(self.source_document, address)
        if target is None:
            return children
        return (
            Link(
                children=children,
                href=target.href,
                document=target.document,
                fragment=target.fragment,
                asset=target.asset,
                title=title,
            ),
        )

    def image(self, address: str, alt: str, title: str | None) -> tuple[Inline, ...]:
        target = self.links(self.source_document, address)
        if target is None or target.asset is None:
            return (Text(text=alt),) if alt else ()
        return (Image(asset=target.asset, alt=alt, title=title),)

    def footnote(self, label: str) -> tuple[int, int]:
        self.notes.setdefault(label, len(self.notes) + 1)
        self.note_uses[label] = self.note_uses.get(label, 0) + 1
        return self.notes[label], self.note_uses[label]


def _meta(document: SourceDocument) -> dict[str, str | tuple[str, ...]]:
    """The language-neutral front matter that has no place of its own in `Document`."""
    texts = {value.context.removeprefix("front:").partition(".")[0] for value in document.front.texts}
    own = {"number", "block", "minutes", "licence", "under_revision", "version", "language"}
    meta: dict[str, str | tuple[str, ...]] = {}
    for name, value in document.front.values.items():
        if name in texts or name in own:
            continue
        if isinstance(value, tuple):
            meta[name] = tuple(str(item) for item in value)
        else:
            meta[name] = ("true" if value else "false") if isinstance(value, bool) else str(value)
    return meta
