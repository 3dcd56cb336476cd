"""Check a SCORM package against the rules that real platforms enforce, each with a name.

Schemas alone miss what matters most: a schema accepts an attribute in the wrong case, a dangling reference, a missing
file and a launch page that is not listed. Yet a package is not refused for what is merely unusual: upper-case file
names, unlisted extra files, several items and missing metadata are all sound. Rules:

zip: not-a-zip, damaged, encrypted, too-large, name-not-ascii, name-unsafe, name-twice
manifest: manifest-missing, manifest-not-at-root, manifest-not-xml, manifest-with-entities, wrong-root,
unknown-version, schema-not-shipped, element-order
references: no-organization, no-item, no-sco, default-dangling, reference-dangling, dependency-dangling,
resource-without-href, file-missing, launch-not-listed, identifier-twice, identifier-not-ascii, identifier-invalid
values: scorm-type-case, scorm-type-missing, bad-vocabulary, bad-number, title-missing, title-too-long,
description-too-long, launch-data-too-long, language-tag, state-too-long
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from exporters.scorm.references import references
from exporters.scorm.values import values

MANIFEST = "imsmanifest.xml"
LARGEST_MANIFEST = 5_000_000
LARGEST_PACKAGE = 4_000_000_000
UNSAFE = re.compile(r'[\x00-\x1f<>:"|?*\\~]|(^|/)\.\.(/|$)|^/')


@dataclass(frozen=True)
class Finding:
    """``rule`` is one of the names above, ``place`` the file, element or identifier that it is about."""

    rule: str
    message: str
    place: str = ""


def validate(data: bytes) -> list[Finding]:
    """Return what is wrong with a package; empty if nothing. Never raises for what the bytes hold."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):  # the last: zipfile's, for features it lacks
        return [Finding("not-a-zip", "This is not a zip file.")]
    with archive:
        found = list(_zip(archive))
        if any(finding.rule in ("damaged", "encrypted", "too-large") for finding in found):
            return found
        names = [entry.filename for entry in archive.infolist() if not entry.is_dir()]
        if MANIFEST not in names:
            return [*found, _missing(names)]
        if archive.getinfo(MANIFEST).file_size > LARGEST_MANIFEST:
            return [*found, Finding("too-large", "The manifest is larger than 5 MB.", MANIFEST)]
        text = archive.read(MANIFEST)
        root = _parse(text)
        if isinstance(root, Finding):
            return [*found, root]
        files = frozenset(names)
        course = archive.read("course.js") if "course.js" in files else b""
    found += [Finding(*one) for one in references(root, files)]
    found += [Finding(*one) for one in values(root, course)]
    return found


def _zip(archive: zipfile.ZipFile) -> Iterator[Finding]:
    """What can be wrong before the manifest is opened."""
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if sum(entry.file_size for entry in entries) > LARGEST_PACKAGE:
        yield Finding("too-large", "Unpacked, the package is larger than 4 GB.")
        return
    seen: set[str] = set()
    for entry in entries:
        name = entry.filename
        if entry.flag_bits & 1:
            yield Finding("encrypted", "The file needs a password.", name)
        if not name.isascii():
            yield Finding("name-not-ascii", "Use a-z, 0-9, . _ - in file names; others get lost on import.", name)
        elif UNSAFE.search(entry.orig_filename):
            yield Finding("name-unsafe", "This file name is refused or changed by platforms.", name)
        if name.lower() in seen:
            yield Finding("name-twice", "Two files have this name (upper and lower case count as one).", name)
        seen.add(name.lower())
    try:
        broken = archive.testzip()
    except (RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error, EOFError, OSError):
        # RuntimeError and NotImplementedError are zipfile's, for a password and a compression that it lacks.
        broken = "?"
    if broken and not any(entry.flag_bits & 1 for entry in entries):
        yield Finding("damaged", "The file cannot be unpacked.", broken)


def _missing(names: list[str]) -> Finding:
    inner = next((name for name in names if name.rsplit("/", 1)[-1].lower() == MANIFEST), None)
    if inner is None:
        return Finding("manifest-missing", "There is no imsmanifest.xml.")
    return Finding("manifest-not-at-root", "imsmanifest.xml must lie at the top of the zip, in lower case.", inner)


def _parse(text: bytes) -> ElementTree.Element | Finding:
    """Parse without ever expanding an entity: a manifest has no need of a document type."""
    probe = text.replace(b"\x00", b"")  # UTF-16, near enough to see the marks
    if b"<!DOCTYPE" in probe or b"<!ENTITY" in probe:
        return Finding("manifest-with-entities", "The manifest must not have a document type or entities.", MANIFEST)
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 - no entities, see above
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        return Finding("manifest-not-xml", f"The manifest is not well-formed XML: {error}.", MANIFEST)
    if root.tag.rpartition("}")[2] != "manifest":
        return Finding("wrong-root", "The outermost element must be manifest.", MANIFEST)
    return root
