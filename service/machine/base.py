"""What an engine is, and what the guard answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

Reason = Literal[
    "not_allowed", "language", "nothing", "too_long", "budget", "busy", "broken", "timeout", "failed", "refused"
]


class MachineEngine(Protocol):
    """Translates one plain text. Behind `Guard`, which brings deadline, cache, budget and protection of markup.

    ``name`` is what people see ("google"), ``version`` part of the cache's key, ``limit`` the longest text in
    characters, ``rate`` calls a second that it tolerates.
    """

    name: str
    version: str
    limit: int
    rate: float

    def supports(self, source_tag: str, target_tag: str) -> bool:
        """True if the engine knows the pair (BCP 47 tags)."""
        ...

    def translate(self, text: str, source_tag: str, target_tag: str) -> str:
        """Translate, blocking. Called from many threads at once: keep nothing of a call on the instance.

        Raises:
            EngineTrouble: if it cannot; its text holds neither keys nor the text.
        """
        ...


class EngineTrouble(Exception):
    """An engine did not answer as it should. ``again``: another try a moment later may help."""

    def __init__(self, message: str, *, again: bool = False) -> None:
        super().__init__(message)
        self.again = again


@dataclass(frozen=True)
class MachineText:
    """A suggestion. ``engine`` is its origin: a text saved unchanged has the origin "machine:<engine>"."""

    text: str
    engine: str
    cached: bool


@dataclass(frozen=True)
class Unavailable:
    """Why there is no suggestion.

    ``reason``: not_allowed (the language's coordinator has not switched it on), language (pair unknown), nothing (no
    words to translate), too_long, budget (spent for this month), busy, broken (it failed often, paused), timeout,
    failed, refused (the answer was unusable and is not shown).
    """

    reason: Reason
    engine: str
