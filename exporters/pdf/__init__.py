"""PDF posters, guides and handouts, set with Typst from an edition."""

from exporters.declare import N_, Format, Option

PDF = Format(
    name="pdf",
    label=N_("To print (PDF)"),
    menu=N_("To print"),
    short="PDF",
    maker="exporters.pdf.exporter:PdfExporter",
    files=("pdf/{language}/{kind}/{slug}-{variant}.pdf",),
    scope=frozenset({"document"}),
    kinds=("poster", "guide", "thing"),
    options=(
        Option(
            "sizes",
            "Of the sizes that a document asks for, only these; without it all of them.",
            values=("a4", "a3", "a2", "screen"),
            several=True,
        ),
        Option("theme", "The colours.", default="harbour", values=("harbour", "grove", "plum", "black")),
    ),
)
FORMATS = (PDF,)
