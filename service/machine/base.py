"""What an engine is, and what the guard answers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

Reason = Literal[
    "not_allowed", "language", "nothing", "too_long", "budget", "busy", "broken", "timeout", "failed", "refused"
]


Term = tuple[str, str]
"""A word of the source language, and what the glossary calls it in the other."""


@dataclass(frozen=True)
class Terms:
    """What the glossary says of a text: ``keep`` are names that stay as they are."""

    keep: tuple[str, ...] = ()
    agreed: tuple[Term, ...] = ()


NO_TERMS = Terms()


@dataclass(frozen=True)
class Access:
    """What an operator has set for the engine; ``timeout`` in seconds."""

    url: str = ""
    key: str = ""
    timeout: float = 5.0


class MachineEngine(ABC):
    """Translates one plain text. Behind `Guard`, which brings deadline, cache, budget and protection of markup.

    A class says all about its engine: ``name`` as in settings and origins, ``label`` what people see, ``version`` part
    of the cache's key, ``limit`` the longest text in characters, ``rate`` calls a second that it tolerates, ``needs``
    what has to be set for it, ``takes_terms`` that it heeds the glossary.
    """

    name: ClassVar[str]
    label: ClassVar[str]
    version: ClassVar[str]
    limit: ClassVar[int]
    rate: ClassVar[float]
    needs: ClassVar[tuple[Literal["url", "key"], ...]] = ()
    takes_terms: ClassVar[bool] = False

    def __init__(self, access: Access) -> None:
        self.access = access

    @abstractmethod
    def supports(self, source_tag: str, target_tag: str) -> bool:
        """True if the engine knows the pair (BCP 47 tags)."""

    @abstractmethod
    def translate(self, text: str, source_tag: str, target_tag: str, terms: Sequence[Term] = ()) -> str:
        """Translate, blocking. Called from many threads at once: keep nothing of a call on the instance.

        ``terms`` are the glossary's for this text, if the engine takes any. An open or closed mark of the text stands
        in it as ⟦0⟧, ⟦1⟧ …, and has to be in the answer.

        Raises:
            EngineTrouble: if it cannot; its text holds neither keys nor the text.
        """


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
