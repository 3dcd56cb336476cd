"""Chinese and Japanese beside signs: ``**“…”**字`` is strong, and a line break between two such characters is no blank.

CommonMark reads punctuation as if blanks stood between words. Here a CJK character beside emphasis signs helps as
punctuation does, and never hinders (https://github.com/tats-u/markdown-cjk-friendly).

From mdit-py-cjk-friendly 0.3.0 (https://github.com/aiseed-dev/mdit-py-cjk-friendly), Copyright (c) 2026 aiseed-dev,
MIT licence, whose text is in the file NOTICE. Changed: a parser of its own instead of a patch of the library's; without
ruby and emphasis dots.
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.parser_inline import ParserInline
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

_CJK = re.compile(
    "[\u3000-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uff60\uffe0-\uffe6\U00020000-\U0002a6df]"
)
"""Signs of CJK, kana, ideographs and their extension B, full-width forms."""


def is_cjk(character: str) -> bool:
    """True for one Chinese or Japanese character or full-width sign; False for "" ."""
    return _CJK.match(character) is not None


class _State(StateInline):
    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803
        """Say if the run of signs at ``start`` can open and close emphasis, and how long it is.

        Without CJK characters beside it the answer is the library's.
        """
        source, sign, stop = self.src, self.src[start], start + 1
        while stop < self.posMax and source[stop] == sign:
            stop += 1
        before = source[start - 1] if start else " "
        after = source[stop] if stop < self.posMax else " "
        wide_before, wide_after = is_cjk(before), is_cjk(after)
        sign_before, sign_after = _punctuation(before), _punctuation(after)
        helps_before, helps_after = wide_before or sign_before, wide_after or sign_after
        blank_before, blank_after = isWhiteSpace(ord(before)), isWhiteSpace(ord(after))
        left = not blank_after and (wide_after or not sign_after or blank_before or helps_before)
        right = not blank_before and (wide_before or not sign_before or blank_after or helps_after)
        opens = left and (canSplitWord or not right or helps_before)
        closes = right and (canSplitWord or not left or helps_after)
        return Scanned(opens, closes, stop - start)


def _punctuation(character: str) -> bool:
    return isMdAsciiPunct(ord(character)) or isPunctChar(character)


class CjkInline(ParserInline):
    """The library's inline phase on a state that knows CJK."""

    def parse(self, src: str, md: MarkdownIt, env: MutableMapping[str, Any], tokens: list[Token]) -> list[Token]:
        """Make the tokens of a text and append them to ``tokens``."""
        state = _State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def soft_break(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: dict[str, Any]
) -> str:
    """Render a line break of the source; nothing between two CJK characters."""
    before = tokens[index - 1].content[-1:] if index else ""
    after = tokens[index + 1].content[:1] if index + 1 < len(tokens) else ""
    return "" if is_cjk(before) and is_cjk(after) else "\n"
