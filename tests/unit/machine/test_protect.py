from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.machine.protect import protect, restore
from service.machine.refuse import reason_to_refuse

SOURCE = (
    'Read **the [licence](../pages/licence.md "Deed")** and `ls -l {name}`, <kbd>Ctrl</kbd> + S, '
    "%(count)s times[^1]; see <https://e.org/a?b=1> &amp; ![a cat](assets/cat.svg) by Creative Commons.\\\n"
    "Next ~~line~~."
)


def test_what_a_machine_must_not_touch_is_hidden_and_comes_back() -> None:
    hidden = protect(SOURCE, ["Creative Commons"])
    assert hidden is not None
    for piece in (
        "**",
        "](",
        "ls",
        "kbd",
        "Ctrl>",
        "%(",
        "https",
        "&amp;",
        "cat.svg",
        "Creative",
        "~~",
        "[^1]",
        "\\\n",
    ):
        assert piece not in hidden.text
    for words in ("licence", "Ctrl", "a cat", "Next"):
        assert words in hidden.text
    assert restore(hidden, hidden.text) == SOURCE
    assert restore(hidden, hidden.text.replace("Read", "Lee").replace("line", "línea").replace("⟦", "⟦ ")) == (
        SOURCE.replace("Read", "Lee").replace("line", "línea")
    )


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text.replace("⟦0⟧", ""),
        lambda text: text + " ⟦0⟧",
        lambda text: text.replace("⟦1⟧", "⟦99⟧"),
        lambda text: text.replace("⟦0⟧", "(0)"),
        lambda text: text.replace("⟦2⟧", "§").replace("⟦3⟧", "⟦2⟧").replace("§", "⟦3⟧"),
        lambda text: text + " <b>new</b>",
        lambda text: text + " **bold**",
        lambda text: text + " ⟦",
    ],
)
def test_an_answer_with_another_structure_is_dropped(damage: object) -> None:
    hidden = protect("Read **the** [licence](a.md).")
    assert hidden is not None
    assert restore(hidden, damage(hidden.text)) is None  # type: ignore[operator]


def test_blanks_inside_marks_are_taken_away() -> None:
    hidden = protect("It is **big** [here](a.md).")
    assert hidden is not None
    assert restore(hidden, "Es ⟦0⟧ grande ⟦1⟧ ⟦2⟧ aquí ⟦3⟧.") == "Es **grande** [aquí](a.md)."


def test_a_text_with_nothing_to_translate_or_with_our_own_brackets_is_not_sent() -> None:
    only = protect("`ls` ![](a.svg)")
    assert only is not None
    assert not only.words
    assert protect("A ⟦0⟧ text.") is None


@given(st.text(alphabet=st.sampled_from("ab *_`[](){}<>!\\~&;:%^/.né\n"), max_size=60))
def test_putting_back_what_was_hidden_gives_the_source(text: str) -> None:
    hidden = protect(text)
    assert hidden is not None
    back = restore(hidden, hidden.text)
    assert back is None or " ".join(back.split()) == " ".join(text.split()) or len(back) < len(text)


@pytest.mark.parametrize(
    ("source", "answer", "why"),
    [
        ("Lock the door.", "", "empty"),
        ("Lock the door.", None, "empty"),
        ("Lock the door.", "lock  the DOOR.", "an echo"),
        ("Lock the door.", "MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS FOR TODAY", "a notice"),
        ("Lock the door.", "<!DOCTYPE html><title>Sorry</title>", "a web page"),
        ("Lock the door.", "Our systems have detected unusual traffic", "a notice"),
        ("Lock the door.", "#Zaključati @the vrata", "unknown words"),
        ("Lock the front door at night.", "x" * 500, "an unlikely length"),
        ("Lock the front door at night, please.", "No.", "an unlikely length"),
        ("Lock the door.", "Cierra\x07 la puerta", "damaged characters"),
        ("Lock the door.", "Cierra la puerta.", None),
        ("OK", "OK", None),
        ("About 23 Things.", "约 23 件事。", None),
    ],
)
def test_unusable_answers_are_refused(source: str, answer: object, why: str | None) -> None:
    assert reason_to_refuse(source, answer) == why
