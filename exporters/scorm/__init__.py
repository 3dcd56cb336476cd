"""Learning packages for an institution's LMS: SCORM 1.2 and SCORM 2004 4th Edition."""

from exporters.declare import N_, Format, Option

_OPTIONS = (
    Option(
        "packages",
        "programme: all Things in one language; things: each Thing in one language; all: all Things in all "
        "languages, with a switch.",
        default="programme,things,all",
        values=("programme", "things", "all"),
        several=True,
    ),
    Option(
        "report",
        "completed: the platform is told when everything is done; passed: also whether the score suffices.",
        default="completed",
        values=("completed", "passed"),
    ),
)
SCORM12 = Format(
    name="scorm12",
    label=N_("For a learning platform (SCORM 1.2)"),
    menu=N_("For a learning platform"),
    short="SCORM 1.2",
    maker="exporters.scorm.exporter:scorm12",
    files=("scorm12/{name}-{language}.zip",),
    scope=frozenset({"document", "language", "together"}),
    kinds=("thing",),
    options=_OPTIONS,
)
SCORM2004 = Format(
    name="scorm2004",
    label=N_("For a learning platform (SCORM 2004)"),
    menu=N_("For a learning platform"),
    short="SCORM 2004",
    maker="exporters.scorm.exporter:scorm2004",
    files=("scorm2004/{name}-{language}.zip",),
    scope=frozenset({"document", "language", "together"}),
    kinds=("thing",),
    options=_OPTIONS,
)
FORMATS = (SCORM12, SCORM2004)
