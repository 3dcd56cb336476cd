"""One document as the site would publish it, for the editor's sandboxed frame beside the text."""

from __future__ import annotations

from exporters.api import Document, Edition, Options
from exporters.site import pages
from exporters.site.frame import Frame, page_path


def page(edition: Edition, document: Document, *, asset_base: str) -> str:
    """Return the whole HTML of a document's page, from the site's own templates.

    Every unit's element carries ``data-unit``. Styles and pictures are asked for below ``asset_base`` ("/preview/"),
    as ``theme/theme.css``, ``theme/site.css`` and ``assets/…``; links to other pages lead nowhere. There is no script
    and no policy in the page: the frame around it is sandboxed, and the server that sends it sets the policy.
    """
    env = pages.environment(edition)
    paths = {asset.path: asset.path for asset in edition.assets}
    path = f"{edition.language.tag}/{page_path(document)}"
    frame = Frame(edition, (edition,), path, Options(), paths, asset_base, document)
    if document.meta.get("role") == "home":
        return pages.home_page(env, frame, units=True)
    return pages.document_page(env, frame, document, units=True)
