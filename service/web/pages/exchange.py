"""Files for other tools: memory and glossary of a language, out and, after a look, in."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, File, Form, UploadFile
from markupsafe import Markup
from starlette.responses import Response, StreamingResponse

from exporters.api import Language
from service.errors import CatalogueError, EmptyText, PolythingError
from service.exchange.formats.glossary_csv import read_glossary
from service.exchange.formats.memory_csv import memory_csv_parts
from service.exchange.formats.memory_rows import Segment
from service.exchange.formats.tmx import tmx_parts
from service.exchange.glossary_files import (
    GlossaryLook,
    GlossaryStep,
    carry_out_glossary,
    glossary_table,
    glossary_tbx,
    look_at_glossary,
)
from service.exchange.memory_files import (
    MemoryLook,
    import_memory,
    look_at_memory,
    memory_segments,
    read_memory,
    source_languages,
)
from service.translation.permissions import require_coordinator
from service.web.addresses import AtLanguage, LanguageAddress
from service.web.carried import packed, received, unpacked
from service.web.diff import changed
from service.web.visit import Visit, see

router = APIRouter(prefix="/p/{programme}/exchange/{lang}")

FIRST = 12
"""How many of the new segments or words a look shows."""

AT_ONCE = 400
"""How many words that change a look shows and takes at once. What nobody could have seen is never taken."""

MOST = 10**15
"""No file brings more; an address that says so is not ours."""

_PIECE = 64 * 1024


@router.get("")
def page(at: AtLanguage, memory: int = -1, glossary: int = -1) -> Response:
    with at.visit() as visit:
        target = visit.language(at.lang)
        said = ""
        if 0 <= memory < MOST:
            said = visit.words.plural(
                "%(num)s text is new in the memory.", "%(num)s texts are new in the memory.", memory
            )
        elif 0 <= glossary < MOST:
            said = visit.words.plural(
                "%(num)s entry of the glossary was changed.", "%(num)s entries of the glossary were changed.", glossary
            )
        return _page(visit, target, said=said)


def _page(
    visit: Visit, target: Language, *, said: str = "", problem: PolythingError | None = None, about: str = ""
) -> Response:
    pair = visit.uow.memory.pair(visit.the_programme.source_language, target.tag)
    return visit.page(
        "exchange.html",
        422 if problem else 200,
        lang=target,
        here=_address(visit, target),
        may=visit.actor is not None and visit.actor.reaches("coordinator", target.tag),
        held=pair.sources if pair else 0,
        said=said,
        problem=problem,
        about=about,
        current="glossary",
    )


def _address(visit: Visit, target: Language) -> str:
    return f"{visit.base}/exchange/{target.tag}"


def _segments(visit: Visit, at: LanguageAddress) -> tuple[Language, Iterator[Segment]]:
    """The memory of a language, for its coordinators; what other programmes of the server wrote stays with them."""
    target = visit.language(at.lang)
    visit.must("coordinator", target.tag)
    own = visit.the_programme.id
    return target, memory_segments(visit.uow, source_languages(visit.uow, own), target.tag, programme_id=own)


@router.get("/memory.tmx")
def tmx(at: AtLanguage) -> Response:
    """The memory as TMX 1.4b."""
    with at.visit() as visit:
        target, segments = _segments(visit, at)
        name = f"{visit.the_programme.key}.{target.tag}.tmx"
        return _download(tmx_parts(segments, visit.the_programme.source_language), name, "application/xml")


@router.get("/memory.csv")
def memory_csv(at: AtLanguage) -> Response:
    """The memory as a spreadsheet."""
    with at.visit() as visit:
        target, segments = _segments(visit, at)
        name = f"{visit.the_programme.key}.{target.tag}.memory.csv"
        return _download(memory_csv_parts(segments), name, "text/csv; charset=utf-8")


@router.get("/glossary.csv")
def glossary_csv(at: AtLanguage) -> Response:
    """The glossary as a spreadsheet; whoever can read the glossary can have it."""
    with at.visit() as visit:
        target = visit.language(at.lang)
        data = glossary_table(visit.uow, visit.the_programme.id, [target.tag])
        name = f"{visit.the_programme.key}.{target.tag}.glossary.csv"
        return _download((data,), name, "text/csv; charset=utf-8")


@router.get("/glossary.tbx")
def tbx(at: AtLanguage) -> Response:
    """The glossary as TBX-Basic."""
    with at.visit() as visit:
        target = visit.language(at.lang)
        own = visit.the_programme
        data = glossary_tbx(visit.uow, own.id, own.title, own.source_language, [target.tag])
        return _download((data,), f"{own.key}.{target.tag}.tbx", "application/xml")


def _download(parts: Iterable[bytes], name: str, media_type: str) -> Response:
    """Send a file that may be large. It goes to the disk first, so that a slow reader holds no transaction open."""
    kept = tempfile.SpooledTemporaryFile(max_size=1_000_000)  # noqa: SIM115 - closed when it was sent
    for part in parts:
        kept.write(part)
    size = kept.tell()
    kept.seek(0)

    def pieces() -> Iterator[bytes]:
        with kept:
            while piece := kept.read(_PIECE):
                yield piece

    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Length": str(size),
        "Content-Security-Policy": "sandbox",
    }
    return StreamingResponse(pieces(), media_type=media_type, headers=headers)


@router.post("/memory")
def look_memory(at: AtLanguage, file: Annotated[UploadFile, File()]) -> Response:
    """Show what a memory would bring; nothing is changed yet."""
    with at.visit() as visit:
        target = visit.language(at.lang)
        visit.must("coordinator", target.tag)
        visit.count("upload")
        try:
            name, data = received(visit, file)
            look = _memory(visit, target, name, data)
            kept = packed(visit, name, data)
        except (CatalogueError, EmptyText) as error:
            return _page(visit, target, problem=error, about="memory")
        return visit.page(
            "exchange_memory.html",
            lang=target,
            here=_address(visit, target),
            look=look,
            others=_counted(visit, look),
            first=look.new[:FIRST],
            file_name=name,
            data=kept,
            current="glossary",
        )


def _memory(visit: Visit, target: Language, name: str, data: bytes) -> MemoryLook:
    sources = source_languages(visit.uow, visit.the_programme.id)
    return look_at_memory(visit.uow, read_memory(data, name, sources), sources, [target.tag])


def _counted(visit: Visit, look: MemoryLook) -> list[tuple[str, int]]:
    """Say how many segments are in other languages, the most first."""
    counts = [*look.elsewhere.items(), *look.foreign.items()]
    return [(_named(visit, tag), count) for tag, count in sorted(counts, key=lambda item: (-item[1], item[0]))]


def _named(visit: Visit, tag: str) -> str:
    try:
        return visit.words.name_of(tag)
    except PolythingError:  # a file may name any tag
        return tag


@router.post("/memory/accept")
def take_memory(at: AtLanguage, name: Annotated[str, Form()], data: Annotated[list[str], Form()]) -> Response:
    """Remember what was shown, worked out anew."""
    with at.visit(write=True) as visit:
        target = visit.language(at.lang)
        require_coordinator(visit.must("coordinator", target.tag), target.tag)
        visit.count("upload")
        new = import_memory(visit.uow, _memory(visit, target, name, unpacked(visit, data)))
        return see(f"{_address(visit, target)}?memory={sum(new.values())}")


@dataclass(frozen=True)
class Line:
    """One step for the page: what it is about, what it was and would be."""

    step: GlossaryStep
    label: str
    shown: Markup | str
    tag: str


@router.post("/glossary")
def look_glossary(at: AtLanguage, file: Annotated[UploadFile, File()]) -> Response:
    """Show what a glossary would change; nothing is changed yet."""
    with at.visit() as visit:
        target = visit.language(at.lang)
        visit.must("coordinator", target.tag)
        visit.count("upload")
        try:
            name, data = received(visit, file)
            look = _glossary(visit, target, name, data)
            return _glossary_look(visit, target, look, name, packed(visit, name, data))
        except (CatalogueError, EmptyText) as error:
            return _page(visit, target, problem=error, about="glossary")


def _glossary(visit: Visit, target: Language, name: str, data: bytes) -> GlossaryLook:
    actor = visit.who()
    return look_at_glossary(
        visit.uow,
        visit.the_programme.id,
        read_glossary(data, name, target.tag),
        [target.tag],
        may_terms=actor.reaches("author"),
        person_id=actor.person_id,
    )


def _glossary_look(
    visit: Visit, target: Language, look: GlossaryLook, name: str, data: list[str], *, again: bool = False
) -> Response:
    asked, new = _at_once(look)
    groups = {term: list(steps) for term, steps in groupby(new, lambda step: step.term)}
    return visit.page(
        "exchange_glossary.html",
        409 if again else 200,
        lang=target,
        here=_address(visit, target),
        look=look,
        conflicts=[_line(visit, target, step) for step in asked if step.kind == "conflict"],
        changes=[_line(visit, target, step) for step in asked if step.kind == "changed"],
        first=[[_line(visit, target, step) for step in groups[term]] for term in list(groups)[:FIRST]],
        new=len(groups),
        rest=len(look.steps) - len(asked) - len(new),
        file_name=name,
        data=data,
        again=again,
        current="glossary",
    )


def _at_once(look: GlossaryLook) -> tuple[list[GlossaryStep], list[GlossaryStep]]:
    """Return the steps that take the place of something, as many as are shown, and those that only add.

    Steps of a term stay together, and the term itself comes first.
    """
    asked = sorted((step for step in look.steps if step.kind != "new"), key=lambda step: step.kind != "conflict")
    return asked[:AT_ONCE], [step for step in look.steps if step.kind == "new"]


def _line(visit: Visit, target: Language, step: GlossaryStep) -> Line:
    words = visit.words
    labels = {
        "term": words("new term"),
        "words": "",
        "avoid": words("not to be used"),
        "definition": words("meaning"),
        "reason": words("reason"),
        "do_not_translate": words("not translated"),
        "variants": words("other forms"),
    }
    told = {"yes": words("yes"), "no": words("no")} if step.what == "do_not_translate" else {}
    now, file = (told.get(text, text) for text in (step.now, step.file))
    if step.what in ("words", "avoid", "variants"):
        now, file = now.replace("|", ", "), file.replace("|", ", ")
    tag = target.tag if step.tag else visit.the_programme.source_language
    if told:
        tag = words.tag
    shown = "" if step.what == "term" else changed(now, file) if now else file
    return Line(step, labels[step.what], shown, tag)


@router.post("/glossary/accept")
def take_glossary(
    at: AtLanguage,
    name: Annotated[str, Form()],
    data: Annotated[list[str], Form()],
    seen: Annotated[str, Form()],
    agreed: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """Carry out what was shown. If it would be something else by now, it is shown anew."""
    with at.visit(write=True) as visit:
        target = visit.language(at.lang)
        actor = visit.must("coordinator", target.tag)
        require_coordinator(actor, target.tag)
        visit.count("upload")
        look = _glossary(visit, target, name, unpacked(visit, data))
        if look.seen != seen:
            return _glossary_look(visit, target, look, name, data, again=True)
        asked, new = _at_once(look)
        done = carry_out_glossary(
            visit.uow, visit.the_programme.id, [*new, *asked], agreed or (), person_id=actor.person_id
        )
        return see(f"{_address(visit, target)}?glossary={done}")
