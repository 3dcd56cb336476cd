"""What a commit says: names, addresses, subject, body, trailers. Pure.

Names and titles come from people. Nothing that they hold may end a line, open a header or look like a trailer, and no
real address is ever written: a repository may be public.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

PRODUCT = "Polything"
UNNAMED = "A contributor"
"""Stands for everybody who did not agree to be named, without a number, so that their work cannot be linked up."""

_JOINERS = "\u200c\u200d"
"""Invisible, but letters of Persian and Indic names change without them."""
_CRUD = " .,:;<>\"'\\"
"""What git itself takes off both ends of a name."""
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_NAME, _TITLE, _SUBJECT, _LINES = 100, 60, 100, 200


@dataclass(frozen=True)
class Identity:
    """A name and an address as git wants them; `line` is safe in a header and in a trailer."""

    name: str
    address: str

    @property
    def line(self) -> str:
        return f"{self.name} <{self.address}>"


@dataclass(frozen=True)
class Item:
    """What one commit does in one document: ``what`` is "12 texts translated". ``language`` "" for sources."""

    title: str
    language: str
    what: str


def host_of(url: str) -> str:
    """Return the host for no-reply addresses, "invalid" (RFC 2606) where the workplace has no public name."""
    try:
        host = (urlsplit(url).hostname or "").encode("idna").decode("ascii").lower()
    except ValueError:
        return "invalid"
    try:
        ip_address(host)
    except ValueError:
        return host if _HOST.fullmatch(host) and len(host) <= 200 else "invalid"
    return "invalid"


def identity(person_id: int | None, name: str, host: str) -> Identity:
    """Return how somebody stands in a commit. ``name`` "" is a person who is not to be named, None is no person."""
    domain = f"users.noreply.{host}"
    if person_id is None:
        return Identity(PRODUCT, f"polything@{domain}")
    shown = clean_name(name)
    if not shown:
        return Identity(UNNAMED, f"contributor@{domain}")
    return Identity(shown, f"{person_id}@{domain}")


def clean(text: str, limit: int) -> str:
    """Return text as one line of visible characters, at most ``limit`` of them."""
    kept = "".join(_shown(character) for character in unicodedata.normalize("NFC", text))
    line = " ".join(kept.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def _shown(character: str) -> str:
    """A character as it may stand; white space of any kind becomes a space, control and format characters nothing."""
    if character in _JOINERS:
        return character
    category = unicodedata.category(character)
    if character.isspace() or category in ("Zl", "Zp"):
        return " "
    return "" if category in ("Cc", "Cf", "Cs", "Co", "Cn") else character


def clean_name(name: str) -> str:
    """Return a name as git takes it, "" where nothing is left of it."""
    line = clean(re.sub("[<>]", " ", name), _NAME).strip(_CRUD + _JOINERS)
    return line if any(unicodedata.category(character)[0] in "LN" for character in line) else ""


def clean_title(title: str) -> str:
    """Return a document's title without Markdown's signs, nor signs in front that would make a trailer of its line."""
    line = clean(re.sub(r"[*_`\\<>\[\]]", "", title), _TITLE).lstrip(" -:")
    return line if any(unicodedata.category(character)[0] in "LN" for character in line) else "a document"


def together(items: Sequence[str]) -> str:
    """Join words for a sentence: "a", "a and b", "a, b and c"."""
    return " and ".join(part for part in (", ".join(items[:-1]), items[-1]) if part) if items else ""


def counted(number: int, one: str, many: str) -> str:
    """Say how many: "1 text", "12 texts"."""
    return f"{number} {one if number == 1 else many}"


def message(
    head: str,
    total: str,
    items: Sequence[Item],
    co_authors: Iterable[Identity] = (),
    reviewers: Iterable[Identity] = (),
) -> str:
    """Return a commit's message: "HEAD: TOTAL in DOCUMENT", the documents, and who else had a hand in it.

    Every line of the body begins with "- ", so that no title is ever read as a trailer.
    """
    titles = list(dict.fromkeys(clean_title(item.title) for item in items))
    where = titles[0] if len(titles) == 1 else counted(len(titles), "document", "documents")
    subject = clean(f"{head}: {total} in {where}" if titles else f"{head}: {total}", _SUBJECT + _TITLE)
    lines = [f"- {_place(item)}: {clean(item.what, _SUBJECT)}" for item in items[:_LINES]]
    if len(items) > _LINES:
        lines.append(f"- and {len(items) - _LINES} more")
    trailers = [f"Co-authored-by: {person.line}" for person in _once(co_authors)]
    trailers += [f"Reviewed-by: {person.line}" for person in _once(reviewers)]
    return "\n\n".join(part for part in (subject, "\n".join(lines), "\n".join(trailers)) if part) + "\n"


def _place(item: Item) -> str:
    title = clean_title(item.title)
    return f"{clean(item.language, _TITLE)}, {title}" if item.language else title


def _once(people: Iterable[Identity]) -> list[Identity]:
    return sorted(set(people), key=lambda person: person.line)
