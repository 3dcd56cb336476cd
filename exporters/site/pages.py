"""Pages of one language, from templates. Each method returns the whole HTML of a page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jinja2

from exporters import theme
from exporters.api import Document, Edition
from exporters.nodes import Heading, Quiz
from exporters.rendering import credits as credit_lines
from exporters.rendering import html
from exporters.rendering.context import Context
from exporters.rendering.numbers import language_name
from exporters.site import home, poster
from exporters.site.frame import Frame

TEMPLATES = Path(__file__).parent / "templates"
# Nothing from elsewhere and nothing inline. "file:" is for browsers to which a folder is not "self".
POLICY = "default-src 'none'; {}; base-uri 'none'; form-action 'none'".format(
    "; ".join(f"{kind}-src 'self' file:" for kind in ("style", "script", "font")) + "; img-src 'self' file: data:"
)
PAPERS = {"a4": "A4", "a3": "A3", "a2": "A2"}


def environment(edition: Edition) -> jinja2.Environment:
    """The site's templates for one edition."""
    return theme.environment(edition, TEMPLATES)


def document_page(env: jinja2.Environment, frame: Frame, document: Document, *, units: bool = False) -> str:
    """Return the page of a Thing, poster, guide or page other than home."""
    ctx = frame.context(units=units)
    body = html.blocks(document.blocks, ctx) if document.kind != "poster" else ""
    values: dict[str, Any] = {
        "document": document,
        "body": body,
        "notes": html.footnotes(document, ctx),
        "phrase": _phrases(document, ctx),
    }
    if document.kind == "thing":
        values |= _thing(frame, document)
    if document.kind in ("poster", "guide"):
        values |= {"sizes": _sizes(frame, document)}
    if document.kind == "poster":
        values |= {"slots": poster.slots(document), "labels": poster.labels(document)}
    name = {"thing": "thing.html", "poster": "poster.html"}.get(document.kind, "page.html")
    return _render(env, name, frame, ctx, values, units=units)


def home_page(env: jinja2.Environment, frame: Frame, *, units: bool = False) -> str:
    """Return the first page of a language, from the home document where there is one."""
    edition, ctx, document = frame.edition, frame.context(units=units), frame.document
    cards, things = home.cards(edition), edition.of_kind("thing")
    title = document.title.text if document else edition.programme.title
    parts = home.sections(document.blocks) if document else []
    headings = {block.id for part in parts for block in part if isinstance(block, Heading)}
    others = [d for kind in ("poster", "guide") for d in edition.of_kind(kind)]
    columns = home.columns(len(things))
    values: dict[str, Any] = {
        "document": document,
        "cards": cards,
        "things": things,
        "others": others,
        "title": home.split_number(title),
        "sections": [html.blocks(part, ctx) for part in parts],
        "notes": html.footnotes(document, ctx) if document else "",
        "phrase": _phrases(document, ctx) if document else None,
        "columns": columns,
        "yours": "translate" in headings and len(things) % columns == columns - 1,
        "counts": home.counts(edition, len(things)),
        "findings": home.findings(edition, len(things) + len(others)),
        "words": home.words,
        "minutes": sum(thing.minutes or 0 for thing in things),
    }
    return _render(env, "home.html", frame, ctx, values, units=units)


def downloads_page(env: jinja2.Environment, frame: Frame) -> str:
    """Return the page that offers every poster and guide in every language and size."""
    offers = []
    for document in (*frame.edition.of_kind("poster"), *frame.edition.of_kind("guide")):
        rows = []
        for tongue, other in zip(frame.tongues(), frame.editions, strict=True):
            twin = next((d for d in other.documents if d.id == document.id), None)
            if twin:
                beside = Frame(
                    frame.edition, frame.editions, frame.path, frame.options, frame.asset_paths, None, document
                )
                same = next(t for t in beside.tongues() if t.language.tag == tongue.language.tag)
                # An untranslated poster is no poster in that language.
                ready = twin.progress.published > 0
                files = [
                    (name, frame.pdf(twin, size, other) if ready else None)
                    for size, name in _named(frame.edition, twin)
                ]
                rows.append((same, language_name(frame.edition, other.language), files))
        offers.append((document, rows, [name for _, name in _named(frame.edition, document)]))
    ctx = frame.context()
    values = {"document": None, "offers": offers, "pdf": bool(frame.option("pdf_base"))}
    return _render(env, "downloads.html", frame, ctx, values, units=False)


def _thing(frame: Frame, document: Document) -> dict[str, Any]:
    things = list(frame.edition.of_kind("thing"))
    at = next(i for i, thing in enumerate(things) if thing.id == document.id)
    card = next((card for card in home.cards(frame.edition) if document in card.things), None)
    return {
        "before": things[at - 1] if at else None,
        "after": things[at + 1] if at + 1 < len(things) else None,
        "card": card,
        "questions": sum(len(block.questions) for block in document.blocks if isinstance(block, Quiz)),
        "pdf": frame.pdf(document, "a4"),
    }


def _named(edition: Edition, document: Document) -> list[tuple[str, str]]:
    """Sizes of a document with the words for them."""
    return [(size, PAPERS.get(size) or edition.message("Screen")) for size in poster.sizes(document)]


def _sizes(frame: Frame, document: Document) -> list[tuple[str, str | None]]:
    return [(name, frame.pdf(document, size)) for size, name in _named(frame.edition, document)]


def _phrases(document: Document, ctx: Context) -> Any:
    """A function for templates: the field of a document as an element, or nothing."""

    def render(key: str, tag: str = "span", **values: str) -> Any:
        value = document.fields.get(key)
        return html.phrase(value, ctx, tag, **values) if value else ""

    return render


def _render(
    env: jinja2.Environment, name: str, frame: Frame, ctx: Context, values: dict[str, Any], *, units: bool
) -> str:
    edition, document = frame.edition, frame.document
    front = edition.page("home")

    def short(other: Document) -> Any:
        return html.phrase(other.fields.get("short_title") or other.title, ctx, "span")

    def inline(phrase: Any) -> Any:
        return html.phrase(phrase, ctx, "span")

    def blocks(nodes: Any) -> Any:
        return html.blocks(nodes, ctx)

    pages = sorted((d for d in edition.of_kind("page") if d is not front), key=lambda d: (_position(d), d.slug))
    return env.get_template(name).render(
        {
            **values,
            "frame": frame,
            "policy": "" if frame.preview else POLICY,
            "programme_title": front.title.text if front else edition.programme.title,
            "pages": pages,
            "front": front,
            "short": short,
            "inline": inline,
            "blocks": blocks,
            "element": lambda phrase, tag, **more: html.phrase(phrase, ctx, tag, **more),
            "credits": credit_lines.credits(edition, document) if document else None,
            "language_name": lambda language: language_name(edition, language),
            "units": units,
            "untranslated": bool(document) and not ctx.labels,
        }
    )


def _position(document: Document) -> int:
    value = document.meta.get("position", "")
    return int(value) if isinstance(value, str) and value.isdigit() else 1000
