"""Sentences and words of texts in many scripts."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.writing.breaking import excerpt, pieces, sentences, words
from service.languages import known

TAGS = [language.tag for language in known()]


@pytest.mark.parametrize(
    ("tag", "parts"),
    [
        ("de", ["Das ist z. B. neu. ", "Sie kommt bzw. geht. ", "Ja!"]),
        ("de", ["Am 3. Mai kommt Dr. Meier. ", "Das war 1997. ", "Dann kam er. ", "Gut."]),
        ("de", ["Sie sagte: „Komm.“ ", "Er kam."]),
        ("en", ["Take one, e.g. Anna. ", "Mr. Jones came. ", "He left."]),
        ("en", ["J. R. R. Tolkien wrote it. ", "Is it good? ", "Yes 😀. ", "Read it."]),
        ("en", ["It is done. ", "“Come.” ", "She came."]),
        ("es", ["El Sr. López vino. ", "¿Cuándo? ", "Hoy."]),
        ("fr", ["M. Dupont est là. ", "Il lit."]),
        ("ar", ["هل هو آمن؟ ", "نعم. ", "اقرأ هذا."]),
        ("ur", ["یہ پڑھیں۔ ", "پھر لکھیں۔"]),
        ("hi", ["यह पढ़ें। ", "फिर लिखें।"]),
        ("am", ["ደህና ነው፧ ", "አዎ።"]),
        ("el", ["Τι είναι; ", "Ναι."]),
        ("zh-Hans", ["我们学习。", "你好！", "他说：“来吧。”", "然后走了。"]),
        ("ja", ["次のことを行います。", "はい？", "そう。"]),
        ("my", ["ဒါကို ဖတ်ပါ။ ", "ရေးပါ။"]),
        ("sm", ["Tusi. ", "Faitau."]),
    ],
)
def test_sentences(tag: str, parts: list[str]) -> None:
    assert sentences("".join(parts), tag) == parts


@pytest.mark.parametrize(
    ("tag", "text", "count"),
    [
        ("th", "สวัสดีครับ ผมชื่อสมชาย วันนี้อากาศดี", 1),  # three sentences; Thai writes a blank for a stop
        ("en", "Ask Dr. Smith.", 2),  # a doctor or a street: CLDR's list has neither
        ("en", "Take vitamin C. Then rest.", 1),  # as after an initial
        ("de", "Komm um 3. Dann lies.", 1),  # as before the name of a month
        ("de", "Das ist ein Test. Dann kam er.", 1),  # "Test." is Testament in CLDR's list
    ],
)
def test_what_sentences_cannot_do(tag: str, text: str, count: int) -> None:
    assert len(sentences(text, tag)) == count


@pytest.mark.parametrize(
    ("tag", "text", "found"),
    [
        ("en", "Don't use 3.5 well-known (new) ones.", ["Don't", "use", "3.5", "well", "known", "new", "ones"]),
        ("fr", "L’été, déjà !", ["L’été", "déjà"]),
        ("hi", "हिन्दी में लिखें।", ["हिन्दी", "में", "लिखें"]),
        ("ar", "السَّلَامُ عَلَيْكُمْ", ["السَّلَامُ", "عَلَيْكُمْ"]),
        ("he", "שָׁלוֹם לכם", ["שָׁלוֹם", "לכם"]),
        ("th", "สวัสดีครับผมชื่อ", ["สวัสดี", "ครับ", "ผม", "ชื่อ"]),
        ("zh-Hans", "我们学习。", ["我们", "学习"]),
        ("ja", "これは本です", ["これ", "は", "本", "です"]),
        ("ko", "한국어는 좋다", ["한국어는", "좋다"]),
        ("en", "👩‍👩‍👧 and 😀x", ["and", "x"]),
    ],
)  # fmt: skip
def test_words(tag: str, text: str, found: list[str]) -> None:
    assert words(text, tag) == found


@pytest.mark.parametrize("tag", TAGS)
def test_every_language_can_be_cut(tag: str) -> None:
    text = "Ab 12 cd. Ef? 学习。 שלום 😀!"
    assert "".join(sentences(text, tag)) == text
    assert words(text, tag)[:3] == ["Ab", "12", "cd"]


@given(st.text(max_size=60), st.sampled_from(TAGS))
def test_nothing_is_lost(text: str, tag: str) -> None:
    assert "".join(sentences(text, tag)) == text
    assert "".join(piece for piece, _ in pieces(text, tag)) == text


def test_threads_do_not_disturb_one_another() -> None:
    texts = [" ".join(["one", "two", "three"][: n % 3 + 1] * 30) for n in range(60)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(words, texts)) == [text.split() for text in texts]


@pytest.mark.parametrize(
    ("text", "limit", "tag", "shown"),
    [
        ("one two three", 13, "en", "one two three"),
        ("one two three", 8, "en", "one two …"),
        ("one two three", 6, "en", "one …"),
        ("Donaudampfschifffahrt", 5, "de", "Donau …"),
        ("我们学习机器翻译", 5, "zh-Hans", "我们学习 …"),
        ("สวัสดีครับผม", 7, "th", "สวัสดี …"),
    ],
)
def test_an_excerpt_ends_with_a_word(text: str, limit: int, tag: str, shown: str) -> None:
    assert excerpt(text, limit, tag) == shown
