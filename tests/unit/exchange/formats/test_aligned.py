"""Translations out of a document that somebody translated as Markdown."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from service.documents.units import Occurrence, Unit
from service.exchange.formats.aligned import align_translated


def blocks(*texts: tuple[str, str]) -> list[Unit]:
    """Units from (kind, text) in page order; a repeated text becomes one unit with several occurrences."""
    units: dict[tuple[str | None, str], list[Occurrence]] = {}
    for line, (kind, text) in enumerate(texts, 1):
        context = kind if kind.startswith("front:") else None
        units.setdefault((context, text), []).append(Occurrence(line, kind, "", str(line)))
    return [Unit(context, text, tuple(places)) for (context, text), places in units.items()]


SOURCE = blocks(
    ("front:title", "Lock the front door"),
    ("front:lead", "Make your account safe."),
    ("heading 2", "Why it matters"),
    ("paragraph", "Your e-mail account is the front door to everything else."),
    ("paragraph", "Attackers rarely use clever technology. See <https://example.org/5>."),
    ("heading 2", "Do it"),
    ("list item", "Choose one account."),
    ("list item", "Give it a new password with 14 letters."),
    ("list item", "Turn on the second step."),
)
SPANISH = [
    ("front:lead", "Proteja su cuenta."),
    ("front:title", "Cierre la puerta"),
    ("heading 2", "Por qué importa"),
    ("paragraph", "Su cuenta de correo es la puerta de entrada a todo lo demás."),
    ("paragraph", "Los atacantes rara vez usan técnica ingeniosa. Vea <https://example.org/5>."),
    ("heading 2", "Hágalo"),
    ("list item", "Elija una cuenta."),
    ("list item", "Póngale una contraseña nueva de 14 letras."),
    ("list item", "Active el segundo paso."),
]


def test_a_faithful_translation_is_found_whole_and_surely() -> None:
    result = align_translated(SOURCE, blocks(*SPANISH))
    assert {item.unit.source: item.text for item in result} == {
        "Lock the front door": "Cierre la puerta",
        "Make your account safe.": "Proteja su cuenta.",
        **{unit.source: SPANISH[index][1] for index, unit in enumerate(SOURCE) if index > 1},
    }
    assert all(item.sure for item in result)


def test_a_block_left_out_makes_its_section_doubtful_and_no_other() -> None:
    result = {item.unit.source: item for item in align_translated(SOURCE, blocks(*SPANISH[:6], *SPANISH[7:]))}
    assert "Choose one account." not in result
    assert result["Give it a new password with 14 letters."].text == "Póngale una contraseña nueva de 14 letras."
    assert not result["Turn on the second step."].sure
    assert result["Your e-mail account is the front door to everything else."].sure


def test_a_changed_number_is_doubtful() -> None:
    changed = [(kind, text.replace("14", "12")) for kind, text in SPANISH]
    result = {item.unit.source: item for item in align_translated(SOURCE, blocks(*changed))}
    assert not result["Give it a new password with 14 letters."].sure


def test_what_was_left_in_the_source_language_is_no_translation() -> None:
    half = [*SPANISH[:6], *[("list item", unit.source) for unit in SOURCE[6:]]]
    result = align_translated(SOURCE, blocks(*half))
    assert [item.text for item in result if item.unit.kind == "list item"] == []


def test_a_repeated_text_takes_the_most_frequent_translation() -> None:
    source = blocks(("cell", "Yes"), ("cell", "Yes"), ("cell", "Yes"))
    (item,) = align_translated(source, blocks(("cell", "No"), ("cell", "Sí"), ("cell", "Sí")))
    assert (item.text, item.sure) == ("Sí", False)


kinds = st.sampled_from(["heading 2", "paragraph", "list item", "cell"])
documents = st.lists(st.tuples(kinds, st.text("abc 12", min_size=1, max_size=30)), max_size=25)


@given(documents)
def test_any_document_is_aligned_with_its_own_mirror_image(texts: list[tuple[str, str]]) -> None:
    """Every block translated by the same marked text: each unit finds its own."""
    translated = [(kind, f"{text}é") for kind, text in texts]
    result = align_translated(blocks(*texts), blocks(*translated))
    assert {item.unit.source: item.text for item in result} == {text: f"{text}é" for _, text in texts}
    assert all(item.sure for item in result)


@given(documents, documents)
def test_any_two_documents_give_texts_of_the_second_for_units_of_the_first(
    ours: list[tuple[str, str]], theirs: list[tuple[str, str]]
) -> None:
    result = align_translated(blocks(*ours), blocks(*theirs))
    assert {item.unit.source for item in result} <= {text for _, text in ours}
    assert {item.text for item in result} <= {text for _, text in theirs}
