"""A website of static files in all languages: readable without scripts, from a folder, behind a firewall."""

from exporters.declare import N_, Format, Option

SITE = Format(
    name="site",
    label=N_("Website (HTML, zip)"),
    menu=N_("The whole website"),
    short="HTML",
    maker="exporters.site.exporter:SiteExporter",
    files=("site/",),
    scope=frozenset({"together"}),
    options=(
        Option(
            "pdf_base",
            "Address of the PDFs, or their folder as seen from the site's; {language}, {kind}, {slug} and {size} "
            "may stand in it.",
            beside=("pdf", "../pdf"),
        ),
        Option("report_base", "Address of a form for mistakes; without it readers write to the programme's contact."),
        Option("translate_base", "Address where volunteers begin to translate; without it nobody is invited."),
    ),
)
FORMATS = (SITE,)
