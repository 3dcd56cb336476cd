"""What the tests of the engine share: bare documents, HTML as a reader sees it, strategies for nested documents."""

from __future__ import annotations

import html
import re
from random import Random

from hypothesis import strategies as st

from service.documents.frontmatter import FrontMatter
from service.documents.joining import squeeze
from service.documents.source import SourceDocument

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


_WORDS = """Yes|plain words|Two words.|1. one|- dash|# sign|*light*|**strong** word|`code`|[l](https://example.org)
[home](10-ask.md#x "Title")|![picture](../assets/x.svg)|<kbd>Ctrl</kbd>|H<sub>2</sub>O
&lt;script&gt;|\\*kept\\*|a &amp; b|50 % & more|“quoted”|中文文本|語¶句|日本語|naïve café|مرحبا|~~gone~~|note[^n]|[ref]
a\\¶b|two¶lines|under_score_word|*a*b|<https://example.org/x>|\u200bzero|tab\tbed|trailing  ¶break|{#notid}|]bracket[
(paren)|> quoted|+ plus|==|<br>|a\\|[a][ref]{.x}|<abbr title="words">W</abbr>|<!-- c -->|***|:::|::: note|<div>
&copy;|1986\\. A year|http://x.y|a*b_c|a ~ pipe|\\~ b"""
WORDS = [word.replace("¶", "\n") for word in _WORDS.replace("\n", "|").split("|")]
_WILD = "ab*_`[]()<>!&;#-+=|:{}.\"'\\/ \n\t1~^語é"


class Writer:
    """Writes documents that nobody would, of nested blocks, by the throws of a `Random`."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def document(self) -> str:
        return "\n\n".join(self.block(3) for _ in range(self.random.randint(1, 6))) + "\n"

    def wild(self) -> str:
        """Any signs in any order."""
        return "".join(self.random.choice(_WILD) for _ in range(self.random.randint(0, 90)))

    def text(self) -> str:
        return " ".join(self.random.choice(WORDS) for _ in range(self.random.randint(1, 4)))

    def line(self) -> str:
        return " ".join(self.text().split("\n"))

    def block(self, depth: int) -> str:
        if depth and self.random.random() < 0.4:
            return self.nested(depth - 1)
        line, text = self.line(), self.text()
        return self.random.choice(
            [
                text,
                text,
                "#" * self.random.randint(1, 6) + " " + line,
                f"{line}\n{self.random.choice(['===', '---'])}",
                f"## {line} {{#id{self.random.randint(1, 9)} .wide}}",
                f"{{.lead ctx=menu}}\n{line}",
                f"```text\n{text}\n```",
                f"~~~ {{.translate}}\n{text}\n~~~",
                f"    {line}",
                self.table(),
                f"<details>\n<summary>{line}</summary>\n\nInside.\n\n</details>",
                f'<div title="A title">\n{line}\n</div>',
                f"<!-- note: {line.replace('--', '')} -->\n\nNoted.",
                "<!-- skip -->\n\nNot for translation.\n\n<!-- /skip -->",
                "[^n]: A note with *words*.",
                '[ref]: https://example.org "A title"',
                "***",
                f"Term\n: {line}",
            ]
        )

    def table(self) -> str:
        rows = [[self.line().replace("|", "\\|") for _ in "ab"] for _ in range(self.random.randint(1, 3))]
        lines = ["| " + " | ".join(row) + " |" for row in rows]
        return "\n".join([lines[0], "|---|:-:|", *lines[1:]])

    def nested(self, depth: int) -> str:
        blocks = [self.block(depth) for _ in range(self.random.randint(1, 3))]
        body = "\n\n".join(blocks)
        match self.random.randint(0, 3):
            case 0:
                return _indent(body, "> ", "> ")
            case 1:
                return f":::note {self.line()}\n{body}\n:::"
            case 2:
                return f"::::: box {{#box .a role=panel}}\n\n{body}\n\n:::::"
            case _:
                mark = self.random.choice(["- ", "* ", "1. ", "7) ", "- [ ] ", "- [x] "])
                between = self.random.choice(["\n", "\n\n"])
                return between.join(_indent(block, mark, " " * len(mark)) for block in blocks)


def _indent(text: str, first: str, rest: str) -> str:
    head, *lines = text.split("\n")
    return "\n".join([first + head, *((rest + line).rstrip() if not rest.strip() else rest + line for line in lines)])


DOCUMENTS = st.randoms(use_true_random=False).map(lambda random: Writer(random).document())
WILD = st.text(st.sampled_from(_WILD), max_size=90)
