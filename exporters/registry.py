"""The exporters by format. Each is imported when it is asked for, so that a site needs no PDF machinery."""

from __future__ import annotations

from importlib import import_module

from exporters.api import Exporter, ExportError

CLASSES = {
    "site": ("exporters.site", "SiteExporter", ()),
    "pdf": ("exporters.pdf", "PdfExporter", ()),
    "scorm12": ("exporters.scorm", "ScormExporter", ("scorm12",)),
    "scorm2004": ("exporters.scorm", "ScormExporter", ("scorm2004",)),
    "edition": ("exporters.edition", "EditionExporter", ()),
}


def get(name: str) -> Exporter:
    """Return the exporter of a format.

    Raises:
        ExportError: if there is none of that name.
    """
    if name not in CLASSES:
        raise ExportError(f"“{name}” is not a format. Use one of: {', '.join(CLASSES)}.")
    module, attribute, arguments = CLASSES[name]
    exporter: Exporter = getattr(import_module(module), attribute)(*arguments)
    return exporter


def exporters() -> dict[str, Exporter]:
    """Return all exporters by format."""
    return {name: get(name) for name in CLASSES}
