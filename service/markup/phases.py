"""The parser's two phases, which ask only the rules that the character here can begin: twice as fast, the same tokens.

markdown-it tries every rule at every line and at every sign. All of its rules but a few begin with a character of their
own, and say no to any other; `BLOCK_SIGNS` and `INLINE_SIGNS` name these characters, and a new rule of ours or of a
plugin must be named there. A property test compares both phases with markdown-it's own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, MutableMapping, Sequence
from string import ascii_letters, digits
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.parser_inline import ParserInline
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token

_BlockRule = Callable[[StateBlock, int, int, bool], bool]
_InlineRule = Callable[[StateInline, bool], bool]

BLOCK_SIGNS = {
    "directive": ":",
    "attr": "{",
    "fence": "`~",
    "blockquote": ">",
    "hr": "*-_",
    "list": "*-+0123456789",
    "footnote_def": "[",
    "reference": "[",
    "html_block": "<",
    "heading": "#",
}
"""A block rule that is not here is asked for every line."""

INLINE_SIGNS = {
    "newline": "\n",
    "escape": "\\",
    "backticks": "`",
    "strikethrough": "~",
    "emphasis": "*_",
    "link": "[",
    "image": "!",
    "footnote_ref": "[",
    "autolink": "<",
    "html_inline": "<",
    "entity": "&",
    "attr": "{",
}
"""Every inline rule but "text", which takes what lies between these signs."""

_BLANK = frozenset(" \t\n")
_PLAIN = _BLANK | frozenset(ascii_letters + digits)
_BELOW = {"table": ("|", "-", ":"), "deflist": (":", "~")}
"""Rules whose second line tells: what it begins with."""


class _Ruler(Ruler[_BlockRule]):
    """The rules that may end a paragraph, list or quote are asked through one that looks at the line first."""

    def __compile__(self) -> None:
        super().__compile__()
        chains: dict[str, list[_BlockRule]] = self.__cache__  # type: ignore[assignment]
        names = {rule.fn: rule.name for rule in self.__rules__}
        for chain in filter(None, chains):
            chains[chain] = [_ending([(names[rule], rule) for rule in chains[chain]])]


def _ending(rules: Sequence[tuple[str, _BlockRule]]) -> _BlockRule:
    table = next((rule for name, rule in rules if name == "table"), None)
    by_sign, other = _by_sign([r for r in rules if r[1] is not table], BLOCK_SIGNS | {"deflist": ":~"})

    def ends(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        at = state.bMarks[line] + state.tShift[line]
        for rule in by_sign.get(state.src[at : at + 1], other):
            if rule(state, line, end, True):
                return True
        return table is not None and _below(state, line, end, "table") and table(state, line, end, True)

    return ends


def _below(state: StateBlock, line: int, end: int, rule: str) -> bool:
    """True if the line below one begins as a rule wants it."""
    line += 1
    return line < end and state.src.startswith(_BELOW[rule], state.bMarks[line] + state.tShift[line])


def _alone(state: StateBlock, line: int, end: int) -> bool:
    """True if no line follows that could make of this one a heading, a row or a term."""
    below = line + 1
    return below >= end or (state.isEmpty(below) and not _below(state, below, end, "deflist"))


def _by_sign(
    rules: Sequence[tuple[str, Any]], signs: dict[str, str]
) -> tuple[dict[str, tuple[Any, ...]], tuple[Any, ...]]:
    """From each character to the rules that it can begin, in their order, and the rules for all other characters."""
    characters = {character for name, _ in rules for character in signs.get(name, "")}
    begun = {c: tuple(rule for name, rule in rules if c in signs.get(name, c)) for c in characters}
    return begun, tuple(rule for name, rule in rules if name not in signs)


class BlockPhase(ParserBlock):
    """`ParserBlock`, of whose rules only the fitting ones are asked."""

    def __init__(self) -> None:
        super().__init__()
        rules, self.ruler = self.ruler.__rules__, _Ruler()
        self.ruler.__rules__ = rules
        self._known: tuple[Any, ...] = (None,)

    def _rules(self) -> tuple[dict[str, tuple[_BlockRule, ...]], tuple[_BlockRule, ...], tuple[_BlockRule, ...]]:
        chain = self.ruler.getRules("")
        if self._known[0] is not chain:
            names = {rule.fn: rule.name for rule in self.ruler.__rules__}
            by_sign, other = _by_sign([(names[rule], rule) for rule in chain], BLOCK_SIGNS)
            alone = tuple(rule for rule in other if names[rule] not in ("table", "lheading", "deflist"))
            self._known = chain, by_sign, other, alone
        return self._known[1:]

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803
        """Make the tokens of some lines."""
        by_sign, other, alone = self._rules()
        line, nesting, blank = startLine, state.md.options["maxNesting"], False
        while line < endLine:
            state.line = line = state.skipEmptyLines(line)
            if line >= endLine or state.sCount[line] < state.blkIndent:
                break
            if state.level >= nesting:
                state.line = endLine
                break
            rules = by_sign.get(state.src[state.bMarks[line] + state.tShift[line]])
            for rule in rules or (alone if _alone(state, line, endLine) else other):
                if rule(state, line, endLine, False):
                    break
            state.tight = not blank
            line = state.line
            if line - 1 < endLine and state.isEmpty(line - 1):
                blank = True
            if line < endLine and state.isEmpty(line):
                blank = True
                line += 1
                state.line = line


class _Text(StateInline):
    """A `StateInline` whose text is an attribute, not a property: rules read it for every character."""

    src = ""

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803
        """Say if the emphasis signs here can open or close; between ASCII letters and blanks that is soon said."""
        source, marker, end = self.src, self.src[start], self.posMax
        stop = start + 1
        while stop < end and source[stop] == marker:
            stop += 1
        before = source[start - 1] if start else " "
        after = source[stop] if stop < end else " "
        if before in _PLAIN and after in _PLAIN:
            left, right = after not in _BLANK, before not in _BLANK
            if canSplitWord:
                return Scanned(left, right, stop - start)
            return Scanned(left and not right, right and not left, stop - start)
        return super().scanDelims(start, canSplitWord)


class InlinePhase(ParserInline):
    """`ParserInline`, which steps from sign to sign instead of from character to character."""

    def __init__(self) -> None:
        super().__init__()
        self._known: tuple[Any, ...] = (None,)

    def _rules(self) -> tuple[dict[str, tuple[_InlineRule, ...]], re.Pattern[str], re.Pattern[str]]:
        chain = self.ruler.getRules("")
        if self._known[0] is not chain:
            names = {rule.fn: rule.name for rule in self.ruler.__rules__}
            by_sign, _ = _by_sign([(names[rule], rule) for rule in chain if names[rule] != "text"], INLINE_SIGNS)
            signs = re.escape("".join(sorted(by_sign)))
            self._known = chain, by_sign, re.compile(f"[{signs}]"), re.compile(rf"[{signs}\]]")
        return self._known[1:]

    def tokenize(self, state: StateInline) -> None:
        """Make the tokens of the text from ``state.pos`` to ``state.posMax``."""
        by_sign, sign, _ = self._rules()
        source, end = state.src, state.posMax
        deep = state.level >= state.md.options["maxNesting"]
        while state.pos < end:
            found = None if deep else sign.search(source, state.pos, end)
            at = found.start() if found else end
            if at > state.pos:
                state.pending += source[state.pos : at]
                state.pos = at
            if found is None:
                break
            for rule in by_sign[source[at]]:
                if rule(state, False):
                    break
            else:
                state.pending += source[at]
                state.pos += 1
        if state.pending:
            state.pushPending()

    def skipToken(self, state: StateInline) -> None:  # noqa: N802
        """Step over one token, or over text up to the next sign or bracket."""
        pos = state.pos
        known = state.cache.get(pos)
        if known is not None:
            state.pos = known
            return
        by_sign, _, stop = self._rules()
        rules = by_sign.get(state.src[pos])
        if state.level >= state.md.options["maxNesting"]:
            state.pos = state.posMax + 1
        elif rules is None:
            found = stop.search(state.src, pos + 1, state.posMax)
            state.pos = found.start() if found else max(pos + 1, state.posMax)
        else:
            state.level += 1
            if not any(rule(state, True) for rule in rules):
                state.pos += 1
            state.level -= 1
        state.cache[pos] = state.pos

    def parse(self, src: str, md: MarkdownIt, env: MutableMapping[str, Any], tokens: list[Token]) -> list[Token]:
        """Make the tokens of a text and append them to ``tokens``."""
        state = _Text(src, md, env, tokens)
        self.tokenize(state)
        if len(state.tokens) > 1:
            for rule in self.ruler2.getRules(""):
                rule(state)
        return state.tokens
