"""Names that every LMS takes: of files in a package, of identifiers, and lengths of titles.

Sources: MEMBER and TITLE from measurements with real platforms; SUSPEND and LOCATION from the data model of the
SCORM 1.2 run-time environment (CMIString4096, CMIString255).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

from exporters.api import ExportError

MEMBER = re.compile(r"[a-z0-9][a-z0-9._/-]*")
"""File names that survive every unpacker; others were lost by at least one platform."""
TITLE = 255
"""Characters in a title of a manifest; a longer one stops the import in a common LMS with a database error."""
SUSPEND = 4096
"""Characters of state that SCORM 1.2 promises. Simulators take more, a strict platform does not."""
LOCATION = 255
"""Characters of a bookmark in SCORM 1.2."""


def identifier(text: str) -> str:
    """Return lower-case ASCII letters, digits and hyphens made from an id or a slug; never empty.

    Text without any such character gives a digest of itself, so that two of them stay apart.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return name or "x" + hashlib.sha256(text.encode()).hexdigest()[:12]


def member(path: str) -> str:
    """Return a name for an asset inside a package: its own where every LMS takes it, else one made from it."""
    if MEMBER.fullmatch(path) and ".." not in path:
        return path
    folder, _, name = path.rpartition("/")
    stem, dot, suffix = name.rpartition(".")
    digest = hashlib.sha256(path.encode()).hexdigest()[:8]
    made = f"{identifier(stem or suffix)}-{digest}{dot}{identifier(suffix) if stem else ''}".rstrip(".")
    return "/".join([*(identifier(part) for part in folder.split("/") if part), made])


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
