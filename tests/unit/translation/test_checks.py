"""Each check finds what it is for and leaves good translations alone."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from service.interface import english
from service.languages import language
from service.translation import checks
from service.translation.checks import run
from service.translation.checks.numbers import numbers
from service.translation.glossary import Finder, Term
from service.web.words import words
from tests.support import plugins

EN, ES, AR, ZH = (language(tag) for tag in ("en", "es", "ar", "zh-Hans"))
SCORM = Term(1, "SCORM", ("SCORM",), "", "", True, True, ("SCORM",), (), ())
LICENCE = Term(2, "licence", ("licence",), "", "", False, False, ("licencia",), ("permiso",), ())


def rules(source: str, target: str, tag: str = "es") -> list[tuple[str, str]]:
    terms = Finder([SCORM, LICENCE], "en").find(source)
    return [(f.rule, f.severity) for f in run(source, target, EN, language(tag), terms)]


@pytest.mark.parametrize(
    ("source", "target", "tag"),
    [
        ("Lock the front door.", "Cierra la puerta.", "es"),
        ("Read **three** licences and `CC BY 4.0`.", "Lee **tres** licencias y `CC BY 4.0`.", "es"),
        ("About 1,000 people at 10:30 in 2026.", "Unas 1.000 personas a las 10.30 en 2026.", "es"),
        ("About 1,000 people.", "نحو ١٠٠٠ شخص.", "ar"),
        ("Read [the deed](https://e.org/by) first.", "请先阅读[说明](https://e.org/by)。", "zh-Hans"),
        ("Take *one* **step**.", "迈出**一步**。", "zh-Hans"),
        ("Say {name} and %(count)s.", "Di {name} y %(count)s.", "es"),
        ("H<sub>2</sub>O<br>water", "H<sub>2</sub>O<br>agua", "es"),
        ("SCORM", "SCORM", "es"),
        ("Make a SCORM package.", "Haz un paquete SCORM.", "es"),
        ("Who may join?", "Ποιος μπορεί να συμμετάσχει;", "el"),
        ("It is done.", "ເສັດແລ້ວ", "lo"),
        ("Say “hello”.", "قل \u2068hello\u2069.", "ar"),
        ("A 2 * 3 sum.", "Una suma 2 * 3.", "es"),
        ("Thing 3", "الأمر ٣", "ar"),
        ("This page is saved on your computer.", "یہ صفحہ آپ کے کمپیوٹر پر محفوظ ہے۔", "ur"),
        ("Is it safe?", "ደህና ነው፧", "am"),
        ("She said: “Come.”", "Sie sagte: „Komm.“", "de"),
        ("She said: “Come.”", "Hun sagde: »Kom.«", "da"),
        ("She said: “Come.”", "Řekla: „Pojď.“", "cs"),
        ("She said: “Come.”", "אמרה: „בוא.”", "he"),
        ("Do this:", "次のことを行います。", "ja"),
        ("Do this:", "请这样做：", "zh-Hans"),
        ("Read it.", "ᱱᱚᱶᱟ ᱯᱟᱲᱦᱟᱣ ᱢᱮ᱾", "sat"),
        ("Read it.", "Սա կարդա։", "hy"),
        ("About 150,000 people use it.", "लगभग 1,50,000 लोग इसका उपयोग करते हैं।", "hi"),
        ("About 150,000 people use it.", "लगभग 150,000 लोग इसका उपयोग करते हैं।", "hi"),
        ("About 12,345,678 people.", "लगभग 1,23,45,678 लोग।", "hi"),
        ("About 150,000 people use it.", "প্রায় ১,৫০,০০০ মানুষ এটি ব্যবহার করে।", "bn"),
        ("About 150,000 people use it.", "约有15万人使用。", "zh-Hans"),
        ("About 2,000,000 people use it.", "Lo usan unos 2 millones de personas.", "es"),
        ("About 1,000,000 people use it.", "1'000'000 Menschen nutzen es.", "de"),
        ("Make a SCORM package.", "制作SCORM包。", "zh-Hans"),
    ],
)
def test_good_translations_pass(source: str, target: str, tag: str) -> None:
    assert rules(source, target, tag) == []


@pytest.mark.parametrize(
    ("rule", "severity", "source", "target", "tag"),
    [
        ("empty", "error", "Lock it.", " \u200b\n", "es"),
        ("identical", "warning", "Lock the front door.", "Lock the front  door.", "es"),
        ("numbers", "warning", "Wait 15 minutes.", "Espera 25 minutos.", "es"),
        ("numbers", "warning", "Wait 15 minutes.", "Espera unos minutos.", "es"),
        ("numbers", "warning", "Wait some minutes.", "Espera 150 minutos.", "es"),
        ("links", "error", "Read [it](a.md).", "Lee [esto] (a.md).", "es"),
        ("links", "error", "Read [it](a.md).", "Léelo.", "es"),
        ("links", "warning", "Read [it](a.md).", "Lee [esto](b.md).", "es"),
        ("links", "error", "Read [it](a.md).", "Lee [esto](javascript:alert%281%29).", "es"),
        ("links", "error", "Read [it](https://e.org).", "Lee [esto](http://e.org).", "es"),
        ("links", "error", "See ![a cat](assets/cat.svg).", "Mira el gato.", "es"),
        ("links", "warning", "Read [it](a.md).", "Lee [esto](a.md) y [esto](a.md).", "es"),
        ("code", "error", "Type `ls`.", "Escribe `lista`.", "es"),
        ("code", "warning", "Name it `first aid`.", "Llámalo `primeros auxilios`.", "es"),
        ("code", "error", "Type `ls`.", "Escribe ls.", "es"),
        ("code", "error", "Type `ls` and `cd`.", "Escribe `ls`.", "es"),
        ("code", "warning", "Type ls.", "Escribe `ls`.", "es"),
        ("marks", "error", "It is **big**.", "Es **grande.", "es"),
        ("marks", "error", "It is big.", "Es ** grande **.", "es"),
        ("marks", "warning", "It is **big**.", "Es grande.", "es"),
        ("marks", "warning", "It is big.", "Es **grande**.", "es"),
        ("marks", "warning", "It is **big**.", "很大。", "zh-Hans"),
        ("placeholders", "error", "Thing {n}", "Cosa", "es"),
        ("placeholders", "error", "Thing {n}", "Cosa {numero}", "es"),
        ("placeholders", "error", "Thing", "Cosa %(n)s", "es"),
        ("html", "error", "Lock it.", 'Cierra <img src="x" onerror="alert(1)">.', "es"),
        ("html", "error", "One<br>two", "Uno dos", "es"),
        ("html", "error", "A <kbd>key</kbd>.", 'Una <kbd onclick="x()">tecla</kbd>.', "es"),
        ("terms", "warning", "Make a SCORM package.", "Haz un paquete ESCORM.", "es"),
        ("terms", "warning", "Choose a licence.", "Elige una patente.", "es"),
        ("terms", "warning", "Choose a licence.", "Elige un permiso.", "es"),
        ("hidden", "error", "Lock it.", "Cierra\u202e.", "es"),
        ("hidden", "error", "Lock it.", "أغلق \u2067الباب.", "ar"),
        ("hidden", "warning", "Lock it.", "Cierra\ufeff la puerta.", "es"),
        ("ending", "warning", "Lock it.", "Cierra", "es"),
        ("ending", "warning", "You need:", "Necesitas", "es"),
        ("ending", "warning", "You need:", "Necesitas.", "es"),
        ("ending", "warning", "Read it.", "Lies es", "de"),
        ("ending", "warning", "Read it.", "یہ پڑھیں", "ur"),
        ("ending", "warning", "Is it?", "Es esto;", "es"),
        ("ending", "warning", "Do this:", "次のことを行います", "ja"),
        ("numbers", "warning", "About 150,000 people use it.", "लगभग 15,000 लोग इसका उपयोग करते हैं।", "hi"),
        ("numbers", "warning", "About 150,000 people use it.", "约有16万人使用。", "zh-Hans"),
        ("numbers", "warning", "About 150,123 people use it.", "约有15万人使用。", "zh-Hans"),
        ("terms", "warning", "Make a SCORM package.", "Tạo một gói SCORMế.", "vi"),
        ("ending", "warning", "Lock it.", "Cierra  la puerta.", "es"),
        (
            "script",
            "warning",
            "Lock the front door of the library tonight.",
            "Cierra la puerta de la biblioteca.",
            "ar",
        ),
        ("script", "warning", "Lock the front door of the library tonight.", "Lock front door of library now.", "am"),
        ("script", "warning", "Lock the front door of the library tonight.", "Lock front door of library now.", "sat"),
    ],
)
def test_errors_are_found(rule: str, severity: str, source: str, target: str, tag: str) -> None:
    assert (rule, severity) in rules(source, target, tag)


@pytest.mark.parametrize(
    ("source", "target", "fixed"),
    [
        ("Read [it](a.md).", "Lee [esto] (a.md).", "Lee [esto](a.md)."),
        ("Read [it](a.md).", "Lee [esto](b.md).", "Lee [esto](a.md)."),
        ("Type `ls`.", "Escribe `lista`.", "Escribe `ls`."),
        ("Lock it.", "Ci\u202eerra.", "Cierra."),
        ("Lock the door.", "Cierra  la puerta.", "Cierra la puerta."),
    ],
)
def test_a_fix_mends_the_text(source: str, target: str, fixed: str) -> None:
    [finding] = run(source, target, EN, ES)
    assert finding.fix == fixed
    assert run(source, fixed, EN, ES) == []


def test_errors_come_first() -> None:
    found = run("Wait 15 minutes at [it](a.md).", "Espera.", EN, ES)
    assert [f.severity for f in found] == ["error", "warning"]


def test_every_module_is_a_check_that_runs() -> None:
    folder = Path(inspect.getfile(checks)).parent
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__", "base"}
    assert set(checks.known()) == modules


def test_an_empty_text_has_no_other_fault() -> None:
    assert rules("Wait 15 minutes at [it](a.md).", " ") == [("empty", "error")]


@pytest.mark.parametrize(
    ("source", "said", "german"),
    [
        ("Wait 15 minutes.", "A number is missing", "Eine Zahl fehlt"),
        ("Wait 15 or 20 minutes.", "2 numbers are missing", "2 Zahlen fehlen"),
    ],
)
def test_findings_are_counted_in_each_language(source: str, said: str, german: str) -> None:
    [finding] = run(source, "Espera unos minutos.", EN, ES)
    assert english(finding.title, finding.params) == said
    assert words("de").message(finding.title, finding.params) == german


SENTENCES = """
from service.interface import plural
from service.translation.checks.base import Fault, check

@check("sentences", "Other sentences", "warning")
def find(pair):
    if pair.source.count(".") != pair.target.count("."):
        yield Fault(plural("%(num)s sentence", "%(num)s sentences", pair.source.count(".")))

@check("numbers", "Taken", "error")
def taken(pair):
    yield Fault("never seen")

@check("broken", "Broken", "error")
def broken(pair):
    raise LookupError(pair.target)
"""
POINTS = """[polything.checks]
sentences = sentences:find
taken = sentences:taken
broken = sentences:broken
none = sentences:Fault
gone = nowhere:find
"""


def test_another_distribution_brings_a_check(tmp_path: Path) -> None:
    plugins.install(tmp_path, "sentences", SENTENCES, POINTS)
    program = """if True:
        from service.languages import language
        from service.translation.checks import known, run
        print(*known())
        for found in run("One. Two.", "Uno.", language("en"), language("es")):
            print(found.rule, found.severity, found.title, found.text.number)
    """
    done = plugins.run(tmp_path, program)
    lines = done.stdout.splitlines()
    assert lines[0] == " ".join(sorted({*checks.known(), "sentences", "broken"}))
    assert lines[-1] == "sentences warning Other sentences 2"
    assert "a check failed" in lines[1]
    assert "LookupError('Uno.')" in lines[1]
    assert [line.partition("polything.checks: ")[2] for line in done.stderr.splitlines() if "Warning" in line] == [
        "“gone” cannot be used: No module named 'nowhere'",
        "“none” cannot be used: sentences:Fault is none of these parts",
        "there are two called “numbers”; the first is used",
    ]


def test_numbers_are_read_in_any_script() -> None:
    assert numbers("1,000 and 1.000 and 1\u202f000 and ١٬٠٠٠") == ["1000"] * 4
    assert numbers("10:30, 3.5, 007") == ["10", "30", "3", "5", "7"]
    assert numbers("1,50,000") == ["1", "50000"]
    assert numbers("1,50,000 और 12,34,56,789 और 1,000,000 और 3,5", "hi") == ["150000", "123456789", "1000000", "3", "5"]


@settings(deadline=None)  # the first one loads the checks
@given(st.text(max_size=80), st.text(max_size=80))
def test_no_text_whatsoever_breaks_a_check(source: str, target: str) -> None:
    with capture_logs() as logs:
        findings = run(source, target, EN, AR)
    assert logs == []
    for finding in findings:
        assert english(finding.title, finding.params)
        assert english(finding.text, finding.params)


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("ab 1*_`[](){}<>!\\#~&;:.é字\n"), min_size=1, max_size=40))
def test_a_text_compared_with_itself_has_at_most_nothing_to_translate(text: str) -> None:
    assert {f.rule for f in run(text, text, EN, ZH)} <= {"empty", "identical", "script"}
