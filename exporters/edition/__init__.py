"""The Edition itself as an artifact: JSON for other programs and for the record."""

from exporters.declare import Format

EDITION = Format(
    name="edition",
    label="Data for other programs (JSON)",
    maker="exporters.edition.exporter:EditionExporter",
    files=("edition/{programme}-{language}.json",),
    scope=frozenset({"language"}),
    offered=frozenset({"command"}),
)
FORMATS = (EDITION,)
