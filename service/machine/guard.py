"""What stands between translators and an engine, which may not answer, answer wrongly, or repeat what it was sent.

Nothing is sent unless the language's coordinator has allowed machines. No transaction is open while an engine works.
The same text asked for twice at once is sent once; an answer is kept for good. The engine runs in a thread of its own
with a hard deadline: one that hangs is left alone, and no more than four may hang.
"""

from __future__ import annotations

import random
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog

from exporters.api import digest as key_of
from service.machine.base import NO_TERMS, EngineTrouble, MachineEngine, MachineText, Reason, Term, Terms, Unavailable
from service.machine.limits import Breaker, Bucket, Clock
from service.machine.protect import Protected, protect, restore
from service.machine.refuse import reason_to_refuse
from service.store import Database

_log = structlog.get_logger(__name__)

MOST_AT_ONCE = 4
PROTECTION = "1"
"""Part of the cache's key: raise it when `protect` changes what is sent."""


@dataclass(frozen=True)
class _Question:
    """What the engine is asked."""

    source_tag: str
    target_tag: str
    hidden: Protected
    terms: tuple[Term, ...]


@dataclass
class _Flight:
    """A call under way; ``answer`` is there once ``done`` is set."""

    done: threading.Event = field(default_factory=threading.Event)
    answer: MachineText | Unavailable | None = None


class Guard:
    """One engine of a server, shared by all threads.

    ``deadline`` in seconds for the whole call, ``budget`` in characters a month (0: none may be sent).
    """

    def __init__(
        self,
        engine: MachineEngine,
        database: Database,
        *,
        deadline: float,
        budget: int,
        clock: Clock = time.monotonic,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self.engine = engine
        self._database, self._deadline, self._budget = database, deadline, budget
        self._clock, self._pause = clock, pause
        self._bucket = Bucket(clock, rate=engine.rate)
        self._breakers: dict[tuple[str, str], Breaker] = defaultdict(lambda: Breaker(clock))
        self._running = threading.BoundedSemaphore(MOST_AT_ONCE)
        self._flights: dict[str, _Flight] = {}
        self._lock = threading.Lock()

    def translate(
        self, programme_id: int, source_tag: str, target_tag: str, text: str, terms: Terms = NO_TERMS
    ) -> MachineText | Unavailable:
        """Return a suggestion, or why there is none.

        Call it outside of any transaction: it may take as long as the deadline. It raises nothing for an engine's
        sake. Raises NotFound for a language that the programme does not have.
        """
        with self._database.reading() as uow:
            if not uow.programmes.language(programme_id, target_tag).machine:
                return self._no("not_allowed")
        hidden = protect(text, terms.keep)
        if hidden is None or not hidden.words:
            return self._no("nothing")
        if not self.engine.supports(source_tag, target_tag):
            return self._no("language")
        if len(hidden.text) > self.engine.limit:
            return self._no("too_long")
        asked = _Question(source_tag, target_tag, hidden, terms.agreed if self.engine.takes_terms else ())
        words = [*sorted(set(terms.keep)), *(f"{word}\0{other}" for word, other in sorted(set(asked.terms)))]
        key = key_of(self.engine.name, self.engine.version, PROTECTION, source_tag, target_tag, text, *words)
        with self._database.reading() as uow:
            kept = uow.machine.cached(key)
            if kept is not None:
                return MachineText(kept.text, kept.engine, cached=True)
        return self._once(key, lambda: self._ask(key, asked))

    def _no(self, reason: Reason) -> Unavailable:
        return Unavailable(reason, self.engine.name)

    def _once(self, key: str, ask: Callable[[], MachineText | Unavailable]) -> MachineText | Unavailable:
        """Let one caller ask, and all who want the same meanwhile share the answer."""
        with self._lock:
            flight = self._flights.get(key)
            first = flight is None
            if flight is None:
                flight = self._flights[key] = _Flight()
        if not first:
            flight.done.wait(self._deadline * 2)
            return flight.answer or self._no("timeout")
        try:
            flight.answer = ask()
            return flight.answer
        finally:
            with self._lock:
                del self._flights[key]
            flight.done.set()

    def _ask(self, key: str, asked: _Question) -> MachineText | Unavailable:
        hidden, breaker = asked.hidden, self._breakers[asked.source_tag, asked.target_tag]
        if not breaker.allows():
            return self._no("broken")
        if not self._bucket.take() or not self._running.acquire(blocking=False):
            breaker.released()
            return self._no("busy")
        if not self._charge(len(hidden.text)):
            self._running.release()
            breaker.released()
            return self._no("budget")
        said = self._call(asked)
        if isinstance(said, Unavailable):
            breaker.failed()
            return said
        why = reason_to_refuse(hidden.text, said)
        text = None if why else restore(hidden, str(said))
        if text is None:
            breaker.failed() if why in ("empty", "a web page", "a notice") else breaker.succeeded()
            _log.warning("machine answer refused", engine=self.engine.name, why=why or "lost its markup")
            return self._no("refused")
        breaker.succeeded()
        with self._database.unit_of_work() as uow:
            uow.machine.keep(
                key,
                engine=self.engine.name,
                source_tag=asked.source_tag,
                target_tag=asked.target_tag,
                source=hidden.source,
                text=text,
            )
        return MachineText(text, self.engine.name, cached=False)

    def _charge(self, characters: int) -> bool:
        """Write the characters into the ledger before they are sent; False if the month's budget would burst."""
        with self._database.unit_of_work() as uow:
            if uow.machine.spent(self.engine.name) + characters > self._budget:
                return False
            uow.machine.charge(self.engine.name, characters)
            return True

    def _call(self, asked: _Question) -> object:
        """Run the engine with the deadline; returns what it said, whatever that is, or Unavailable."""
        box: list[object] = []
        ended = threading.Event()
        end = self._clock() + self._deadline

        def run() -> None:
            try:
                box.append(self._tries(asked, end))
            finally:
                self._running.release()
                ended.set()

        threading.Thread(target=run, name="polything-machine", daemon=True).start()
        if not ended.wait(self._deadline):
            _log.warning("machine did not answer in time", engine=self.engine.name)
            return self._no("timeout")
        return box[0] if box else self._no("failed")

    def _tries(self, asked: _Question, end: float) -> object:
        """Ask, and once more after a moment where that may help. Engines' own errors may hold keys: never logged."""
        for attempt in (1, 2):
            try:
                return self.engine.translate(asked.hidden.text, asked.source_tag, asked.target_tag, asked.terms)
            except EngineTrouble as trouble:
                _log.warning("machine failed", engine=self.engine.name, said=str(trouble), attempt=attempt)
                wait = 0.2 + 0.4 * random.random()  # noqa: S311 - jitter, no secret
                if not trouble.again or attempt == 2 or self._clock() + wait >= end:
                    break
                self._pause(wait)
            except Exception as error:
                _log.warning("machine failed", engine=self.engine.name, said=type(error).__name__, attempt=attempt)
                break
        return self._no("failed")
