"""What every LMS takes: lengths of titles and of what it keeps.

Sources: TITLE from measurements with real platforms; SUSPEND from the data model of the
SCORM 1.2 run-time environment (CMIString4096, CMIString255).
"""

from __future__ import annotations

from exporters.api import ExportError

TITLE = 255
"""Characters in a title of a manifest; a longer one stops the import in a common LMS with a database error."""
SUSPEND = 4096
"""Characters of state that SCORM 1.2 promises. Simulators take more, a strict platform does not."""


def title(text: str) -> str:
    """Return a title with its white space folded.

    Raises:
        ExportError: if it is empty or longer than an LMS takes. It is never cut in silence.
    """
    folded = " ".join("".join(c for c in text if c >= " " or c.isspace()).split())
    if not folded:
        raise ExportError("A learning package needs a title. Give the document one.")
    if len(folded) > TITLE:
        raise ExportError(
            f"The title “{folded[:40]}…” has {len(folded)} characters. "
            f"Learning platforms take at most {TITLE}; shorten it."
        )
    return folded
