"""Promise 6: what every output says about origin, people, licence, machine help and date."""

from __future__ import annotations

from typing import Any

from exporters.api import Document, Edition, Progress
from exporters.rendering.credits import credits as credit_lines
from tests.support.editions import load

EN, AR = load("sample.en"), load("sample.ar")
THING = "thing/11-test-what-you-read-and-see"


def lines(edition: Edition, document: Document) -> dict[str, str]:
    plain = edition.model_copy(update={"messages": {}, "plurals": {}})
    return {line.label: line.text for line in credit_lines(plain, document).lines}


def notices(edition: Edition, document: Document) -> str:
    plain = edition.model_copy(update={"messages": {}, "plurals": {}})
    return "\n".join(credit_lines(plain, document).notices)


def changed(edition: Edition, **values: Any) -> Document:
    return edition.document(THING).model_copy(update=values)


def test_a_translation_names_origin_people_licence_change_and_date() -> None:
    found = lines(AR, AR.document(THING))
    assert found["Original"] == "Test what you read and see, version 2026.11"
    assert "ليلى حداد" in found["Translated by"]
    assert found["Reviewed by"] == "سمير النجار"
    assert found["Licence"] == "CC BY 4.0"
    assert found["Changes"] == "Translated from الإنجليزية."
    assert found["Date"] == "١٨ نوفمبر ٢٠٢٦"


def test_the_original_names_no_translators_and_has_no_notices() -> None:
    found = lines(EN, EN.document(THING))
    assert not {"Translated by", "Changes", "Original"} & set(found)
    assert notices(EN, EN.document(THING)) == ""


def test_unnamed_translators_are_thanked_without_a_name() -> None:
    found = lines(AR, changed(AR, contributors=()))
    assert found["Translated by"] == "Volunteers who did not ask to be named"
    assert "Reviewed by" not in found
    assert found["Written by"] == "Polything demo editors"


def test_notices_count_what_readers_should_know() -> None:
    found = notices(AR, AR.document(THING))
    assert "No native speaker has reviewed it yet." in found
    assert "passage is machine text that nobody has checked." in found
    assert "passage is older than" in found
    assert "has not been translated yet" in found
    assert "This is a translation." in found


def test_disclaimer_and_draft_can_be_off() -> None:
    programme = AR.programme.model_copy(update={"disclaimer": False})
    found = notices(AR.model_copy(update={"draft": False, "programme": programme}), AR.document(THING))
    assert "This is a translation." not in found
    assert "native speaker" not in found


def test_an_untranslated_text_is_not_called_a_translation() -> None:
    document = changed(AR, progress=Progress(units=10, missing=10))
    assert notices(AR, document) == "This text has not been translated yet and is shown in الإنجليزية."
    assert "Translated by" not in lines(AR, document)


def test_a_text_under_revision_says_so_in_every_language() -> None:
    assert "is being revised" in notices(EN, changed(EN, under_revision=True))
    assert "is being revised" in notices(AR, changed(AR, under_revision=True))


def test_a_licence_of_its_own_has_its_own_deed() -> None:
    def licence(identity: str) -> tuple[str, str | None]:
        found = credit_lines(EN, changed(EN, licence=identity)).lines
        return next((line.text, line.href) for line in found if line.label == "Licence")

    assert licence("CC-BY-SA-3.0") == ("CC BY-SA 3.0", "https://creativecommons.org/licenses/by-sa/3.0/")
    assert licence("CC0-1.0") == ("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/")
    assert licence("LicenseRef-own") == ("LicenseRef-own", None)


def test_only_safe_addresses_are_printed_as_links() -> None:
    programme = EN.programme.model_copy(update={"address": "javascript:alert(1)"})
    found = credit_lines(EN.model_copy(update={"programme": programme}), EN.document(THING)).lines
    assert all(line.href is None or line.href.startswith("https://") for line in found)
