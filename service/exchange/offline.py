"""A document to take along: catalogue, side-by-side preview, glossary and a page that says how to go about it.

Everything in the zip opens by itself, without a network and without asking any other host.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup, escape

from exporters.api import Document as Page
from exporters.api import Edition, Imprint, Language, Licence
from exporters.nodes import Phrase
from exporters.packing import pack
from exporters.rendering import html
from exporters.rendering.context import Context
from service.catalogue.folder import catalogue_lookup
from service.catalogue.po import Catalogue
from service.documents.links import resolver
from service.documents.programme import ProgrammeFolder
from service.documents.source import SourceDocument
from service.exchange.export_file import export_glossary, export_po, source_of
from service.interface import exporter_messages, translations
from service.languages import language
from service.localizing.localize import localize
from service.model import Document
from service.store import UnitOfWork
from service.sync.catalogue_sync import render

_STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-inline-size:75rem;margin:1rem auto;padding-inline:1rem}"
    ".both{display:grid;grid-template-columns:1fr 1fr;gap:2rem}.both>*{min-inline-size:0}"
    ".fallback{color:#6b4e00;background:#fff6d6}img{max-inline-size:100%}"
    "table{border-collapse:collapse}td,th{border:1px solid #999;padding:.25rem .5rem;text-align:start}"
    "dt{color:#555;font-size:.875rem}@media(max-width:45rem){.both{grid-template-columns:1fr}}"
)


def offline_bundle(uow: UnitOfWork, programme: ProgrammeFolder, row: Document, tag: str) -> bytes:
    """Return the zip for one document and language. Equal data gives equal bytes.

    ``programme`` is the programme as it is published from; only its configuration and the names of its documents count.
    """
    target = language(tag)
    document = source_of(uow, row)
    name = f"{row.slug}.{target.tag}"
    catalogue = render(uow, programme, document, row, tag, None)
    files = {
        f"{name}/{name}.po": export_po(uow, programme, row, tag),
        f"{name}/preview.html": preview_page(programme, document, catalogue, target).encode(),
        f"{name}/glossary.csv": export_glossary(uow, row.programme_id, tag),
        f"{name}/how-to.html": how_to(document.title, f"{name}.po", target).encode(),
    }
    return pack(files, first=tuple(files))


def preview_page(programme: ProgrammeFolder, document: SourceDocument, catalogue: Catalogue, target: Language) -> str:
    """Return source and translation beside each other as one page; texts not yet translated are marked."""
    own = language(document.language or programme.config.source_language)
    halves = Markup("").join(
        Markup('<article lang="{}" dir="{}">{}</article>').format(
            shown.tag, shown.dir, _half(programme, document, catalogue, own, shown)
        )
        for shown in (own, target)
    )
    title = f"{document.title}: {own.autonym}, {target.autonym}"
    return _frame(title, Markup('<div class="both">{}</div>').format(halves), own)


def _half(
    programme: ProgrammeFolder, document: SourceDocument, catalogue: Catalogue, own: Language, shown: Language
) -> Markup:
    page = localize(document, catalogue_lookup(catalogue), own, shown, resolver(programme))
    context = Context(
        _edition(programme, page, own, shown),
        lambda link: None,
        lambda asset: "",
        prefix=f"{shown.tag}-",
        notes=False,
        labels=False,
    )
    title, *others = page.fields.items()
    heading = Markup("<h1>{}</h1>").format(html.phrase(title[1], context))
    fields = Markup("").join(_field(name, phrase, context) for name, phrase in others)
    blocks = html.blocks(page.blocks, context)
    return heading + Markup("<dl>{}</dl>").format(fields) + blocks + html.footnotes(page, context)


def _field(name: str, phrase: Phrase, context: Context) -> Markup:
    return Markup('<dt lang="en" dir="ltr">{}</dt><dd>{}</dd>').format(
        name.replace("_", " "), html.phrase(phrase, context)
    )


def _edition(programme: ProgrammeFolder, page: Page, own: Language, shown: Language) -> Edition:
    """The frame that rendering wants around a page; nothing of it is printed here but the exporters' words."""
    config = programme.config
    singles, plurals = exporter_messages(shown.tag)
    return Edition(
        programme=Imprint(
            id=config.id,
            title=config.title,
            version=config.version,
            organisation=config.organisation,
            contact=config.contact,
            address=config.address,
            source_language=own.tag,
            licence=Licence(id=config.licence, name=config.licence, url=""),
        ),
        language=shown,
        source=own,
        siblings=(),
        documents=(page,),
        messages=singles,
        plurals=plurals,
        progress=page.progress,
        generated=date(1980, 1, 1),
    )


def how_to(title: str, file_name: str, target: Language) -> str:
    """Return the page that says what to do with the files, in the translators' own language where we speak it."""
    _ = translations(target.tag).gettext
    steps: Sequence[str] = (
        _("Open the file %(name)s with a PO editor, for example Poedit. It is free.") % {"name": file_name},
        _("Translate each text in the empty field below it. Keep signs such as **, [ ]( ) and { } as they are."),
        _("Keep addresses and file names. Change an address only if there is a page in your language."),
        _(
            "A text marked as “needs work” is a suggestion, or its source has changed. "
            "If it is right, take the mark off."
        ),
        _("Look at preview.html to see where each text stands. Look at glossary.csv for the words we agreed on."),
        _("Save the file. Upload it on the page of this text. You first see what would change."),
        _("If somebody changed a text meanwhile, both stay, and a reviewer chooses."),
    )
    items = Markup("").join(Markup("<li>{}</li>").format(step) for step in steps)
    english = "Translating without a network"
    heading = _("Translating without a network")
    body = Markup("<h1>{}</h1><p>{}</p><ol>{}</ol>").format(heading, title, items)
    return _frame(heading, body, language("en") if heading == english else target)


def _frame(title: str, body: Markup, shown: Language) -> str:
    return (
        f'<!doctype html>\n<html lang="{shown.tag}" dir="{shown.dir}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>\n{body}\n</body></html>\n"
    )
