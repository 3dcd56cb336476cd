"""The wrong alphabet: hardly a letter of the script that the language is written in."""

from __future__ import annotations

from collections.abc import Iterator

from exporters.writing.letters import script_of, scripts_of
from service.interface import N_
from service.translation.checks.base import Fault, Pair, check

FEWEST = 20
"""Letters below which a text says too little: names, numbers and abbreviations keep their own script."""


@check("script", N_("Another alphabet"), "warning")
def find(pair: Pair) -> Iterator[Fault]:
    if pair.language.script == "Latn" and pair.target.isascii():
        return
    letters = [c for c in pair.target_words if c.isalpha()]
    if len(letters) < FEWEST:
        return
    wanted = scripts_of(pair.language.tag)
    if not wanted or any(script_of(c) in wanted for c in letters):
        return
    if pair.source.strip() == pair.target.strip():
        return  # the check for untranslated texts says so
    text = N_("This text has no letter of the script that %(language)s is written in.")
    yield Fault(text, {"language": pair.language.autonym})
