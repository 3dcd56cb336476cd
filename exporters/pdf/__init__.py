"""PDF posters, guides and handouts, set with Typst from an edition."""

from exporters.pdf.exporter import PdfExporter

__all__ = ["PdfExporter"]
