"""What can be wrong with a document's body, each at its line."""

from __future__ import annotations

from collections.abc import Iterator

from markdown_it.token import Token

from service.documents.page import page
from service.documents.source import SourceDocument
from service.errors import ContentError
from service.markup.html import forbidden
from service.markup.parser import parse_inline

_ALLOWED = "Allowed are details, summary, figure, figcaption, div, br, sub, sup, kbd, abbr and span."


def body_errors(document: SourceDocument) -> Iterator[ContentError]:
    """Yield the errors of a document's structure in page order; links are checked by `links.link_errors`."""
    seen: dict[str, int] = {}
    found = page(document)
    env = found.inline_env()
    for index, token in enumerate(found.tokens):
        line = document.body_line + (token.map[0] if token.map else 0) + 1

        def error(message: str, hint: str = "", line: int = line) -> ContentError:
            return ContentError(message, path=document.path, line=line, hint=hint)

        identity = token.attrs.get("id") if token.nesting >= 0 else None
        if identity:
            first = seen.setdefault(str(identity), line)
            if first != line:
                yield error(f"the id “{identity}” is used twice, first in line {first}", "Give each place its own id.")
        if token.type == "directive_open":
            if not token.meta["closed"]:
                name, colons = token.meta["name"], token.markup
                yield error(f"“{colons}{name}” is not closed", f"End it with a line “{colons}”.")
            if token.meta["name"] in ("quiz", "selfcheck"):
                yield from _exercise(document, found.tokens, index, line)
        elif token.type == "html_block":
            wrong = forbidden(token.content)
            if wrong:
                yield error(f"this HTML is not allowed: {wrong}", _ALLOWED)
        elif token.type == "inline" and "<" in token.content:
            for child in parse_inline(token.content, env):
                wrong = forbidden(child.content) if child.type == "html_inline" else None
                if wrong:
                    yield error(f"this HTML is not allowed: {wrong}", _ALLOWED)
                    break


def _exercise(document: SourceDocument, tokens: list[Token], start: int, line: int) -> Iterator[ContentError]:
    """Check a quiz (every question has answers, one at least right) or a self-check (statements and a scale)."""
    end = _end(tokens, start)
    inside = tokens[start + 1 : end]
    if tokens[start].meta["name"] == "selfcheck":
        if not any(t.type == "ordered_list_open" for t in inside) or not any(
            t.type == "bullet_list_open" for t in inside
        ):
            yield ContentError(
                "a self-check needs an ordered list of statements and a bullet list of answers",
                path=document.path,
                line=line,
            )
        return
    questions = [i for i, t in enumerate(inside) if t.type == "heading_open" and t.tag > "h2"]
    if not questions:
        yield ContentError("a quiz needs questions: headings “### …”", path=document.path, line=line)
    for position, begin in enumerate(questions):
        stop = questions[position + 1] if position + 1 < len(questions) else len(inside)
        answers = [t.meta["checked"] for t in inside[begin:stop] if "checked" in t.meta]
        at = document.body_line + (inside[begin].map or [0])[0] + 1
        if len(answers) < 2:
            yield ContentError("this question needs two answers or more: “- [ ] …”", path=document.path, line=at)
        elif not any(answers):
            yield ContentError(
                "no answer of this question is right", path=document.path, line=at, hint="Mark it with “- [x]”."
            )


def _end(tokens: list[Token], start: int) -> int:
    depth = 0
    for index in range(start, len(tokens)):
        depth += tokens[index].nesting
        if depth == 0:
            return index
    return len(tokens)
