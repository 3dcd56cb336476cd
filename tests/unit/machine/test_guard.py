"""The guard: permission, cache, budget, rate, breaker, deadline, and answers that are nobody else's."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from unittest import mock

import pytest
import structlog

from service.errors import NotFound, SettingsError
from service.machine import Guard, MachineText, Unavailable, engine_of, engines, translator
from service.machine.base import Access, EngineTrouble, MachineEngine, Term, Terms
from service.machine.limits import Breaker, Bucket
from service.settings import Settings
from service.store import Database
from tests.support import plugins
from tests.support.workshop import Workshop, build


class Engine(MachineEngine):
    """An engine that does what a test says."""

    name, label, version, limit, rate = "dummy", "Dummy", "1", 200, 1_000.0

    def __init__(self, answer: Callable[[str], object] = lambda text: f"ES {text}") -> None:
        super().__init__(Access())
        self.answer = answer
        self.calls: list[str] = []
        self.terms: list[Sequence[Term]] = []

    def supports(self, source_tag: str, target_tag: str) -> bool:
        return target_tag != "ar"

    def translate(self, text: str, source_tag: str, target_tag: str, terms: Sequence[Term] = ()) -> str:
        self.calls.append(text)
        self.terms.append(terms)
        return self.answer(text)  # type: ignore[return-value]


@pytest.fixture
def shop(database: Database) -> Workshop:
    return build(database)


class Now:
    """A clock that hardly moves by itself."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        self.seconds += 0.002
        return self.seconds


def guard(
    shop: Workshop, engine: Engine, *, budget: int = 10_000, deadline: float = 20, clock: Now | None = None
) -> Guard:
    return Guard(
        engine, shop.database, deadline=deadline, budget=budget, clock=clock or Now(), pause=lambda seconds: None
    )


def ask(guarded: Guard, shop: Workshop, text: str, tag: str = "es") -> MachineText | Unavailable:
    return guarded.translate(shop.programme_id, "en", tag, text)


def test_a_text_is_sent_once_and_known_as_machine_text(shop: Workshop) -> None:
    engine = Engine()
    guarded = guard(shop, engine)
    assert ask(guarded, shop, "Lock **it**.") == MachineText("ES Lock **it**.", "dummy", cached=False)
    assert ask(guarded, shop, "Lock **it**.") == MachineText("ES Lock **it**.", "dummy", cached=True)
    assert engine.calls == ["Lock ⟦0⟧it⟦1⟧."]
    with shop.database.reading() as uow:
        assert uow.machine.engine_of("Lock **it**.", "es", "ES Lock **it**.") == "dummy"
        assert uow.machine.spent("dummy") == len(engine.calls[0])


def test_nothing_is_sent_where_the_language_has_not_allowed_it(shop: Workshop) -> None:
    engine = Engine()
    assert ask(guard(shop, engine), shop, "Lock it.", "ar") == Unavailable("not_allowed", "dummy")
    with pytest.raises(NotFound):
        ask(guard(shop, engine), shop, "Lock it.", "fr")
    assert engine.calls == []


def test_what_need_not_or_cannot_be_sent_is_not(shop: Workshop) -> None:
    with shop.database.unit_of_work() as uow:
        uow.programmes.save_language(shop.programme_id, "ar", rule={}, machine=True)
    engine = Engine()
    guarded = guard(shop, engine)
    assert ask(guarded, shop, "Lock it.", "ar") == Unavailable("language", "dummy")
    assert ask(guarded, shop, "`ls` 23") == Unavailable("nothing", "dummy")
    assert ask(guarded, shop, "word " * 50) == Unavailable("too_long", "dummy")
    assert engine.calls == []


def test_the_budget_is_a_hard_stop_and_repeats_are_free(shop: Workshop) -> None:
    engine = Engine()
    guarded = guard(shop, engine, budget=20)
    assert isinstance(ask(guarded, shop, "Lock the door."), MachineText)
    assert ask(guarded, shop, "Lock the gate.") == Unavailable("budget", "dummy")
    assert isinstance(ask(guarded, shop, "Lock the door."), MachineText)
    assert len(engine.calls) == 1


def test_an_engine_that_fails_is_left_alone_and_tried_again_later(shop: Workshop) -> None:
    def fail(text: str) -> str:
        raise EngineTrouble("status 500", again=True)

    clock, engine = Now(), Engine(fail)
    guarded = guard(shop, engine, clock=clock)
    answers = [ask(guarded, shop, f"Sentence {n}.") for n in range(8)]
    assert answers == [Unavailable("failed", "dummy")] * 5 + [Unavailable("broken", "dummy")] * 3
    assert len(engine.calls) == 10
    clock.seconds += 31
    engine.answer = lambda text: f"ES {text}"
    assert isinstance(ask(guarded, shop, "Sentence 9."), MachineText)
    assert isinstance(ask(guarded, shop, "Sentence 10."), MachineText)


def test_an_engine_that_hangs_is_left_behind_at_the_deadline(shop: Workshop) -> None:
    release = threading.Event()

    def hang(text: str) -> str:
        release.wait(60)
        return "late"

    guarded = guard(shop, Engine(hang), deadline=0.05)
    try:
        answers = [ask(guarded, shop, f"Sentence {n}.") for n in range(5)]
    finally:
        release.set()
    assert answers == [Unavailable("timeout", "dummy")] * 4 + [Unavailable("busy", "dummy")]


@pytest.mark.parametrize(
    "answer",
    ["", None, 7, "Lock **it**.", "<html>captcha</html>", "ES ⟦0⟧it.", "#Lock ⟦0⟧it⟦1⟧.", "ES ⟦0⟧it⟦1⟧ <script>."],
)
def test_garbage_is_never_shown_nor_kept(shop: Workshop, answer: object) -> None:
    engine = Engine(lambda text: text if answer == "Lock **it**." else answer)
    guarded = guard(shop, engine)
    assert ask(guarded, shop, "Lock **it**.") == Unavailable("refused", "dummy")
    engine.answer = lambda text: f"ES {text}"
    assert isinstance(ask(guarded, shop, "Lock **it**."), MachineText)


def test_errors_of_an_engine_never_reach_people_or_logs(shop: Workshop) -> None:
    def leak(text: str) -> str:
        raise RuntimeError(f"https://api.example/?key=SECRET&q={text}")

    with structlog.testing.capture_logs() as logs:
        assert ask(guard(shop, Engine(leak)), shop, "Lock it.") == Unavailable("failed", "dummy")
    assert "SECRET" not in str(logs)
    assert "Lock it" not in str(logs)
    assert [line["said"] for line in logs] == ["RuntimeError"]


def test_everybody_gets_their_own_text(make_database: Callable[[str], Database]) -> None:
    shop = build(make_database("sqlite"))
    guarded = guard(shop, Engine(lambda text: f"ES {text}"))
    got: dict[str, object] = {}

    def want(text: str) -> None:
        while isinstance(answer := ask(guarded, shop, text), Unavailable) and answer.reason == "busy":
            continue  # four at once, and the others ask again
        got[text] = answer

    threads = [threading.Thread(target=want, args=(f"Sentence {n % 12}.",)) for n in range(36)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {text: answer.text for text, answer in got.items() if isinstance(answer, MachineText)} == {
        f"Sentence {n}.": f"ES Sentence {n}." for n in range(12)
    }


def test_two_who_want_the_same_at_once_share_one_call(make_database: Callable[[str], Database]) -> None:
    shop = build(make_database("sqlite"))
    begun, go = threading.Event(), threading.Event()

    def slow(text: str) -> str:
        begun.set()
        go.wait(60)
        return f"ES {text}"

    engine = Engine(slow)
    guarded = guard(shop, engine)
    got: list[object] = []
    first = threading.Thread(target=lambda: got.append(ask(guarded, shop, "Lock it.")))
    first.start()
    assert begun.wait(60)
    second = threading.Thread(target=lambda: got.append(ask(guarded, shop, "Lock it.")))
    second.start()
    go.set()
    first.join()
    second.join()
    assert {answer.text for answer in got if isinstance(answer, MachineText)} == {"ES Lock it."}
    assert len(got) == 2
    assert engine.calls == ["Lock it."]


def test_terms_reach_an_engine_that_takes_them_and_new_ones_are_a_new_question(shop: Workshop) -> None:
    engine = Engine()
    guarded = guard(shop, engine)

    def ask_with(*agreed: Term) -> MachineText | Unavailable:
        return guarded.translate(shop.programme_id, "en", "es", "Lock SCORM.", Terms(("SCORM",), agreed))

    ask_with(("lock", "cerrar"))
    ask_with(("lock", "bloquear"))
    assert (engine.calls, engine.terms) == (["Lock ⟦0⟧."], [()])
    with mock.patch.object(Engine, "takes_terms", True):
        ask_with(("lock", "cerrar"))
        ask_with(("lock", "cerrar"))
        ask_with(("lock", "bloquear"))
    assert engine.terms[1:] == [(("lock", "cerrar"),), (("lock", "bloquear"),)]


def test_without_an_engine_there_is_no_translator(sqlite: Database) -> None:
    assert translator(Settings(), sqlite) is None
    assert {"google", "libretranslate", "mymemory"} <= set(engines())
    for name in engines():
        made = translator(Settings(machine_engine=name, machine_url="http://127.0.0.1:1", machine_key="k"), sqlite)  # type: ignore[arg-type]
        assert made is not None
        assert made.engine.name == name


def test_an_engine_that_there_is_not_or_that_lacks_something_is_said_before_anybody_waits_for_it() -> None:
    with pytest.raises(SettingsError, match="“altavista”") as caught:
        engine_of(Settings(machine_engine="altavista"))
    assert caught.value.hint == f"One of: {', '.join(engines())}"
    with pytest.raises(SettingsError, match="POLYTHING_MACHINE_URL: LibreTranslate needs it"):
        engine_of(Settings(machine_engine="libretranslate"))


OTHER = """
from service.machine.base import MachineEngine

class Other(MachineEngine):
    name, label, version, limit, rate, needs = "other", "The Other", "1", 100, 1.0, ("key",)

    def supports(self, source_tag, target_tag):
        return True

    def translate(self, text, source_tag, target_tag, terms=()):
        return f"{self.access.key}: {text}"
"""


def test_another_distribution_brings_an_engine(tmp_path: Path) -> None:
    plugins.install(tmp_path, "other_engine", OTHER, "[polything.engines]\nother = other_engine:Other\n")
    program = """if True:
        from service.machine import engine_of
        from service.settings import Settings
        engine = engine_of(Settings(machine_engine="other", machine_key="k"))
        print(engine.label, engine.translate("Lock it.", "en", "es"))
    """
    assert plugins.run(tmp_path, program).stdout == "The Other k: Lock it.\n"


def test_a_breaker_lets_one_try_after_its_pause() -> None:
    clock = Now()
    breaker = Breaker(clock, failures=2, window=10, pause=30)
    breaker.failed()
    clock.seconds += 11
    breaker.failed()
    assert breaker.allows()
    breaker.failed()
    assert not breaker.allows()
    clock.seconds += 30
    assert breaker.allows()
    assert not breaker.allows()
    breaker.failed()
    assert not breaker.allows()
    clock.seconds += 30
    assert breaker.allows()
    breaker.released()
    assert breaker.allows()
    breaker.succeeded()
    assert breaker.allows()
    assert breaker.allows()


def test_a_bucket_fills_with_time() -> None:
    clock = Now()
    bucket = Bucket(clock, rate=2, burst=2)
    assert [bucket.take() for _ in range(3)] == [True, True, False]
    clock.seconds += 0.5
    assert [bucket.take() for _ in range(2)] == [True, False]
    clock.seconds += 60
    assert [bucket.take() for _ in range(3)] == [True, True, False]
