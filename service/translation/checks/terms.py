"""The glossary: names that stay as they are, agreed words, and words that must not be used."""

from __future__ import annotations

import re
from collections.abc import Iterator

from exporters.writing.letters import script_of
from service.interface import N_
from service.translation.checks.base import Fault, Pair, check
from service.translation.glossary import mentions


@check("terms", N_("Another word than in the glossary"), "warning")
def find(pair: Pair) -> Iterator[Fault]:
    seen: set[int] = set()
    for hit in pair.terms:
        term = hit.term
        if term.id in seen:
            continue
        seen.add(term.id)
        if term.do_not_translate:
            if not any(_stands(form, pair.target) for form in (*term.forms, *term.targets)):
                text = N_("Keep “%(term)s” as it is.")
                yield Fault(text, {"term": term.term}, title=N_("A name was translated"))
            continue
        if term.forbidden and _uses(pair, term.forbidden):
            text, params = N_("Do not use “%(word)s” for “%(term)s”."), {"word": term.forbidden[0], "term": term.term}
            yield Fault(text, params, title=N_("The glossary says no"))
        elif term.targets and hit.how != "stem" and not _uses(pair, term.targets):
            yield Fault(N_("“%(term)s” is “%(word)s” in the glossary."), {"term": term.term, "word": term.targets[0]})


def _stands(name: str, text: str) -> bool:
    """True if a name stands in a text letter by letter, not as a part of another Latin word."""
    return any(
        not _latin(text[match.start() - 1 : match.start()]) and not _latin(text[match.end() : match.end() + 1])
        for match in re.finditer(re.escape(name), text)
    )


def _latin(character: str) -> bool:
    return character.isalpha() and (character.isascii() or script_of(character) == "Latn")


def _uses(pair: Pair, words: tuple[str, ...]) -> bool:
    """True if the translation has one of the words, inflected or not, or inside a longer word."""
    folded = pair.target_words.casefold()
    if any(word.casefold() in folded for word in words):
        return True
    return any(mentions(pair.target_words, word, pair.language.tag) for word in words)
