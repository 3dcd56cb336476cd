"""Adapters: each speaks its engine's language, and says nothing secret when it fails."""

from __future__ import annotations

import json
from unittest import mock

import httpx
import pytest
import respx
from deep_translator.exceptions import TooManyRequests, TranslationNotFound

from service.machine.base import Access, EngineTrouble
from service.machine.deep import GoogleEngine, code
from service.machine.http import ask
from service.machine.libre import LibreEngine
from service.machine.mymemory import URL, MyMemoryEngine

LANGUAGES = [{"code": "en", "targets": ["es", "zh-Hans", "pb"]}, {"code": "es", "targets": ["en"]}]


@pytest.fixture
def libre() -> LibreEngine:
    return LibreEngine(Access("http://libre.test/", "k3y"))


@respx.mock
def test_libre_sends_text_and_key_in_the_body_only(libre: LibreEngine) -> None:
    respx.get("http://libre.test/languages").respond(json=LANGUAGES)
    route = respx.post("http://libre.test/translate").respond(json={"translatedText": "Cierra."})
    assert libre.translate("Lock it.", "en", "pt-BR") == "Cierra."
    [call] = route.calls
    assert call.request.url.query == b""
    assert json.loads(call.request.content) == {
        "q": "Lock it.",
        "source": "en",
        "target": "pb",
        "format": "text",
        "api_key": "k3y",
    }


@respx.mock
def test_libre_knows_its_pairs_and_asks_for_them_once(libre: LibreEngine) -> None:
    route = respx.get("http://libre.test/languages").respond(json=LANGUAGES)
    assert libre.supports("en", "zh-Hans")
    assert libre.supports("en-GB", "es-MX")
    assert not libre.supports("en", "ar")
    assert route.call_count == 1


@respx.mock
def test_libre_that_is_not_there_supports_nothing_for_now(libre: LibreEngine) -> None:
    route = respx.get("http://libre.test/languages").mock(
        side_effect=httpx.ConnectError("http://libre.test/?api_key=k3y")
    )
    assert not libre.supports("en", "es")
    route.mock(return_value=httpx.Response(200, json=LANGUAGES))
    assert libre.supports("en", "es")


@respx.mock
@pytest.mark.parametrize(
    ("answer", "again"),
    [
        (httpx.Response(429), True),
        (httpx.Response(500, text="k3y"), True),
        (httpx.Response(403, json={"error": "k3y"}), False),
        (httpx.Response(302, headers={"location": "http://elsewhere.test"}), False),
        (httpx.Response(200, text="<html>captcha"), False),
        (httpx.Response(200, json={"error": "Invalid API key k3y"}), False),
        (httpx.Response(200, json=["x"]), False),
        (httpx.Response(200, content=b"[" + b" " * 300_000 + b"]"), False),
        (httpx.ConnectTimeout("k3y"), True),
        (httpx.ReadTimeout("k3y"), False),
    ],
)
def test_every_failure_is_one_kind_of_trouble_without_secrets(
    libre: LibreEngine, answer: httpx.Response | Exception, again: bool
) -> None:
    respx.get("http://libre.test/languages").respond(json=LANGUAGES)
    route = respx.post("http://libre.test/translate")
    if isinstance(answer, Exception):
        route.mock(side_effect=answer)
    else:
        route.mock(return_value=answer)
    with pytest.raises(EngineTrouble) as caught:
        libre.translate("Lock it.", "en", "es")
    assert caught.value.again is again
    assert "k3y" not in str(caught.value)


@respx.mock
def test_an_engine_may_send_headers_and_its_key_stays_out_of_the_error() -> None:
    route = respx.post("http://e.test/").respond(500, text="k3y")
    with pytest.raises(EngineTrouble) as caught:
        ask("POST", "http://e.test/", timeout=5, json={}, headers={"Authorization": "Bearer k3y"})
    assert route.calls[0].request.headers["authorization"] == "Bearer k3y"
    assert "k3y" not in str(caught.value)


@respx.mock
def test_mymemory_tells_a_notice_from_a_translation() -> None:
    engine = MyMemoryEngine(Access())
    route = respx.get(url__startswith=URL).respond(
        json={"responseStatus": 200, "responseData": {"translatedText": "Cierra."}, "quotaFinished": False}
    )
    assert engine.translate("Lock it.", "en", "zh-Hans") == "Cierra."
    assert route.calls[0].request.url.scheme == "https"
    assert route.calls[0].request.url.params["langpair"] == "en-GB|zh-CN"
    for notice in (
        {"responseStatus": "429", "responseData": {"translatedText": "MYMEMORY WARNING: YOU USED ALL …"}},
        {"responseStatus": 200, "responseData": {"translatedText": "x"}, "quotaFinished": True},
        {"responseStatus": 200, "responseData": None},
    ):
        route.respond(json=notice)
        with pytest.raises(EngineTrouble):
            engine.translate("Lock it.", "en", "es")


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("es", "es"),
        ("zh-Hans", "zh-CN"),
        ("he", "iw"),
        ("nb", "no"),
        ("pt-BR", "pt"),
        ("es-419", "es"),
        ("sr-Latn", None),
        ("tlh", None),
    ],
)
def test_google_has_its_own_codes(tag: str, expected: str | None) -> None:
    assert code(tag) == expected


def test_google_gets_a_new_instance_for_every_call() -> None:
    with mock.patch("deep_translator.GoogleTranslator") as made:
        made.return_value.translate.return_value = "Cierra."
        engine = GoogleEngine(Access())
        assert engine.translate("Lock it.", "en", "zh-Hans") == "Cierra."
        engine.translate("Lock it.", "en", "es")
    assert [call.kwargs for call in made.call_args_list] == [
        {"source": "en", "target": "zh-CN"},
        {"source": "en", "target": "es"},
    ]


@pytest.mark.parametrize(
    ("error", "again"),
    [(TooManyRequests("q=SECRET"), True), (TranslationNotFound("SECRET"), False), (KeyError("SECRET"), False)],
)
def test_whatever_google_raises_is_trouble_without_the_text(error: Exception, again: bool) -> None:
    with mock.patch("deep_translator.GoogleTranslator") as made:
        made.return_value.translate.side_effect = error
        with pytest.raises(EngineTrouble) as caught:
            GoogleEngine(Access()).translate("Lock it.", "en", "es")
        assert "SECRET" not in str(caught.value)
        assert caught.value.again is again
        made.return_value.translate.side_effect = None
        made.return_value.translate.return_value = None
        with pytest.raises(EngineTrouble):
            GoogleEngine(Access()).translate("Lock it.", "en", "es")
