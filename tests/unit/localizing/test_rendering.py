"""What is said to be localized without being rendered does render so."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.documents.page import page
from service.documents.units import Unit
from service.localizing.rendering import localized_html, surely_localized
from service.markup.parser import parse_blocks, render
from tests.support.markdown import WORDS, Writer, bare
from tests.support.soak import often


def sure(source: str, result: str, texts: dict[str, str]) -> bool:
    """Ask; and if the answer is yes, look at the HTML, which must be the same to the last sign."""

    def text(unit: Unit) -> str | None:
        return texts.get(unit.source)

    document = bare(source)
    answer = surely_localized(page(document), parse_blocks(result), text)
    if answer:
        assert render(result) == localized_html(document, text)
    return answer


@pytest.mark.parametrize(
    ("source", "result"),
    [
        ("Yes.\n", "Sí.\n"),
        ("# Yes.\n\n- Yes.\n", "# Sí.\n\n- Sí.\n"),
        ("Yes.\n\n[a]: /b 'Yes.'\n", "Sí.\n\n[a]: /b 'Sí.'\n"),
        ("<div title='Yes.'>\nYes.\n</div>\n", "<div title='Sí.'>\nSí.\n</div>\n"),
        ("~~~ {.translate}\nYes.\n~~~\n", "~~~ {.translate}\nSí.\n~~~\n"),
        ("[^n]\n\n[^n]: Yes.\n", "[^n]\n\n[^n]: Sí.\n"),
    ],
)
def test_exchanged_texts_are_seen(source: str, result: str) -> None:
    assert sure(source, result, {"Yes.": "Sí."})
    assert not sure(source, source, {"Yes.": "Sí."})
    assert not sure(source, result, {"Yes.": "No."})


@pytest.mark.parametrize(
    ("source", "result"),
    [
        ("Yes.\n", "# Sí.\n"),
        ("Yes.\n", "Sí.\n\nSí.\n"),
        ("# Yes.\n", "## Sí.\n"),
        ("- Yes.\n\n- a\n", "- Sí.\n- a\n"),
        ("# Yes. {#a}\n", "# Sí. {#b}\n"),
        ("- [x] Yes.\n", "- [ ] Sí.\n"),
        ("~~~ a\nYes.\n~~~\n\nYes.\n", "~~~ b\nYes.\n~~~\n\nSí.\n"),
        ("~~~\nYes.\n~~~\n\nYes.\n", "~~~\nSí.\n~~~\n\nSí.\n"),
        ("[Yes.]\n\n[yes.]: /b\n", "[Sí.]\n\n[yes.]: /c\n"),
        ("Yes.\n", "Sí.\n\n[^a]: x\n"),
    ],
)
def test_other_blocks_are_not(source: str, result: str) -> None:
    assert not sure(source, result, {"Yes.": "Sí."})


def test_a_text_that_its_source_does_not_allow_is_not() -> None:
    assert not sure("Yes.\n", "[Sí](https://a.example)\n", {"Yes.": "[Sí](https://a.example)"})
    assert sure(
        "Yes [a](https://a.example)\n",
        "[Sí](https://b.example)\n",
        {"Yes [a](https://a.example)": "[Sí](https://b.example)"},
    )


@often(400)
@given(st.randoms(use_true_random=False), st.booleans())
def test_it_is_never_said_of_another_page(random: Random, same: bool) -> None:
    """Sources are exchanged as they stand, without the care that splicing takes."""
    source = Writer(random).document()
    units = page(bare(source)).units
    texts = {unit.source: random.choice(WORDS) for unit in units if "\n" not in unit.source and random.random() < 0.3}
    result = source
    for old, new in texts.items():
        result = result.replace(old, new)
    sure(source, result if same else Writer(random).document(), texts)
