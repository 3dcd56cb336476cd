"""A website of static files in all languages: readable without scripts, from a folder, behind a firewall."""

from exporters.site.exporter import SiteExporter

__all__ = ["SiteExporter"]
