"""Editions with one poster in several languages, and small parts, for the tests of the PDF exporter."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from exporters import api, nodes

TEXTS = Path(__file__).parents[1] / "golden" / "posters.json"
LANGUAGES = {
    "en": api.Language(
        tag="en", autonym="English", english="English", dir="ltr", script="Latn", gettext="en", cldr="en"
    ),
    "de": api.Language(
        tag="de", autonym="Deutsch", english="German", dir="ltr", script="Latn", gettext="de", cldr="de"
    ),
    "ar": api.Language(
        tag="ar", autonym="العربية", english="Arabic", dir="rtl", script="Arab", gettext="ar", cldr="ar", digits="arab"
    ),
    "zh-Hans": api.Language(
        tag="zh-Hans", autonym="中文", english="Chinese", dir="ltr", script="Hans", gettext="zh_CN", cldr="zh_Hans"
    ),
    "en-XA": api.Language(
        tag="en-XA", autonym="Pseudo", english="Pseudo", dir="ltr", script="Latn", gettext="en_XA", cldr="en"
    ),
}
_ACCENTS = str.maketrans("aeioucnszyAEIOUCNSZY", "áéîöüçñšžýÁÉÎÖÜÇÑŠŽÝ")


def pseudo(text: str) -> str:
    """A false translation: accented letters and 35 per cent more of them, at the ends of the words."""
    words = []
    for number, word in enumerate(text.translate(_ACCENTS).split(" ")):
        extra = round(len(word) * 0.35 + (0.3 if number % 2 else -0.1))
        words.append(word + "ëřõ"[:1] * extra if word[-1:].isalpha() else word[:-1] + "ë" * extra + word[-1:])
    return " ".join(words)


@cache
def texts(tag: str) -> dict[str, Any]:
    """The poster's texts in a language; "en-XA" is made from English."""
    all_texts = json.loads(TEXTS.read_text(encoding="utf-8"))
    if tag != "en-XA":
        return dict(all_texts[tag])
    return dict(_map(all_texts["en"], pseudo))


def _map(value: Any, change: Any) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_map(item, change) for item in value]
    return {key: _map(item, change) for key, item in value.items()}


def phrase(text: str, language: api.Language, *children: Any, key: str = "", **unit: Any) -> nodes.Phrase:
    """A phrase of one text node, or of given children."""
    state = "source" if language.tag == "en" else "approved"
    reference = {"id": key or f"{abs(hash(text)) % 16**12:012x}", "lang": language.tag, "dir": language.dir}
    return nodes.Phrase(
        unit=nodes.UnitRef(**({**reference, "state": state} | unit)), children=children or (nodes.Text(text=text),)
    )


def edition(
    tag: str,
    design: str = "partners",
    *,
    sizes: tuple[str, ...] = ("a4",),
    change: dict[str, Any] | None = None,
    panels: tuple[nodes.AnyBlock, ...] = (),
) -> api.Edition:
    """An edition that holds one poster. ``change`` replaces texts by key; ``panels`` follow the first panel's text."""
    language, words = LANGUAGES[tag], texts(tag) | (change or {})
    count = 0

    def p(text: str) -> nodes.Phrase:
        nonlocal count
        count += 1
        return phrase(text, language, key=f"{count:012x}")

    def slot(name: str, role: str, heading: str | None, text: str, more: tuple[Any, ...] = ()) -> nodes.Section:
        children: tuple[Any, ...] = (nodes.Paragraph(content=p(text)), *more)
        if heading is not None:
            children = (nodes.Heading(level=2, id=name, content=p(heading)), *children)
        return nodes.Section(name="slot", id=name, attributes={"role": role}, children=children)

    own = words["panels"][: 3 if design == "picture" else None]
    blocks = [slot(f"s{i}", "panel", *panel, panels if not i else ()) for i, panel in enumerate(own)]
    blocks += [slot("note", "note", None, words["note"]), slot("call", "call", *words["call"])]
    fields = {key: p(words[key]) for key in ("title", "kicker", "lead", "qr_text")}
    if design == "partners":
        fields |= {f"fields.{i}": p(text) for i, text in enumerate(words["fields"])}
    document = api.Document(
        id="poster/shared-work",
        kind="poster",
        slug="shared-work",
        source_language="en",
        source_title=texts("en")["title"],
        source_digest="0" * 64,
        version="2026.11",
        fields=fields,
        meta={"design": design, "sizes": sizes, "qr": "https://example.org/shared-work"},
        licence="CC-BY-4.0",
        progress=api.Progress(units=count, words=170, approved=count),
        contributors=(api.Contributor(name="Polything demo editors", role="author"),),
        blocks=tuple(blocks),
    )
    return wrap(language, document)


def wrap(language: api.Language, *documents: api.Document, **more: Any) -> api.Edition:
    """An edition round documents."""
    return api.Edition(
        programme=api.Imprint(
            id="demo",
            title="Everyday Practice",
            version="2026.11",
            organisation="Polything demo editors",
            contact="hello@example.org",
            address="https://example.org/demo",
            source_language="en",
            licence=api.Licence(id="CC-BY-4.0", name="CC BY 4.0", url="https://creativecommons.org/licenses/by/4.0/"),
        ),
        language=language,
        source=LANGUAGES["en"],
        siblings=tuple(LANGUAGES.values()),
        draft=language.tag != "en",
        documents=documents,
        progress=documents[0].progress,
        generated=date(2026, 11, 20),
        **more,
    )


def guide(*blocks: nodes.AnyBlock, tag: str = "en", kind: str = "guide", **more: Any) -> api.Document:
    """A guide of given blocks, for texts that should print as they are."""
    language = LANGUAGES[tag]
    return api.Document(
        **(
            {
                "id": f"{kind}/sample",
                "kind": kind,
                "slug": "sample",
                "source_language": "en",
                "source_title": "Sample",
                "source_digest": "0" * 64,
                "version": "2026.11",
                "fields": {"title": phrase("Sample", language), "lead": phrase("A lead.", language)},
                "licence": "CC-BY-4.0",
                "progress": api.Progress(units=3, approved=3),
                "blocks": blocks,
            }
            | more
        )
    )
