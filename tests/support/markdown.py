"""What the tests of the engine share: bare documents, HTML as a reader sees it, strategies for nested documents."""

from __future__ import annotations

import html
import re

from hypothesis import strategies as st

from service.catalogue.frontmatter import FrontMatter
from service.catalogue.joining import squeeze
from service.catalogue.source import SourceDocument

_TEXTS = re.compile(r'(\b(?:alt|title|aria-label)=)(?:"[^"]*"|\'[^\']*\')')
_HIDDEN = re.compile(
    r"<script.*?(?:</script>|\Z)|<style.*?(?:</style>|\Z)|<!--.*?(?:-->|\Z)|<code.*?</code>|<\?.*?\?>|<!\[CDATA.*?\]\]>"
    r'|<a href="[^"]*"[^>]*>(?:[A-Za-z][A-Za-z0-9+.-]+:[^<\s]*|[^<\s]+@[^<\s]+)</a>',
    re.DOTALL,
)


def bare(text: str) -> SourceDocument:
    """A document without front matter."""
    return SourceDocument("page", "case", "case.md", text, FrontMatter({"title": "Case"}, (), {}), 0)


def seen(page: str) -> str:
    """HTML with white space as a reader sees it; ``pre`` keeps its own."""
    parts = re.split(r"(<pre.*?</pre>)", page, flags=re.DOTALL)
    return "".join(part if i % 2 else squeeze(part) for i, part in enumerate(parts))


def tags(page: str) -> list[str]:
    """The tags of a page without the texts in their attributes."""
    return re.findall(r"<[^>]*>", _TEXTS.sub(r"\1", page))


def letters(page: str) -> str:
    """The ASCII letters that a reader sees or hears, code and automatic links aside."""
    visible = _HIDDEN.sub("", page)
    spoken = " ".join(match[0].split("=", 1)[1] for match in _TEXTS.finditer(visible))
    return re.sub(r"[^A-Za-z]", "", html.unescape(re.sub(r"<[^>]*>", "", visible) + spoken))


WORDS = st.sampled_from(
    [
        "Yes",
        "plain words",
        "Two words.",
        "1. one",
        "- dash",
        "# sign",
        "a | pipe",
        "*light*",
        "**strong** word",
        "`code`",
    ]
    + ["[link](https://example.org)", '[home](10-ask.md#x "Title")', "![picture](../assets/x.svg)", "<kbd>Ctrl</kbd>"]
    + ["H<sub>2</sub>O", "&lt;script&gt;", "\\*kept\\*", "50 % & more", "“quoted”", "中文文本", "語\n句", "日本語"]
    + ["naïve café", "مرحبا", "~~gone~~", "note[^n]", "[ref]", "a\\\nb", "two\nlines", "under_score_word", "*a*b"]
    + ["<https://example.org/x>", "\u200bzero", "tab\tbed", "trailing  \nbreak", "{#notid}", "]bracket[", "(paren)"]
    + ["> quoted", "+ plus", "==", "<br>", "a\\", "\\| b", "[a][ref]{.x}", '<abbr title="words">W</abbr>', "<!-- c -->"]
)
INLINE = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
LINE = INLINE.map(lambda text: " ".join(text.split("\n")))


def _indent(text: str, first: str, rest: str) -> str:
    lines = text.split("\n")
    return "\n".join(
        [first + lines[0], *((rest + line).rstrip() if not rest.strip() else rest + line for line in lines[1:])]
    )


def _list(items: list[str], mark: str, tight: bool) -> str:
    joined = [_indent(item, mark, " " * len(mark)) for item in items]
    return ("\n" if tight else "\n\n").join(joined)


def _table(rows: list[list[str]]) -> str:
    lines = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join([lines[0], "|---|:-:|", *lines[1:]])


_ROWS = st.lists(st.lists(LINE, min_size=2, max_size=2), min_size=1, max_size=4)

LEAVES = st.one_of(
    INLINE,
    st.tuples(st.integers(1, 6), LINE).map(lambda p: "#" * p[0] + " " + p[1]),
    st.tuples(LINE, st.sampled_from(["===", "---"])).map("\n".join),
    LINE.map(lambda text: f"## {text} {{#id{len(text)} .wide}}"),
    LINE.map(lambda text: f"{{.lead ctx=menu}}\n{text}"),
    INLINE.map(lambda text: f"```text\n{text}\n```"),
    INLINE.map(lambda text: f"~~~ {{.translate}}\n{text}\n~~~"),
    LINE.map(lambda text: f"    {text}"),
    _ROWS.map(_table),
    LINE.map(lambda text: f"<details>\n<summary>{text}</summary>\n\nInside.\n\n</details>"),
    LINE.map(lambda text: f'<div title="A title">\n{text}\n</div>'),
    LINE.map(lambda text: f"<!-- note: {text.replace('-->', '').replace('--', '')} -->\n\nNoted."),
    st.just("<!-- skip -->\n\nNot for translation.\n\n<!-- /skip -->"),
    st.just("[^n]: A note with *words*."),
    st.just('[ref]: https://example.org "A title"'),
    st.just("***"),
    LINE.map(lambda text: f"Term\n: {text}"),
)


def _nested(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(children, min_size=1, max_size=3)
    body = several.map("\n\n".join)
    return st.one_of(
        st.tuples(several, st.sampled_from(["- ", "* ", "1. ", "7) ", "- [ ] ", "- [x] "]), st.booleans()).map(
            lambda p: _list(*p)
        ),
        body.map(lambda text: _indent(text, "> ", "> ")),
        st.tuples(body, LINE).map(lambda p: f":::note {p[1]}\n{p[0]}\n:::"),
        body.map(lambda text: f"::::: box {{#box .a role=panel}}\n\n{text}\n\n:::::"),
    )


BLOCKS = st.recursive(LEAVES, _nested, max_leaves=8)
DOCUMENTS = st.lists(BLOCKS, min_size=1, max_size=6).map(lambda blocks: "\n\n".join(blocks) + "\n")
WILD = st.text(st.sampled_from("ab*_`[]()<>!&;#-+=|:{}.\"'\\/ \n\t1~^語é"), max_size=120)
