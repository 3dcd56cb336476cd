"""One package: the page in each language, the run-time, pictures, manifest, and the zip around them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from exporters import theme
from exporters.api import Document, Edition, ExportError, Sink
from exporters.packing import gather, identifier, pack, pictures
from exporters.scorm import course, page, state
from exporters.scorm.manifest import MANIFEST, Words, manifest, words
from exporters.scorm.names import SUSPEND

STATIC = Path(__file__).parent / "static"


@dataclass(frozen=True)
class Request:
    """``editions``: one a language, the default first. ``documents``: ids of the Things. ``version``: "1.2" or "2004".

    ``report``: "completed" or "passed". ``identity``: the manifest's identifier. ``single``: about one Thing.
    """

    editions: tuple[Edition, ...]
    documents: tuple[str, ...]
    version: str
    report: str
    identity: str
    single: bool


def build(request: Request, sink: Sink) -> bytes:
    """Return the bytes of the package.

    Raises:
        ExportError: if a title is too long, a picture is missing, or the state of a learner would not fit.
    """
    first = request.editions[0]
    things = [_documents(edition, request.documents) for edition in request.editions]
    plan = _plan(request.editions, things)
    tags = tuple(edition.language.tag for edition in request.editions)
    length = state.longest(plan, tags)
    if length > SUSPEND:
        raise ExportError(
            f"The answers of a learner would take {length} characters; SCORM keeps {SUSPEND}. Make smaller packages."
        )
    pages = [
        page.Page(edition, tuple(documents), plan, request.single, request.editions)
        for edition, documents in zip(request.editions, things, strict=True)
    ]
    texts = [
        _words(edition, documents, request.single) for edition, documents in zip(request.editions, things, strict=True)
    ]
    bodies = [page.body(one) for one in pages]
    files: dict[str, bytes] = {
        "index.html": page.index(pages[0], bodies[0], texts[0].title).encode(),
        "course.js": course.script(
            plan, first, identity=request.identity, version=request.version, report=request.report, languages=tags
        ).encode(),
        "learn.js": run_time(),
        "look.css": look(),
        "licence.txt": licence(texts),
    }
    if len(pages) > 1:
        for one, body, text in zip(pages, bodies, texts, strict=True):
            files[text_file(one.edition.language.tag)] = _text(one, body, text.title).encode()
    used = {path for one in pages for path in pictures(one.edition, one.documents)}
    files |= gather(first, used, sink)
    mark = plan.mark if request.report == "passed" else None
    files[MANIFEST] = manifest(
        request.version, request.identity, texts, sorted(files), release=first.programme.version, mark=mark
    )
    return pack(files, first=(MANIFEST,), portable=True)


def text_file(tag: str) -> str:
    """Name of the file with a language's page, in a package with several."""
    return f"text-{identifier(tag)}.js"


@cache
def run_time() -> bytes:
    """The package's one script: state, platform, the exercises of the theme as a function, and the page."""
    exercises = "function polythingExercises () {\n" + theme.exercises().decode() + "}\n"
    parts = [(STATIC / name).read_text(encoding="utf-8") for name in ("state.js", "lms.js")]
    parts += [exercises] + [(STATIC / name).read_text(encoding="utf-8") for name in ("keep.js", "page.js")]
    return ";\n".join(part.rstrip() for part in parts).encode() + b"\n"  # the files end without a semicolon


@cache
def look() -> bytes:
    """The package's one style sheet: the theme's and that of the learning page."""
    return theme.stylesheet() + b"\n" + (STATIC / "learn.css").read_bytes()


def licence(texts: Sequence[Words]) -> bytes:
    """Title, version, organisation and licence in each language, as a file for people who open the package."""
    return "".join(f"[{text.language}] {text.rights}\n" for text in texts).encode()


def _documents(edition: Edition, identities: Sequence[str]) -> list[Document]:
    try:
        return [edition.document(identity) for identity in identities]
    except KeyError as error:
        raise ExportError(f"The {edition.language.english} edition has no {error.args[0]}.") from None


def _plan(editions: Sequence[Edition], things: Sequence[Sequence[Document]]) -> course.Course:
    """The one plan of all languages. The learner's state is shared, so their steps and questions must be the same."""
    plans = [course.plan(documents) for documents in things]
    for edition, plan in zip(editions[1:], plans[1:], strict=True):
        for ours, theirs in zip(plans[0].things, plan.things, strict=True):
            if ours != theirs:
                raise ExportError(
                    f"{ours.slug} has other steps or questions in {edition.language.english} than in "
                    f"{editions[0].language.english}. Make the editions again from the same sources."
                )
    return plans[0]


def _words(edition: Edition, documents: Sequence[Document], single: bool) -> Words:
    if single:
        summary = documents[0].fields.get("summary") or documents[0].fields.get("lead")
        return words(edition, documents[0].title.text, summary.text if summary else "")
    home = edition.page("home")
    lead = home.fields.get("lead") if home else None
    return words(edition, edition.programme.title, lead.text if lead else "")


def _text(one: page.Page, body: str, title: str) -> str:
    """A language's page as a script: it works from a folder, and where a platform's server knows no JSON."""
    language = one.edition.language
    values = {"tag": language.tag, "dir": language.dir, "digits": language.digits, "title": title, "html": body}
    return f"polythingText({json.dumps(values, ensure_ascii=False, sort_keys=True)})\n"
