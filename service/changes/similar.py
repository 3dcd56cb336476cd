"""Finding the most alike of many texts fast: an index of rare words, then rapidfuzz on the few best candidates.

Source: field note catalogues.md, 6.1. A text is looked up by its rarest words, reading few postings of each, so that
the time grows with the number of questions and hardly with the number of texts.
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator

from rapidfuzz import fuzz

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+|[^\W_]+")
_CJK = re.compile(r"[\u3040-\u9fff\uf900-\ufaff]")
_POSTINGS = 100
_CANDIDATES = 12
_SHORT = 24


def features(text: str) -> Iterator[str]:
    """Words in lower case, pairs of characters for Chinese and Japanese, triples too where the text is short."""
    for word in _WORD.findall(text.lower()):
        if _CJK.match(word):
            yield from (word[i : i + 2] for i in range(max(1, len(word) - 1)))
        else:
            yield word
    if len(text) <= _SHORT:
        padded = f" {text.lower()} "
        yield from ("\x03" + padded[i : i + 3] for i in range(len(padded) - 2))


class Index:
    """An index over texts that are known by their position."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.texts = list(texts)
        postings: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        for position, text in enumerate(self.texts):
            for feature in set(features(text)):
                postings[feature].append(position)
        self._postings = dict(postings)

    def best(self, text: str, threshold: float) -> list[tuple[float, int]]:
        """Return (similarity, position), the best first. Units: similarity and threshold from 0.0 to 1.0."""
        found = sorted((self._postings[f] for f in set(features(text)) if f in self._postings), key=len)
        rare = [positions for positions in found if len(positions) <= _POSTINGS]
        weights: defaultdict[int, float] = defaultdict(float)
        for positions in rare or found[:1]:
            weight = 1.0 / len(positions)
            for position in positions[:_POSTINGS]:
                weights[position] += weight
        result = []
        for position in _heaviest(weights, _CANDIDATES):
            score = fuzz.ratio(text, self.texts[position], score_cutoff=threshold * 100) / 100
            if score >= threshold:
                result.append((score, position))
        return sorted(result, key=lambda item: (-item[0], item[1]))


def _heaviest(weights: dict[int, float], count: int) -> list[int]:
    """Return up to so many positions with the greatest weights; sorting floats alone is what Python does fastest."""
    if len(weights) <= count:
        return list(weights)
    least = sorted(weights.values())[-count]
    above = [position for position, weight in weights.items() if weight > least]
    level = [position for position, weight in weights.items() if weight == least]
    return above + level[: count - len(above)]
