"""The parser's time grows as its text does, on texts made to make it grow faster: strangers may send such.

Run as a script it prints the table: CPU milliseconds at 8 kB and at 64 kB, and what one is of the other.

    python tests/properties/test_parser_growth.py [NAME]...
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable
from itertools import count, islice
from pathlib import Path

import pytest

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from service.documents.page import page
from service.documents.segment import segment
from service.markup.parser import parser
from tests.support.markdown import bare


def again(text: str, start: str = "", end: str = "") -> Callable[[int], str]:
    """A text repeated up to a size, between a start and an end."""

    def make(size: int) -> str:
        room = max(0, size - len(start) - len(end))
        return start + (text * (room // len(text) + 1))[:room] + end

    return make


def numbered(text: str) -> Callable[[int], str]:
    """A text repeated up to a size, with a new number for each ``#``."""

    def make(size: int) -> str:
        parts = (text.replace("#", str(number)) for number in count())
        return "".join(islice(parts, size // (len(text) + 3)))

    return make


def halves(first: str, second: str, between: str = "") -> Callable[[int], str]:
    """One text repeated for a half of the size, another for the other half."""
    return lambda size: again(first)(size // 2) + between + again(second)(size // 2)


def deep(opening: str, inside: str = "a") -> Callable[[int], str]:
    """Lines that each nest one block deeper, over and over, as deep as the parser goes."""

    def make(size: int) -> str:
        block = "".join(opening * depth + inside + "\n" for depth in range(1, 40)) + "\n"
        return again(block)(size)

    return make


LIMIT = 12.0

WORST: dict[str, Callable[[int], str]] = {
    "soft breaks": again("a\n"),
    "soft breaks after a blank": again("a \n", end="`b`"),
    "hard breaks": again("a  \n"),
    "hard breaks, backslash": again("a\\\n"),
    "lines of Chinese": again("语\n"),
    "opening brackets": again("["),
    "closing brackets": again("]"),
    "nested brackets beside a definition": lambda size: "[a]: b\n\n" + halves("[", "]")(size),
    "nested brackets": halves("[", "]"),
    "brackets and addresses": halves("[", "](a)"),
    "pictures open": again("!["),
    "pictures in pictures": halves("![", "](a)"),
    "links": again("[a](b) "),
    "link without end": again("[a](<b"),
    "link with open title": again('[a](b "'),
    "link with parentheses": again("(", start="[a]("),
    "references": again("[a][b]", start="[b]: c\n\n"),
    "references that are none": again("[a] [b][c] ", start="[b]: c\n\n"),
    "emphasis": again("*a* "),
    "emphasis opening": again("*a **b "),
    "emphasis closing": again("a* b** "),
    "emphasis of many lengths": again("*a **b ***c d* e** f*** "),
    "emphasis in words": again("a_b__c*d"),
    "emphasis open, then closed": halves("a **b ", "c* "),
    "emphasis by turns": halves("*_", "_*", "a"),
    "one run of stars": again("*"),
    "strike-through": again("~~a ~~~b~~ "),
    "strike-through opening": again("a ~~b "),
    "code spans": again("`a` "),
    "backticks of many lengths": lambda size: "".join("a" + "`" * n for n in range(1, int((2 * size) ** 0.5))),
    "backticks open": again("``a` "),
    "entities": again("&amp;"),
    "entities that are none": again("&a"),
    "numbers of entities": again("&#"),
    "autolinks": again("<https://a.b>"),
    "autolinks open": again("<https://a.b"),
    "addresses open": again("<a@b."),
    "tags": again("<b>a</b>"),
    "tags open": again("<a "),
    "tags with attributes open": again('<a b="'),
    "comments open": again("a <!-- "),
    "declarations open": again("a <!A "),
    "instructions open": again("a <? "),
    "data sections open": again("a <![CDATA["),
    "block tags": again("<div>\n\n"),
    "block tags with text": again("<div>a<b>c\n"),
    "block comment open": again("<!-- a\n"),
    "one block of open tags": again("<a ", start="<div>"),
    "one block of quotation marks": again("<a b='<c d=\"", start="<div>"),
    "backslashes": again("\\"),
    "escapes": again("\\*"),
    "blanks": again(" ", start="a `b\nc`", end="d"),
    "tabs": again("\t", start="a `b\nc`", end="d"),
    "blank lines": again("\n", start="a", end="b"),
    "lines of tabs": again("\ta\n"),
    "long word": again("a"),
    "long word of Chinese": again("语"),
    "combining marks": again("\u0301", start="a"),
    "letters with marks": again("e\u0301\u0323"),
    "CJK signs with stars": again("**「语」**语"),
    "CJK signs with open stars": again("「**语*」"),
    "CJK signs with underscores": again("「_语__」"),
    "quotes": again("> a\n"),
    "nested quotes": again(">", end="a"),
    "quotes ever deeper": deep("> "),
    "quotes with lazy lines": again("> a\nb\n\n"),
    "lists": again("- a\n"),
    "loose lists": again("- a\n\n"),
    "lists in a line": again("- ", end="a"),
    "lists ever deeper": lambda size: again("".join("  " * d + "- a\n" for d in range(40)) + "\n")(size),
    "numbered lists": again("1. a\n"),
    "list signs by turns": again("- a\n* b\n"),
    "lists in quotes": again("> - a\n"),
    "tasks": again("- [ ] a\n"),
    "headings": again("# a\n"),
    "headings of one name": numbered("## a #\n"),
    "underlined headings": again("a\n===\n"),
    "rules": again("* * *\n"),
    "rules that are none": again("* ", end="a"),
    "fences": again("```\na\n```\n"),
    "fences of many lengths": lambda size: "".join("`" * n + "\n" for n in range(int((2 * size) ** 0.5), 3, -1)),
    "fences in lists": again("- ```\n"),
    "code": again("    a\n"),
    "tables": again("a | b\n--|--\nc | d\n\n"),
    "table with rows": again("a|b\n", start="a|b\n-|-\n"),
    "table with columns": lambda size: "|".join("a" * (size // 4)) + "\n" + "|".join("-" * (size // 4)) + "\n",
    "table with short rows": again("|a" * 10 + "|\n" + "|-" * 10 + "|\n" + "a\n" * 20 + "\n"),
    "pipes": again("|"),
    "lines of pipes": again("a|\n"),
    "escaped pipes": again("\\|", start="a|b\n-|-\n"),
    "heads of tables": again("a|b\n-|\n"),
    "reference definitions": numbered("[#]: a\n"),
    "reference definitions of one name": again("[a]: b\n"),
    "reference definitions with titles": numbered("[#]: a 'b'\n"),
    "reference definition with open title": numbered("[#]: a 'b\n"),
    "reference labels open": again("[a\n"),
    "terms": again("a\n: b\n\n"),
    "terms with many meanings": again(": b\n", start="a\n"),
    "meanings in meanings": again(": ", start="a\n", end="b"),
    "footnotes": numbered("a[^#]\n\n[^#]: b\n\n"),
    "footnotes of one name": again("[^a] ", start="[^a]: b\n\n"),
    "footnote labels open": again("[^a", start="[^a]: b\n\n"),
    "footnote definitions": numbered("[^#]: a\n"),
    "footnotes in footnotes": again("[^a]: ", end="b"),
    "footnote reference in definition": numbered("[^#]: a [^#]\n"),
    "braces": again("{"),
    "braces after code": again("`a`{.b "),
    "attributes after code": again("`a`{.b}"),
    "attributes again and again": again("{.b}", start="`a`"),
    "attributes after a long link": lambda size: "[" + again("*a* ")(size // 2) + "](b)" + again("{.c}")(size // 2),
    "comments in attributes": again("`a`{%"),
    "quotations in attributes": again('`a`{b="'),
    "attributes above": again("{.a}\nb\n\n"),
    "attributes above attributes": numbered("{.a#}\n"),
    "attributes at the end": again("{.b ", start="a ", end="}"),
    "attributes at every end": again("# a {#b .c d=e}\n"),
    "many attributes": again(".b ", start="# a {", end="}"),
    "attributes without end": again("a=", start="a {", end="}"),
    "directives": again(":::a\nb\n:::\n"),
    "directives open": again(":::a\n"),
    "directives open, blank lines": again(":::a\n\n"),
    "directives ever longer": lambda size: "".join(":" * n + "a\n" for n in range(3, int((2 * size) ** 0.5))),
    "directives in quotes": again("> :::a\n"),
    "directives in lists": again("- :::a\n"),
    "directives in quotes, by turns": again("> :::a\n\n:::b\n"),
    "directives closed only": again(":::\n"),
    "directive of colons": again(":", end=" !"),
    "directives with titles": again(":::a b {.c}\n:::\n"),
}  # fmt: skip
"""Makers of texts of about so many characters."""


def parse(text: str) -> None:
    parser().parse(text)


def extract(text: str) -> None:
    page.cache_clear()
    segment(bare(text))


def seconds(run: Callable[[str], None], text: str, rounds: int = 3) -> float:
    """The least CPU seconds of some rounds, without those of the garbage collector."""
    times: list[float] = []
    for _ in range(rounds):
        gc.disable()
        start = time.process_time()
        run(text)
        times.append(time.process_time() - start)
        gc.enable()
    return min(times)


def growth(run: Callable[[str], None], make: Callable[[int], str]) -> float:
    """Say how many times as long a text takes that is eight times as large; the smaller takes 3 ms, or has 32 kB.

    Beside other work a run may take longer, never shorter: what seems too much is measured up to eight times, both
    sizes one behind the other, since what disturbs one disturbs the other.
    """
    size = 250
    while seconds(run, make(size), 1) < 0.003 and size < 32_000:
        size *= 2
    small, large = make(size), make(8 * size)
    least = float("inf")
    for _ in range(8):
        least = min(least, seconds(run, large, 1) / seconds(run, small))
        if least <= LIMIT:
            break
    return least


@pytest.mark.parametrize("name", WORST)
def test_eight_times_the_text_is_no_more_than_twelve_times_the_work(name: str) -> None:
    """The one assertion about time: a ratio of two runs, of the processor's time, each the best of some."""
    assert growth(parse, WORST[name]) <= LIMIT, "parsing"
    assert growth(extract, WORST[name]) <= LIMIT, "extraction"


def table(names: list[str]) -> None:
    print(f"{'CPU ms':36}{'parse 8 kB':>12}{'64 kB':>10}{'growth':>8}{'segment 8 kB':>14}{'64 kB':>10}{'growth':>8}")
    for name in names or WORST:
        cells = ""
        for run in (parse, extract):
            small, large = (seconds(run, WORST[name](size)) * 1000 for size in (8_000, 64_000))
            cells += f"{small:12.1f}{large:10.1f}{large / small:8.1f}  "
        print(f"{name:36}{cells}", flush=True)


if __name__ == "__main__":
    table(sys.argv[1:])
