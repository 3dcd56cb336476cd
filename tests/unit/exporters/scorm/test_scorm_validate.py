"""The validator refuses broken packages by name, and lets sound ones through, also those that others made."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest

from exporters.scorm.validate import MANIFEST, validate
from tests.support.scorm import members, packages, zipped

Files = dict[str, bytes]
OLD = "scorm12/two-things-all.zip"
NEW = "scorm2004/two-things-all.zip"


def package(path: str) -> Files:
    """A sound package to break."""
    return dict(members(packages(path.split("/")[0], "passed")[path]))


def swap(old: str, new: str, *, name: str = MANIFEST) -> Callable[[Files], Files]:
    """Replace the first occurrence of a text in a member; the text must be there."""

    def change(files: Files) -> Files:
        text = files[name].decode()
        assert old in text, old
        return {**files, name: text.replace(old, new, 1).encode()}

    return change


def without(name: str) -> Callable[[Files], Files]:
    return lambda files: {key: data for key, data in files.items() if key != name}


def renamed(old: str, new: str) -> Callable[[Files], Files]:
    return lambda files: {new if key == old else key: data for key, data in files.items()}


def nested(files: Files) -> Files:
    return {f"course/{name}": data for name, data in files.items()}


def unlisted(files: Files) -> Files:
    return swap('      <file href="index.html"/>\n', "")(files)


def huge(files: Files) -> Files:
    """A course with so many questions that a learner's answers cannot be kept."""
    question = '{"id": "q", "options": ["a","b","c","d","e","f","g","h","i"], "right": ["a"]}'
    text = files["course.js"].decode()
    first = re.search(r'"questions": \[\n', text)
    assert first
    many = (question + ",\n") * 2100
    return {**files, "course.js": (text[: first.end()] + many + text[first.end() :]).encode()}


BROKEN: list[tuple[str, str, Callable[[Files], Files]]] = [
    ("scorm-type-case", OLD, swap("adlcp:scormtype", "adlcp:scormType")),
    ("scorm-type-case", NEW, swap("adlcp:scormType", "adlcp:scormtype")),
    ("scorm-type-missing", OLD, swap(' adlcp:scormtype="sco"', "")),
    ("bad-vocabulary", OLD, swap('scormtype="sco"', 'scormtype="SCO"')),
    ("bad-vocabulary", OLD, swap('"x-none">no<', '"x-none">maybe<')),
    ("bad-vocabulary", NEW, swap('flow="true"', 'flow="yes"')),
    ("bad-vocabulary", OLD, swap('isvisible="true"', 'isvisible="shown"')),
    ("bad-number", OLD, swap("<adlcp:masteryscore>60", "<adlcp:masteryscore>sixty")),
    ("bad-number", NEW, swap("<imsss:minNormalizedMeasure>0.6", "<imsss:minNormalizedMeasure>60")),
    ("manifest-missing", OLD, without(MANIFEST)),
    ("manifest-not-at-root", OLD, nested),
    ("manifest-not-at-root", OLD, renamed(MANIFEST, "IMSManifest.xml")),
    ("manifest-not-xml", OLD, swap("</organizations>", "")),
    ("manifest-with-entities", OLD, swap("<manifest", '<!DOCTYPE m [<!ENTITY a "b">]><manifest')),
    ("wrong-root", OLD, lambda files: {**files, MANIFEST: b"<package/>"}),
    ("unknown-version", OLD, swap("imscp_rootv1p1p2", "imscp_rootv9")),
    ("unknown-version", NEW, swap("2004 4th Edition", "2004 9th Edition")),
    ("unknown-version", OLD, swap("<schemaversion>1.2", "<schemaversion>2004 4th Edition")),
    (
        "schema-not-shipped",
        NEW,
        swap(
            'version="1.0"\n',
            'version="1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
            'xsi:schemaLocation="http://www.imsglobal.org/xsd/imscp_v1p1 imscp_v1p1.xsd"\n',
        ),
    ),
    ("element-order", OLD, swap("<adlcp:masteryscore>60</adlcp:masteryscore>", "<metadata/><title>x</title>")),
    ("element-order", NEW, swap("<item identifier", "<imsss:sequencing/><item identifier")),
    (
        "no-organization",
        OLD,
        lambda f: {**f, MANIFEST: re.sub(rb"(?s)<organization .*</organization>", b"", f[MANIFEST])},
    ),
    ("no-item", OLD, lambda f: {**f, MANIFEST: re.sub(rb"(?s)<item .*</item>", b"", f[MANIFEST])}),
    ("no-sco", OLD, swap(' identifierref="res-1"', "")),
    ("default-dangling", NEW, swap('default="org"', 'default="other"')),
    ("reference-dangling", OLD, swap('identifierref="res-1"', 'identifierref="res-2"')),
    ("dependency-dangling", OLD, swap("    </resource>", '      <dependency identifierref="x"/>\n    </resource>')),
    ("resource-without-href", NEW, swap('adlcp:scormType="sco" href="index.html"', 'adlcp:scormType="sco"')),
    ("file-missing", OLD, without("look.css")),
    ("file-missing", NEW, without("index.html")),
    ("launch-not-listed", OLD, unlisted),
    ("identifier-twice", OLD, swap('identifier="item-1"', 'identifier="res-1"')),
    ("identifier-not-ascii", NEW, swap('identifier="item-1"', 'identifier="rzecz-ż"')),
    ("identifier-invalid", OLD, swap('identifier="item-1"', 'identifier="1 item"')),
    ("title-missing", OLD, swap("<title>Two Things for Everyday Practice</title>", "<title> </title>")),
    ("title-too-long", NEW, swap("<title>Two Things for Everyday Practice</title>", f"<title>{'x' * 256}</title>")),
    ("description-too-long", OLD, swap("Short tasks", "Short tasks " * 100)),
    ("language-tag", OLD, swap('xml:lang="ar"', 'xml:lang="Arabic (standard)"')),
    (
        "launch-data-too-long",
        OLD,
        swap("<adlcp:masteryscore>60</adlcp:masteryscore>", f"<adlcp:datafromlms>{'x' * 4097}</adlcp:datafromlms>"),
    ),
    ("state-too-long", OLD, huge),
    ("name-not-ascii", OLD, renamed("licence.txt", "licença.txt")),
    ("name-unsafe", OLD, renamed("licence.txt", "../licence.txt")),
    ("name-unsafe", OLD, renamed("licence.txt", "a~b.txt")),
    ("name-twice", OLD, lambda files: {**files, "LOOK.css": b""}),
]


@pytest.mark.parametrize(("rule", "path", "change"), BROKEN, ids=[f"{i}-{rule}" for i, (rule, *_) in enumerate(BROKEN)])
def test_a_broken_package_is_refused_by_name(rule: str, path: str, change: Callable[[Files], Files]) -> None:
    sound = package(path)
    assert validate(zipped(sound)) == []
    found = validate(zipped(change(sound)))
    assert rule in {finding.rule for finding in found}, found
    assert all(finding.message for finding in found)


def test_every_rule_that_is_promised_has_a_broken_package() -> None:
    documented = set(
        re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)+", (validate.__globals__["__doc__"] or "").split("Rules:")[1])
    )
    elsewhere = {"not-a-zip", "too-large"}
    assert documented - elsewhere - {"damaged", "encrypted"} == {rule for rule, *_ in BROKEN}


@pytest.mark.parametrize("data", [b"", b"PK", b"\x00" * 100, b"PK\x05\x06" + b"\xff" * 18])
def test_bytes_that_are_no_zip_are_refused(data: bytes) -> None:
    assert [finding.rule for finding in validate(data)] == ["not-a-zip"]


def test_a_damaged_member_is_found() -> None:
    data = bytearray(packages("scorm12")[OLD])
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        entry = archive.getinfo("learn.js")
    at = entry.header_offset + 30 + len("learn.js") + entry.compress_size // 2
    data[at] ^= 0xFF
    assert "damaged" in {finding.rule for finding in validate(bytes(data))}


def test_a_member_with_a_password_is_refused() -> None:
    data = bytearray(zipped(package(OLD)))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        entry = archive.getinfo("learn.js")
    central = bytes(data).rindex(b"learn.js") - 46
    data[entry.header_offset + 6] |= 1
    data[central + 8] |= 1
    assert "encrypted" in {finding.rule for finding in validate(bytes(data))}


# Sound packages as other tools make them, reduced to their manifests. Written for this test after public descriptions.
MULTI = """<?xml version="1.0"?>
<manifest identifier="MANIFEST_01" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xsi:schemaLocation="http://www.imsproject.org/xsd/imscp_rootv1p1p2 imscp_rootv1p1p2.xsd">
  <organizations default="ORG"><organization identifier="ORG"><title>Course</title>
    <item identifier="I0"><title>Part one</title>
      <item identifier="I1" identifierref="R1" parameters="?thing=1"><title>One</title>
        <adlcp:prerequisites type="aicc_script">I0</adlcp:prerequisites></item>
      <item identifier="I2" identifierref="R1" parameters="?thing=2"><title>Two</title></item></item>
    </organization></organizations>
  <resources xml:base="Content/">
    <resource identifier="R1" type="webcontent" adlcp:scormtype="sco" href="Start%20Page.html?x=1#top">
      <file href="Start%20Page.html"/><dependency identifierref="R2"/></resource>
    <resource identifier="R2" type="webcontent" adlcp:scormtype="asset"><file href="lib/JQuery.js"/></resource>
  </resources></manifest>"""
ELSEWHERE = """<?xml version="1.0" encoding="utf-8"?>
<manifest identifier="com.example.course_1" version="1" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss"
  xmlns:adlnav="http://www.adlnet.org/xsd/adlnav_v1p3">
  <metadata><schema>ADL SCORM</schema><schemaversion>2004 3rd Edition</schemaversion>
    <adlcp:location>metadata.xml</adlcp:location></metadata>
  <organizations default="B0"><organization identifier="B0" structure="hierarchical"><title>Course</title>
    <item identifier="i1" identifierref="r1" isvisible="true"><title>Play</title>
      <adlnav:presentation><adlnav:navigationInterface><adlnav:hideLMSUI>continue</adlnav:hideLMSUI>
      </adlnav:navigationInterface></adlnav:presentation><imsss:sequencing IDRef="s1"/></item>
    <imsss:sequencing><imsss:controlMode choice="false" flow="1"/></imsss:sequencing></organization></organizations>
  <resources><resource identifier="r1" type="webcontent" href="https://example.org/launch" adlcp:scormType="sco"/>
  </resources>
  <imsss:sequencingCollection><imsss:sequencing ID="s1"/></imsss:sequencingCollection></manifest>"""


def test_sound_packages_of_others_raise_no_alarm() -> None:
    extra = {"Content/Start Page.html": b"", "Content/lib/JQuery.js": b"", "imscp_rootv1p1p2.xsd": b"", "README": b""}
    assert validate(zipped({**extra, MANIFEST: MULTI.encode()})) == []
    assert validate(zipped({MANIFEST: MULTI.encode("utf-8-sig"), **extra})) == []
    assert validate(zipped({MANIFEST: ELSEWHERE.encode(), "metadata.xml": b""})) == []
